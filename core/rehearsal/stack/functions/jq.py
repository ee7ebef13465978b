"""`Fn::Jq` with the part of jq that templates use: paths, pipes, select, map, `//`.

A recursive descent over tokens builds a filter: a function from one value to many.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from core.rehearsal.stack.functions.arguments import from_json, several
from core.rehearsal.stack.refusals import validation_failed

Filter = Callable[[Any], Iterator[Any]]

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<field>\.[A-Za-z_]\w*)
      | (?P<word>@?[A-Za-z_]\w*)
      | (?P<sign>//|==|!=|<=|>=|[.\[\]()|,:<>?])
    )""",
    re.VERBOSE,
)


class JqError(Exception):
    """The script is not one of this subset, or does not fit its input."""


def jq(argument: Any) -> Any:
    """`[First | All, script, object or JSON text]`."""
    method, script, document = several("Jq", argument, 3, 3)
    if method not in {"First", "All"}:
        raise validation_failed("Fn::Jq takes First or All.")
    try:
        results = list(_compiled(str(script))(from_json("Jq", document)))
    except (JqError, TypeError, ValueError, RecursionError) as error:
        raise validation_failed(f"Fn::Jq: {script!r}: {error}") from None
    if method == "All":
        return results
    return results[0] if results else None


@cache
def _compiled(script: str) -> Filter:
    parser = _Parser(_tokens(script))
    compiled = parser.pipe()
    if parser.kind:
        raise JqError(f"{parser.lexeme!r} is not understood in a rehearsal")
    return compiled


def _tokens(script: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    while script[position:].strip():
        match = _TOKEN.match(script, position)
        if match is None or match.lastgroup is None:
            raise JqError(f"{script[position:]!r} is not understood in a rehearsal")
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return tokens


class _Parser:
    """Reads tokens from left to right; each method is one level of precedence."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = [*tokens, ("", "")]

    @property
    def kind(self) -> str:
        return self._tokens[0][0]

    @property
    def lexeme(self) -> str:
        return self._tokens[0][1]

    def _next(self) -> str:
        return self._tokens.pop(0)[1]

    def _take(self, sign: str) -> bool:
        if self.kind in {"sign", "word"} and self.lexeme == sign:
            self._next()
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise JqError(f"{sign!r} is missing before {self.lexeme!r}")

    def pipe(self) -> Filter:
        left = self._comma()
        return _piped(left, self.pipe()) if self._take("|") else left

    def _comma(self) -> Filter:
        left = self._alternative()
        return _both(left, self._comma()) if self._take(",") else left

    def _alternative(self) -> Filter:
        left = self._or()
        return _alternative(left, self._alternative()) if self._take("//") else left

    def _or(self) -> Filter:
        left = self._and()
        while self._take("or"):
            left = _binary(lambda a, b: _true(a) or _true(b), left, self._and())
        return left

    def _and(self) -> Filter:
        left = self._comparison()
        while self._take("and"):
            left = _binary(lambda a, b: _true(a) and _true(b), left, self._comparison())
        return left

    def _comparison(self) -> Filter:
        left = self._postfix()
        if self.kind == "sign" and self.lexeme in _COMPARISONS:
            return _binary(_COMPARISONS[self._next()], left, self._postfix())
        return left

    def _postfix(self) -> Filter:
        term = self._term()
        while True:
            if self.kind == "field":
                term = _piped(term, _field(self._next()[1:]))
            elif self._take("["):
                term = self._index(term)
            elif self._take("?"):
                term = _tolerant(term)
            elif self.kind == "sign" and self.lexeme == "." and self._tokens[1][1] == "[":
                self._next()
            else:
                return term

    def _index(self, term: Filter) -> Filter:
        if self._take("]"):
            return _piped(term, _iterate)
        key = self.pipe()
        self._expect("]")
        return lambda value: (
            _at(container, index) for container in term(value) for index in key(value)
        )

    def _term(self) -> Filter:
        if self.kind == "field":
            return _field(self._next()[1:])
        if self.kind in {"string", "number"}:
            return _constant(json.loads(self._next()))
        if self.kind == "word":
            return self._call(self._next())
        if self._take("."):
            return self._quoted_field() if self.kind == "string" else _identity
        if self._take("("):
            inner = self.pipe()
            self._expect(")")
            return inner
        if self._take("["):
            inner = _nothing if self.lexeme == "]" else self.pipe()
            self._expect("]")
            return lambda value: iter([list(inner(value))])
        raise JqError(f"{self.lexeme!r} is not understood in a rehearsal")

    def _quoted_field(self) -> Filter:
        return _field(json.loads(self._next()))

    def _call(self, name: str) -> Filter:
        if name in _CONSTANTS:
            return _constant(_CONSTANTS[name])
        if name in _FUNCTIONS:
            function = _FUNCTIONS[name]
            return lambda value: iter([function(value)])
        if name in _FUNCTIONS_OF_FILTERS:
            self._expect("(")
            inner = self.pipe()
            self._expect(")")
            return _FUNCTIONS_OF_FILTERS[name](inner)
        raise JqError(f"{name!r} is not understood in a rehearsal")


def _identity(value: Any) -> Iterator[Any]:
    yield value


def _nothing(_value: Any) -> Iterator[Any]:
    return iter(())


def _constant(constant: Any) -> Filter:
    return lambda _value: iter([constant])


def _field(name: str) -> Filter:
    return lambda value: iter([_at(value, name)])


def _piped(left: Filter, right: Filter) -> Filter:
    return lambda value: (result for middle in left(value) for result in right(middle))


def _both(left: Filter, right: Filter) -> Filter:
    def run(value: Any) -> Iterator[Any]:
        yield from left(value)
        yield from right(value)

    return run


def _alternative(left: Filter, right: Filter) -> Filter:
    def run(value: Any) -> Iterator[Any]:
        found = [result for result in _tolerant(left)(value) if _true(result)]
        return iter(found) if found else right(value)

    return run


def _tolerant(inner: Filter) -> Filter:
    def run(value: Any) -> Iterator[Any]:
        try:
            yield from inner(value)
        except JqError:
            return

    return run


def _binary(operation: Callable[[Any, Any], Any], left: Filter, right: Filter) -> Filter:
    return lambda value: (operation(a, b) for b in right(value) for a in left(value))


def _select(inner: Filter) -> Filter:
    return lambda value: (value for result in inner(value) if _true(result))


def _map(inner: Filter) -> Filter:
    return lambda value: iter([[result for item in _iterate(value) for result in inner(item)]])


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


def _at(container: Any, key: Any) -> Any:
    if container is None:
        return None
    if isinstance(container, dict) and isinstance(key, str):
        return container.get(key)
    if isinstance(container, list) and isinstance(key, int) and not isinstance(key, bool):
        return container[key] if -len(container) <= key < len(container) else None
    raise JqError(f"cannot index {_type(container)} with {key!r}")


def _iterate(value: Any) -> Iterator[Any]:
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


def _length(value: Any) -> int:
    return 0 if value is None else len(value)


def _keys(value: Any) -> list[Any]:
    return sorted(value) if isinstance(value, dict) else list(range(len(value)))


def _to_entries(value: Any) -> list[dict[str, Any]]:
    return [{"key": key, "value": item} for key, item in value.items()]


def _add(value: Any) -> Any:
    total = None
    for item in _iterate(value):
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
    return _at(value, 0)


def _last(value: Any) -> Any:
    return _at(value, -1)


def _not(value: Any) -> bool:
    return not _true(value)


_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}
_CONSTANTS: Final = {"null": None, "true": True, "false": False}
_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "length": _length,
    "keys": _keys,
    "to_entries": _to_entries,
    "add": _add,
    "first": _first,
    "last": _last,
    "not": _not,
    "type": _type,
    "sort": sorted,
    "tostring": _text,
    "tonumber": _number,
    "fromjson": json.loads,
    "tojson": json.dumps,
    "@json": json.dumps,
    "@base64": _encoded,
    "@base64d": _decoded,
}
_FUNCTIONS_OF_FILTERS: Final[dict[str, Callable[[Filter], Filter]]] = {
    "select": _select,
    "map": _map,
    "join": _join,
    "split": _split,
    "has": _has,
    "test": _test,
}
