"""JSONPath as WaitUntil and ClusterApplicationResources use it: `$.status.conditions[0].type`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.refusals import ResourceFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[Any], Iterator[Any]]

_STEP: Final = re.compile(
    r"""
      \.\.(?P<deep>[\w-]+)
    | \.(?P<field>[\w-]+)
    | \[\s*(?P<index>-?\d+)\s*\]
    | \[\s*'(?P<single>[^']*)'\s*\]
    | \[\s*"(?P<double>[^"]*)"\s*\]
    | (?:\.\*|\[\s*\*\s*\])(?P<all>)
    | \[\s*\?\(\s*@\.(?P<key>[\w.-]+)\s*(?:(?P<sign>==|!=)\s*(?P<value>'[^']*'|"[^"]*"|[\w.-]+))?
      \s*\)\s*\]
    """,
    re.VERBOSE,
)


def find(path: str, document: Any) -> list[Any]:
    """Return everything in `document` that `path` matches."""
    found = [document]
    for step in _steps(path):
        found = [result for value in found for result in step(value)]
    return found


def _steps(path: str) -> Iterator[Step]:
    position = 1 if path.startswith("$") else 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise ResourceFailed("ValidationError", f"JsonPath: {path!r} is not understood")
        yield _step(match)
        position = match.end()


def _step(match: re.Match[str]) -> Step:
    if match["deep"]:
        return lambda value: _deep(value, match["deep"])
    if match["index"]:
        return lambda value: _item(value, int(match["index"]))
    if match["key"]:
        return lambda value: (item for item in _children(value) if _fits(item, match))
    if match["all"] is not None:
        return _children
    name = match["field"] or match["single"] or match["double"]
    return lambda value: iter([value[name]] if isinstance(value, dict) and name in value else [])


def _item(value: Any, index: int) -> Iterator[Any]:
    if isinstance(value, list) and -len(value) <= index < len(value):
        yield value[index]


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        return iter(value.values())
    return iter(value if isinstance(value, list) else [])


def _deep(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, dict) and name in value:
        yield value[name]
    for child in _children(value):
        yield from _deep(child, name)


def _fits(item: Any, match: re.Match[str]) -> bool:
    found = find(f"$.{match['key']}", item)
    if not match["sign"]:
        return bool(found)
    text = match["value"]
    wanted = text[1:-1] if text[0] in "'\"" else json.loads(text)
    return (wanted in found) == (match["sign"] == "==")
