"""Rules in CEL: which compile against a schema, and which values keep them."""

from __future__ import annotations

from typing import Any

import pytest

from core.kubernetes.expressions import expression_causes, rule_causes
from core.kubernetes.fields import Field
from core.kubernetes.schemas import Schema

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "replicas": {"type": "integer"},
        "ratio": {"type": "number"},
        "name": {"type": "string"},
        "namespace": {"type": "string"},
        "x-y": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "deep": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "parts": {
            "type": "array",
            "items": {"type": "object", "properties": {"size": {"type": "integer"}}},
        },
        "by_name": {
            "type": "object",
            "additionalProperties": {"type": "object", "properties": {"a": {"type": "string"}}},
        },
        "either": {"x-kubernetes-int-or-string": True},
        "wait": {"type": "string", "format": "duration"},
        "since": {"type": "string", "format": "date-time"},
        "maybe": {"type": "string", "nullable": True},
        "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
    },
}


def faults_of(rule: str, path: str = "p.x-kubernetes-validations") -> list[str]:
    return [str(cause) for cause in rule_causes(Field(path, [{"rule": rule}], (1, 36)), SCHEMA)]


@pytest.mark.parametrize(
    "rule",
    [
        "self.replicas > 1 && self.replicas <= 1.5",
        "self.__namespace__ == self.name",
        "self.x__dash__y > 0",
        "self.tags.all(t, t.size() < 9) && self.tags.exists_one(t, t == 'a')",
        "self.deep[0][0] == 'a'",
        "self.counts.all(name, self.counts[name] > 0)",
        "self.parts.exists(part, part.size == 3)",
        "self.by_name['x'].a == 'y'",
        "self.either == 3 || self.either == '3'",
        "self.wait < duration('1h') && self.since > timestamp('2020-01-01T00:00:00Z')",
        "has(self.maybe) && self.maybe == null",
        "self.free.anything == 1",
        "oldSelf.replicas <= self.replicas",
        "quantity(self.name).isGreaterThan(quantity('1Gi')) && self.tags.isSorted()",
        "isURL(self.name) && url(self.name).getScheme() == 'https'",
        "self.?name.orValue('x') == 'x'",
        "self.tags.map(t, t.upperAscii()).size() > 0",
        "!has(self.name) ? true : self.name.matches('^[a-z]+$')",
    ],
)
def test_what_a_real_server_compiles_passes(rule: str) -> None:
    assert faults_of(rule) == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("self.nope > 1", "ERROR: <input>:1:5: undefined field 'nope'"),
        ("self.parts.all(part, part.nope > 1)", "undefined field 'nope'"),
        ("self.by_name['x'].nope == ''", "undefined field 'nope'"),
        ("self.replicas > 'a'", "no matching overload for '_>_' applied to '(int, string)'"),
        ("self.replicas +", "Syntax error"),
        ("nope(self)", "undeclared reference to 'nope'"),
        ("self.replicas", "must evaluate to a bool"),
        ("  ", "Required value"),
    ],
)
def test_what_does_not_compile_is_told(rule: str, fault: str) -> None:
    (told,) = faults_of(rule)
    assert told.startswith("p.x-kubernetes-validations[0].rule: ")
    assert fault in told


def test_at_the_root_an_object_has_its_name_and_no_labels() -> None:
    root = "spec.validation.openAPIV3Schema.x-kubernetes-validations"
    assert faults_of("self.metadata.name == 'a' && self.kind == 'b'", root) == []
    (told,) = faults_of("self.metadata.labels == {}", root)
    assert "undefined field 'labels'" in told


def test_a_value_that_breaks_a_rule_is_told_with_the_rules_message() -> None:
    rules = [
        {"rule": "self.least <= self.most", "message": "least is above most"},
        {"rule": "self.most < 100"},
        {"rule": "self.most >= oldSelf.most", "message": "most may only grow"},
    ]
    schema = Schema(
        {"properties": {"spec": {"type": "object", "x-kubernetes-validations": rules}}}, {}
    )
    value = {"spec": {"least": 3, "most": 2}}
    (cause,) = expression_causes(value, None, schema)
    assert str(cause) == 'spec: Invalid value: "object": least is above most'
    told = expression_causes({"spec": {"least": 1, "most": 200}}, {"spec": {"most": 300}}, schema)
    assert [cause.message.partition(": ")[2] for cause in told] == [
        '"object": failed rule: self.most < 100',
        '"object": most may only grow',
    ]
