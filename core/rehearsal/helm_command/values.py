"""Values gathered from files and flags in Helm's order: later ones win, maps are merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.rehearsal.helm_command.arguments import Command


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
            _merge(values, parse(expression))
    return values


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value
