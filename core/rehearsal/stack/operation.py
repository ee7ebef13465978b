"""One operation on one stack: create, update, delete or continue, with its rollback."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from core.rehearsal.stack.dependencies import reversed_graph
from core.rehearsal.stack.model import Action, Phase, Resource, Stack, failed, now, status
from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.types import resource_type
from core.rehearsal.stack.scheduler import in_order
from core.rehearsal.stack.steps import StackFailed, Steps, Workplace

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from core.rehearsal.stack.blueprint import Blueprint
    from core.rehearsal.stack.scheduler import Work
    from core.rehearsal.stack.template import ResourceDefinition


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
        self._steps = Steps(stack, blueprint, workplace)
        self._chronicle = workplace.chronicle
        self._limit = stack.timeout_minutes * workplace.minute
        self._replacement_allowed = replacement_allowed
        self._halted = False
        self._work: asyncio.Future[None] | None = None

    def begin(self, action: Action) -> None:
        """Say that it is going on; a rollback keeps the failure it comes from."""
        if action in {Action.CREATE_ROLLBACK, Action.ROLLBACK}:
            self._halted = False
        else:
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
        await self._run(Action.CREATE_ROLLBACK, self._delete(self.stack.resources.values()))

    async def update(self, previous: Blueprint, parameters: dict[str, str]) -> None:
        """Change the stack to its new blueprint, or back to the `previous` one."""
        if await self._run(Action.UPDATE, self._change()) or self.stack.disable_rollback:
            return
        self.begin(Action.ROLLBACK)
        self.stack.template_body = previous.template.body
        self.stack.parameters = parameters
        self._steps.blueprint = previous
        self._restore_replaced()
        self._replacement_allowed = True
        await self._run(Action.ROLLBACK, self._change())

    async def delete(self) -> None:
        """Delete every resource but the retained ones."""
        doomed = [
            one
            for name, one in self.stack.resources.items()
            if not one.retain and name not in self.stack.retained
        ]
        await self._run(Action.DELETE, self._delete([*self.stack.replaced, *doomed]))

    async def _run(self, action: Action, work: Coroutine[Any, Any, None]) -> bool:
        """Do the work within the stack's time; tell how it ended, return whether well."""
        self._work = asyncio.ensure_future(work)
        phase, reason = Phase.FAILED, f"Stack {action} was cancelled"
        try:
            async with asyncio.timeout(self._limit):
                await self._work
        except StackFailed as failure:
            reason = str(failure)
        except TimeoutError:
            reason = f"{action.capitalize()} timed out"
        except asyncio.CancelledError:
            if self._chronicle.closed:  # it is the server that stops
                raise
        else:
            if not self._halted:
                phase, reason = Phase.COMPLETE, f"Stack {action} completed successfully"
        if action is not Action.DELETE:
            try:
                self.stack.outputs = self._steps.blueprint.outputs()
            except Exception as error:  # a fault of ours ends the stack, lest it go on for ever
                logging.getLogger(__name__).exception("the outputs of %s", self.stack.name)
                phase, reason = Phase.FAILED, f"InternalError: {type(error).__name__}: {error}"
        if action is not Action.CREATE:
            self.stack.updated = now()
        self._chronicle.stack(self.stack, status(action, phase), reason)
        return phase is Phase.COMPLETE

    async def _in_order(self, needs: dict[str, frozenset[str]], work: Work) -> None:
        await in_order(needs, work, halted=lambda: self._halted)

    async def _create(self, again: frozenset[str]) -> None:
        resources, blueprint = self.stack.resources, self._steps.blueprint
        await self._delete([resources[name] for name in again])
        missing = frozenset(
            name for name in blueprint.needs if name not in resources or not resources[name].exists
        )
        for name in blueprint.needs:
            if name in missing:
                self._steps.lay_out(blueprint.resources[name])
        needs = {name: blueprint.needs[name] & missing for name in missing}
        await self._in_order(needs, self._steps.make)

    async def _change(self) -> None:
        wanted = self._steps.blueprint.resources
        await self._in_order(self._steps.blueprint.needs, self._change_one)
        gone = [one for name, one in self.stack.resources.items() if name not in wanted]
        await self._delete([*self.stack.replaced, *gone])
        if not self._halted:
            self.stack.replaced.clear()
            for resource in gone:
                self._chronicle.forget(self.stack, resource.logical_id)

    async def _change_one(self, name: str) -> None:
        definition = self._steps.blueprint.resources[name]
        resource = self.stack.resources.get(name)
        if resource is None or not resource.exists:
            self._steps.lay_out(definition)
            await self._steps.make(name)
        elif resource.status == status(Action.CREATE, Phase.FAILED):
            await self._replace(resource, definition)
        else:
            await self._change_existing(resource, definition)

    async def _change_existing(self, resource: Resource, definition: ResourceDefinition) -> None:
        kind, wanted = resource_type(definition.type), self._steps.wanted(resource, definition)
        fixed = kind.replaces(resource.properties, wanted)
        if resource.type != definition.type or fixed:
            self._check_replacement_allowed(resource, fixed)
            await self._replace(resource, definition)
            return
        if wanted != resource.properties or failed(resource.status) or kind.refreshes(wanted):
            await self._steps.modify(resource, wanted)
        resource.needs = sorted(self._steps.blueprint.needs[resource.logical_id])
        resource.retain = definition.retain

    def _check_replacement_allowed(self, resource: Resource, changed: list[str]) -> None:
        if not self._replacement_allowed:
            message = f"{', '.join(changed) or 'Type'} can only be changed by a replacement"
            error = ResourceFailed("NotSupported", f"{message}, which ReplacementOption disables")
            raise self._steps.failed(resource, Action.UPDATE, error)

    async def _replace(self, resource: Resource, definition: ResourceDefinition) -> None:
        """Create another in its place; the old one is deleted when all else is done."""
        self.stack.replaced.append(resource)
        self._chronicle.keep(self.stack)
        self._steps.lay_out(definition)
        await self._steps.make(definition.logical_id)

    def _restore_replaced(self) -> None:
        """Put replaced resources back; now those that replaced them have to go."""
        replaced, self.stack.replaced = self.stack.replaced, []
        for resource in replaced:
            self.stack.replaced.append(self.stack.resources[resource.logical_id])
            self.stack.resources[resource.logical_id] = resource

    async def _delete(self, resources: Iterable[Resource]) -> None:
        """Delete what exists of `resources`, each after those that need it."""
        # A replaced resource has the logical id of the one in its place.
        doomed = {f"{i} {one.logical_id}": one for i, one in enumerate(resources) if one.exists}
        needs = {
            key: frozenset(
                other for other, candidate in doomed.items() if candidate.logical_id in one.needs
            )
            for key, one in doomed.items()
        }

        async def unmake(key: str) -> None:
            await self._steps.unmake(doomed[key])

        await self._in_order(reversed_graph(needs), unmake)
