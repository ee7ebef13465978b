"""The filters of `Fn::Jq`: functions from one value to any number of values."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

Filter = Callable[[Any], Iterator[Any]]

_TYPES: Final = ("null", "boolean", "number", "string", "array", "object")


class JqError(Exception):
    """The script is not one of this subset, or does not fit its input."""


def identity(value: Any) -> Iterator[Any]:
    """Return what `.` gives."""
    yield value


def nothing(_value: Any) -> Iterator[Any]:
    """`empty`: no result."""
    return iter(())


def constant(constant: Any) -> Filter:
    """Return the filter that gives a value, whatever the input."""
    return lambda _value: iter([constant])


def field(name: str) -> Filter:
    """Return the filter `.name`."""
    return lambda value: iter([at(value, name)])


def piped(left: Filter, right: Filter) -> Filter:
    """Return the filter `left | right`."""
    return lambda value: (result for middle in left(value) for result in right(middle))


def both(left: Filter, right: Filter) -> Filter:
    """Return the filter `left, right`."""

    def run(value: Any) -> Iterator[Any]:
        yield from left(value)
        yield from right(value)

    return run


def alternative(left: Filter, right: Filter) -> Filter:
    """Return the filter `left // right`."""

    def run(value: Any) -> Iterator[Any]:
        found = [result for result in tolerant(left)(value) if _true(result)]
        return iter(found) if found else right(value)

    return run


def tolerant(inner: Filter) -> Filter:
    """`inner?`: no result instead of an error."""

    def run(value: Any) -> Iterator[Any]:
        try:
            yield from inner(value)
        except JqError:
            return

    return run


def comparison(sign: str, left: Filter, right: Filter) -> Filter:
    """Compare every result of `left` with every one of `right`."""
    compare = COMPARISONS[sign]
    return lambda value: (compare(a, b) for b in right(value) for a in left(value))


def conjunction(left: Filter, right: Filter) -> Filter:
    """`and`; `right` is not asked when `left` is false."""

    def run(value: Any) -> Iterator[Any]:
        for first in left(value):
            yield from map(_true, right(value)) if _true(first) else iter([False])

    return run


def disjunction(left: Filter, right: Filter) -> Filter:
    """`or`; `right` is not asked when `left` is true."""

    def run(value: Any) -> Iterator[Any]:
        for first in left(value):
            yield from iter([True]) if _true(first) else map(_true, right(value))

    return run


def _select(inner: Filter) -> Filter:
    return lambda value: (value for result in inner(value) if _true(result))


def _map(inner: Filter) -> Filter:
    return lambda value: iter([[result for item in iterate(value) for result in inner(item)]])


def _join(inner: Filter) -> Filter:
    return lambda value: (
        separator.join("" if item is None else _text(item) for item in value)
        for separator in inner(value)
    )


def _split(inner: Filter) -> Filter:
    return lambda value: (value.split(separator) for separator in inner(value))


def _has(inner: Filter) -> Filter:
    return lambda value: (
        key in value if isinstance(value, dict) else 0 <= key < len(value) for key in inner(value)
    )


def _test(inner: Filter) -> Filter:
    return lambda value: (re.search(pattern, value) is not None for pattern in inner(value))


def at(container: Any, key: Any) -> Any:
    """`.[key]`: an index of a list, a key of an object, null for what is not there."""
    if container is None:
        return None
    if isinstance(container, dict) and isinstance(key, str):
        return container.get(key)
    if isinstance(container, list) and isinstance(key, int) and not isinstance(key, bool):
        return container[key] if -len(container) <= key < len(container) else None
    raise JqError(f"cannot index {_type(container)} with {key!r}")


def iterate(value: Any) -> Iterator[Any]:
    """Return what `.[]` gives."""
    if isinstance(value, dict):
        return iter(value.values())
    if isinstance(value, list):
        return iter(value)
    raise JqError(f"cannot iterate over {_type(value)}")


def _true(value: Any) -> bool:
    return value is not None and value is not False


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _type(value: Any) -> str:
    names = {type(None): "null", bool: "boolean", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "number")


def _rank(value: Any) -> tuple[int, Any]:
    """Order values as jq does: null, false, true, numbers, texts, lists, objects."""
    comparable = None if value is None else value
    if isinstance(value, list):
        comparable = [_rank(item) for item in value]
    elif isinstance(value, dict):
        comparable = sorted((key, _rank(item)) for key, item in value.items())
    return _TYPES.index(_type(value)), 0 if comparable is None else comparable


def _sort(value: Any) -> list[Any]:
    return sorted(value, key=_rank)


def _length(value: Any) -> int:
    return 0 if value is None else len(value)


def _keys(value: Any) -> list[Any]:
    return sorted(value) if isinstance(value, dict) else list(range(len(value)))


def _to_entries(value: Any) -> list[dict[str, Any]]:
    return [{"key": key, "value": item} for key, item in value.items()]


def _add(value: Any) -> Any:
    total = None
    for item in iterate(value):
        if total is None:
            total = item
        elif isinstance(total, dict):
            total = total | item
        else:
            total = total + item
    return total


def _number(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _decoded(value: Any) -> str:
    return base64.b64decode(_text(value) + "===").decode()


def _encoded(value: Any) -> str:
    return base64.b64encode(_text(value).encode()).decode()


def _first(value: Any) -> Any:
    return at(value, 0)


def _last(value: Any) -> Any:
    return at(value, -1)


def _not(value: Any) -> bool:
    return not _true(value)


COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": lambda a, b: _rank(a) == _rank(b),
    "!=": lambda a, b: _rank(a) != _rank(b),
    "<": lambda a, b: _rank(a) < _rank(b),
    "<=": lambda a, b: _rank(a) <= _rank(b),
    ">": lambda a, b: _rank(a) > _rank(b),
    ">=": lambda a, b: _rank(a) >= _rank(b),
}
CONSTANTS: Final = {"null": None, "true": True, "false": False}
FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "length": _length,
    "keys": _keys,
    "to_entries": _to_entries,
    "add": _add,
    "first": _first,
    "last": _last,
    "not": _not,
    "type": _type,
    "sort": _sort,
    "tostring": _text,
    "tonumber": _number,
    "fromjson": json.loads,
    "tojson": json.dumps,
    "@json": json.dumps,
    "@base64": _encoded,
    "@base64d": _decoded,
}
FUNCTIONS_OF_FILTERS: Final[dict[str, Callable[[Filter], Filter]]] = {
    "select": _select,
    "map": _map,
    "join": _join,
    "split": _split,
    "has": _has,
    "test": _test,
}
