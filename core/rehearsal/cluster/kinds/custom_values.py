"""What a CustomResourceDefinition says of values: defaults to fill in, limits to keep.

Its rules in CEL and its `allOf`, `anyOf`, `oneOf` and `not` are not rehearsed.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from core.rehearsal.cluster.state.refusals import Cause, invalid_value, too_many, unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.cluster.kinds.schemas import Schema


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


def value_causes(value: Any, schema: Schema, place: str = "") -> Iterator[Cause]:
    """Yield what breaks the limits of the schema, in the words of a real server."""
    node = schema.target
    if "enum" in node and value not in node["enum"]:
        yield unsupported(place, value, node["enum"])
    if isinstance(value, str):
        yield from _text_causes(value, node, place)
    elif isinstance(value, list):
        yield from _size_causes(len(value), node, "Items", place)
        for index, item in enumerate(value):
            yield from value_causes(item, schema.items, f"{place}[{index}]")
    elif isinstance(value, dict):
        yield from _size_causes(len(value), node, "Properties", place)
        for name, below in value.items():
            yield from value_causes(below, schema.inside(name), f"{place}.{name}".lstrip("."))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_causes(value, node, place)


def _text_causes(value: str, node: Any, place: str) -> Iterator[Cause]:
    if len(value) < node.get("minLength", 0):
        why = f"{place} in body should be at least {node['minLength']} chars long"
        yield invalid_value(place, value, why)
    if len(value) > node.get("maxLength", len(value)):
        why = f"Too long: may not be more than {node['maxLength']} bytes"
        yield Cause("FieldValueTooLong", place, why)
    if "pattern" in node and not re.search(node["pattern"], value):
        yield invalid_value(place, value, f"{place} in body should match '{node['pattern']}'")


def _size_causes(size: int, node: Any, of: str, place: str) -> Iterator[Cause]:
    least, most = node.get(f"min{of}", 0), node.get(f"max{of}", size)
    if size < least:
        yield invalid_value(
            place, size, f"{place} in body should have at least {least} {of.lower()}"
        )
    if size > most:
        yield too_many(place, size, most)


def _number_causes(value: float, node: Any, place: str) -> Iterator[Cause]:
    least, most = node.get("minimum"), node.get("maximum")
    above, below = bool(node.get("exclusiveMinimum")), bool(node.get("exclusiveMaximum"))
    if least is not None and (value < least or (above and value == least)):
        bound = f"greater than {'' if above else 'or equal to '}{least}"
        yield invalid_value(place, value, f"{place} in body should be {bound}")
    if most is not None and (value > most or (below and value == most)):
        bound = f"less than {'' if below else 'or equal to '}{most}"
        yield invalid_value(place, value, f"{place} in body should be {bound}")
    if (step := node.get("multipleOf")) and value % step:
        yield invalid_value(place, value, f"{place} in body should be a multiple of {step}")
