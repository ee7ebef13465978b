"""The one shape of a resource type: properties, attributes; create, update, delete."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from core.rehearsal.stack.refusals import ResourceFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from core.rehearsal.stack.model import Resource, Stack
    from core.rehearsal.stack.surroundings import Surroundings


@dataclass(frozen=True)
class Property:
    """A property: whether it must be given, and whether it changes without a replacement.

    `check` raises `ResourceFailed` for what is wrong inside a value.
    """

    required: bool = False
    updatable: bool = False
    kind: type | tuple[type, ...] = object
    allowed: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    check: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class Made:
    """What creating or updating has come to."""

    physical_id: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """Where a resource is worked on: its stack, itself, and the world around.

    `properties` are the ones to be made; on an update `resource.properties` are still the old
    ones. `remember` keeps a fact about the resource, so that also a server killed right after
    knows what there is to delete. `arrived` waits for the next signal to a handle.
    """

    stack: Stack
    resource: Resource
    properties: Mapping[str, Any]
    surroundings: Surroundings
    remember: Callable[[str, Any], None]
    arrived: Callable[[Resource], Awaitable[None]]


class ResourceType(ABC):
    """A type of resource; one object serves all resources of the type."""

    properties: ClassVar[Mapping[str, Property]]
    attributes: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    async def create(self, site: Site) -> Made:
        """Make the resource; raise `ResourceFailed` when it cannot be made."""

    async def update(self, site: Site) -> Made:
        """Change the resource; types without updatable properties are never asked to."""
        raise NotImplementedError(f"{site.resource.type} has no updatable properties")

    async def delete(self, site: Site) -> None:  # noqa: B027 - many have nothing to delete
        """Delete the resource, also one whose creation failed halfway."""

    def refreshes(self, properties: Mapping[str, Any]) -> bool:  # noqa: ARG002
        """Tell whether every stack update makes the resource anew; data sources may."""
        return False

    def replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
        """Return the changed properties that only a replacement can change."""
        return [
            name
            for name, shape in self.properties.items()
            if not shape.updatable and old.get(name) != new.get(name)
        ]


class DataSource(ResourceType):
    """Only looks something up; updating looks again, deleting needs nothing."""

    async def update(self, site: Site) -> Made:
        """Look it up again."""
        return await self.create(site)

    def refreshes(self, properties: Mapping[str, Any]) -> bool:
        """Tell whether RefreshOptions asks for it."""
        return properties.get("RefreshOptions") == "Always"


def checked(shapes: Mapping[str, Property], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties after their functions were called, in their kinds and limits."""
    for name, shape in shapes.items():
        if shape.required and values.get(name) is None:
            raise ResourceFailed("ValidationError", f"Property {name} not assigned")
    return {
        name: _checked(name, shapes[name], value)
        for name, value in values.items()
        if value is not None
    }


def _checked(name: str, shape: Property, value: Any) -> Any:
    value = _converted(shape.kind, value)
    if not isinstance(value, shape.kind):
        raise ResourceFailed("ValidationError", f"{name}: {value!r} is of the wrong type")
    if shape.allowed and value not in shape.allowed:
        raise ResourceFailed("ValidationError", f"{name}: {value!r} is not in {shape.allowed}")
    if isinstance(value, int) and (
        (shape.least is not None and value < shape.least)
        or (shape.most is not None and value > shape.most)
    ):
        raise ResourceFailed(
            "ValidationError",
            f"{name}: {value} is out of range (min: {shape.least}, max: {shape.most})",
        )
    if shape.check:
        shape.check(value)
    return value


def _converted(kind: type | tuple[type, ...], value: Any) -> Any:
    if kind is int and isinstance(value, str) and value.lstrip("+-").isdigit():
        return int(value)
    if kind is bool and str(value).lower() in {"true", "false"}:
        return str(value).lower() == "true"
    if kind is str and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value
