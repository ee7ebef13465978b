from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.functions.evaluation import Scope, evaluate, holds
from core.rehearsal.stack.refusals import Refusal

ATTRIBUTES = {"Wait": {"Data": '{"release": "aGk="}'}}


def scope(**more: Any) -> Scope:
    given_values: dict[str, Any] = {
        "parameters": {"Word": "tea", "Yes": True, "Names": ["a", "b"]},
        "pseudo": {"ALIYUN::Region": "cn-hangzhou", "ALIYUN::StackName": "shop"},
        "mappings": {"Zones": {"north": {"size": 3}}},
        "conditions": {"Always": {"Fn::Equals": [1, 1]}, "Never": {"Fn::Not": "Always"}},
        "locals": {"Greeting": {"Value": {"Fn::Sub": "hi ${Word}"}}},
        "resource_id": {"Wait": "id-1"}.__getitem__,
        "attribute": lambda name, path: ATTRIBUTES[name][path],
        "stack_output": lambda stack, key: f"{stack}.{key}",
    }
    return Scope(**{**given_values, **more})


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ({"Ref": "Word"}, "tea"),
        ({"Ref": "Wait"}, "id-1"),
        ({"Ref": "ALIYUN::Region"}, "cn-hangzhou"),
        ({"Ref": "Greeting"}, "hi tea"),
        ({"Fn::GetAtt": ["Wait", "Data"]}, '{"release": "aGk="}'),
        ({"Fn::GetAtt": "Wait.Data"}, '{"release": "aGk="}'),
        ({"Fn::Sub": "${Word}-${Wait}-${ALIYUN::StackName}"}, "tea-id-1-shop"),
        ({"Fn::Sub": "${!Word} $Word ${Wait.Data}"}, '${Word} $Word {"release": "aGk="}'),
        ({"Fn::Sub": ["${a}${Word}", {"a": {"Ref": "Word"}}]}, "teatea"),
        ({"Fn::If": ["Always", "yes", {"Ref": "nothing"}]}, "yes"),
        ({"Fn::If": ["Never", {"Ref": "nothing"}, "no"]}, "no"),
        ({"Fn::FindInMap": ["Zones", "north", "size"]}, 3),
        ({"Fn::GetStackOutput": ["other", "Url"]}, "other.Url"),
        ({"Fn::Join": [",", {"Ref": "Names"}]}, "a,b"),
        ({"Fn::Join": ["", ["n=", 1, True]]}, "n=1true"),
        ({"Fn::Split": [",", "a,b"]}, ["a", "b"]),
        ({"Fn::Replace": [{"\n": "", "a": "b"}, "a\nc"]}, "bc"),
        ({"Fn::Str": 5}, "5"),
        ({"Fn::Base64": "hi"}, "aGk="),
        ({"Fn::Base64Decode": "aGk="}, "hi"),
        ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
        ({"Fn::Select": ["9", ["a", "b"], "none"]}, "none"),
        ({"Fn::Select": ["0:2", ["a", "b", "c"]]}, ["a", "b"]),
        ({"Fn::Select": ["::2", ["a", "b", "c"]]}, ["a", "c"]),
        ({"Fn::Select": ["release", {"Fn::GetAtt": ["Wait", "Data"]}]}, "aGk="),
        ({"Fn::ListMerge": [["a"], ["b", "c"]]}, ["a", "b", "c"]),
        ({"Fn::MergeMap": [{"a": 1}, {"a": 2, "b": 3}]}, {"a": 2, "b": 3}),
        (
            {"Fn::MergeMapToList": [{"k": [1, 2]}, {"v": [3, 4]}]},
            [{"k": 1, "v": 3}, {"k": 2, "v": 4}],
        ),
        ({"Fn::SelectMapList": ["k", [{"k": 1}, {"x": 2}]]}, [1]),
        ({"Fn::MemberListToMap": ["k", "v", [".m.0.k=a", ".m.0.v=b"]]}, {"a": "b"}),
        ({"Fn::GetJsonValue": ["a", '{"a": [1]}']}, [1]),
        ({"Fn::Length": [1, 2, 3]}, 3),
        ({"Fn::Index": ["b", {"Ref": "Names"}]}, 1),
        ({"Fn::Contains": [{"Ref": "Names"}, "a"]}, True),
        ({"Fn::EachMemberIn": [["a"], {"Ref": "Names"}]}, True),
        ({"Fn::MatchPattern": ["t.a", {"Ref": "Word"}]}, True),
        ({"Fn::Add": [1, "2", 3.5]}, 6.5),
        ({"Fn::Add": [["a"], ["b"]]}, ["a", "b"]),
        ({"Fn::Avg": [1, [1, 2, 6]]}, 3.0),
        ({"Fn::Max": [1, "7", 3]}, 7),
        ({"Fn::Min": [4, 2]}, 2),
        ({"Fn::Calculate": ["({0} + 2) * 3", 0, [1]]}, 9),
        ({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
        ({"Fn::Jq": ["First", ".release", {"Fn::GetAtt": ["Wait", "Data"]}]}, "aGk="),
        ({"Fn::And": ["Always", {"Fn::Equals": ["a", "b"]}]}, False),
        ({"Fn::Or": ["Never", {"Fn::Equals": ["a", "a"]}]}, True),
        ({"Fn::Not": ["Never"]}, True),
        ({"Fn::Equals": [{"Ref": "Yes"}, "true"]}, True),
        ({"Fn::GetAZs": ""}, ["cn-hangzhou-a", "cn-hangzhou-b"]),
        ({"Fn::FormatTime": ["%%", "Asia/Shanghai"]}, "%"),
    ],
)
def test_a_function_comes_to(call: Any, result: Any) -> None:
    assert evaluate(call, scope()) == result


def test_no_value_takes_its_key_or_item_away() -> None:
    nothing = {"Ref": "ALIYUN::NoValue"}
    assert evaluate({"a": nothing, "b": [1, nothing]}, scope()) == {"b": [1]}


@pytest.mark.parametrize(
    "call",
    [
        {"Fn::Nonsense": 1},
        {"Fn::Indent": ["a", 2]},
        {"Fn::Join": "a"},
        {"Fn::Select": ["x", ["a"]]},
        {"Fn::FindInMap": ["Zones", "south", "size"]},
        {"Fn::Base64Decode": "%%%"},
        {"Fn::Calculate": ["__import__('os')", 0]},
        {"Fn::Calculate": ["9**9", 0]},
        {"Fn::Cidr": ["nonsense", 1, 8]},
        {"Fn::Jq": ["First", ".a | nonsense", {}]},
        {"Fn::If": ["Word", 1, 2]},
    ],
)
def test_a_wrong_call_is_refused(call: Any) -> None:
    with pytest.raises(Refusal):
        evaluate(call, scope())


def test_a_refused_function_is_named() -> None:
    with pytest.raises(Refusal, match="Fn::Indent is not done in a rehearsal"):
        evaluate({"Fn::Indent": ["a", 2]}, scope())


def test_a_condition_may_be_named_or_written_out() -> None:
    assert holds("Always", scope())
    assert holds({"Condition": "Always"}, scope())
    assert not holds({"Fn::And": ["Always", "Never"]}, scope())


@given(st.text(max_size=300))
def test_base64_wraps_after_76_characters_and_loses_nothing(text: str) -> None:
    encoded = evaluate({"Fn::Base64Encode": text}, scope())
    assert all(len(line) <= 76 for line in encoded.split("\n"))
    assert base64.b64decode(encoded).decode() == text


@given(st.text())
def test_text_without_blanks_survives_sub(text: str) -> None:
    plain = text.replace("${", "$")
    assert evaluate({"Fn::Sub": plain}, scope()) == plain


@given(st.text(alphabet=st.characters(exclude_characters="{}"), min_size=1))
def test_an_escaped_blank_becomes_a_literal_one(name: str) -> None:
    assert evaluate({"Fn::Sub": f"${{!{name}}}"}, scope()) == f"${{{name}}}"


PLAIN_KEYS = st.text(max_size=9).filter(lambda key: key != "Ref" and not key.startswith("Fn::"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN_KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_what_holds_no_function_stays_as_it_is(value: Any) -> None:
    assert evaluate(value, scope()) == value
