"""Values gathered from files and flags in Helm's order: later ones win, maps are merged."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.helm_command.arguments import Command

    ValuePath = tuple[str | int, ...]

# `users[0].name=…` sets a part of a list, `users={a,b}` all of it.
_BY_INDEX: Final = re.compile(r"[^={]*\[\d+\]")


def gathered(command: Command) -> dict[str, Any]:
    """Return the values a command gives; raise HelmValuesError when one cannot be read."""
    import helm_python as helm

    values: dict[str, Any] = {}
    for path in command.values:
        text = Path(path).read_text(encoding="utf-8")
        _merge(values, helm.values_from_yaml(text) or {})
    parsers = {
        "set_json": helm.parse_set_json,
        "set": helm.parse_set_string,
        "set_string": helm.parse_set_string_values,
        "set_file": helm.parse_set_file,
        "set_literal": helm.parse_set_literal,
    }
    for flag, parse in parsers.items():
        for expression in getattr(command, flag):
            by_index = flag != "set_json" and _BY_INDEX.match(expression) is not None
            _merge(values, parse(expression), by_index=by_index)
    return values


def whole_numbers(command: Command, values: dict[str, Any]) -> dict[ValuePath, int]:
    """Return the whole numbers that `--set` gave and nothing replaced, by their paths.

    Helm keeps them whole; handed to the engine with the other values they would be floating.
    """
    from helm_python import parse_set_string as parse

    given = (each for expression in command.set for each in _leaves(parse(expression)))
    return {
        path: number
        for path, number in given
        if type(number) is int and type(kept := _at(values, path)) is int and kept == number
    }


def _leaves(values: object, at: ValuePath = ()) -> Iterator[tuple[ValuePath, object]]:
    if isinstance(values, dict):
        for name, value in values.items():
            yield from _leaves(value, (*at, name))
    else:
        yield at, values


def _at(values: Any, path: ValuePath) -> object:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values


def _merge(into: dict[str, Any], more: dict[str, Any], *, by_index: bool = False) -> None:
    for name, value in more.items():
        into[name] = _merged(into.get(name), value, by_index=by_index)


def _merged(old: Any, new: Any, *, by_index: bool) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        _merge(old, new, by_index=by_index)
        return old
    if by_index and isinstance(old, list) and isinstance(new, list):
        # The engine fills up the items before the one that is set with nulls.
        return [
            before if after is None else _merged(before, after, by_index=True)
            for before, after in zip_longest(old, new)
        ]
    return new
