"""Walks a template value and replaces its functions by what they come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.rehearsal.stack.functions import collections, numbers, strings
from core.rehearsal.stack.functions.arguments import several, text
from core.rehearsal.stack.functions.jq import jq
from core.rehearsal.stack.refusals import validation_failed

# A resource's `Ref` is its physical id; `Fn::GetAtt` its attribute.
ResourceId = Callable[[str], Any]
Attribute = Callable[[str, str], Any]

SUBSTITUTION: Final = re.compile(r"\$\{(!?)([^{}]+)\}")
NOT_REHEARSED: Final = frozenset(
    {"Fn::ResourceFacade", "Fn::MarketplaceImage", "Fn::TransformNamespace", "Fn::Indent"}
)


# What a function may raise for an argument of another shape than it takes, or without an end.
_UNFIT: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class _NoValue:
    """What `Ref: ALIYUN::NoValue` comes to: the list item or map key goes away."""


NO_VALUE: Final = _NoValue()


@dataclass(frozen=True)
class Scope:
    """All that functions may refer to; conditions and locals are evaluated when asked for."""

    parameters: Mapping[str, Any]
    pseudo: Mapping[str, Any]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    locals: Mapping[str, Any]
    resource_id: ResourceId
    attribute: Attribute
    stack_output: Attribute


def evaluate(value: Any, scope: Scope) -> Any:
    """Return `value` with every function in it called, innermost first."""
    if isinstance(value, list):
        items = (evaluate(item, scope) for item in value)
        return [item for item in items if item is not NO_VALUE]
    if not isinstance(value, dict):
        return value
    name = function_name(value)
    if name is None:
        pairs = ((key, evaluate(item, scope)) for key, item in value.items())
        return {key: item for key, item in pairs if item is not NO_VALUE}
    if name in NOT_REHEARSED:
        raise validation_failed(f"{name} is not done in a rehearsal.")
    if name not in FUNCTIONS:
        raise validation_failed(f"The template function {name} is invalid.")
    try:
        return _called(name, value[name], scope)
    except _UNFIT as error:
        raise validation_failed(f"{name} does not take {value[name]!r}: {error}") from error


def _called(name: str, argument: Any, scope: Scope) -> Any:
    if name in _LAZY:
        return _LAZY[name](argument, scope)
    return _STRICT[name](evaluate(argument, scope))


def function_name(value: Mapping[str, Any]) -> str | None:
    """Return the function that a map is a call of, None for an ordinary map."""
    if len(value) != 1:
        return None
    (key,) = value
    called = isinstance(key, str) and (key == "Ref" or key.startswith("Fn::"))
    return key if called else None


def holds(condition: Any, scope: Scope) -> bool:
    """Tell whether a condition, named or written out, is true."""
    if isinstance(condition, str) and condition in scope.conditions:
        condition = scope.conditions[condition]
    if isinstance(condition, dict) and set(condition) == {"Condition"}:
        return holds(condition["Condition"], scope)
    result = evaluate(condition, scope)
    if isinstance(result, bool):
        return result
    if isinstance(result, str) and result.lower() in {"true", "false"}:
        return result.lower() == "true"
    raise validation_failed(f"The condition {condition!r} is neither true nor false.")


def _ref(name: Any, scope: Scope) -> Any:
    if name == "ALIYUN::NoValue":
        return NO_VALUE
    for names in (scope.parameters, scope.pseudo):
        if name in names:
            return names[name]
    if name in scope.locals:
        return _local(name, scope)
    return scope.resource_id(name)


def _local(name: str, scope: Scope) -> Any:
    definition = scope.locals[name]
    has_value = isinstance(definition, dict) and "Value" in definition
    return evaluate(definition["Value"] if has_value else definition, scope)


def _get_att(argument: Any, scope: Scope) -> Any:
    if isinstance(argument, str):
        argument = argument.split(".", 1)
    resource, *path = several("GetAtt", evaluate(argument, scope), 2)
    return scope.attribute(resource, ".".join(str(part) for part in path))


def _sub(argument: Any, scope: Scope) -> str:
    whole, own = argument, {}
    if isinstance(argument, list):
        whole, own = several("Sub", argument, 2, 2)
    if not isinstance(whole, str) or not isinstance(own, dict):
        raise validation_failed("Fn::Sub takes a text, or a text and a map.")

    def substitute(match: re.Match[str]) -> str:
        literal, name = match.group(1), match.group(2).strip()
        if literal:
            return f"${{{match.group(2)}}}"
        if name in own:
            return text("Sub", evaluate(own[name], scope))
        resource, dot, attribute = name.partition(".")
        if dot and name not in scope.parameters:
            return text("Sub", scope.attribute(resource, attribute))
        return text("Sub", _ref(name, scope))

    return SUBSTITUTION.sub(substitute, whole)


def _if(argument: Any, scope: Scope) -> Any:
    condition, yes, no = several("If", argument, 3, 3)
    return evaluate(yes if holds(condition, scope) else no, scope)


def _find_in_map(argument: Any, scope: Scope) -> Any:
    keys = several("FindInMap", evaluate(argument, scope), 3, 3)
    found: Any = scope.mappings
    for key in keys:
        if not isinstance(found, dict) or str(key) not in found:
            raise validation_failed(f"Fn::FindInMap: there is no {'.'.join(map(str, keys))}.")
        found = found[str(key)]
    return found


def _get_zones(argument: Any, scope: Scope) -> list[str]:
    region = evaluate(argument, scope) or scope.pseudo["ALIYUN::Region"]
    return [f"{region}-{letter}" for letter in "ab"]


def _get_stack_output(argument: Any, scope: Scope) -> Any:
    stack, key, *_ = several("GetStackOutput", evaluate(argument, scope), 2, 3)
    return scope.stack_output(stack, key)


def _equals(argument: Any, scope: Scope) -> bool:
    left, right = several("Equals", argument, 2, 2)
    left, right = evaluate(left, scope), evaluate(right, scope)
    if isinstance(left, bool) != isinstance(right, bool):
        return text("Equals", left).lower() == text("Equals", right).lower()
    return bool(left == right)


def _not(argument: Any, scope: Scope) -> bool:
    return not holds(argument[0] if isinstance(argument, list) else argument, scope)


def _and(argument: Any, scope: Scope) -> bool:
    return all(holds(condition, scope) for condition in several("And", argument, 1))


def _or(argument: Any, scope: Scope) -> bool:
    return any(holds(condition, scope) for condition in several("Or", argument, 1))


_LAZY: Final[Mapping[str, Callable[[Any, Scope], Any]]] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": _get_zones,
    "Fn::GetStackOutput": _get_stack_output,
    "Fn::Equals": _equals,
    "Fn::Not": _not,
    "Fn::And": _and,
    "Fn::Or": _or,
    "Fn::Any": _or,
}
_STRICT: Final[Mapping[str, Callable[[Any], Any]]] = {
    "Fn::Join": strings.join,
    "Fn::Split": strings.split,
    "Fn::Replace": strings.replace,
    "Fn::Str": strings.to_text,
    "Fn::Base64": strings.base64_plain,
    "Fn::Base64Encode": strings.base64_encode,
    "Fn::Base64Decode": strings.base64_decode,
    "Fn::FormatTime": strings.format_time,
    "Fn::MatchPattern": strings.match_pattern,
    "Fn::Select": collections.select,
    "Fn::ListMerge": collections.list_merge,
    "Fn::MergeMap": collections.merge_map,
    "Fn::MergeMapToList": collections.merge_map_to_list,
    "Fn::SelectMapList": collections.select_map_list,
    "Fn::MemberListToMap": collections.member_list_to_map,
    "Fn::GetJsonValue": collections.get_json_value,
    "Fn::Length": collections.length,
    "Fn::Index": collections.index,
    "Fn::Contains": collections.contains,
    "Fn::EachMemberIn": collections.each_member_in,
    "Fn::Add": numbers.add,
    "Fn::Avg": numbers.average,
    "Fn::Max": numbers.largest,
    "Fn::Min": numbers.smallest,
    "Fn::Calculate": numbers.calculate,
    "Fn::Cidr": numbers.cidr,
    "Fn::Jq": jq,
}
FUNCTIONS: Final = frozenset(_LAZY) | frozenset(_STRICT)
