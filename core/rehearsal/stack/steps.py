"""What an operation does to one resource: make, modify or delete it, and tell how it went."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.blueprint import NotYetKnown
from core.rehearsal.stack.model import Action, OperationFailure, Phase, Resource, status
from core.rehearsal.stack.refusals import Refusal, ResourceFailed
from core.rehearsal.stack.resources.shape import Site
from core.rehearsal.stack.resources.types import resource_type

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from core.rehearsal.stack.blueprint import Blueprint
    from core.rehearsal.stack.chronicle import Chronicle
    from core.rehearsal.stack.model import Stack
    from core.rehearsal.stack.surroundings import Surroundings
    from core.rehearsal.stack.template import ResourceDefinition

STATE_CHANGED: Final = "state changed"
# The service cuts reasons too, at a length that is documented nowhere.
REASON_LIMIT: Final = 1024


class StackFailed(Exception):
    """The operation failed; its text is the stack's reason."""


@dataclass(frozen=True)
class Workplace:
    """What every operation works with; `minute` is one minute's seconds."""

    chronicle: Chronicle
    surroundings: Surroundings
    arrivals: Mapping[str, asyncio.Event]
    minute: float = 60.0


class Steps:
    """The steps on the resources of one stack, by a blueprint that a rollback exchanges."""

    def __init__(self, stack: Stack, blueprint: Blueprint, workplace: Workplace) -> None:
        self.blueprint = blueprint
        self._stack = stack
        self._workplace = workplace

    def lay_out(self, definition: ResourceDefinition) -> None:
        """Put a resource that does not exist yet into the stack."""
        self._stack.resources[definition.logical_id] = Resource(
            logical_id=definition.logical_id,
            type=definition.type,
            needs=sorted(self.blueprint.needs[definition.logical_id]),
            retain=definition.retain,
            description=definition.description,
            metadata=dict(definition.metadata),
        )

    async def make(self, name: str) -> None:
        """Create a resource that was laid out."""
        resource = self._stack.resources[name]

        async def work() -> None:
            resource.properties = self.blueprint.properties(self.blueprint.resources[name])
            kind = resource_type(resource.type)
            made = await kind.create(self._site(resource, resource.properties))
            resource.physical_id, resource.attributes = made.physical_id, dict(made.attributes)

        await self._step(resource, Action.CREATE, work())

    async def modify(self, resource: Resource, wanted: dict[str, Any]) -> None:
        """Give an existing resource the properties that are wanted."""

        async def work() -> None:
            made = await resource_type(resource.type).update(self._site(resource, wanted))
            resource.properties = wanted
            resource.physical_id, resource.attributes = made.physical_id, dict(made.attributes)

        await self._step(resource, Action.UPDATE, work())

    async def unmake(self, resource: Resource) -> None:
        """Delete a resource; one whose properties could not be told was never made."""

        async def work() -> None:
            if resource.physical_id or resource.properties:
                await resource_type(resource.type).delete(self._site(resource, {}))
            resource.properties, resource.attributes, resource.remembered = {}, {}, {}
            resource.signals = []

        await self._step(resource, Action.DELETE, work())

    def wanted(self, resource: Resource, definition: ResourceDefinition) -> dict[str, Any]:
        """Return the properties that an existing resource should have."""
        try:
            return self.blueprint.properties(definition)
        except (ResourceFailed, Refusal, NotYetKnown) as error:
            raise self.failed(resource, Action.UPDATE, error) from error

    def failed(self, resource: Resource, action: Action, error: Exception) -> StackFailed:
        """Tell that a resource failed; return what to raise for the stack."""
        kind, message = _kind_and_message(error)
        message = message[:REASON_LIMIT]
        reason = f"{kind}: resources.{resource.logical_id}: {message}"
        self._say(resource, action, Phase.FAILED, reason)
        if self._stack.failure is None:
            self._stack.failure = OperationFailure(
                resource.logical_id, resource.type, action, kind, message
            )
        return StackFailed(f"Resource {action} failed: {reason}")

    async def _step(
        self, resource: Resource, action: Action, work: Coroutine[Any, Any, None]
    ) -> None:
        self._say(resource, action, Phase.IN_PROGRESS, STATE_CHANGED)
        try:
            await work
        except asyncio.CancelledError:
            self._say(resource, action, Phase.FAILED, f"{action} aborted")
            raise
        except Exception as error:
            raise self.failed(resource, action, error) from error
        self._say(resource, action, Phase.COMPLETE, STATE_CHANGED)

    def _say(self, resource: Resource, action: Action, phase: Phase, reason: str) -> None:
        chronicle = self._workplace.chronicle
        chronicle.resource(self._stack, resource, status(action, phase), reason)

    def _site(self, resource: Resource, properties: Mapping[str, Any]) -> Site:
        return Site(
            stack=self._stack,
            resource=resource,
            properties=properties,
            surroundings=self._workplace.surroundings,
            remember=partial(self._remember, resource),
            arrived=self._arrived,
        )

    def _remember(self, resource: Resource, name: str, fact: Any) -> None:
        resource.remembered[name] = fact
        self._workplace.chronicle.keep_resource(self._stack, resource)

    async def _arrived(self, handle: Resource) -> None:
        event = self._workplace.arrivals[handle.physical_id]
        event.clear()
        await event.wait()


def _kind_and_message(error: Exception) -> tuple[str, str]:
    if isinstance(error, ResourceFailed):
        return error.kind, error.message
    if isinstance(error, Refusal):
        return error.code, error.message
    if isinstance(error, NotYetKnown):
        return "InvalidReference", f"{error} does not exist"
    return type(error).__name__, str(error)
