"""Template parameters: given texts checked against their constraints and turned into values."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from core.rehearsal.stack.refusals import (
    Refusal,
    parameter_missing,
    unknown_parameter,
    validation_failed,
)

Definition = Mapping[str, Any]
MASK: Final = "******"
TYPES: Final = frozenset({"String", "Number", "CommaDelimitedList", "Json", "Boolean"})


def parameter_values(
    definitions: Mapping[str, Definition], untrusted_given: Mapping[str, str]
) -> dict[str, Any]:
    """Return every parameter's value; raise the refusal of the first that breaks a rule."""
    for name in untrusted_given:
        if name not in definitions:
            raise unknown_parameter(name)
    return {
        name: _value(name, definition, untrusted_given.get(name))
        for name, definition in definitions.items()
    }


def shown(definitions: Mapping[str, Definition], given: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters as texts to show, `NoEcho` ones masked."""
    shown_values = {}
    for name, definition in definitions.items():
        value = given.get(name, definition.get("Default"))
        if value is not None:
            shown_values[name] = MASK if no_echo(definition) else _as_text(value)
    return shown_values


def no_echo(definition: Definition) -> bool:
    """Tell whether the parameter's value must not be shown."""
    return str(definition.get("NoEcho", "")).lower() == "true"


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value(name: str, definition: Definition, untrusted_text: str | None) -> Any:
    if definition["Type"] not in TYPES and not str(definition["Type"]).startswith("ALIYUN::"):
        raise validation_failed(f"Invalid type ({definition['Type']}) of parameter {name}.")
    untrusted = definition.get("Default") if untrusted_text is None else untrusted_text
    if untrusted is None:
        if definition.get("Required") is False:
            return None
        raise parameter_missing(name)
    value = _converted(name, definition, untrusted)
    for complaint in _complaints(definition, value):
        raise _violated(name, definition, complaint)
    return value


def _converted(name: str, definition: Definition, untrusted: Any) -> Any:
    kind = str(definition["Type"])
    try:
        return _CONVERSIONS.get(kind, _as_text)(untrusted)
    except (ValueError, RecursionError):
        what = "it" if no_echo(definition) else repr(_as_text(untrusted))
        raise validation_failed(f"Parameter '{name}' is invalid: {what} is no {kind}.") from None


def _to_number(untrusted: Any) -> int | float:
    if isinstance(untrusted, int | float) and not isinstance(untrusted, bool):
        return untrusted
    text = str(untrusted)
    number = int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)
    if not math.isfinite(number):
        raise ValueError(untrusted)
    return number


def _to_boolean(untrusted: Any) -> bool:
    lowered = str(untrusted).lower()
    if lowered in {"true", "1", "yes", "on", "t", "y"}:
        return True
    if lowered in {"false", "0", "no", "off", "f", "n"}:
        return False
    raise ValueError(untrusted)


def _to_json(untrusted: Any) -> Any:
    return json.loads(untrusted) if isinstance(untrusted, str) else untrusted


def _to_list(untrusted: Any) -> list[str]:
    if isinstance(untrusted, list):
        return [str(item) for item in untrusted]
    return [item.strip() for item in str(untrusted).split(",")] if untrusted else []


_CONVERSIONS: Final = {
    "Number": _to_number,
    "Boolean": _to_boolean,
    "Json": _to_json,
    "CommaDelimitedList": _to_list,
}


def _complaints(definition: Definition, value: Any) -> Iterable[str]:
    allowed = definition.get("AllowedValues")
    members = value if definition["Type"] == "CommaDelimitedList" else [value]
    if allowed and any(member not in allowed for member in members):
        yield f"{_as_text(value)!r} is not an allowed value {_as_text(allowed)}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield from _outside(definition, "MinValue", "MaxValue", value)
    if isinstance(value, str | list | dict):
        yield from _outside(definition, "MinLength", "MaxLength", len(value))
    pattern = definition.get("AllowedPattern")
    if pattern and isinstance(value, str) and not re.fullmatch(str(pattern), value):
        yield f"it does not match pattern {pattern!r}"


def _outside(definition: Definition, low: str, high: str, size: float) -> Iterable[str]:
    least, most = definition.get(low), definition.get(high)
    if (least is not None and size < _to_number(least)) or (
        most is not None and size > _to_number(most)
    ):
        yield f"{size} is out of range (min: {least}, max: {most})"


def _violated(name: str, definition: Definition, complaint: str) -> Refusal:
    if no_echo(definition):
        complaint = "it breaks a constraint"
    reason = definition.get("ConstraintDescription") or complaint
    return validation_failed(f"Parameter '{name}' is invalid: {reason}")
