"""A secret that was given reaches Helm as it is, or is refused with what to do about it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.parameters import secret_parameters
from core.plan.methods import DeliveryMethod
from core.plan.model import (
    AskedValue,
    ClusterParameter,
    Delivery,
    PathChart,
    Plan,
    Release,
    ValueType,
)
from core.plan.secrets import broken_given, broken_secret, set_secrets, whole_numbers

NUMBER = AskedValue(secret=True, path="id", type=ValueType.NUMBER)
JSON = AskedValue(secret=True, path="id", type=ValueType.JSON)
KEPT = [
    "0",
    "5",
    "-7",
    "12345678901234567",
    "9223372036854775807",
    "-9223372036854775807",
    "0.5",
    "-1.25",
    "12345678901234.5",
]
CHANGED = {
    "9223372036854775808": "string",
    "123456789012345678901": "string",
    "0.1234567890123456": "string",
    "123456789012345.6": "string",
    "1e3": "exponent",
    "-1.5E-3": "exponent",
    "007": "leading zeros",
    "+5": "digits alone",
    "1_000": "digits alone",
    "0x10": "digits alone",
    "１２": "digits alone",
    " 5": "digits alone",
    "5\n": "digits alone",
    "": "digits alone",
    "null": "digits alone",
    "NaN": "digits alone",
    "true": "digits alone",
}


@pytest.mark.parametrize("text", KEPT)
def test_a_number_that_helm_keeps_is_taken(text: str) -> None:
    assert broken_secret(NUMBER, text) is None


@pytest.mark.parametrize("text", CHANGED)
def test_a_number_that_helm_would_change_is_refused_with_what_to_do(text: str) -> None:
    assert CHANGED[text] in str(broken_secret(NUMBER, text))


def plan(method: DeliveryMethod = DeliveryMethod.HOOK) -> Plan:
    return Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="."),
        parameters=(NUMBER,),
        release=Release(name="shop"),
        delivery=Delivery(method=method),
    )


def test_through_ros_itself_a_number_is_floating_point() -> None:
    assert broken_given(plan(), "id", "12345678901234567") is None
    assert broken_given(plan(DeliveryMethod.DIRECT), "id", "12345678901234567")
    assert broken_given(plan(DeliveryMethod.DIRECT), "id", "123456789012345") is None


def test_the_password_of_a_source_is_any_text_but_nul() -> None:
    assert broken_given(plan(), "chart:password", "007") is None
    assert broken_given(plan(), "chart:password", "a\0b")


def test_what_ros_lets_pass_is_all_that_helm_keeps() -> None:
    (parameter,) = secret_parameters(plan())
    for text in KEPT:
        assert re.search(parameter.pattern, text), text
    refused = [text for text in CHANGED if not re.search(parameter.pattern, text.rstrip("\n"))]
    # The script is exact about these.
    assert set(CHANGED) - set(refused) == {"9223372036854775808", "5\n"}


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_switch_is_true_or_false(text: str) -> None:
    assert broken_secret(AskedValue(secret=True, path="on", type=ValueType.BOOLEAN), text) is None


@pytest.mark.parametrize("text", ["True", "yes", "1", "", "null", " true", "true\n"])
def test_what_is_no_switch_is_refused(text: str) -> None:
    assert broken_secret(AskedValue(secret=True, path="on", type=ValueType.BOOLEAN), text)


@pytest.mark.parametrize(
    "text", ["{}", "[1, 2.5, null, true]", '{"a": {"b": "12345678901234567"}}', '"text"', '"两行"']
)
def test_json_that_helm_keeps_is_taken(text: str) -> None:
    assert broken_secret(JSON, text) is None


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ('{"id": 12345678901234567}', "in quotes"),
        ('{"id": [0.12345678901234567]}', "in quotes"),
        ('{"id": 1e400}', "in quotes"),
        ('{"id": NaN}', "of type json"),
        ('{"a": 1, "a": 2}', "of type json"),
        ('{"a": 1', "of type json"),
        ("[" * 100_000, "of type json"),
        ("", "of type json"),
        ('{"a": "\\ud83d\\ude00"}', "as they are"),
    ],
)
def test_json_that_helm_would_change_is_refused_with_what_to_do(text: str, remedy: str) -> None:
    assert remedy in str(broken_secret(JSON, text))


@given(st.text())
def test_any_text_is_taken_or_refused_and_what_is_taken_can_be_set(text: str) -> None:
    for secret in (NUMBER, JSON):
        if broken_secret(secret, text) is None:
            assert set_secrets({}, (secret,), {"id": text}) == {"id": json.loads(text)}


def test_whole_numbers_are_those_given_and_the_stand_ins() -> None:
    wanted = (
        NUMBER,
        AskedValue(secret=True, path="a.b", type=ValueType.NUMBER),
        AskedValue(secret=True, path="text"),
    )
    assert whole_numbers(wanted, {"id": "7", "text": "8"}) == {("id",): 7, ("a", "b"): 1}
    assert whole_numbers(wanted, {"id": "7.5"}) == {("a", "b"): 1}


@pytest.mark.parametrize("kind", list(ValueType))
def test_a_nul_is_refused_in_any_type(kind: ValueType) -> None:
    assert broken_secret(AskedValue(secret=True, path="id", type=kind), "a\0b")
