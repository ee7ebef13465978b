"""A place in an object, as a rule looks at it: path, value, and the Kubernetes version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.kubernetes import causes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.versions import Minor


class Field:
    """One field: `path` as messages write it (`spec.ports[0].name`), its `value`, None if absent.

    `version` is the Kubernetes version whose rules apply.
    """

    __slots__ = ("path", "value", "version")

    def __init__(self, path: str, value: Any, version: Minor) -> None:
        self.path = path
        self.value = value
        self.version = version

    def at(self, *names: str) -> Field:
        """Return the field below, through `names`."""
        path, value = self.path, self.value
        for name in names:
            path = f"{path}.{name}" if path else name
            value = value.get(name) if isinstance(value, dict) else None
        return Field(path, value, self.version)

    def get(self, *names: str) -> Any:
        """Return the value below, through `names`; None where there is none."""
        value = self.value
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def key(self, name: object, value: Any = None) -> Field:
        """Return the entry `name` of this map, as messages write it: `data[name]`."""
        if value is None and isinstance(self.value, dict):
            value = self.value.get(name)
        return Field(f"{self.path}[{name}]", value, self.version)

    def with_value(self, value: Any) -> Field:
        """Return this place with another value: messages of the API are not always exact."""
        return Field(self.path, value, self.version)

    def items(self) -> Iterator[Field]:
        """Yield each item of this list."""
        for index, item in enumerate(self.value or ()):
            yield Field(f"{self.path}[{index}]", item, self.version)

    def entries(self) -> Iterator[tuple[str, Field]]:
        """Yield each key of this map, and its entry."""
        for name, value in (self.value or {}).items():
            yield str(name), Field(f"{self.path}[{name}]", value, self.version)

    def holds(self, *names: str) -> list[str]:
        """Return which of `names` are set here."""
        return [name for name in names if self.get(name) is not None]

    def invalid(self, why: str, *shown: Any) -> Cause:
        """Return that the value breaks a rule; `shown` is shown in its place."""
        return causes.invalid_value(self.path, shown[0] if shown else self.value, why)

    def required(self, why: str = "") -> Cause:
        """Return that the field must be set."""
        return causes.required(self.path, why)

    def forbidden(self, why: str) -> Cause:
        """Return that the field may not be set."""
        return causes.forbidden(self.path, why)

    def unsupported(self, supported: Iterable[object]) -> Cause:
        """Return that the value is none of those there are."""
        return causes.unsupported(self.path, self.value, supported)

    def duplicate(self, *shown: Any) -> Cause:
        """Return that the value is there already."""
        return causes.duplicate(self.path, shown[0] if shown else self.value)

    def not_found(self) -> Cause:
        """Return that the name means nothing here."""
        return causes.not_found(self.path, self.value)
