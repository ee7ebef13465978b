"""Changing one value in a YAML text while every other character stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final, Self

import yaml

from core.yaml import safe as safe_yaml

Path = tuple[str, ...]

_PLAIN: Final = re.compile(r"[A-Za-z_/][\w./@-]*")


class WrittenNumber(float):
    """A number that is written as it was typed, every digit of it; `text` is a YAML number."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Return the number that `text` is."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def with_value(text: str, path: Path, value: object) -> str:
    """Return the YAML `text` with `value` at `path`, every other character as it was.

    Raises yaml.YAMLError when `text` does not parse.
    """
    document = safe_yaml.compose(text)
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
        return value if plain else _escaped(json.dumps(value, ensure_ascii=False))
    if isinstance(value, WrittenNumber):
        return value.text
    return json.dumps(value, ensure_ascii=False)


def without_value(text: str, path: Path) -> str:
    """Return the YAML `text` without the value at `path`, nor what would be empty without it.

    Raises yaml.YAMLError when `text` does not parse.
    """
    document = safe_yaml.compose(text)
    if document is None:
        return text
    holder, rest = _deepest(document, path[:-1])
    if rest or not isinstance(holder, yaml.MappingNode):
        return text
    place = _place(holder, path[-1])
    if place is None:
        return text
    if len(holder.value) == 1 and len(path) > 1:
        return without_value(text, path[:-1])
    if holder.flow_style:
        return _out_of_flow(text, holder, place)
    key, value = holder.value[place]
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    newline = text.find("\n", max(_end(text, value) - 1, key.start_mark.index))
    return text[:start] + (text[newline + 1 :] if newline >= 0 else "")


def path_at(text: str, line: int) -> Path:
    """Return the path of the value whose key stands on `line`, counted from 1; () if none does.

    Raises yaml.YAMLError when `text` does not parse.
    """
    return _path_at(safe_yaml.compose(text), line - 1)


def line_of(text: str, path: Path) -> int:
    """Return the line, counted from 1, on which the key at `path` stands, or the nearest above it.

    Raises yaml.YAMLError when `text` does not parse.
    """
    node, line = safe_yaml.compose(text), 1
    for name in path:
        if not isinstance(node, yaml.MappingNode) or (place := _place(node, name)) is None:
            break
        key, node = node.value[place]
        line = key.start_mark.line + 1
    return line


def _escaped(quoted: str) -> str:
    """Escape what YAML readers refuse or take for a line's end; JSON leaves those as they are."""
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _path_at(node: yaml.Node | None, line: int) -> Path:
    if not isinstance(node, yaml.MappingNode):
        return ()
    for key, value in node.value:
        if key.start_mark.line == line:
            return (str(key.value),)
        if inner := _path_at(value, line) if value.start_mark.line <= line else ():
            return (str(key.value), *inner)
    return ()


def _deepest(document: yaml.Node, path: Path) -> tuple[yaml.Node, Path]:
    """Return the node nearest to `path` that exists, and what is left of the path."""
    node = document
    for place, name in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            return node, path[place:]
        found = _place(node, name)
        if found is None:
            return node, path[place:]
        node = node.value[found][1]
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


def _place(node: yaml.MappingNode, name: str) -> int | None:
    """Return which of the pairs of a mapping has this key."""
    keys = (getattr(key, "value", None) for key, _value in node.value)
    return next((place for place, key in enumerate(keys) if key == name), None)


def _out_of_flow(text: str, node: yaml.MappingNode, place: int) -> str:
    start = node.value[place][0].start_mark.index
    if place + 1 < len(node.value):
        return text[:start] + text[node.value[place + 1][0].start_mark.index :]
    before = node.value[place - 1][1].end_mark.index if place else start
    return text[:before] + text[node.value[place][1].end_mark.index :]
