from __future__ import annotations

from typing import Any

import pytest

from core.rehearsal.stack.refusals import Refusal
from core.rehearsal.stack.template import parse_template
from core.rehearsal.stack.validation import validate
from tests.support.stacks import template_text, waiting


def nap(**triggers: Any) -> dict[str, Any]:
    return {"Type": "Sleep", "Properties": {"Triggers": triggers}}


@pytest.mark.parametrize(
    ("resources", "complaint"),
    [
        ({"A": {"Type": "ALIYUN::ECS::Instance"}}, "ALIYUN::ECS::Instance is not done"),
        ({"A": {"Type": "Sleep", "Properties": {"Duration": 1}}}, "Unknown Property Duration"),
        ({"A": {"Type": "WaitCondition"}}, "Property Handle not assigned"),
        ({"A": nap(x={"Ref": "B"})}, 'reference "B" \\(in A\\)'),
        ({"A": nap(x={"Fn::Sub": "${B.c}"})}, 'reference "B"'),
        ({"A": {"Type": "Sleep", "DependsOn": "B"}}, 'reference "B"'),
        ({"A": {"Type": "Sleep", "Condition": "C"}}, "condition C"),
        ({"A": nap(x={"Fn::Nonsense": 1})}, "Fn::Nonsense"),
        ({"A": nap(x={"Fn::Indent": 1})}, "Fn::Indent"),
        ({**waiting(), "A": nap(x={"Fn::GetAtt": ["Wait", "Date"]})}, "Wait Date"),
        ({"A": nap(x={"Ref": "B"}), "B": nap(x={"Ref": "A"})}, "Circular"),
    ],
)
def test_what_does_not_hold_is_refused_by_name(resources: Any, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint) as refused:
        validate(parse_template(template_text(resources)))
    assert refused.value.code == "StackValidationFailed"


def test_a_sound_template_passes() -> None:
    outputs = {"Data": {"Value": {"Fn::GetAtt": ["Wait", "Data"]}}}
    validate(parse_template(template_text(waiting(), Outputs=outputs)))
