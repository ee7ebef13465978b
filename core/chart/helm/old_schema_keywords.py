"""The keywords of gojsonschema: what it refuses in a schema, and what each asks of one value."""

from __future__ import annotations

import ipaddress
import json
import math
import re
from datetime import date, datetime
from email.utils import parseaddr
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from core.kubernetes.patterns import pattern_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HYBRID: Final = 99
"""The draft of a schema that names none which gojsonschema knows: all of them at once."""

DRAFTS: Final = {f"http://json-schema.org/draft-0{number}/schema": number for number in (4, 6, 7)}
SUBSCHEMAS: Final = {
    "additionalProperties": 4,
    "additionalItems": 4,
    "not": 4,
    "propertyNames": 6,
    "contains": 6,
    "if": 7,
    "then": 7,
    "else": 7,
}
"""Keywords that hold one schema, and the draft they came with."""

SUBSCHEMA_LISTS: Final = ("allOf", "anyOf", "oneOf")
_TYPES: Final = frozenset(("array", "boolean", "integer", "null", "number", "object", "string"))
_COUNTS: Final = (
    *("minLength", "maxLength", "minItems", "maxItems"),
    *("minProperties", "maxProperties"),
)
_BOUNDS: Final = ("minimum", "maximum", "multipleOf")
_CONTAINERS: Final = ("array", "object")
_STRINGS: Final = ("title", "description", "format", "pattern")
# Go's regular expressions look neither ahead nor back.
_NOT_IN_GO: Final = re.compile(r"\(\?<?[=!]|\(\?>|\(\?P=|\\[1-9]|[*+?}]\+")


def fault_of_keywords(node: Mapping[str, Any], draft: int) -> str | None:
    """Return why gojsonschema cannot parse the keywords of one schema, None if it can."""
    return next(_keyword_reasons(node, draft), None)


def _keyword_reasons(node: Mapping[str, Any], draft: int) -> Iterator[str]:
    yield from (
        f"{key} must be a string" for key in _STRINGS if not isinstance(node.get(key, ""), str)
    )
    yield from (
        f"{pattern} is no regular expression of Go"
        for pattern in (node.get("pattern"), *node.get("patternProperties", {}))
        if isinstance(pattern, str) and not _is_pattern(pattern)
    )
    yield from _type_reasons(node)
    yield from _count_reasons(node)
    yield from (f"{key} must be a number" for key in _BOUNDS if not _is_number(node.get(key, 0)))
    if _is_number(node.get("multipleOf")) and node["multipleOf"] <= 0:
        yield "multipleOf must be greater than 0"
    yield from _exclusive_reasons(node, draft)
    yield from _list_reasons(node)


def _type_reasons(node: Mapping[str, Any]) -> Iterator[str]:
    types = node.get("type", [])
    for each in types if isinstance(types, list) else [types]:
        if not isinstance(each, str) or each not in _TYPES:
            yield f"{each} is no type"
    if isinstance(types, list) and len(set(map(str, types))) != len(types):
        yield "a type is named twice"


def _count_reasons(node: Mapping[str, Any]) -> Iterator[str]:
    for key in _COUNTS:
        if key in node and not _is_count(node[key]):
            yield f"{key} must be a whole number from 0"
    for low, high in zip(_COUNTS[::2], _COUNTS[1::2], strict=True):
        if low in node and high in node and node[low] > node[high]:
            yield f"{low} cannot be greater than {high}"


def _exclusive_reasons(node: Mapping[str, Any], draft: int) -> Iterator[str]:
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        given = node.get(key, 0)
        if isinstance(given, bool) and draft in (4, HYBRID):
            if bound not in node:
                yield f"{key} cannot be used without {bound}"
        elif not _is_number(given) or (draft == 4 and key in node):
            yield f"{key} has the wrong type"


def _list_reasons(node: Mapping[str, Any]) -> Iterator[str]:
    for key in (*SUBSCHEMA_LISTS, "enum", "required"):
        if key in node and not isinstance(node[key], list):
            yield f"{key} must be an array"
    for key in ("enum", "required"):
        items: Any = node.get(key, [])
        if len({_canonical(each) for each in items}) != len(items):
            yield f"{key} items must be unique"
    if any(not isinstance(each, str) for each in node.get("required", ())):
        yield "required items must be strings"
    if not isinstance(node.get("uniqueItems", False), bool):
        yield "uniqueItems must be true or false"


def keyword_faults(node: Mapping[str, Any], value: Any, draft: int) -> Iterator[str]:
    """Yield the keywords of a schema, other than those that hold schemas, that a value breaks."""
    types = node.get("type", [])
    if types and not _is_of(value, types if isinstance(types, list) else [types]):
        yield "type"
        return
    if "enum" in node and node["enum"] and _canonical(value) not in map(_canonical, node["enum"]):
        yield "enum"
    if "const" in node and draft >= 6 and _canonical(value) != _canonical(node["const"]):
        yield "const"
    if isinstance(value, str):
        yield from _string_faults(node, value)
    elif _is_number(value):
        yield from _number_faults(node, value)
    elif isinstance(value, list):
        yield from _array_faults(node, value)
    elif isinstance(value, dict):
        yield from _object_faults(node, value)


def _string_faults(node: Mapping[str, Any], value: str) -> Iterator[str]:
    yield from _size_faults(node, len(value), "Length")
    if "pattern" in node and not _search(node["pattern"], value):
        yield "pattern"
    if node.get("format") in _FORMATS and not _FORMATS[node["format"]](value):
        yield "format"


def _number_faults(node: Mapping[str, Any], value: float) -> Iterator[str]:
    exact = Fraction(str(value))
    for key, holds in _HOLDS.items():
        if _is_number(node.get(key)) and not holds(exact, Fraction(str(node[key]))):
            yield key
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if node.get(key) is True and exact == Fraction(str(node[bound])):
            yield key
    if node.get("format") in _FORMATS:
        # A number has no format that gojsonschema knows.
        yield "format"


def _array_faults(node: Mapping[str, Any], value: list[Any]) -> Iterator[str]:
    yield from _size_faults(node, len(value), "Items")
    if node.get("uniqueItems") and len({_canonical(each) for each in value}) != len(value):
        yield "uniqueItems"


def _object_faults(node: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[str]:
    yield from _size_faults(node, len(value), "Properties")
    if any(name not in value for name in node.get("required", ())):
        yield "required"
    if node.get("additionalProperties") is False:
        patterns = node.get("patternProperties", {})
        known = node.get("properties", {})
        if any(k not in known and not any(_search(p, k) for p in patterns) for k in value):
            yield "additionalProperties"
    for name, wish in node.get("dependencies", {}).items():
        if name in value and isinstance(wish, list) and any(each not in value for each in wish):
            yield "dependencies"


def _size_faults(node: Mapping[str, Any], size: int, what: str) -> Iterator[str]:
    if size < node.get(f"min{what}", 0):
        yield f"min{what}"
    if size > node.get(f"max{what}", size):
        yield f"max{what}"


def _is_of(value: Any, types: list[str]) -> bool:
    if value is None:
        return "null" in types
    if isinstance(value, bool):
        return "boolean" in types
    if _is_number(value):
        return "number" in types or ("integer" in types and value == int(value))
    return ("string" if isinstance(value, str) else _CONTAINERS[isinstance(value, dict)]) in types


def _is_number(value: Any) -> bool:
    # JSON has no infinite numbers; Python reads 1e999 as one.
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0 and value == int(value)


def _canonical(value: Any) -> str:
    """Return a value's JSON as gojsonschema compares it: 1.0 is 1, true is not."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True)


def _is_pattern(pattern: str) -> bool:
    return not (_NOT_IN_GO.search(pattern) or pattern_fault(pattern))


def _search(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        # Go knows classes such as \\pL that Python does not.
        return True


def _is_ip(text: str, mark: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return mark in text


def _is_uri(text: str, *, whole: bool) -> bool:
    try:
        parts = urlsplit(text)
        # Go reads the port, too.
        _ = parts.port
    except ValueError:
        return False
    no_uri = re.search(r"[\x00-\x1f\x7f\\]|%(?![0-9a-fA-F]{2})", text)
    return not no_uri and (bool(parts.scheme) or not whole)


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    match = re.fullmatch(r"(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?", text)
    try:
        return bool(match) and bool(datetime.strptime(match[1], "%H:%M:%S"))  # type: ignore[index]  # noqa: DTZ007
    except ValueError:
        return False


def _is_date_time(text: str) -> bool:
    day, _, time = text.partition("T")
    whole = _is_date(day) and _is_time(time) and bool(re.search(r"Z$|[+-]\d\d:\d\d$", time))
    return whole or _is_date(text) or _is_time(text)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


_LABEL: Final = r"[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?"
_HOST: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "date": _is_date,
    "time": _is_time,
    "date-time": _is_date_time,
    "hostname": lambda text: len(text) < 256 and _HOST.fullmatch(text) is not None,
    "email": lambda text: "@" in parseaddr(text)[1].strip("@"),
    "idn-email": lambda text: "@" in parseaddr(text)[1].strip("@"),
    "ipv4": lambda text: _is_ip(text, "."),
    "ipv6": lambda text: _is_ip(text, ":"),
    "uri": lambda text: _is_uri(text, whole=True),
    "iri": lambda text: _is_uri(text, whole=True),
    "uri-reference": lambda text: _is_uri(text, whole=False),
    "iri-reference": lambda text: _is_uri(text, whole=False),
    "uri-template": lambda text: _is_uri(text, whole=False) and text.count("{") == text.count("}"),
    "uuid": _matches("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"),
    "regex": _is_pattern,
    "json-pointer": _matches("(?:/(?:[^~/]|~0|~1)*)*"),
    "relative-json-pointer": _matches("(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)"),
}
_HOLDS: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    "multipleOf": lambda value, step: (value / step).denominator == 1,
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
}
