"""Values as the map that ClusterHelmApplication wants, and what that does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from core.errors import Problem, Severity, say
from core.plan.secrets import value_path, with_value
from core.yaml.go import GoLoader, scalar_text
from core.yaml.values_document import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.yaml.values_document import Path

_QUOTE: Final = say("Quote it if text is meant; by hook and job the document travels untouched.")


def with_secrets(values: Mapping[str, Any], secrets: Mapping[str, object]) -> dict[str, Any]:
    """Return `values` with each secret at its path, as `helm --set` would put it there."""
    whole: Any = dict(values)
    for path, secret in secrets.items():
        whole = with_value(whole, value_path(path), secret)
    return dict(whole)


def damaged_values(values_text: str) -> tuple[Problem, ...]:
    """Return a warning for each value that arrives as something else than was typed.

    A map goes from YAML through JSON to Go's float64: 1.0 is 1 then, 0644 is 420, and whole
    numbers beyond 2^53 lose their last digits.
    """
    root = yaml.compose(values_text, Loader=GoLoader)
    return tuple(_damage(root, (), GoLoader(""))) if root else ()


def _damage(node: yaml.Node, path: Path, loader: Any) -> Iterator[Problem]:
    match node:
        case yaml.MappingNode():
            for key_node, value_node in node.value:
                key = scalar_text(loader.construct_object(key_node))
                if key != key_node.value:
                    yield _warning(key_node, (*path, key), key_node.value, key)
                yield from _damage(value_node, (*path, key), loader)
        case yaml.SequenceNode():
            for index, item in enumerate(node.value):
                yield from _damage(item, (*path, index), loader)
        case yaml.ScalarNode() if not node.style:
            arrived = _arrived(loader.construct_object(node))
            if arrived not in (node.value, node.value.lower()):
                yield _warning(node, path, node.value or "nothing", arrived)


def _arrived(value: object) -> str:
    """Return how a template prints the value after its way through float64."""
    match value:
        case None:
            return "null, which takes the chart's default away"
        case bool():
            return "true" if value else "false"
        case int() if float(value) == value:
            return str(value)
        case int():
            return f"{float(value):.0f}"
        case float() if value.is_integer():
            return f"{value:.0f}"
        case _:
            return str(value)


def _warning(node: yaml.Node, path: Path, typed: str, arrived: str) -> Problem:
    mark = node.start_mark
    what = say("{typed} arrives as {arrived}.", typed=typed, arrived=arrived)
    return Problem(
        dotted(path), what, _QUOTE, mark.line + 1, mark.column + 1, severity=Severity.WARNING
    )
