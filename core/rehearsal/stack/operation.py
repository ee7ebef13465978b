"""One operation on one stack: create, update, delete or continue, with its rollback."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.blueprint import Blueprint, NotYetKnown
from core.rehearsal.stack.dependencies import reversed_graph
from core.rehearsal.stack.model import (
    Action,
    OperationFailure,
    Phase,
    Resource,
    Stack,
    failed,
    now,
    status,
)
from core.rehearsal.stack.refusals import Refusal, ResourceFailed
from core.rehearsal.stack.resources.shape import Site
from core.rehearsal.stack.resources.types import resource_type
from core.rehearsal.stack.scheduler import in_order

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Mapping

    from core.rehearsal.stack.chronicle import Chronicle
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


class Operation:
    """Runs once; the engine keeps it while it runs, to cancel it."""

    def __init__(
        self,
        stack: Stack,
        blueprint: Blueprint,
        workplace: Workplace,
        *,
        replacement_allowed: bool = False,
    ) -> None:
        self.stack = stack
        self._blueprint = blueprint
        self._workplace = workplace
        self._chronicle = workplace.chronicle
        self._replacement_allowed = replacement_allowed
        self._halted = False
        self._work: asyncio.Future[None] | None = None

    def begin(self, action: Action) -> None:
        """Say that it is going on."""
        if action not in {Action.CREATE_ROLLBACK, Action.ROLLBACK}:
            self.stack.failure = None
        started = f"Stack {action} started"
        self._chronicle.stack(self.stack, status(action, Phase.IN_PROGRESS), started)

    def halt(self, *, quick: bool) -> None:
        """Start nothing more; what is running comes to its end, or when `quick` is stopped."""
        self._halted = True
        if quick and self._work is not None:
            self._work.cancel()

    async def create(self, again: frozenset[str] = frozenset()) -> None:
        """Create what is not there; first delete those to be made `again`."""
        if await self._run(Action.CREATE, self._create(again)) or self.stack.disable_rollback:
            return
        self.begin(Action.CREATE_ROLLBACK)
        await self._run(Action.CREATE_ROLLBACK, self._delete_all(self.stack.resources.values()))

    async def update(self, previous: Blueprint, parameters: dict[str, str]) -> None:
        """Change the stack to its new blueprint, or back to the `previous` one."""
        if await self._run(Action.UPDATE, self._change()) or self.stack.disable_rollback:
            return
        self.begin(Action.ROLLBACK)
        self.stack.template_body = previous.template.body
        self.stack.parameters = parameters
        self._blueprint = previous
        self._restore_replaced()
        self._replacement_allowed = True
        await self._run(Action.ROLLBACK, self._change())

    async def delete(self) -> None:
        """Delete every resource but the retained ones."""
        keep = self.stack.retained
        doomed = [
            one for name, one in self.stack.resources.items() if not one.retain and name not in keep
        ]
        await self._run(Action.DELETE, self._delete_all([*self.stack.replaced, *doomed]))

    async def _run(self, action: Action, work: Coroutine[Any, Any, None]) -> bool:
        self._halted = False
        self._work = asyncio.ensure_future(work)
        phase, reason = Phase.COMPLETE, f"Stack {action} completed successfully"
        try:
            async with asyncio.timeout(self.stack.timeout_minutes * self._workplace.minute):
                await self._work
            self._check_not_halted(action)
        except StackFailed as failure:
            phase, reason = Phase.FAILED, str(failure)
        except TimeoutError:
            phase, reason = Phase.FAILED, f"{action.capitalize()} timed out"
        except asyncio.CancelledError:
            if not self._halted:
                raise
            phase, reason = Phase.FAILED, f"Stack {action} was cancelled"
        if action is not Action.DELETE:
            self.stack.outputs = self._blueprint.outputs()
        self.stack.updated = "" if action is Action.CREATE else now()
        self._chronicle.stack(self.stack, status(action, phase), reason)
        return phase is Phase.COMPLETE

    def _check_not_halted(self, action: Action) -> None:
        if self._halted:
            raise StackFailed(f"Stack {action} was cancelled")

    # Creating

    async def _create(self, again: frozenset[str]) -> None:
        await self._delete_all([self.stack.resources[name] for name in again])
        for name in self._blueprint.needs:
            if name not in self.stack.resources or not self.stack.resources[name].exists:
                self._lay_out(self._blueprint.resources[name])
        missing = [name for name in self._blueprint.needs if not self.stack.resources[name].exists]
        needs = {name: self._blueprint.needs[name] & set(missing) for name in missing}
        await in_order(needs, self._make, halted=lambda: self._halted)

    def _lay_out(self, definition: ResourceDefinition) -> Resource:
        resource = Resource(
            logical_id=definition.logical_id,
            type=definition.type,
            needs=sorted(self._blueprint.needs[definition.logical_id]),
            retain=definition.retain,
            description=definition.description,
            metadata=dict(definition.metadata),
        )
        self.stack.resources[definition.logical_id] = resource
        return resource

    async def _make(self, name: str) -> None:
        resource = self.stack.resources[name]

        async def work() -> None:
            resource.properties = self._blueprint.properties(self._blueprint.resources[name])
            kind = resource_type(resource.type)
            made = await kind.create(self._site(resource, resource.properties))
            resource.physical_id, resource.attributes = made.physical_id, dict(made.attributes)

        await self._step(resource, Action.CREATE, work())

    # Updating

    async def _change(self) -> None:
        await in_order(self._blueprint.needs, self._change_one, halted=lambda: self._halted)
        if self._halted:
            return
        gone = [
            resource
            for name, resource in self.stack.resources.items()
            if name not in self._blueprint.resources
        ]
        await self._delete_all([*self.stack.replaced, *gone])
        self.stack.replaced.clear()
        for resource in gone:
            self._chronicle.forget(self.stack, resource.logical_id)

    async def _change_one(self, name: str) -> None:
        definition = self._blueprint.resources[name]
        resource = self.stack.resources.get(name)
        if resource is None or not resource.exists:
            self._lay_out(definition)
            await self._make(name)
        elif resource.status == status(Action.CREATE, Phase.FAILED):
            await self._replace(resource, definition)
        else:
            await self._change_existing(resource, definition)

    async def _change_existing(self, resource: Resource, definition: ResourceDefinition) -> None:
        kind = resource_type(definition.type)
        wanted = self._evaluated(resource, definition)
        if resource.type != definition.type or kind.replaces(resource.properties, wanted):
            await self._replace_if_allowed(resource, definition, wanted)
        elif wanted != resource.properties or failed(resource.status) or kind.refreshes(wanted):
            await self._step(resource, Action.UPDATE, self._modify(resource, wanted))
        resource.needs = sorted(self._blueprint.needs[resource.logical_id])
        resource.retain = definition.retain

    def _evaluated(self, resource: Resource, definition: ResourceDefinition) -> dict[str, Any]:
        try:
            return self._blueprint.properties(definition)
        except (ResourceFailed, Refusal, NotYetKnown) as error:
            raise self._failed(resource, Action.UPDATE, error) from error

    async def _modify(self, resource: Resource, wanted: dict[str, Any]) -> None:
        kind = resource_type(resource.type)
        made = await kind.update(self._site(resource, wanted))
        resource.properties = wanted
        resource.physical_id, resource.attributes = made.physical_id, dict(made.attributes)

    async def _replace_if_allowed(
        self, resource: Resource, definition: ResourceDefinition, wanted: dict[str, Any]
    ) -> None:
        if not self._replacement_allowed:
            changed = resource_type(definition.type).replaces(resource.properties, wanted)
            message = f"{', '.join(changed) or 'Type'} can only be changed by a replacement"
            error = ResourceFailed("NotSupported", f"{message}, which ReplacementOption disables")
            raise self._failed(resource, Action.UPDATE, error)
        await self._replace(resource, definition)

    async def _replace(self, resource: Resource, definition: ResourceDefinition) -> None:
        self.stack.replaced.append(resource)
        self._chronicle.keep(self.stack)
        self._lay_out(definition)
        await self._make(definition.logical_id)

    def _restore_replaced(self) -> None:
        replaced, self.stack.replaced = self.stack.replaced, []
        for resource in replaced:
            self.stack.replaced.append(self.stack.resources[resource.logical_id])
            self.stack.resources[resource.logical_id] = resource

    # Deleting

    async def _delete_all(self, resources: Iterable[Resource]) -> None:
        doomed = {f"{i} {one.logical_id}": one for i, one in enumerate(resources) if one.exists}
        needs = {
            key: frozenset(
                other for other, candidate in doomed.items() if candidate.logical_id in one.needs
            )
            for key, one in doomed.items()
        }

        async def unmake(key: str) -> None:
            await self._unmake(doomed[key])

        await in_order(reversed_graph(needs), unmake, halted=lambda: self._halted)

    async def _unmake(self, resource: Resource) -> None:
        async def work() -> None:
            if resource.physical_id or resource.properties:
                await resource_type(resource.type).delete(self._site(resource, {}))

        await self._step(resource, Action.DELETE, work())
        resource.properties, resource.attributes, resource.remembered = {}, {}, {}
        resource.signals = []

    # Each step

    def _site(self, resource: Resource, properties: Mapping[str, Any]) -> Site:
        return Site(
            stack=self.stack,
            resource=resource,
            properties=properties,
            surroundings=self._workplace.surroundings,
            arrived=self._arrived,
        )

    async def _arrived(self, handle: Resource) -> None:
        event = self._workplace.arrivals[handle.physical_id]
        event.clear()
        await event.wait()

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
            raise self._failed(resource, action, error) from error
        self._say(resource, action, Phase.COMPLETE, STATE_CHANGED)

    def _say(self, resource: Resource, action: Action, phase: Phase, reason: str) -> None:
        self._chronicle.resource(self.stack, resource, status(action, phase), reason)

    def _failed(self, resource: Resource, action: Action, error: Exception) -> StackFailed:
        kind, message = _kind_and_message(error)
        message = message[:REASON_LIMIT]
        reason = f"{kind}: resources.{resource.logical_id}: {message}"
        self._say(resource, action, Phase.FAILED, reason)
        if self.stack.failure is None:
            self.stack.failure = OperationFailure(
                resource.logical_id, resource.type, action, kind, message
            )
        return StackFailed(f"Resource {action} failed: {reason}")


def _kind_and_message(error: Exception) -> tuple[str, str]:
    if isinstance(error, ResourceFailed):
        return error.kind, error.message
    if isinstance(error, Refusal):
        return error.code, error.message
    if isinstance(error, NotYetKnown):
        return "InvalidReference", f"{error} does not exist"
    return type(error).__name__, str(error)
