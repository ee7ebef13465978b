"""What a form of a chart's values holds, and how one answer is written back into the YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import yaml

Path = tuple[str, ...]
MISSING: Final = object()
DEPTH: Final = 8
_PLAIN: Final = re.compile(r"[A-Za-z_/][\w./@-]*")
_BREAKS: Final = {ord(char): f"\\u{ord(char):04x}" for char in "\x7f\x85\u2028\u2029\ufeff"}
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


def form_of(schema: Mapping[str, Any] | None, defaults: Mapping[str, Any]) -> FormGroup:
    """Return the form of a values schema, or of the scalar defaults where there is none."""
    if schema and schema.get("properties"):
        return _group((), schema, defaults, schema)
    return _group_of_defaults((), defaults)


def value_at(values: object, path: Path) -> object:
    """Return the value at `path`, or `MISSING`."""
    for key in path:
        if not isinstance(values, Mapping) or key not in values:
            return MISSING
        values = values[key]
    return values


def with_value(text: str, path: Path, value: object) -> str:
    """Return the YAML `text` with `value` at `path`, every other character as it was.

    Raises yaml.YAMLError when `text` does not parse.
    """
    document = yaml.compose(text, Loader=yaml.CSafeLoader)
    if document is None or (
        isinstance(document, yaml.ScalarNode) and document.tag.endswith(":null")
    ):
        return _with_lines(text, len(text), _lines(path, value, ""))
    node, rest = _deepest(document, path)
    if not rest:
        return text[: node.start_mark.index] + scalar(value) + text[_end(text, node) :]
    if not isinstance(node, yaml.MappingNode):
        return _replaced_scalar(text, document, path, rest, value)
    if node.flow_style:
        return _into_flow(text, node, rest, value)
    indent = " " * (node.start_mark.column if node.value else 0)
    return _with_lines(text, _end(text, node), _lines(rest, value, indent))


def scalar(value: object) -> str:
    """Return `value` as YAML on one line, read back as the same value by any YAML reader."""
    if isinstance(value, str):
        ambiguous = value.lower() in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
        plain = _PLAIN.fullmatch(value) and not ambiguous
        return value if plain else json.dumps(value, ensure_ascii=False).translate(_BREAKS)
    return json.dumps(value, ensure_ascii=False)


def _group(
    path: Path, schema: Mapping[str, Any], defaults: object, root: Mapping[str, Any]
) -> FormGroup:
    required = schema.get("required") or ()
    members: list[FormField | FormGroup] = []
    for name, untrusted_part in (schema.get("properties") or {}).items():
        part = _resolved(untrusted_part, root)
        default = value_at(defaults, (name,))
        if part.get("properties") and len(path) < DEPTH:
            members.append(_group((*path, name), part, default, root))
        else:
            members.append(_field((*path, name), part, default, required=name in required))
    title = _title(schema, path[-1]) if path else ""
    return FormGroup(path, title, str(schema.get("description") or ""), tuple(members))


def _field(path: Path, part: Mapping[str, Any], default: object, *, required: bool) -> FormField:
    given = part.get("default") if default is MISSING else default
    return FormField(
        path,
        _kind(path[-1], part, given),
        _title(part, path[-1]),
        str(part.get("description") or ""),
        given,
        tuple(part.get("enum") or ()),
        part.get("minimum"),
        part.get("maximum"),
        required,
    )


def _kind(name: str, part: Mapping[str, Any], default: object) -> FieldKind:
    if part.get("enum"):
        return FieldKind.CHOICE
    types = part.get("type")
    names = [types] if isinstance(types, str) else [t for t in types or () if t != "null"]
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


def _deepest(document: yaml.Node, path: Path) -> tuple[yaml.Node, Path]:
    """Return the node nearest to `path` that exists, and what is left of the path."""
    node = document
    for place, name in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            return node, path[place:]
        child = next((v for k, v in node.value if getattr(k, "value", None) == name), None)
        if child is None:
            return node, path[place:]
        node = child
    return node, ()


def _replaced_scalar(text: str, document: yaml.Node, path: Path, rest: Path, value: object) -> str:
    """Put a mapping where there was a scalar or nothing (`key:` alone)."""
    parent, _ = _deepest(document, path[: len(path) - len(rest)])
    flow = "{" + ", ".join(f"{scalar(name)}: {{" for name in rest[:-1])
    inner = f"{flow}{scalar(rest[-1])}: {scalar(value)}" + "}" * len(rest)
    gap = "" if text[: parent.start_mark.index].endswith((" ", "\n")) else " "
    return text[: parent.start_mark.index] + gap + inner + text[_end(text, parent) :]


def _into_flow(text: str, node: yaml.MappingNode, rest: Path, value: object) -> str:
    end = node.end_mark.index - 1
    comma = ", " if node.value else ""
    opened = "".join(f"{scalar(name)}: {{" for name in rest[:-1])
    closed = "}" * (len(rest) - 1)
    made = f"{comma}{opened}{scalar(rest[-1])}: {scalar(value)}{closed}"
    return text[:end].rstrip() + made + text[end:]


def _lines(path: Path, value: object, indent: str) -> str:
    made = [f"{indent}{'  ' * depth}{scalar(name)}:" for depth, name in enumerate(path)]
    return "\n".join(made) + f" {scalar(value)}\n"


def _with_lines(text: str, place: int, lines: str) -> str:
    before, after = text[:place], text[place:]
    gap = "" if not before or before.endswith("\n") else "\n"
    return before + gap + lines + after.removeprefix("\n" if gap else "")


def _end(text: str, node: yaml.Node) -> int:
    """Return where a node's own text ends; the parser counts blank lines and comments after it."""
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return len(text[:end].rstrip())
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return _end_of_last(text, node)
    return end


def _end_of_last(text: str, node: yaml.CollectionNode) -> int:
    last = node.value[-1]
    inner = last[1] if isinstance(last, Sequence) and not isinstance(last, str) else last
    end = _end(text, inner)
    newline = text.find("\n", end)
    return len(text) if newline < 0 else newline + 1
