"""Bodies as the API server decodes them, and what it says of those it cannot.

Says what a real server says: strict decoding errors for fields it does not know, Go's JSON errors
for wrong types, and the typed-patch errors of server-side apply.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from core.kubernetes.causes import required
from core.kubernetes.custom_values import value_causes, with_defaults
from core.kubernetes.decoding import JSON_TYPES, findings, without_nulls
from core.rehearsal.cluster.state.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.decoding import Finding
    from core.kubernetes.schemas import Schema
    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body

FieldValidation = Literal["Ignore", "Warn", "Strict"]

_GO_JSON_NAMES: Final = {"boolean": "bool", "integer": "number"}


@dataclass(frozen=True)
class Decoded:
    """A body that could be read, what to warn of, and what its schema refuses in it."""

    body: Body
    warnings: tuple[str, ...]
    causes: tuple[Cause, ...]


def decoded(kind: Kind, body: Body, schema: Schema, validation: FieldValidation) -> Decoded:
    """Return `body` without the fields its schema does not know, and a warning for each.

    Refuses wrong types, and with Strict also unknown fields.
    """
    body = without_nulls(body, schema)
    if kind.custom:
        body = with_defaults(body, schema)
    elif "spec" in schema.fields:
        body.setdefault("spec", {})
    found = list(findings(body, schema, kind.name))
    handled = f'{kind.name} in version "{kind.version}" cannot be handled as a {kind.name}'
    for each in found:
        if each.what == "malformed":
            raise bad_request(f"{handled}: {each.why}")
        if each.what == "mistyped" and not (kind.custom and each.path[0] != "metadata"):
            raise bad_request(f"{handled}: {_go_type_error(each)}")
    unknown = [each for each in found if each.what == "unknown"]
    told = tuple(f'unknown field "{each.place}"' for each in unknown)
    if told and validation == "Strict":
        raise bad_request(f"{handled}: strict decoding error: {', '.join(told)}")
    for each in reversed(unknown):
        _drop(body, each.path)
    if kind.custom:
        causes = tuple(value_causes(body, schema))
    else:
        causes = tuple(required(each.place) for each in found if each.what == "missing")
    return Decoded(body, told if validation == "Warn" else (), causes)


def checked_apply(kind: Kind, body: Body, schema: Schema) -> Body:
    """Return what is to be applied; refuse what server-side apply makes no typed object of."""
    metadata = body["metadata"]
    of = f"{metadata.get('namespace', '')}/{metadata['name']}; {kind.api_version}, Kind={kind.name}"
    told = [
        _typed_patch_error(finding)
        for finding in findings(body, schema, kind.name)
        if finding.what in ("unknown", "mistyped")
    ]
    if told := told or list(_duplicates(body, schema, "")):
        raise Refusal(500, "", f"failed to create typed patch object ({of}): {', '.join(told)}")
    applicable: Body = without_nulls(body, schema)
    return applicable


def _duplicates(value: Any, schema: Schema, place: str) -> Iterator[str]:
    """Yield the lists in which an item stands twice: an applier could own only one of them."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _duplicates(below, schema.inside(name), f"{place}.{name}")
    elif isinstance(value, list):
        seen: set[str] = set()
        for index, item in enumerate(value):
            key = _item_key(item, schema)
            if key in seen:
                yield f"{place}: duplicate entries for key {key}"
            if key:
                seen.add(key)
            yield from _duplicates(item, schema.items, f"{place}{key or [index]}")


def _item_key(item: Any, schema: Schema) -> str:
    if schema.map_keys and isinstance(item, dict):
        # Of all key fields only `protocol` has a default; clients leave it out.
        values = {
            key: item.get(key, "TCP" if key == "protocol" else None) for key in schema.map_keys
        }
        return f"[{','.join(f'{k}={json.dumps(v)}' for k, v in values.items() if v is not None)}]"
    return f"[={json.dumps(item)}]" if schema.is_set else ""


def _drop(body: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        body = body[step]
    del body[path[-1]]


def _go_type_error(finding: Finding) -> str:
    name = JSON_TYPES[type(finding.value)][0]
    place = ".".join(step for step in finding.path if isinstance(step, str))
    return (
        f"json: cannot unmarshal {_GO_JSON_NAMES.get(name, name)} into Go struct field"
        f" {finding.struct}.{place} of type {_go_type(finding.schema)}"
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


def _typed_patch_error(finding: Finding) -> str:
    if finding.what == "unknown":
        return f".{finding.place}: field not declared in schema"
    types = set(finding.schema.types)
    got = f"got &value.valueUnstructured{{Value:{json.dumps(finding.value, ensure_ascii=False)}}}"
    if types & {"integer", "number"}:
        return f".{finding.place}: expected numeric (int or float), {got}"
    if "array" in types:
        return f".{finding.place}: expected list, {got}"
    if "object" in types:
        return f".{finding.place}: expected map, {got}"
    wanted = "boolean" if "boolean" in types else "string"
    return f".{finding.place}: expected {wanted}, {got}"
