"""A body compared with the schema of its kind, field by field, as the API server decodes it."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from core.kubernetes.quantities import amount
from core.kubernetes.schemas import QUANTITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.kubernetes.schemas import Schema

JSON_TYPES: Final[Mapping[type, tuple[str, ...]]] = {
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    str: ("string",),
    list: ("array",),
    dict: ("object",),
    type(None): ("null",),
}
# Marked as required in the schemas, yet accepted without them by every real server.
_NOT_REALLY_REQUIRED: Final = frozenset(
    {"StatefulSetSpec.serviceName", "NetworkPolicySpec.podSelector", "LocalObjectReference.name"}
)
# Values of these types need no further look where the schema takes them.
_LEAVES: Final = frozenset({str, bool})


@dataclass(frozen=True)
class Finding:
    """Something at `path` that the schema does not allow.

    `struct` is the Go type that holds the field. A text that is malformed has the right type and
    cannot be read (`why` says it as the API server does): a quantity, or base64.
    """

    what: Literal["unknown", "mistyped", "malformed", "missing"]
    path: tuple[str | int, ...]
    schema: Schema
    struct: str
    value: Any = None
    why: str = ""

    @property
    def place(self) -> str:
        """Return `spec.containers[0].image`."""
        return "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path
        ).lstrip(".")


def without_nulls(value: Any, schema: Schema) -> Any:
    """Return a copy of `value` as Go reads it: a null field is absent, a null item is empty.

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
        return without_nulls(value, schema) if isinstance(value, list | dict) else value
    if _may_be_null(schema):
        return None
    if schema.reference == QUANTITY:
        return "0"
    return "" if "string" in schema.types else {}


def _may_be_null(schema: Schema) -> bool:
    return not schema.target or bool(schema.target.get("nullable"))


def findings(
    value: Any, schema: Schema, struct: str, path: tuple[str | int, ...] = ()
) -> Iterator[Finding]:
    """Yield all that the schema does not allow in `value`, in the value's own order."""
    if value is None:
        return
    if type(value) not in schema.plain_types and not _fits(value, schema):
        yield Finding("mistyped", path, schema, struct, value)
    elif isinstance(value, dict):
        yield from _field_findings(
            value, schema, schema.reference.rpartition(".")[2] or struct, path
        )
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from findings(item, schema.items, struct, (*path, index))
    elif schema.is_coded and (why := _malformed(value, schema)):
        yield Finding("malformed", path, schema, struct, value, why)


def _fits(value: Any, schema: Schema) -> bool:
    if isinstance(value, int) and not isinstance(value, bool) and "integer" in schema.types:
        bits = 31 if schema.target.get("format") == "int32" else 63
        return -(1 << bits) <= value < 1 << bits
    types: tuple[str, ...] = schema.types
    named: tuple[str, ...] = JSON_TYPES.get(type(value), ("object",))
    return bool(not types or any(name in types for name in named))


def _malformed(value: Any, schema: Schema) -> str:
    if schema.reference == QUANTITY:
        try:
            amount(value)
        except ValueError as error:
            return str(error)
    elif isinstance(value, str) and schema.target.get("format") == "byte":
        return base64_fault(value)
    return ""


def base64_fault(text: str) -> str:
    """Return why Go refuses to decode a text; empty when it is base64."""
    plain = text.replace("\n", "").replace("\r", "")
    try:
        binascii.a2b_base64(plain, strict_mode=True)
    except binascii.Error:
        good = re.match(r"[A-Za-z0-9+/]*", plain)
        at = good.end() if good else 0
        return f"illegal base64 data at input byte {at if at < len(plain) else at - at % 4}"
    return ""


def _field_findings(
    value: Mapping[str, Any], schema: Schema, struct: str, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    for name in schema.target.get("required") or ():
        if value.get(name) is None:
            found = Finding("missing", (*path, name), schema.inside(name), struct)
            if _is_required(found):
                yield found
    for name, below in value.items():
        field = schema.field(name)
        if field is None:
            yield Finding("unknown", (*path, name), schema, struct)
        elif field.is_coded or type(below) not in _LEAVES or type(below) not in field.plain_types:
            yield from findings(below, field, struct, (*path, name))


def _is_required(finding: Finding) -> bool:
    # A number or a truth value that is absent reads as zero, and zero is judged by the rules.
    plain = set(finding.schema.types) & {"integer", "number", "boolean"}
    named = f"{finding.struct}.{finding.path[-1]}"
    judged = finding.path[0] in ("status", "metadata")
    return not plain and named not in _NOT_REALLY_REQUIRED and not judged
