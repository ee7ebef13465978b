"""YAML as Helm and Kubernetes read it: the scalars of Go's yaml library, not PyYAML's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.yaml import safe as safe_yaml

if TYPE_CHECKING:
    from yaml.nodes import ScalarNode

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER: Final = re.compile(
    r"[-+]?(?:0[bB][01][01_]*|0[oO][0-7][0-7_]*|0[0-7_]*|[1-9][0-9_]*|0[xX][0-9a-fA-F][0-9a-fA-F_]*)"
)
_FLOAT: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# PyYAML's own constructors end in these at `!!bool maybe`, `!!int ""` or `!!timestamp x`.
_NOT_AS_TAGGED: Final = (LookupError, AttributeError, TypeError, ValueError, OverflowError)
# What a plain scalar that is more than text begins with; most are told apart by this alone.
_SPECIAL: Final = frozenset("-+.0123456789yYnNtTfFoO~")


def plain(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted scalar as gopkg.in/yaml.v2 reads it.

    No dates, no base 60; `y`, `n`, `on` and `off` are booleans, 0644 is octal.
    """
    if text and text[0] not in _SPECIAL:
        return text
    return _special(text)


@lru_cache(maxsize=4096)
def _special(text: str) -> str | int | float | bool | None:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        digits = text.replace("_", "").lstrip("+-")
        octal = len(digits) > 1 and digits[0] == "0" and digits.isdigit()
        value = int(f"0o{digits}" if octal else digits, 0)
        return -value if text[0] == "-" else value
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


class GoLoader(yaml.CSafeLoader):
    """Loads plain scalars with `plain`; anchors, merge keys and tags as PyYAML does."""


_PLAIN_TAG: Final = "tag:chartnest,2026:plain"


def _construct_plain(loader: GoLoader, node: ScalarNode) -> str | int | float | bool | None:
    return plain(loader.construct_scalar(node))


GoLoader.yaml_implicit_resolvers = {}
GoLoader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile("<<$"), ["<"])
GoLoader.add_implicit_resolver(_PLAIN_TAG, re.compile(""), None)
GoLoader.add_constructor(_PLAIN_TAG, _construct_plain)


class _Unusual(Exception):
    """The document has anchors, tags or merge keys."""


def load(text: str | bytes, *, first: bool = False) -> Any:
    """Return the one document in `text`; raise `yaml.YAMLError` when it cannot be read.

    With `first` there may be more than one, and the others are not looked at, as Go does.
    """
    try:
        return _load_usual(text, first=first)
    except _Unusual:
        return _load_tagged(text, first=first)
    except (RecursionError, yaml.MarkedYAMLError) as error:
        if isinstance(error, yaml.MarkedYAMLError) and not safe_yaml.gave_up(error):
            raise
        raise yaml.YAMLError("it is nested too deep") from None


def _load_tagged(text: str | bytes, *, first: bool) -> Any:
    try:
        return _load_first(text) if first else safe_yaml.load(text, GoLoader)
    except _NOT_AS_TAGGED:
        raise yaml.YAMLError("a value is not what its tag says") from None


def _load_first(text: str | bytes) -> Any:
    safe_yaml.check_depth(text)
    return next(yaml.load_all(text, Loader=GoLoader), None)


def _load_usual(text: str | bytes, *, first: bool) -> Any:
    """Build the value from parser events: three times as fast as by way of nodes."""
    loader: Any = GoLoader(text)
    try:
        next_event = loader.get_event
        next_event()
        if isinstance(next_event(), yaml.StreamEndEvent):
            return None
        value = _value(next_event(), next_event)
        next_event()
        if first:
            return value
        if not isinstance(extra := next_event(), yaml.StreamEndEvent):
            raise yaml.composer.ComposerError(
                None, None, "there is more than one document", extra.start_mark
            )
        return value
    finally:
        loader.dispose()


def _value(event: Any, next_event: Any) -> Any:
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor or event.tag:
        raise _Unusual
    if kind is yaml.ScalarEvent:
        return plain(event.value) if event.implicit[0] else event.value
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(_value(event, next_event))
        return items
    mapping = {}
    while type(event := next_event()) is not yaml.MappingEndEvent:
        key = _value(event, next_event)
        if key == "<<" or isinstance(key, dict | list):
            raise _Unusual
        mapping[key] = _value(next_event(), next_event)
    return mapping


def repeated_key(text: str) -> str | None:
    """Return a key that stands twice in one mapping of the first document.

    What Go's strict loading refuses. Raises `yaml.YAMLError` when the text cannot be read.
    """
    mappings: list[set[str] | None] = []  # None for a sequence
    is_key: list[bool] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.DocumentEndEvent):
            return None
        if isinstance(event, yaml.CollectionEndEvent):
            mappings.pop()
            is_key.pop()
        elif isinstance(event, yaml.NodeEvent):
            keys = mappings[-1] if mappings else None
            if keys is not None and is_key[-1] and isinstance(event, yaml.ScalarEvent):
                if event.value in keys and event.value != "<<":
                    return str(event.value)
                keys.add(event.value)
            if is_key:
                is_key[-1] = not is_key[-1]
        if isinstance(event, yaml.CollectionStartEvent):
            mappings.append(set() if isinstance(event, yaml.MappingStartEvent) else None)
            is_key.append(True)
    return None


def scalar_text(scalar: object) -> str:
    """Return a scalar where text is wanted, as a key is, as Helm does: `n` is false, `1.0` is 1."""
    match scalar:
        case str():
            return scalar
        case bool():
            return "true" if scalar else "false"
        case None:
            return "null"
        case _:
            return repr(scalar).removesuffix(".0")


def with_text_keys(value: object, limit: int = 200_000) -> Any:
    """Return a copy with all keys as text; raise `ValueError` beyond `limit` values.

    The limit is for aliases: a few lines of them can stand for billions of values.
    """
    remaining = limit

    def copied(each: object) -> Any:
        nonlocal remaining
        remaining -= 1
        if remaining < 0:
            raise ValueError(f"more than {limit} values")
        if isinstance(each, dict):
            return {scalar_text(key): copied(item) for key, item in each.items()}
        if isinstance(each, list):
            return [copied(item) for item in each]
        return each

    return copied(value)
