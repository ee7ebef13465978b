"""Looking for a pattern in a text in bounded time, however the pattern is written."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

# Characters that one search may look at; what charts give takes far fewer.
_STEPS: Final = 200_000
_WORD: Final = re.compile(r"\w", re.ASCII)
_CATEGORIES: Final = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


class _CannotTell(Exception):
    """The pattern has what is not followed here, or the search takes too long."""


def is_found(pattern: str, text: str) -> bool | None:
    """Tell whether the pattern matches somewhere in the text; None where that cannot be told."""
    read = _parsed(pattern)
    if read is None:
        return None
    try:
        return bool(_Search(text).ends(read, frozenset(range(len(text) + 1))))
    except (_CannotTell, RecursionError):
        return None


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> tuple[Any, ...] | None:
    """Return the pattern as Python's own parser reads it, None where it may mean another thing."""
    expression = compiled(pattern)
    if expression is None or expression.flags & ~re.ASCII:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(re._parser.parse(expression.pattern, re.ASCII))  # type: ignore[attr-defined]  # noqa: SLF001


class _Search:
    """Follows all ways through a pattern at once, as RE2 does: each position is met once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = _STEPS

    def ends(self, parts: Iterable[Any], starts: AbstractSet[int]) -> AbstractSet[int]:
        """Return where a match of the parts, one after the other, may end."""
        for kind, argument in parts:
            self._spend(len(starts) * (len(argument) if str(kind) == "IN" else 1))
            starts = self._part_ends(str(kind), argument, starts)
            if not starts:
                break
        return starts

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise _CannotTell

    def _part_ends(self, kind: str, argument: Any, starts: AbstractSet[int]) -> AbstractSet[int]:
        if kind == "AT":
            return {at for at in starts if self._is_anchored(str(argument), at)}
        if kind == "BRANCH":
            return set().union(*(self.ends(each, starts) for each in argument[1]))
        if kind == "SUBPATTERN":
            _, added, removed, parts = argument
            if added or removed:
                raise _CannotTell
            return self.ends(parts, starts)
        if kind in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, parts = argument
            return self._repeated(least, most, parts, starts)
        return {
            at + 1
            for at in starts
            if at < len(self._text) and _is_one(kind, argument, self._text[at])
        }

    def _repeated(
        self, least: int, most: int, parts: Iterable[Any], starts: AbstractSet[int]
    ) -> AbstractSet[int]:
        for _ in range(least):
            self._spend(1)
            starts = self.ends(parts, starts)
            if not starts:
                return starts
        found, new, times = set(starts), starts, least
        while new and times < most:
            new = self.ends(parts, new) - found
            found |= new
            times += 1
        return found

    def _is_anchored(self, anchor: str, at: int) -> bool:
        if anchor in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            return at == 0
        if anchor in ("AT_END", "AT_END_STRING"):
            return at == len(self._text)
        if anchor not in ("AT_BOUNDARY", "AT_NON_BOUNDARY"):
            raise _CannotTell
        before, after = self._text[max(at - 1, 0) : at], self._text[at : at + 1]
        edge = bool(_WORD.match(before)) != bool(_WORD.match(after))
        return edge == (anchor == "AT_BOUNDARY")


def _is_one(kind: str, argument: Any, character: str) -> bool:
    """Tell whether one character is what a part of the pattern asks for."""
    code = ord(character)
    if kind == "LITERAL":
        return bool(code == argument)
    if kind == "NOT_LITERAL":
        return bool(code != argument)
    if kind == "ANY":
        return character != "\n"
    if kind == "RANGE":
        return bool(argument[0] <= code <= argument[1])
    if kind == "CATEGORY":
        return _is_of_category(str(argument), character)
    if kind == "IN":
        negated = str(argument[0][0]) == "NEGATE"
        return negated != any(
            _is_one(str(each), its, character) for each, its in argument[1 if negated else 0 :]
        )
    raise _CannotTell


def _is_of_category(name: str, character: str) -> bool:
    _, _, name = name.partition("CATEGORY_")
    expected = _CATEGORIES[name.removeprefix("NOT_")]
    return (re.match(expected, character, re.ASCII) is not None) != name.startswith("NOT_")
