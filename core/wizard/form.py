"""What a form of a chart's values holds, and what in them differs from the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from core.yaml.edits import WrittenNumber

if TYPE_CHECKING:
    from core.yaml.edits import Path

MISSING: Final = object()
DEPTH: Final = 8
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER: Final = 300  # digits; of more than 308, Helm makes text
_SECRET: Final = re.compile(r"(?i)(password|passwd|secret|token|credential|private.?key)$")


class FieldKind(StrEnum):
    """How a value is asked for."""

    TEXT = "text"
    LONG_TEXT = "long text"
    PASSWORD = "password"  # noqa: S105 - a kind of field, not a password
    INTEGER = "integer"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    YAML = "yaml"


@dataclass(frozen=True)
class FormField:
    """One value of the form; a kind of YAML is shown but edited as text."""

    path: Path
    kind: FieldKind
    title: str
    help: str = ""
    default: object = None
    choices: tuple[object, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False


@dataclass(frozen=True)
class FormGroup:
    """Values that belong together, in the order of the schema or of the defaults."""

    path: Path
    title: str
    help: str = ""
    members: tuple[FormField | FormGroup, ...] = field(default_factory=tuple)

    def fields(self) -> Iterator[FormField]:
        """Yield the values of this group and of all groups inside it."""
        for member in self.members:
            if isinstance(member, FormGroup):
                yield from member.fields()
            else:
                yield member


def number_of(kind: FieldKind, text: str) -> int | WrittenNumber | None:
    """Return the number a person typed, every digit of it; None when it is none of that kind.

    What Helm's YAML would read as another number (007, 1_000) or as text (1e999) is none.
    """
    typed = text.strip()
    if len(typed) <= _LONGEST_NUMBER and _WHOLE.fullmatch(typed):
        return int(typed)
    if kind is FieldKind.NUMBER and _NUMBER.fullmatch(typed) and isfinite(float(typed)):
        return WrittenNumber(typed)
    return None


def form_of(schema: Mapping[str, Any] | None, defaults: Mapping[str, Any]) -> FormGroup:
    """Return the form of a values schema, or of the scalar defaults where there is none."""
    if schema and _properties(schema):
        return _group((), schema, defaults, schema)
    return _group_of_defaults((), defaults)


def value_at(values: object, path: Path) -> object:
    """Return the value at `path`, or `MISSING`."""
    for key in path:
        if not isinstance(values, Mapping) or key not in values:
            return MISSING
        values = values[key]
    return values


def _group(
    path: Path, schema: Mapping[str, Any], defaults: object, root: Mapping[str, Any]
) -> FormGroup:
    required = _listed(schema, "required")
    members: list[FormField | FormGroup] = []
    for name, untrusted_part in _properties(schema).items():
        part = _resolved(untrusted_part, root)
        default = value_at(defaults, (name,))
        if _properties(part) and len(path) < DEPTH:
            members.append(_group((*path, name), part, default, root))
        else:
            members.append(_field((*path, name), part, default, required=name in required))
    title = _title(schema, path[-1]) if path else ""
    return FormGroup(path, title, str(schema.get("description") or ""), tuple(members))


def _properties(untrusted_part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the properties of a schema, none where they are none; Helm says what is wrong."""
    properties = untrusted_part.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _listed(untrusted_part: Mapping[str, Any], keyword: str) -> list[Any]:
    listed = untrusted_part.get(keyword)
    return listed if isinstance(listed, list) else []


def _field(path: Path, part: Mapping[str, Any], default: object, *, required: bool) -> FormField:
    given = part.get("default") if default is MISSING else default
    return FormField(
        path,
        _kind(path[-1], part, given),
        _title(part, path[-1]),
        str(part.get("description") or ""),
        given,
        tuple(_listed(part, "enum")),
        part.get("minimum"),
        part.get("maximum"),
        required,
    )


def _kind(name: str, part: Mapping[str, Any], default: object) -> FieldKind:
    if _listed(part, "enum"):
        return FieldKind.CHOICE
    types = part.get("type")
    names = [types] if isinstance(types, str) else [t for t in _listed(part, "type") if t != "null"]
    if not names:
        return _kind_of_value(name, default)
    if len(names) > 1:
        return FieldKind.YAML
    secret = part.get("format") == "password" or part.get("writeOnly") or _SECRET.search(name)
    kinds = {
        "boolean": FieldKind.SWITCH,
        "integer": FieldKind.INTEGER,
        "number": FieldKind.NUMBER,
        "string": FieldKind.PASSWORD if secret else _text_kind(default),
    }
    return kinds.get(str(names[0]), FieldKind.YAML)


def _kind_of_value(name: str, value: object) -> FieldKind:
    match value:
        case bool():
            return FieldKind.SWITCH
        case int():
            return FieldKind.INTEGER
        case float():
            return FieldKind.NUMBER
        case str():
            return FieldKind.PASSWORD if _SECRET.search(name) else _text_kind(value)
    return FieldKind.YAML


def _text_kind(value: object) -> FieldKind:
    return FieldKind.LONG_TEXT if isinstance(value, str) and "\n" in value else FieldKind.TEXT


def _group_of_defaults(path: Path, defaults: Mapping[str, Any]) -> FormGroup:
    members: list[FormField | FormGroup] = []
    for key, value in defaults.items():
        name = str(key)
        if isinstance(value, Mapping) and value and len(path) < DEPTH:
            members.append(_group_of_defaults((*path, name), value))
        else:
            kind = _kind_of_value(name, value)
            members.append(FormField((*path, name), kind, name, default=value))
    return FormGroup(path, path[-1] if path else "", members=tuple(members))


def _resolved(untrusted_part: object, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow `$ref` inside the document; what leads elsewhere or in circles is left alone."""
    for _ in range(DEPTH):
        if not isinstance(untrusted_part, Mapping):
            return {}
        reference = untrusted_part.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return untrusted_part
        untrusted_part = value_at(root, tuple(reference[2:].split("/")))
    return {}


def _title(part: Mapping[str, Any], name: str) -> str:
    return str(part.get("title") or name)


@dataclass(frozen=True)
class Change:
    """A value that differs from its default; `MISSING` on the side where there is none."""

    path: Path
    default: object
    value: object


def changes(defaults: object, values: object, path: Path = ()) -> Iterator[Change]:
    """Yield what `values`, merged, has other than `defaults`; lists are compared whole."""
    if not isinstance(defaults, Mapping) or not isinstance(values, Mapping):
        if defaults != values or type(defaults) is not type(values):
            yield Change(path, defaults, values)
        return
    for name in {**defaults, **values}:
        default, value = defaults.get(name, MISSING), values.get(name, MISSING)
        yield from changes(default, value, (*path, str(name)))
