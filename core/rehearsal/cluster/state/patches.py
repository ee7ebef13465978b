"""JSON patch, merge patch and strategic merge patch: each makes a new body from an old one."""

from __future__ import annotations

import copy
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.state.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.kubernetes.schemas import Schema
    from core.rehearsal.cluster.state.objects import Body

_DIRECTIVE: Final = "$patch"
_RETAIN: Final = "$retainKeys"
_DELETE_FROM: Final = "$deleteFromPrimitiveList/"
_ORDER: Final = "$setElementOrder/"


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result


def json_patch(body: Body, operations: Sequence[Body]) -> Body:
    """Apply a JSON patch (RFC 6902); refuse one that is none, or does not fit the object."""
    import jsonpatch  # noqa: PLC0415 - only kubectl patches so
    from jsonpointer import JsonPointerException  # noqa: PLC0415

    if not isinstance(operations, list) or not all(isinstance(each, dict) for each in operations):
        raise bad_request("error decoding patch: it is no list of operations")
    document: Any = copy.deepcopy(body)
    for operation in operations:
        try:
            document = jsonpatch.JsonPatch([operation]).apply(document, in_place=True)
        except (jsonpatch.JsonPatchException, JsonPointerException, TypeError) as error:
            raise _does_not_fit(operation, error) from error
    result: Body = document
    return result


def _does_not_fit(operation: Body, error: Exception) -> Refusal:
    return Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Invalid",
        f"the server rejected our request due to an error in our request: {operation.get('op')}"
        f" operation does not apply: {error}",
    )


def strategic_merge_patch(target: Body, patch: Body, schema: Schema) -> Body:
    """Apply a strategic merge patch, pairing list items by the schema's merge keys."""
    return _merged_map(target, patch, schema)


def _merged_map(target: Any, patch: Body, schema: Schema) -> Body:
    directive = patch.get(_DIRECTIVE)
    if directive == "delete":
        return {}
    if directive == "replace":
        return {name: value for name, value in patch.items() if name != _DIRECTIVE}
    result: Body = dict(target) if isinstance(target, dict) else {}
    if _RETAIN in patch:
        result = {name: v for name, v in result.items() if name in patch[_RETAIN]}
    for name, value in patch.items():
        if name.startswith(_DELETE_FROM):
            field = name.removeprefix(_DELETE_FROM)
            result[field] = [item for item in result.get(field) or () if item not in value]
        elif not name.startswith("$"):
            _merge_field(result, name, value, schema.inside(name))
    for name, order in patch.items():
        field = name.removeprefix(_ORDER)
        if name.startswith(_ORDER) and field in result:
            result[field] = _ordered(result[field], order, schema.inside(field).merge_key)
    return result


def _merge_field(result: Body, name: str, value: Any, schema: Schema) -> None:
    if value is None:
        result.pop(name, None)
    elif isinstance(value, dict):
        result[name] = _merged_map(result.get(name), value, schema)
    elif isinstance(value, list):
        result[name] = _merged_list(result.get(name) or [], value, schema)
    else:
        result[name] = value


def _merged_list(target: list[Any], patch: list[Any], schema: Schema) -> list[Any]:
    if {_DIRECTIVE: "replace"} in patch:
        return [item for item in patch if item != {_DIRECTIVE: "replace"}]
    if "merge" not in schema.patch_strategies:
        return patch
    key = schema.merge_key
    if key is None:
        return target + [item for item in patch if item not in target]
    result = list(target)
    for item in patch:
        if key not in item:
            raise bad_request(f"map: {item} does not contain declared merge key: {key}")
        at = next((i for i, old in enumerate(result) if old.get(key) == item[key]), None)
        if item.get(_DIRECTIVE) == "delete":
            result = [old for old in result if old.get(key) != item[key]]
        elif at is None:
            result.append(_merged_map({}, item, schema.items))
        else:
            result[at] = _merged_map(result[at], item, schema.items)
    return result


def _ordered(items: list[Any], order: list[Any], key: str | None) -> list[Any]:
    """Put the items that `order` names into its order, and the others after them."""

    def identity(item: Any) -> Any:
        return item.get(key) if key and isinstance(item, dict) else item

    wanted = [identity(item) for item in order]
    return sorted(
        items,
        key=lambda item: wanted.index(identity(item)) if identity(item) in wanted else len(wanted),
    )
