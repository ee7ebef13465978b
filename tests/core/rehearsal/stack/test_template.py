from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.refusals import Refusal
from core.rehearsal.stack.template import MAX_TEMPLATE_BYTES, parse_template

HEAD = "ROSTemplateFormatVersion: '2015-09-01'\n"
NAP = "Resources: {Nap: {Type: 'ALIYUN::ROS::Sleep'}}\n"


def test_short_tags_are_functions() -> None:
    template = parse_template(
        HEAD
        + """
Resources:
  A:
    Type: ALIYUN::ROS::Sleep
    Properties:
      Triggers:
        - !Ref X
        - !GetAtt A.B.C
        - !Sub '${X}'
        - !Join [',', [!Ref Y]]
        - !If [C, !Equals [1, 2], {Fn::Not: [C]}]
"""
    )
    assert template.resources["A"].properties["Triggers"] == [
        {"Ref": "X"},
        {"Fn::GetAtt": ["A", "B.C"]},
        {"Fn::Sub": "${X}"},
        {"Fn::Join": [",", [{"Ref": "Y"}]]},
        {"Fn::If": ["C", {"Fn::Equals": [1, 2]}, {"Fn::Not": ["C"]}]},
    ]


def test_json_is_a_template_too() -> None:
    body = '{"ROSTemplateFormatVersion": "2015-09-01", "Resources": {"A": {"Type": "T"}}}'
    assert parse_template(body).resources["A"].type == "T"


def test_dates_stay_text() -> None:
    template = parse_template(
        "ROSTemplateFormatVersion: 2015-09-01\nDescription: 2020-01-01\n" + NAP
    )
    assert template.description == "2020-01-01"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("", "not a JSON object"),
        ("a: [", "Error parsing template"),
        (NAP, "ROSTemplateFormatVersion is missing"),
        ("ROSTemplateFormatVersion: '2010-01-01'\n" + NAP, "not a valid"),
        (HEAD, "no resources"),
        (HEAD + "Resource: {}\n", "Resource"),
        (HEAD + "Resources: []\n", "Resources must be a mapping"),
        (HEAD + "Resources: {A: {}}\n", "Resources.A must have a Type"),
        (HEAD + "Resources: {1A: {Type: T}}\n", "1A"),
        (HEAD + "Resources: {A: {Type: T, Depends: B}}\n", "Depends"),
        (HEAD + "Resources: {A: {Type: T, Count: 2}}\n", "Count"),
        (HEAD + "Resources: {A: {Type: T, DependsOn: [[B]]}}\n", "Resources.A.DependsOn"),
        (HEAD + "Resources: {A: {Type: T, DependsOn: true}}\n", "Resources.A.DependsOn"),
        (HEAD + "Resources: {A: {Type: T, Condition: []}}\n", "Resources.A.Condition"),
        (HEAD + NAP + "Outputs: {A: {Value: 1, Condition: {}}}\n", "Outputs.A.Condition"),
        (HEAD + NAP + "Parameters: {A: {Type: []}}\n", "Parameters.A must have a Type"),
        (HEAD + NAP + "Parameters: {A: {Type: String, MinLength: x}}\n", "A.MinLength is invalid"),
        (HEAD + NAP + "Parameters: {A: {Type: String, AllowedValues: 1}}\n", "A.AllowedValues"),
        (HEAD + NAP + "Parameters: {A: {Type: String, AllowedPattern: '['}}\n", "AllowedPattern"),
        (HEAD + NAP + "Rules: {A: 1}\n", "Rules.A"),
        (HEAD + NAP + "Rules: {A: {Assertions: [1]}}\n", "Rules.A"),
        (HEAD + NAP + "Outputs: {A: 1}\n", "Outputs.A"),
        (HEAD + NAP + "Parameters: {A: {}}\n", "Parameters.A"),
        (HEAD + NAP + "Transform: Aliyun::Terraform-v1.0\n", "Transform"),
        (HEAD + NAP + "x" * MAX_TEMPLATE_BYTES, "longer"),
        ("[" * 900, "nested deeper than"),
        # Here a newer libyaml is faster to give up than we are.
        ("[" * 20_000, "nest"),
    ],
)
def test_a_wrong_form_is_refused_by_name(body: str, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint) as refused:
        parse_template(body)
    assert refused.value.code == "InvalidTemplate"


@given(st.text())
def test_any_text_is_parsed_or_refused(body: str) -> None:
    with pytest.raises(Refusal):
        parse_template(body)
