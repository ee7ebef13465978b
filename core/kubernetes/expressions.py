"""The CEL rules of CustomResourceDefinitions: whether they compile, and whether values keep them.

Compiled by the CEL authors' own library. What Kubernetes adds to CEL is declared without types, so
that a rule that uses it is checked as far as it can be, and never refused for it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.causes import invalid_value
from core.kubernetes.expression_types import declared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.schemas import Schema

_RULES: Final = "x-kubernetes-validations"
_REASONS: Final = (
    "FieldValueInvalid",
    "FieldValueForbidden",
    "FieldValueRequired",
    "FieldValueDuplicate",
)
# By name; each is declared for one to three arguments, called as a function and on a value.
_ADDED: Final = """
    isSorted sum min max indexOf lastIndexOf find findAll url isURL getScheme getHost getHostname
    getPort getEscapedPath getQuery quantity isQuantity sign isGreaterThan isLessThan compareTo
    asInteger asApproximateFloat isInteger add sub ip isIP family isUnspecified isLoopback
    isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast isCanonical cidr isCIDR containsIP
    containsCIDR prefixLength masked format named validate semver isSemver major minor patch charAt
    join lowerAscii upperAscii replace split substring trim quote reverse distinct flatten slice
    sort sortBy range equivalent intersects
"""
# Forms of CEL that the library takes only with extensions of its own.
_BEYOND: Final = re.compile(
    r"\.\?|\[\?|\?\s*:|\boptional\.|\bcel\.bind\(|\bauthorizer\b|\b(?:sets|ip|format|math)\."
    r"|\b(?:all|exists|existsOne|exists_one|transform\w+)\(\s*\w+\s*,\s*\w+\s*,"
)
# Numbers of different types may be compared in Kubernetes.
_NUMBERS: Final = re.compile(
    r"no matching overload for '_(?:[<>]=?|==|!=)_' applied to"
    r" '\((?:int|uint|double), (?:int|uint|double)\)'"
)


def rule_causes(rules: Field, schema: Mapping[str, Any]) -> Iterator[Cause]:
    """Yield what is wrong with the rules that stand beside a schema's type."""
    is_root = rules.path.endswith(f"openAPIV3Schema.{_RULES}")
    about = json.dumps(schema, sort_keys=True)
    for each in rules.items():
        text, reason = each.get("rule"), each.at("reason")
        shown = _shown(each.value)
        if not text or not text.strip():
            yield each.at("rule").required("rule is not specified")
            continue
        place = _Place(about, is_root, bool(each.get("optionalOldSelf")))
        if fault := _fault(text, place, "bool"):
            yield invalid_value(each.at("rule").path, shown, fault)
        message = each.get("messageExpression")
        if message and (fault := _fault(message, place, "string")):
            yield invalid_value(each.at("messageExpression").path, shown, fault)
        if reason.value is not None and reason.value not in _REASONS:
            yield reason.unsupported(_REASONS)


def _shown(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule as messages show it: the Go struct, of which most is empty."""
    return {"Rule": rule.get("rule"), "Message": rule.get("message", "")}


def syntax_fault(text: str) -> str:
    """Return why an expression cannot be parsed, whatever it is about; empty when it can."""
    cel = _library()
    if cel is None or _BEYOND.search(text):
        return ""
    try:
        cel.NewEnv(functions=_functions()).compile(text, disable_check=True)
    except (RuntimeError, ValueError) as error:
        words = _words(error)
        return f"compilation failed: {words}" if words.startswith("ERROR: ") else ""
    return ""


@dataclass(frozen=True)
class _Place:
    """Where rules stand: the schema there, as JSON, and whether it is the object's own."""

    schema: str
    is_root: bool
    past_is_optional: bool


@lru_cache(maxsize=64)
def _environment(place: _Place) -> Any:
    cel = _library()
    pool, kind = declared(place.schema, is_root=place.is_root)
    variables = {"self": kind, "oldSelf": cel.Type.DYN if place.past_is_optional else kind}
    return cel.NewEnv(descriptor_pool=pool, variables=variables, functions=_functions())


@lru_cache(maxsize=1024)
def _fault(text: str, place: _Place, wanted: str) -> str:
    cel = _library()
    if cel is None or _BEYOND.search(text):
        return ""
    try:
        found = _environment(place).compile(text).return_type()
    except (RuntimeError, TypeError, ValueError) as error:
        words = _words(error)
        is_told = words.startswith("ERROR: ") and not _NUMBERS.search(words)
        return f"compilation failed: {words}" if is_told else ""
    if found in (cel.Type.DYN, cel.Type.BOOL if wanted == "bool" else cel.Type.STRING):
        return ""
    if wanted == "bool":
        return "cel expression must evaluate to a bool"
    return "messageExpression must evaluate to a string"


def _words(error: Exception) -> str:
    """Return the library's message as the API server's, which has no codes and other names."""
    text = str(error).removeprefix("INVALID_ARGUMENT: ").removesuffix(" [INVALID_ARGUMENT]")
    text = re.sub(r"(undefined field '[^']*') not found in struct '[^']*'", r"\1", text)
    return re.sub(r" \(in container '[^']*'\)", " (in container '')", text)


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        from cel_expr_python import cel
    except ImportError:
        return None
    return cel


@lru_cache(maxsize=1)
def _functions() -> list[Any]:
    cel = _library()
    dyn = cel.Type.DYN
    return [
        cel.FunctionDecl(
            name,
            [
                cel.Overload(
                    f"{name}_{count}_{member}",
                    return_type=dyn,
                    parameters=[dyn] * count,
                    is_member=member,
                )
                for count in (1, 2, 3)
                for member in (False, True)
            ],
        )
        for name in _ADDED.split()
    ]


def expression_causes(value: Any, old: Any, schema: Schema, place: str = "") -> Iterator[Cause]:
    """Yield the rules that a value does not keep; those about its past need the `old` value."""
    if not schema.has_rules or value is None:
        return
    for rule in schema.target.get(_RULES) or ():
        yield from _broken(rule, value, old, place)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from expression_causes(item, None, schema.items, f"{place}[{index}]")
    elif isinstance(value, dict):
        for name, below in value.items():
            before = old.get(name) if isinstance(old, dict) else None
            here = f"{place}.{name}" if place else name
            yield from expression_causes(below, before, schema.inside(name), here)


def _broken(rule: Mapping[str, Any], value: Any, old: Any, place: str) -> Iterator[Cause]:
    text = str(rule.get("rule") or "")
    about_past = re.search(r"\boldSelf\b", text) is not None
    if about_past and (old is None or rule.get("optionalOldSelf")):
        return
    kept = _kept(text, value, old if about_past else None)
    if kept is False:
        why = str(rule.get("message") or f"failed rule: {text}").strip()
        path = f"{place}{rule.get('fieldPath') or ''}" or "<nil>"
        shown = value if isinstance(value, str | int | float | bool) else type(value).__name__
        yield invalid_value(path.lstrip("."), _GO_NAMES.get(str(shown), shown), why)


_GO_NAMES: Final[Mapping[str, str]] = {"dict": "object", "list": "array"}


def _kept(text: str, value: Any, old: Any) -> bool | None:
    """Tell whether a rule holds; None where this library cannot tell."""
    cel = _library()
    if cel is None or _BEYOND.search(text):
        return None
    try:
        env = cel.NewEnv(variables={"self": cel.Type.DYN, "oldSelf": cel.Type.DYN})
        found = env.compile(text).eval(data={"self": value, "oldSelf": old}).plain_value()
    except (RuntimeError, ValueError, TypeError):
        return None
    return found if isinstance(found, bool) else None
