"""Functions on lists and maps: Select, ListMerge, MergeMap, Length and more."""

from __future__ import annotations

from typing import Any

from core.rehearsal.stack.functions.arguments import from_json, several, text
from core.rehearsal.stack.refusals import validation_failed


def select(argument: Any) -> Any:
    """`[index | "a:b:c" | key, list or map, default]`."""
    index, collection, *default = several("Select", argument, 2, 3)
    fallback = default[0] if default else ""
    if isinstance(collection, str):
        collection = from_json("Select", collection)
    if isinstance(collection, dict):
        return collection.get(str(index), fallback)
    if not isinstance(collection, list):
        raise validation_failed("Fn::Select takes an index and a list or map.")
    if isinstance(index, str) and ":" in index:
        return collection[_slice(index)]
    position = _integer(index)
    return collection[position] if -len(collection) <= position < len(collection) else fallback


def _slice(bounds: str) -> slice:
    return slice(*(_integer(bound) if bound.strip() else None for bound in bounds.split(":", 2)))


def _integer(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise validation_failed(f"Fn::Select: {value!r} is not an index.") from None


def list_merge(argument: Any) -> list[Any]:
    """`[list, list, …]` one after the other; what is no list counts as one item."""
    merged: list[Any] = []
    for part in several("ListMerge", argument, 1):
        merged.extend(part if isinstance(part, list) else [part])
    return merged


def merge_map(argument: Any) -> dict[str, Any]:
    """`[map, map, …]`; the last one wins."""
    merged: dict[str, Any] = {}
    for part in several("MergeMap", argument, 1):
        if not isinstance(part, dict):
            raise validation_failed("Fn::MergeMap takes a list of maps.")
        merged.update(part)
    return merged


def merge_map_to_list(argument: Any) -> list[dict[str, Any]]:
    """`[{key: [v1, v2]}, {other: [w1, w2]}]` as `[{key: v1, other: w1}, …]`."""
    columns = {
        key: values if isinstance(values, list) else [values]
        for part in several("MergeMapToList", argument, 1)
        if isinstance(part, dict)
        for key, values in part.items()
    }
    length = max((len(values) for values in columns.values()), default=0)
    return [
        {key: values[row] for key, values in columns.items() if row < len(values)}
        for row in range(length)
    ]


def select_map_list(argument: Any) -> list[Any]:
    """`[key, [map, …]]`: the key's value of each map that has it."""
    key, maps = several("SelectMapList", argument, 2, 2)
    return [part[key] for part in maps if isinstance(part, dict) and key in part]


def member_list_to_map(argument: Any) -> dict[str, Any]:
    """`[key name, value name, [".member.0.key=k", ".member.0.value=v", …]]`."""
    key_name, value_name, members = several("MemberListToMap", argument, 3, 3)
    rows: dict[str, dict[str, str]] = {}
    for member in members:
        path, _, value = str(member).partition("=")
        _, _, row, field = [*path.split("."), "", "", ""][:4]
        rows.setdefault(row, {})[field] = value
    return {row[key_name]: row.get(value_name, "") for row in rows.values() if key_name in row}


def get_json_value(argument: Any) -> Any:
    """`[key, JSON text]`."""
    key, document = several("GetJsonValue", argument, 2, 2)
    decoded = from_json("GetJsonValue", document)
    if isinstance(decoded, dict) and key in decoded:
        return decoded[key]
    raise validation_failed(f"Fn::GetJsonValue: there is no key {key!r}.")


def length(argument: Any) -> int:
    """Items of a list or map, characters of a text."""
    if isinstance(argument, list | dict | str):
        return len(argument)
    raise validation_failed("Fn::Length takes a list, a map or a text.")


def index(argument: Any) -> int | None:
    """`[item, list]`: where it is, null when it is not."""
    item, items = several("Index", argument, 2, 2)
    return items.index(item) if isinstance(items, list) and item in items else None


def contains(argument: Any) -> bool:
    """`[list, item]`."""
    items, item = several("Contains", argument, 2, 2)
    if isinstance(items, str):
        return text("Contains", item) in items
    return isinstance(items, list) and item in items


def each_member_in(argument: Any) -> bool:
    """`[list, list]`: whether every item of the first is in the second."""
    members, items = several("EachMemberIn", argument, 2, 2)
    if not isinstance(members, list) or not isinstance(items, list):
        raise validation_failed("Fn::EachMemberIn takes two lists.")
    return all(member in items for member in members)
