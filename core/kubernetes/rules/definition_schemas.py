"""What the schema of a CustomResourceDefinition must satisfy: it is structural, and compiles.

From k8s.io/apiextensions-apiserver: pkg/apiserver/schema and pkg/apis/apiextensions/validation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.custom_values import value_causes
from core.kubernetes.patterns import pattern_fault
from core.kubernetes.schemas import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_TYPES: Final = ("array", "boolean", "integer", "number", "object", "string")
_EMPTY: Final = {
    "root": "must not be empty at the root",
    "items": "must not be empty for specified array items",
    "field": "must not be empty for specified object fields",
}
_UNSUPPORTED: Final = ("$ref", "definitions", "dependencies", "deprecated", "discriminator", "id",
                       "patternProperties", "readOnly", "writeOnly", "xml")  # fmt: skip
_KEY_MAY_BE_ABSENT: Final = (
    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required"
    " property"
)
_JUNCTORS: Final = ("allOf", "anyOf", "oneOf")
# What a schema inside `anyOf` and the like may not say, as it only judges values.
_NOT_IN_LOGIC: Final = (
    "type",
    "title",
    "description",
    "default",
    "nullable",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
)
_INT_OR_STRING: Final = [{"type": "integer"}, {"type": "string"}]


def schema_causes(at: Field, level: str = "root") -> Iterator[Cause]:
    """Yield what is wrong with the schema at a place, and below it."""
    if not isinstance(at.value, dict):
        return
    yield from _structure(at, level)
    yield from _values(at)
    yield from _lists(at)
    yield from _default(at)
    yield from _expressions(at)
    for name, below in at.at("properties").entries():
        yield from schema_causes(below, "field")
        if name == "metadata" and level == "root":
            yield from _metadata(below)
    if isinstance(at.get("items"), dict):
        yield from schema_causes(at.at("items"), "items")
    if isinstance(at.get("additionalProperties"), dict):
        yield from schema_causes(at.at("additionalProperties"), "field")
    yield from _logic(at)


def _structure(at: Field, level: str) -> Iterator[Cause]:
    kind = at.at("type")
    open_ = at.get("x-kubernetes-preserve-unknown-fields")
    either = at.get("x-kubernetes-int-or-string")
    embedded = at.get("x-kubernetes-embedded-resource")
    if kind.value and kind.value not in _TYPES:
        yield kind.unsupported(_TYPES)
    if embedded and kind.value != "object":
        why = "must be object if x-kubernetes-embedded-resource is true"
        yield kind.invalid(why) if kind.value else kind.required(why)
    elif not kind.value and not either and not open_:
        yield kind.required(_EMPTY[level])
    if either and kind.value:
        yield kind.invalid("must be empty if x-kubernetes-int-or-string is true")
    if level == "root" and kind.value and kind.value != "object":
        yield kind.invalid("must be object at the root")
    if kind.value == "array" and at.get("items") is None:
        yield at.at("items").required("must be specified")
    if isinstance(at.get("items"), list):
        yield at.at("items").forbidden("items must be a schema object and not an array")
    if embedded and not open_ and not at.get("properties"):
        yield at.at("properties").required(
            "must not be empty if x-kubernetes-embedded-resource is true without"
            " x-kubernetes-preserve-unknown-fields"
        )
    if open_ is False:
        yield at.at("x-kubernetes-preserve-unknown-fields").invalid("must be true or undefined")
    yield from _additional(at)


def _additional(at: Field) -> Iterator[Cause]:
    others = at.at("additionalProperties")
    if others.value is False:
        yield others.forbidden("additionalProperties cannot be set to false")
    elif isinstance(others.value, dict) and at.get("properties"):
        yield others.forbidden("additionalProperties and properties are mutual exclusive")
    if at.get("uniqueItems"):
        yield at.at("uniqueItems").forbidden(
            "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
        )
    for name in _UNSUPPORTED:
        if at.get(name):
            yield at.at(name).forbidden(f"{name} is not supported")


def _values(at: Field) -> Iterator[Cause]:
    pattern = at.at("pattern")
    if pattern.value and (fault := pattern_fault(pattern.value)):
        yield pattern.invalid(f"must be a valid regular expression, but isn't: {fault}")
    for least, most in (("minLength", "maxLength"), ("minItems", "maxItems"),
                        ("minProperties", "maxProperties")):  # fmt: skip
        for name in (least, most):
            if (at.get(name) or 0) < 0:
                yield at.at(name).invalid("must be greater than or equal to 0")
    if at.get("multipleOf") is not None and at.get("multipleOf") <= 0:
        yield at.at("multipleOf").invalid("must be greater than 0")


def _lists(at: Field) -> Iterator[Cause]:
    kind, keys = at.at("x-kubernetes-list-type"), at.at("x-kubernetes-list-map-keys")
    if kind.value is not None:
        if at.get("type") != "array":
            yield at.at("type").invalid("must be array if x-kubernetes-list-type is specified")
        if kind.value not in ("atomic", "map", "set"):
            yield kind.unsupported(("atomic", "set", "map"))
    of_map = at.at("x-kubernetes-map-type")
    if of_map.value is not None:
        if at.get("type") != "object":
            yield at.at("type").invalid("must be object if x-kubernetes-map-type is specified")
        if of_map.value not in ("atomic", "granular"):
            yield of_map.unsupported(("granular", "atomic"))
    if keys.value and kind.value != "map":
        yield kind.invalid("must be map if x-kubernetes-list-map-keys is non-empty", kind.value)
    elif kind.value == "map":
        yield from _map_keys(at, keys)


def _map_keys(at: Field, keys: Field) -> Iterator[Cause]:
    if not keys.value:
        yield keys.required("must not be empty if x-kubernetes-list-type is map")
        return
    item = at.at("items")
    if item.value is not None and item.get("type") != "object":
        why = "must be object if parent array's x-kubernetes-list-type is map"
        yield item.at("type").invalid(why)
    for each in keys.items():
        named = item.at("properties").key(each.value)
        if named.value is None:
            yield each.invalid("entries must all be names of item properties")
        elif named.get("default") is None and each.value not in (item.get("required") or ()):
            yield named.at("default").required(_KEY_MAY_BE_ABSENT)


def _default(at: Field) -> Iterator[Cause]:
    default = at.at("default")
    if default.value is None:
        return
    yield from value_causes(default.value, Schema(at.value, {}), default.path)


def _expressions(at: Field) -> Iterator[Cause]:
    rules = at.at("x-kubernetes-validations")
    if rules.value:
        # Compiling costs a library, which few definitions need.
        from core.kubernetes.expressions import rule_causes  # noqa: PLC0415

        yield from rule_causes(rules, at.value)


def _metadata(at: Field) -> Iterator[Cause]:
    if set(at.get("properties") or ()) - {"name", "generateName"} or at.get("additionalProperties"):
        yield at.forbidden(
            "must not specify anything other than name and generateName, but metadata is"
            " implicitly specified"
        )


def _logic(at: Field) -> Iterator[Cause]:
    if at.get("x-kubernetes-int-or-string") and _is_int_or_string(at.value):
        return
    for name in _JUNCTORS:
        for each in at.at(name).items():
            yield from _judging(each)
    if at.get("not") is not None:
        yield from _judging(at.at("not"))


def _is_int_or_string(schema: dict[str, Any]) -> bool:
    if schema.get("anyOf") == _INT_OR_STRING:
        return True
    first = (schema.get("allOf") or [{}])[0]
    return bool(first.get("anyOf") == _INT_OR_STRING)


def _judging(at: Field) -> Iterator[Cause]:
    if not isinstance(at.value, dict):
        return
    for name in _NOT_IN_LOGIC:
        if at.get(name) not in (None, "", False):
            yield at.at(name).forbidden("must be empty to be structural")
    yield from _values(at)
    for _, below in at.at("properties").entries():
        yield from _judging(below)
    for name in ("items", "additionalProperties", "not"):
        if isinstance(at.get(name), dict):
            yield from _judging(at.at(name))
    for name in _JUNCTORS:
        for each in at.at(name).items():
            yield from _judging(each)
