"""Schemas as Helm read them before 3.18.5; each verdict is asked of a real Helm as well."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.helm.old_schemas import OldSchema, Unusable
from tests.support import tools
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from pathlib import Path

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_6 = "http://json-schema.org/draft-06/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def _of_a(schema: Any, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": schema}, **more}


TAKEN: list[tuple[Any, Any]] = [
    (True, 1),
    (_of_a({"type": "integer"}), 1.0),
    (_of_a({"format": "ipv4"}), "10.0.0.1"),
    (_of_a({"format": "uri"}), "https://example.com/a?b=c"),
    (_of_a({"format": "date-time"}), "2020-01-01T00:00:00Z"),
    (_of_a({"format": "email"}), "a@example.com"),
    (_of_a({"format": "int32"}), 7),
    (_of_a({"format": "duration"}), "what"),
    (_of_a({"minimum": 1, "exclusiveMinimum": True}), 2),
    (_of_a({"exclusiveMinimum": 1}), 2),
    (_of_a({"dependentRequired": {"b": ["c"]}, "unevaluatedProperties": False}), {"b": 1}),
    (
        _of_a(
            {"$ref": "#/definitions/x", "type": "string"}, definitions={"x": {"type": "integer"}}
        ),
        1,
    ),
    (_of_a({"$ref": "#/$defs/x"}, **{"$defs": {"x": {"type": "integer"}}}), 1),
    (_of_a({"$ref": "#x"}, definitions={"x": {"$id": "#x", "type": "integer"}}), 1),
    (_of_a({"$ref": "#"}), {"a": {"a": {}}}),
    (_of_a({"prefixItems": [{"type": "string"}]}), [1]),
    (_of_a({"const": 1}, **{"$schema": DRAFT_4}), 2),
    (_of_a({"if": True, "then": False}, **{"$schema": DRAFT_6}), 2),
    (_of_a({"examples": "no list", "default": 1, "enum": []}), 1),
    (_of_a({"oneOf": [{"type": "integer"}, {"minimum": 2}]}), 1),
    (_of_a({"not": {"required": ["b"]}}), {}),
    (_of_a({"dependencies": {"b": ["c"], "d": {"required": ["e"]}}}), {"b": 1, "c": 2}),
    (_of_a({"propertyNames": {"pattern": "^x"}, "patternProperties": {"^x": True}}), {"x1": 1}),
]
REFUSED: list[tuple[Any, Any]] = [
    (False, 1),
    (_of_a({"type": "integer"}), "1"),
    (_of_a({"type": "string"}), True),
    (_of_a({"format": "ipv4"}), "::1"),
    (_of_a({"format": "uri"}), "no uri"),
    (_of_a({"format": "date-time"}), "yesterday"),
    (_of_a({"format": "uuid"}), "F" * 8),
    (_of_a({"format": "hostname"}), "no_host"),
    (_of_a({"format": "ipv4"}), 7),
    (_of_a({"minimum": 2, "exclusiveMinimum": True}), 2),
    (_of_a({"items": [{"type": "string"}], "additionalItems": False}), ["a", "b"]),
    (_of_a({"prefixItems": [{"type": "string"}], "items": False}), ["a"]),
    (_of_a({"uniqueItems": True}), [1, 1.0]),
    (_of_a({"contains": {"type": "string"}}), [1]),
    (_of_a({"multipleOf": 0.1}), 0.25),
    (_of_a({"if": {"const": 1}, "then": False}), 1),
    (_of_a({"dependencies": {"b": ["c"]}}), {"b": 1}),
    (_of_a({"additionalProperties": False, "patternProperties": {"^x": {}}}), {"y": 1}),
    (_of_a({}, required=["z"]), 1),
    # Schemas that cannot be used, whatever the values.
    (_of_a({"$ref": "#anchor"}, **{"$defs": {"x": {"$anchor": "anchor"}}}), 1),
    (_of_a({"$ref": "#/definitions/none"}), 1),
    (_of_a({"type": "any"}), 1),
    (_of_a({"pattern": "^(?!a)"}), "b"),
    (_of_a({"required": True}), {}),
    (_of_a({"exclusiveMinimum": True}, **{"$schema": DRAFT_7}), 2),
    (_of_a({"exclusiveMinimum": 1}, **{"$schema": DRAFT_4}), 2),
    (_of_a(True, **{"$schema": DRAFT_4}), 2),
    (_of_a({"minLength": 3, "maxLength": 2}), "ab"),
    (_of_a({"title": 1}), 1),
    (_of_a({"exclusiveMinimum": True}, definitions={"unused": {"type": "text"}}), 1),
]


def ours(schema: Any, values: Any) -> bool:
    try:
        return not OldSchema(schema).faults(values)
    except Unusable:
        return False


def really(schema: Any, values: Any, folder: Path) -> bool:
    extra = {"values.schema.json": json.dumps(schema)}
    template = {"a.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"}
    files = chart_files(values=json.dumps(values), templates=template, extra=extra)
    command = [tools.helm("3.17.3"), "template", "x", written(folder, files)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("schema", "value", "taken"),
    [*((*case, True) for case in TAKEN), *((*case, False) for case in REFUSED)],
)
def test_a_schema_is_read_as_an_old_helm_reads_it(
    schema: Any, value: Any, taken: bool, tmp_path: Path
) -> None:
    values = {"a": value}
    assert really(schema, values, tmp_path) is taken
    assert ours(schema, values) is taken


def test_a_fault_names_the_place_and_what_is_wanted() -> None:
    schema = {"properties": {"a": {"items": {"properties": {"b": {"minimum": 3}}}}}}
    (fault,) = OldSchema(schema).faults({"a": [{"b": 5}, {"b": 1}]})
    assert fault.absolute_path == ("a", 1, "b")
    assert (fault.validator, fault.validator_value) == ("minimum", 3)


def test_a_newer_draft_is_read_with_the_keywords_of_draft_7() -> None:
    schema = _of_a({"items": {"type": "string"}, "minContains": 9}, **{"$schema": DRAFT_2020})
    assert ours(schema, {"a": ["x"]})
    assert not ours(schema, {"a": [1]})


def test_a_reference_that_leads_out_of_the_schema_is_not_followed() -> None:
    with pytest.raises(Unusable, match="leads out of it"):
        OldSchema(_of_a({"$ref": "https://127.0.0.1:1/x.json"}))


def test_a_schema_that_refers_to_itself_without_end_cannot_be_used() -> None:
    with pytest.raises(Unusable, match="without end"):
        OldSchema({"$ref": "#"}).faults({})


def test_numbers_beyond_all_bounds_are_judged_like_others() -> None:
    schema = _of_a({"minimum": 1, "type": ["number", "string"]})
    assert ours(schema, {"a": 10**400})
    assert not ours(schema, {"a": float("inf")})
