"""Outputs decoded as far as they are encoded beyond doubt."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cloud.stacks import StackOutput
from core.deployment.outputs import COVERED, Form, decode


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def wrapped(text: str) -> str:
    return base64.encodebytes(text.encode()).decode()


NOTES = "The shop answers at 10.0.0.1:\n  open it, 打开它 🛒"


@pytest.mark.parametrize(
    ("value", "text", "form"),
    [
        ("plain words", "plain words", Form.TEXT),
        ("", "", Form.TEXT),
        (None, "", Form.TEXT),
        ("password", "password", Form.TEXT),
        ("deadbeefdeadbeefdeadbeef", "deadbeefdeadbeefdeadbeef", Form.TEXT),
        (encoded(NOTES), NOTES, Form.TEXT),
        (wrapped(NOTES * 5), NOTES * 5, Form.TEXT),
        (json.dumps({"release": encoded(NOTES)}), NOTES, Form.TEXT),
        (json.dumps({"1": "first", "2": "second"}), "first\nsecond", Form.TEXT),
        (json.dumps({"release": "http://shop.example"}), "http://shop.example", Form.LINK),
        ("https://shop.example/a?b=c", "https://shop.example/a?b=c", Form.LINK),
        ('{"host":"h","port":80}', '{\n  "host": "h",\n  "port": 80\n}', Form.JSON),
        (["a", "b"], '[\n  "a",\n  "b"\n]', Form.JSON),
        (encoded('{"host":"shop.example"}'), '{\n  "host": "shop.example"\n}', Form.JSON),
        ("12345678901234567890", "12345678901234567890", Form.TEXT),
        ("true", "true", Form.TEXT),
        ("[" * 100_000, "[" * 100_000, Form.TEXT),
    ],
)
def test_each_encoding_is_undone(value: object, text: str, form: Form) -> None:
    output = decode(StackOutput("Output", value))
    assert (output.text, output.form) == (text, form)


def test_the_raw_value_is_kept() -> None:
    raw = json.dumps({"release": encoded(NOTES)})
    assert decode(StackOutput("Output", raw)).raw == raw


def test_bytes_that_are_no_text_stay_encoded() -> None:
    raw = base64.b64encode(bytes(range(32))).decode()
    assert decode(StackOutput("Output", raw)).text == raw


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert decode(StackOutput("Output", text)).raw == text


def test_a_value_does_not_show_in_a_repr() -> None:
    assert "hunter2" not in repr(decode(StackOutput("Output", "hunter2")))


def test_the_value_of_a_secret_is_covered_until_it_is_asked_for() -> None:
    output = decode(StackOutput("Output", "hunter2"), secret=True)
    assert (output.shown, output.text) == (COVERED, "hunter2")
    assert decode(StackOutput("Output", "hunter2")).shown == "hunter2"


@pytest.mark.parametrize(
    ("line", "cut", "whole"),
    [
        ("[... cut here; all of it: helm get notes a -n b ...]", True, "helm get notes a -n b"),
        ("[... cut here ...]", True, ""),
        ("[... cut here", False, ""),
        ("it says [... cut here ...] itself", False, ""),
    ],
)
def test_what_was_cut_says_so_and_where_the_rest_is(line: str, cut: bool, whole: str) -> None:
    raw = json.dumps({"release": encoded(f"The beginning\n{line}\nthe end\n")})
    output = decode(StackOutput("Output", raw))
    assert (output.cut, output.whole) == (cut, whole)
