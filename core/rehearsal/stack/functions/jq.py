"""`Fn::Jq` with the part of jq that templates use: paths, pipes, select, map, `//`.

A recursive descent over tokens builds a filter: a function from one value to many.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Final

from core.rehearsal.stack.functions import jq_filters as filters
from core.rehearsal.stack.functions.arguments import from_json, several
from core.rehearsal.stack.functions.jq_filters import Filter, JqError
from core.rehearsal.stack.refusals import validation_failed

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
        return filters.piped(left, self.pipe()) if self._take("|") else left

    def _comma(self) -> Filter:
        left = self._alternative()
        return filters.both(left, self._comma()) if self._take(",") else left

    def _alternative(self) -> Filter:
        left = self._or()
        return filters.alternative(left, self._alternative()) if self._take("//") else left

    def _or(self) -> Filter:
        left = self._and()
        while self._take("or"):
            left = filters.disjunction(left, self._and())
        return left

    def _and(self) -> Filter:
        left = self._comparison()
        while self._take("and"):
            left = filters.conjunction(left, self._comparison())
        return left

    def _comparison(self) -> Filter:
        left = self._postfix()
        if self.kind == "sign" and self.lexeme in filters.COMPARISONS:
            return filters.comparison(self._next(), left, self._postfix())
        return left

    def _postfix(self) -> Filter:
        term = self._term()
        while True:
            if self.kind == "field":
                term = filters.piped(term, filters.field(self._next()[1:]))
            elif self._take("["):
                term = self._index(term)
            elif self._take("?"):
                term = filters.tolerant(term)
            elif self.kind == "sign" and self.lexeme == "." and self._tokens[1][0] == "string":
                self._next()
                term = filters.piped(term, self._quoted_field())
            elif self.kind == "sign" and self.lexeme == "." and self._tokens[1][1] == "[":
                self._next()
            else:
                return term

    def _index(self, term: Filter) -> Filter:
        if self._take("]"):
            return filters.piped(term, filters.iterate)
        key = self.pipe()
        self._expect("]")
        return lambda value: (
            filters.at(container, index) for container in term(value) for index in key(value)
        )

    def _term(self) -> Filter:
        if self.kind == "field":
            return filters.field(self._next()[1:])
        if self.kind in {"string", "number"}:
            return filters.constant(json.loads(self._next()))
        if self.kind == "word":
            return self._call(self._next())
        if self._take("."):
            return self._quoted_field() if self.kind == "string" else filters.identity
        if self._take("("):
            inner = self.pipe()
            self._expect(")")
            return inner
        if self._take("["):
            inner = filters.nothing if self.lexeme == "]" else self.pipe()
            self._expect("]")
            return lambda value: iter([list(inner(value))])
        raise JqError(f"{self.lexeme!r} is not understood in a rehearsal")

    def _quoted_field(self) -> Filter:
        return filters.field(json.loads(self._next()))

    def _call(self, name: str) -> Filter:
        if name in filters.CONSTANTS:
            return filters.constant(filters.CONSTANTS[name])
        if name in filters.FUNCTIONS:
            function = filters.FUNCTIONS[name]
            return lambda value: iter([function(value)])
        if name in filters.FUNCTIONS_OF_FILTERS:
            self._expect("(")
            inner = self.pipe()
            self._expect(")")
            return filters.FUNCTIONS_OF_FILTERS[name](inner)
        raise JqError(f"{name!r} is not understood in a rehearsal")
