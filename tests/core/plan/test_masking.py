"""What is shown of a refused value or a failure holds no secret, in whatever form it comes."""

from __future__ import annotations

import json
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Problem, Severity, say
from core.plan.masking import masked, without_secrets

SECRET = 'pa"ss\\word-of-mine'


@pytest.mark.parametrize(
    ("untrusted", "shown"),
    [
        ("https://me:hunter2@host/a", "https://***@host/a"),
        ("https://hunter2@host/a", "https://***@host/a"),
        ("oci://u:p@host/x and //v:q@other/y", "oci://***@host/x and //***@other/y"),
        ("https://host/a?token=hunter2&x=1", "https://host/a?token=***&x=***"),
        ("https://host/a?sig=a%2Fb=c", "https://host/a?sig=***"),
        ("two\nlines", "two\\nlines"),
        ("\x1b[2Jcleared", "\\u001b[2Jcleared"),
        (7, "7"),
    ],
)
def test_logins_and_queries_of_addresses_are_masked(untrusted: object, shown: str) -> None:
    assert masked(untrusted) == shown


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_masked_text_has_at_most_60_characters(length: int, shown: str) -> None:
    assert masked("x" * length) == shown


def problem(text: str) -> Problem:
    return Problem(text, say("Bad: {why}", why=text), say("Mend {it}.", it=text), 3, 5)


@pytest.mark.parametrize(
    "quoted",
    [
        SECRET,
        json.dumps(SECRET),
        f"before {SECRET} after",
        SECRET * 2,
    ],
)
def test_a_secret_is_gone_from_every_part_of_a_problem(quoted: str) -> None:
    said = without_secrets(problem(quoted), [SECRET])
    for part in (said.place, str(said.what), str(said.remedy)):
        assert "word-of-mine" not in part
        assert "***" in part


def test_each_line_of_a_secret_is_hidden_alone() -> None:
    said = without_secrets(problem("got line-two of it"), ["line-one\nline-two"])
    assert "line-two" not in str(said)


def test_the_longer_of_two_secrets_is_hidden_whole() -> None:
    said = without_secrets(problem("it was password-and-more"), ["password", "password-and-more"])
    assert str(said.what) == "Bad: it was ***"


@pytest.mark.parametrize("short", ["", "a", "abc"])
def test_what_is_too_short_to_tell_is_left_in_the_sentence(short: str) -> None:
    assert without_secrets(problem("abcabc"), [short]) == problem("abcabc")


def test_line_column_and_severity_stay() -> None:
    said = without_secrets(problem(SECRET), [SECRET])
    assert (said.line, said.column, said.severity) == (3, 5, Severity.ERROR)


@given(st.text(ascii_letters, min_size=4), st.text(), st.text())
def test_no_secret_of_four_letters_survives(secret: str, before: str, after: str) -> None:
    said = without_secrets(problem(before + secret + after), [secret])
    assert secret not in str(said.what.arguments["why"])


def test_what_stands_inside_a_secret_of_json_is_hidden_too() -> None:
    given = '{"user": "admin", "logins": [{"password": "hunter22", "pin": 482910}]}'
    said = without_secrets(problem("bad hunter22 and 482910"), [given])
    assert "hunter22" not in str(said)
    assert "482910" not in str(said)
