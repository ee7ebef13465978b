"""A body checked against the schema of its kind, field by field, as the API server decodes it.

Says what a real server says: strict decoding errors for fields it does not know, Go's JSON errors
for wrong types, and the typed-patch errors of server-side apply.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from core.rehearsal.cluster.kinds.custom_values import value_causes, with_defaults
from core.rehearsal.cluster.state.refusals import Cause, Refusal, bad_request, invalid, required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.kinds.schemas import Schema
    from core.rehearsal.cluster.state.objects import Body

FieldValidation = Literal["Ignore", "Warn", "Strict"]

# Marked as required in the schemas, yet accepted without them by every real server.
_NOT_REALLY_REQUIRED: Final = frozenset(
    {"StatefulSetSpec.serviceName", "NetworkPolicySpec.podSelector", "LocalObjectReference.name"}
)
_JSON_TYPES: Final[dict[type, tuple[str, ...]]] = {
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    str: ("string",),
    list: ("array",),
    dict: ("object",),
    type(None): ("null",),
}
_GO_JSON_NAMES: Final = {
    "boolean": "bool",
    "integer": "number",
    "number": "number",
    "string": "string",
    "array": "array",
    "object": "object",
}


@dataclass(frozen=True)
class _Finding:
    """Something at `path` that the schema does not allow."""

    what: Literal["unknown", "mistyped", "missing"]
    path: tuple[str | int, ...]
    schema: Schema
    struct: str
    value: Any = None

    @property
    def place(self) -> str:
        """Return `spec.containers[0].image`."""
        return "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path
        ).lstrip(".")


def decoded(
    kind: Kind, body: Body, schema: Schema, validation: FieldValidation
) -> tuple[Body, list[str]]:
    """Return `body` without the fields its schema does not know, and a warning for each.

    Refuses wrong types, missing fields, and with Strict also unknown fields.
    """
    body = _without_nulls(body, schema)
    if kind.custom:
        body = with_defaults(body, schema)
    elif "spec" in schema.fields:
        body.setdefault("spec", {})
    findings = list(_findings(body, schema, (), kind.name))
    handled = f'{kind.name} in version "{kind.version}" cannot be handled as a {kind.name}'
    mistyped = [f for f in findings if f.what == "mistyped"]
    if mistyped and kind.custom:
        name = body["metadata"].get("name", "")
        raise invalid(kind, name, [_custom_type_cause(f) for f in mistyped])
    if mistyped:
        raise bad_request(f"{handled}: {_go_type_error(mistyped[0])}")
    unknown = [f for f in findings if f.what == "unknown"]
    told = [f'unknown field "{f.place}"' for f in unknown]
    if told and validation == "Strict":
        raise bad_request(f"{handled}: strict decoding error: {', '.join(told)}")
    missing = [f for f in findings if f.what == "missing" and _is_required(f)]
    if missing:
        name = body.get("metadata", {}).get("name", "")
        raise invalid(kind, name, [required(f.place) for f in missing])
    for finding in reversed(unknown):
        _drop(body, finding.path)
    if kind.custom and (causes := list(value_causes(body, schema))):
        raise invalid(kind, body["metadata"].get("name", ""), causes)
    return body, told if validation == "Warn" else []


def _without_nulls(value: Any, schema: Schema) -> Any:
    """Return `value` as Go reads it: a null field is absent, a null item or entry is empty.

    Where a custom kind's schema is silent or allows null, null is a value.
    """
    if isinstance(value, list):
        return [_without_null(item, schema.items) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_null(item, schema.inside(name))
        for name, item in value.items()
        if item is not None or schema.is_map or _may_be_null(schema.inside(name))
    }


def _without_null(value: Any, schema: Schema) -> Any:
    if value is not None:
        return _without_nulls(value, schema)
    if _may_be_null(schema):
        return None
    return "" if "string" in schema.types else {}


def _may_be_null(schema: Schema) -> bool:
    return not schema.target or bool(schema.target.get("nullable"))


def checked_apply(kind: Kind, body: Body, schema: Schema) -> Body:
    """Return what is to be applied; refuse what server-side apply makes no typed object of."""
    metadata = body["metadata"]
    of = f"{metadata.get('namespace', '')}/{metadata['name']}; {kind.api_version}, Kind={kind.name}"
    told = [
        _typed_patch_error(finding)
        for finding in _findings(body, schema, (), kind.name)
        if finding.what != "missing"
    ]
    if told:
        raise Refusal(500, "", f"failed to create typed patch object ({of}): {', '.join(told)}")
    applicable: Body = _without_nulls(body, schema)
    return applicable


def _findings(
    value: Any, schema: Schema, path: tuple[str | int, ...], struct: str
) -> Iterator[_Finding]:
    if value is None:
        return
    if not _fits(value, schema):
        yield _Finding("mistyped", path, schema, struct, value)
    elif isinstance(value, dict):
        yield from _field_findings(
            value, schema, path, schema.reference.rpartition(".")[2] or struct
        )
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _findings(item, schema.items, (*path, index), struct)


def _fits(value: Any, schema: Schema) -> bool:
    if isinstance(value, int) and schema.target.get("format") == "int32":
        return not isinstance(value, bool) and -(2**31) <= value < 2**31
    return not schema.types or not set(_JSON_TYPES[type(value)]).isdisjoint(schema.types)


def _field_findings(
    value: Body, schema: Schema, path: tuple[str | int, ...], struct: str
) -> Iterator[_Finding]:
    for name in schema.target.get("required") or ():
        if value.get(name) is None:
            yield _Finding("missing", (*path, name), schema.inside(name), struct)
    for name, below in value.items():
        field = schema.field(name)
        if field is None:
            yield _Finding("unknown", (*path, name), schema, struct)
        else:
            yield from _findings(below, field, (*path, name), struct)


def _is_required(finding: _Finding) -> bool:
    # A number or a truth value that is absent reads as zero, and zero is judged later.
    plain = set(finding.schema.types) & {"integer", "number", "boolean"}
    named = f"{finding.struct}.{finding.path[-1]}"
    return not plain and named not in _NOT_REALLY_REQUIRED and finding.path[0] != "status"


def _drop(body: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        body = body[step]
    del body[path[-1]]


def _go_type_error(finding: _Finding) -> str:
    got = _GO_JSON_NAMES[_JSON_TYPES[type(finding.value)][0]]
    place = ".".join(step for step in finding.path if isinstance(step, str))
    return (
        f"json: cannot unmarshal {got} into Go struct field {finding.struct}.{place}"
        f" of type {_go_type(finding.schema)}"
    )


def _go_type(schema: Schema) -> str:
    types = set(schema.types)
    if "array" in types:
        return f"[]{_go_type(schema.items)}"
    if schema.is_map:
        return f"map[string]{_go_type(schema.inside('any'))}"
    if schema.reference:
        return ".".join(schema.reference.split(".")[-2:])
    if "integer" in types:
        return str(schema.target.get("format", "int64"))
    return "bool" if "boolean" in types else "string"


def _custom_type_cause(finding: _Finding) -> Cause:
    got = _JSON_TYPES[type(finding.value)][0]
    wanted = ",".join(t for t in finding.schema.types if t != "null")
    return Cause(
        "FieldValueTypeInvalid",
        finding.place,
        f'Invalid value: "{got}": {finding.place} in body must be of type {wanted}: "{got}"',
    )


def _typed_patch_error(finding: _Finding) -> str:
    if finding.what == "unknown":
        return f".{finding.place}: field not declared in schema"
    types = set(finding.schema.types)
    got = f"got &value.valueUnstructured{{Value:{_go_value(finding.value)}}}"
    if types & {"integer", "number"}:
        return f".{finding.place}: expected numeric (int or float), {got}"
    if "array" in types:
        return f".{finding.place}: expected list, {got}"
    if "object" in types:
        return f".{finding.place}: expected map, {got}"
    wanted = "boolean" if "boolean" in types else "string"
    return f".{finding.place}: expected {wanted}, {got}"


def _go_value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
