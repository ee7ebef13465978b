"""What a CustomResourceDefinition says of values: defaults to fill in, limits to keep."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.causes import (
    Cause,
    invalid_value,
    required,
    shown,
    too_many,
    unsupported,
)
from core.kubernetes.pattern_search import is_found
from core.kubernetes.value_formats import is_of_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.kubernetes.schemas import Schema

_NAMES: Final[Mapping[type, str]] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    type(None): "null",
}


def with_defaults(value: Any, schema: Schema) -> Any:
    """Return `value` with the schema's defaults in place of what is absent."""
    if isinstance(value, list):
        return [with_defaults(item, schema.items) for item in value]
    if not isinstance(value, dict):
        return value
    absent = {
        name: copy.deepcopy(field["default"])
        for name, field in schema.fields.items()
        if name not in value and "default" in field
    }
    return {name: with_defaults(v, schema.inside(name)) for name, v in {**value, **absent}.items()}


def value_causes(value: Any, schema: Schema, place: str = "", said: str = "") -> Iterator[Cause]:
    """Yield what breaks the limits of the schema, in the words of a real server.

    `place` is the path of the value, `said` what messages call it, which is the same unless the
    value stands in a definition, as a default.
    """
    if value is None and schema.target.get("nullable"):
        return
    if schema.types and not _fits(value, schema):
        wanted = ",".join(each for each in schema.types if each != "null")
        got = _NAMES[type(value)]
        why = f'{said} in body must be of type {wanted}: "{got}"'
        yield Cause("FieldValueTypeInvalid", place, f'Invalid value: "{got}": {why}')
        return
    yield from _limit_causes(value, schema, place, said)
    yield from _logic_causes(value, schema, place, said)
    if isinstance(value, list):
        for index, item in enumerate(value):
            here = f"[{index}]"
            yield from value_causes(item, schema.items, f"{place}{here}", f"{said}{here}")
    elif isinstance(value, dict):
        for name in schema.target.get("required") or ():
            if name not in value:
                yield required(_below(place, name))
        for name, below in value.items():
            inside = schema.inside(name)
            if not inside.reference:
                yield from value_causes(below, inside, _below(place, name), _below(said, name))


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _fits(value: Any, schema: Schema) -> bool:
    name = _NAMES.get(type(value), "object")
    if name == "integer" and "number" in schema.types:
        return True
    whole = isinstance(value, float) and value.is_integer() and "integer" in schema.types
    return whole or name in schema.types


def _limit_causes(value: Any, schema: Schema, place: str, said: str) -> Iterator[Cause]:
    node = schema.target
    if "enum" in node and value not in node["enum"]:
        yield unsupported(place, value, node["enum"])
    if isinstance(value, str):
        yield from _text_causes(value, node, place, said)
    elif isinstance(value, list):
        yield from _size_causes(len(value), node, "Items", place, said)
        if node.get("x-kubernetes-list-type") in ("set", "map"):
            yield from _twice_causes(value, node, place)
    elif isinstance(value, dict):
        yield from _size_causes(len(value), node, "Properties", place, said)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_causes(value, node, place, said)


def _text_causes(value: str, node: Any, place: str, said: str) -> Iterator[Cause]:
    if len(value) < (node.get("minLength") or 0):
        why = f"{said} in body should be at least {node['minLength']} chars long"
        yield invalid_value(place, value, why)
    if len(value) > node.get("maxLength", len(value)):
        why = f"Too long: may not be more than {node['maxLength']} bytes"
        yield Cause("FieldValueTooLong", place, why)
    if node.get("pattern") and is_found(node["pattern"], value) is False:
        yield invalid_value(place, value, f"{said} in body should match '{node['pattern']}'")
    if node.get("format") and not is_of_format(value, node["format"]):
        why = f'{said} in body must be of type {node["format"]}: "{value}"'
        yield invalid_value(place, value, why)


def _size_causes(size: int, node: Any, of: str, place: str, said: str) -> Iterator[Cause]:
    least, most = node.get(f"min{of}") or 0, node.get(f"max{of}", size)
    if size < least:
        why = f"{said} in body should have at least {least} {of.lower()}"
        yield invalid_value(place, size, why)
    if size > most:
        yield too_many(place, size, most)


def _twice_causes(value: list[Any], node: Any, place: str) -> Iterator[Cause]:
    keys = node.get("x-kubernetes-list-map-keys")
    seen: list[Any] = []
    for index, item in enumerate(value):
        key = {name: item.get(name) for name in keys} if keys and isinstance(item, dict) else item
        if key in seen:
            yield Cause(
                "FieldValueDuplicate", f"{place}[{index}]", f"Duplicate value: {shown(key)}"
            )
        seen.append(key)


def _number_causes(value: float, node: Any, place: str, said: str) -> Iterator[Cause]:
    least, most = node.get("minimum"), node.get("maximum")
    above, below = bool(node.get("exclusiveMinimum")), bool(node.get("exclusiveMaximum"))
    if least is not None and (value < least or (above and value == least)):
        bound = f"greater than {'' if above else 'or equal to '}{least}"
        yield invalid_value(place, value, f"{said} in body should be {bound}")
    if most is not None and (value > most or (below and value == most)):
        bound = f"less than {'' if below else 'or equal to '}{most}"
        yield invalid_value(place, value, f"{said} in body should be {bound}")
    if (step := node.get("multipleOf")) and not _is_multiple(value, step):
        yield invalid_value(place, value, f"{said} in body should be a multiple of {step}")


def _is_multiple(value: float, step: float) -> bool:
    """Tell whether it is one but for what binary fractions lose: 0.3 is three times 0.1."""
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    try:
        times = value / step
        return math.isclose(times, round(times), rel_tol=1e-9, abs_tol=1e-9)
    except (OverflowError, ValueError):  # beyond any fraction, infinite, or no number
        return True


def _logic_causes(value: Any, schema: Schema, place: str, said: str) -> Iterator[Cause]:
    node = schema.target
    for name, wanted in (("allOf", "all the schemas"), ("anyOf", "at least one schema"),
                         ("oneOf", "one and only one schema")):  # fmt: skip
        choices = node.get(name)
        if not choices:
            continue
        good = [not any(_judged(value, schema, each, place)) for each in choices]
        kept = {"allOf": all(good), "anyOf": any(good), "oneOf": sum(good) == 1}[name]
        if not kept:
            told = value if isinstance(value, str | int | float | bool) else place
            yield invalid_value(
                place or "<nil>", told, f"{said or '<nil>'} in body must validate {wanted} ({name})"
            )
    if isinstance(node.get("not"), dict) and not any(_judged(value, schema, node["not"], place)):
        yield invalid_value(place, "", f"{said} in body must not validate the schema (not)")


def _judged(value: Any, schema: Schema, node: Mapping[str, Any], place: str) -> Iterator[Cause]:
    return value_causes(value, type(schema)(node, schema.definitions), place, place)
