"""Why the API server refuses a field of an object, in its own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Cause:
    """Why one field of an object is invalid; `reason` is a CauseType of the API."""

    reason: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


def required(field: str, why: str = "") -> Cause:
    """Return the cause of a field that is missing."""
    return Cause("FieldValueRequired", field, f"Required value{why and f': {why}'}")


def invalid_value(field: str, value: object, why: str) -> Cause:
    """Return the cause of a value that breaks a rule."""
    return Cause("FieldValueInvalid", field, f"Invalid value: {shown(value)}: {why}")


def forbidden(field: str, why: str) -> Cause:
    """Return the cause of a field that may not be set, or not be changed."""
    return Cause("FieldValueForbidden", field, f"Forbidden: {why}")


def duplicate(field: str, value: object) -> Cause:
    """Return the cause of a value that is there already."""
    return Cause("FieldValueDuplicate", field, f"Duplicate value: {shown(value)}")


def not_found(field: str, value: object) -> Cause:
    """Return the cause of a name that means nothing here."""
    return Cause("FieldValueNotFound", field, f"Not found: {shown(value)}")


def unsupported(field: str, value: object, supported: Iterable[object]) -> Cause:
    """Return the cause of a value that is none of those there are."""
    listed = ", ".join(f'"{each}"' for each in supported)
    return Cause(
        "FieldValueNotSupported",
        field,
        f"Unsupported value: {shown(value)}: supported values: {listed}",
    )


def too_long(field: str, most: int) -> Cause:
    """Return the cause of a value of more than `most` bytes."""
    return Cause("FieldValueTooLong", field, f"Too long: may not be more than {most} bytes")


def too_many(field: str, count: int, most: int) -> Cause:
    """Return the cause of a list or map with more entries than it may have."""
    return Cause("FieldValueTooMany", field, f"Too many: {count}: must have at most {most} items")


def shown(value: object) -> str:
    """Return a value as messages show it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
