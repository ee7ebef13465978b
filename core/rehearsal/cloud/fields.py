"""The fields of a ROS request: `Parameters.1.ParameterKey=…` back into rows and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rehearsal.stack.refusals import invalid_parameter, missing_field

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fields:
    """Query and form of one request; every value is text that was not checked yet."""

    def __init__(self, untrusted: Mapping[str, str]) -> None:
        self.untrusted = untrusted

    def text(self, name: str) -> str:
        """Return a field that must be there."""
        value = self.optional(name)
        if value is None:
            raise missing_field(name)
        return value

    def optional(self, name: str) -> str | None:
        """Return a field, None when it is absent or empty."""
        return self.untrusted.get(name) or None

    def flag(self, name: str) -> bool:
        """Return a boolean field; the SDK writes `True` and `False`."""
        value = (self.optional(name) or "false").lower()
        if value not in {"true", "false"}:
            raise invalid_parameter(name, "it is neither true nor false")
        return value == "true"

    def choice(self, name: str, *allowed: str) -> str:
        """Return one of the allowed texts; the first is the default."""
        value = self.optional(name) or allowed[0]
        if value not in allowed:
            raise invalid_parameter(name, f"it is none of {', '.join(allowed)}")
        return value

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        """Return a number within its limits."""
        value = self.optional(name)
        if value is None:
            return default
        if not value.isdecimal() or not least <= int(value) <= most:
            raise invalid_parameter(name, f"it is no number from {least} to {most}")
        return int(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, `Name.1`, `Name.2`."""
        numbered = [
            (int(number), value)
            for key, value in self.untrusted.items()
            for head, _, number in [key.rpartition(".")]
            if head == name and number.isdecimal()
        ]
        return tuple(value for _, value in sorted(numbered))

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return a list of maps, `Name.1.Key=…`, `Name.1.Value=…`."""
        rows: dict[int, dict[str, str]] = {}
        for key, value in self.untrusted.items():
            head, _, rest = key.partition(".")
            number, _, field = rest.partition(".")
            if head == name and number.isdecimal() and field:
                rows.setdefault(int(number), {})[field] = value
        return [rows[number] for number in sorted(rows)]

    def parameters(self) -> dict[str, str]:
        """Return the template parameters."""
        return {
            row["ParameterKey"]: row.get("ParameterValue", "")
            for row in self.rows("Parameters")
            if "ParameterKey" in row
        }
