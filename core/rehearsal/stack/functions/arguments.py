"""What every function asks of its argument."""

from __future__ import annotations

import json
from typing import Any

from core.rehearsal.stack.refusals import validation_failed


def several(name: str, argument: Any, least: int, most: int | None = None) -> list[Any]:
    """Return `argument` as the list of `least` … `most` items that `name` takes."""
    if not isinstance(argument, list) or len(argument) < least:
        raise validation_failed(f"Fn::{name} takes a list of at least {least} items.")
    if most is not None and len(argument) > most:
        raise validation_failed(f"Fn::{name} takes at most {most} items.")
    return argument


def text(name: str, value: Any) -> str:
    """Return `value` as text: strings as they are, numbers in digits, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if value is None:
        raise validation_failed(f"Fn::{name} was given null where it needs text.")
    return json.dumps(value, ensure_ascii=False)


def number(name: str, value: Any) -> int | float:
    """Return `value` as a number; digits in a string count."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        return int(value)
    except (TypeError, ValueError):
        pass
    try:
        return float(value)
    except (TypeError, ValueError):
        raise validation_failed(f"Fn::{name}: {value!r} is not a number.") from None


def from_json(name: str, value: Any) -> Any:
    """Return `value`, decoded when it is JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise validation_failed(f"Fn::{name} was given text that is not JSON.") from None
