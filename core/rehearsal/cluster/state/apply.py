"""Server-side apply: an object merged with what its appliers want; the last writer wins.

Who wants which field is kept in `managedFields`, as a real server does: a field that an applier
no longer sends is removed, unless another applier still wants it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from core.kubernetes.schemas import Schema
    from core.rehearsal.cluster.state.objects import Body

Fields = dict[str, Any]
"""A set of fields as `fieldsV1` writes it: `{"f:spec": {"f:replicas": {}}}`."""

_APPLIED_METADATA: Final = frozenset({"labels", "annotations", "finalizers", "ownerReferences"})


def applied(live: Body, wanted: Body, schema: Schema, applier: str, now: str) -> Body:
    """Return `live` with all that `applier` wants, and without what it wanted before only."""
    fields = _fields_of(_ownable(wanted), schema)
    entries: list[Body] = live.get("metadata", {}).get("managedFields") or []
    mine = [e for e in entries if (e.get("manager"), e.get("operation")) == (applier, "Apply")]
    others = [entry for entry in entries if entry not in mine]
    before = _united([entry["fieldsV1"] for entry in mine])
    still_wanted = _united([fields, *(entry.get("fieldsV1") or {} for entry in others)])
    result: Body = _merged(_without(live, _difference(before, still_wanted)), wanted, schema)
    result["metadata"]["managedFields"] = [
        *others,
        {
            "manager": applier,
            "operation": "Apply",
            "apiVersion": wanted["apiVersion"],
            "time": now,
            "fieldsType": "FieldsV1",
            "fieldsV1": fields,
        },
    ]
    return result


def _merged(live: Any, wanted: Any, schema: Schema) -> Any:
    if isinstance(wanted, dict) and isinstance(live, dict) and not schema.is_atomic:
        result = dict(live)
        for name, value in wanted.items():
            result[name] = _merged(live.get(name), value, schema.inside(name))
        return result
    if isinstance(wanted, list) and isinstance(live, list):
        if schema.map_keys:
            return _merged_items(live, wanted, schema)
        if schema.is_set:
            return live + [item for item in wanted if item not in live]
    return wanted


def _merged_items(live: list[Any], wanted: list[Any], schema: Schema) -> list[Any]:
    mine = {_item_key(item, schema): item for item in live}
    names = [_item_key(item, schema) for item in wanted]
    merged = [
        _merged(mine.get(name), item, schema.items)
        for name, item in zip(names, wanted, strict=True)
    ]
    return merged + [item for name, item in mine.items() if name not in names]


def _item_key(item: Body, schema: Schema) -> str:
    # Of all key fields only `protocol` has a default; clients leave it out.
    defaults = {"protocol": "TCP"}
    keys = {key: item.get(key, defaults.get(key)) for key in sorted(schema.map_keys)}
    return f"k:{json.dumps({k: v for k, v in keys.items() if v is not None})}"


def _ownable(wanted: Body) -> Body:
    """Return the fields of an object that somebody can own; nobody owns its kind and name."""
    fields = {name: value for name, value in wanted.items() if name not in ("apiVersion", "kind")}
    metadata = {k: v for k, v in wanted["metadata"].items() if k in _APPLIED_METADATA}
    return fields | {"metadata": metadata}


def _fields_of(wanted: Body, schema: Schema) -> Fields:
    """Return the set of all fields that `wanted` has a value for."""
    return {
        f"f:{name}": _fields_below(value, schema.inside(name)) for name, value in wanted.items()
    }


def _fields_below(value: Any, schema: Schema) -> Fields:
    if isinstance(value, dict) and not schema.is_atomic:
        return _fields_of(value, schema)
    if isinstance(value, list) and schema.map_keys:
        return {
            _item_key(item, schema): {".": {}, **_fields_of(item, schema.items)} for item in value
        }
    if isinstance(value, list) and schema.is_set:
        return {f"v:{json.dumps(item)}": {} for item in value}
    return {}


def _united(sets: list[Fields]) -> Fields:
    result: Fields = {}
    for fields in sets:
        for name, below in fields.items():
            result[name] = _united([result.get(name, {}), below])
    return result


def _difference(old: Fields, kept: Fields) -> Fields:
    """Return what of `old` is gone: leaves no longer there, and the paths to them."""
    result: Fields = {}
    for name, below in old.items():
        if name not in kept:
            result[name] = below
        elif gone := _difference(below, kept[name]):
            result[name] = gone
    return result


def _without(live: Any, gone: Fields) -> Any:
    """Return `live` without the fields in `gone`; what they leave empty goes with them."""
    if isinstance(live, dict):
        result = dict(live)
        for name, below in gone.items():
            field = name.removeprefix("f:")
            if field not in result:
                continue
            left = _without(result[field], below) if below else None
            if left:
                result[field] = left
            else:
                del result[field]
        return result
    if isinstance(live, list):
        return [left for item in live if (left := _item_without(item, gone)) is not None]
    return live


def _item_without(item: Any, gone: Fields) -> Any:
    for name, below in gone.items():
        if name.startswith("v:") and json.loads(name[2:]) == item:
            return None
        if name.startswith("k:") and _has_key(item, json.loads(name[2:])):
            return None if "." in below else _without(item, below)
    return item


def _has_key(item: Any, key: Body) -> bool:
    return isinstance(item, dict) and all(item.get(name) == value for name, value in key.items())
