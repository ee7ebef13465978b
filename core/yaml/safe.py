"""YAML loaded by libyaml: fast, and never so deep that its stack overflows and the process dies."""

from __future__ import annotations

from typing import Any, Final

import yaml

MAX_DEPTH: Final = 100


def load(untrusted: str | bytes, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> Any:
    """Return the one document in a text; raise `yaml.YAMLError` when it cannot be read."""
    check_depth(untrusted)
    return yaml.load(untrusted, Loader=loader)  # noqa: S506 - the loaders are safe ones


def compose(untrusted: str) -> yaml.Node | None:
    """Return the nodes of the one document, None if it is empty; raise as `load` does."""
    check_depth(untrusted)
    return yaml.compose(untrusted, Loader=yaml.CSafeLoader)


def check_depth(untrusted: str | bytes, limit: int = MAX_DEPTH) -> None:
    """Raise `yaml.YAMLError` when a text is nested deeper than `limit`, or is no YAML."""
    depth = 0
    try:
        for event in yaml.parse(untrusted, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > limit:
                break
    except yaml.MarkedYAMLError as error:
        if not gave_up(error):
            raise
        depth = limit + 1
    if depth > limit:
        raise yaml.YAMLError(f"it is nested deeper than {limit} levels")


def gave_up(error: yaml.MarkedYAMLError) -> bool:
    """Tell that libyaml itself found a text nested too deep, as it does from PyYAML 6.0.4 on.

    Its limit is 1,000 levels, and it may meet them while it looks ahead for the end of a key.
    """
    return error.problem == "exceeded maximum nesting depth"
