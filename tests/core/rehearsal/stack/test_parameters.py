from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.parameters import MASK, parameter_values, shown
from core.rehearsal.stack.refusals import Refusal


@pytest.mark.parametrize(
    ("definition", "text", "value"),
    [
        ({"Type": "String"}, "007", "007"),
        ({"Type": "String", "Default": 5}, None, "5"),
        ({"Type": "Number"}, "7", 7),
        ({"Type": "Number"}, "1.5", 1.5),
        ({"Type": "Boolean"}, "True", True),
        ({"Type": "Boolean", "Default": False}, None, False),
        ({"Type": "CommaDelimitedList"}, "a, b", ["a", "b"]),
        ({"Type": "Json"}, '{"a": [1]}', {"a": [1]}),
        ({"Type": "String", "Required": False}, None, None),
        ({"Type": "ALIYUN::OOS::Parameter::Value"}, "x", "x"),
    ],
)
def test_a_text_becomes_a_value(definition: dict[str, Any], text: str | None, value: Any) -> None:
    given_texts = {} if text is None else {"P": text}
    assert parameter_values({"P": definition}, given_texts) == {"P": value}


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ({"Type": "Number"}, "seven"),
        ({"Type": "Number"}, "nan"),
        ({"Type": "Number"}, "1e999"),
        ({"Type": "Boolean"}, "maybe"),
        ({"Type": "Json"}, "{"),
        ({"Type": "Json"}, "[" * 100_000),
        ({"Type": "Word"}, "x"),
        ({"Type": "String", "AllowedValues": ["a", "b"]}, "c"),
        ({"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"]}, "a,c"),
        ({"Type": "String", "AllowedPattern": "[a-z]+"}, "a1"),
        ({"Type": "String", "MinLength": 2}, "a"),
        ({"Type": "String", "MaxLength": "2"}, "abc"),
        ({"Type": "Number", "MinValue": 2, "MaxValue": 3}, "4"),
    ],
)
def test_a_broken_constraint_is_refused(definition: dict[str, Any], text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parameter_values({"P": definition}, {"P": text})
    assert refused.value.code == "StackValidationFailed"


def test_a_constraint_says_its_description() -> None:
    definition = {"Type": "String", "MinLength": 2, "ConstraintDescription": "two at least"}
    with pytest.raises(Refusal, match="two at least"):
        parameter_values({"P": definition}, {"P": "a"})


def test_missing_and_unknown_parameters_have_codes_of_their_own() -> None:
    with pytest.raises(Refusal) as missing:
        parameter_values({"P": {"Type": "String"}}, {})
    with pytest.raises(Refusal) as unknown:
        parameter_values({}, {"P": "x"})
    assert missing.value.code == "UserParameterMissing"
    assert unknown.value.code == "UnknownUserParameter"


@pytest.mark.parametrize("kind", ["Number", "Boolean", "Json"])
def test_a_secret_of_the_wrong_type_is_not_told(kind: str) -> None:
    with pytest.raises(Refusal, match=f"it is no {kind}") as refused:
        parameter_values({"P": {"Type": kind, "NoEcho": True}}, {"P": "hunter2"})
    assert "hunter2" not in refused.value.message


@given(st.text(min_size=8))
def test_a_secret_is_neither_shown_nor_complained_of(secret: str) -> None:
    definition = {"Type": "String", "NoEcho": True, "AllowedPattern": "never-this"}
    assert shown({"P": definition}, {"P": secret}) == {"P": MASK}
    with pytest.raises(Refusal) as refused:
        parameter_values({"P": definition}, {"P": secret})
    assert secret not in refused.value.message
