"""All stacks of a rehearsal, and the operations that the API starts on them."""

from __future__ import annotations

import asyncio
import uuid
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.blueprint import Blueprint, blueprint
from core.rehearsal.stack.chronicle import Chronicle
from core.rehearsal.stack.dependencies import dependents
from core.rehearsal.stack.limits import CANCELLABLE, CONTINUABLE, UPDATABLE
from core.rehearsal.stack.model import (
    DELETED,
    Action,
    Phase,
    Signal,
    Stack,
    failed,
    in_progress,
    status,
)
from core.rehearsal.stack.operation import Operation
from core.rehearsal.stack.refusals import (
    action_in_progress,
    not_supported,
    resource_not_found,
    stack_exists,
    stack_not_found,
    validation_failed,
)
from core.rehearsal.stack.steps import Workplace

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from core.rehearsal.stack.store import Store
    from core.rehearsal.stack.surroundings import Surroundings

INTERRUPTED: Final = "The rehearsal server was stopped during this operation"


@dataclass(frozen=True)
class NewStack:
    """What CreateStack asks for."""

    name: str
    region: str
    template_body: str
    parameters: dict[str, str] = field(default_factory=dict)
    timeout_minutes: int = 60
    disable_rollback: bool = False
    deletion_protection: bool = False
    tags: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """What UpdateStack or ContinueCreateStack asks for; None keeps what the stack has."""

    template_body: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    use_previous_parameters: bool = False
    timeout_minutes: int | None = None
    replacement_allowed: bool = False
    tags: list[dict[str, str]] | None = None


class Engine:
    """Lives on one event loop; its operations are tasks of that loop."""

    def __init__(self, store: Store, surroundings: Surroundings, *, minute: float = 60.0) -> None:
        self.store = store
        self.stacks: dict[str, Stack] = {}
        self._chronicle = Chronicle(store)
        self._arrivals: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._workplace = Workplace(self._chronicle, surroundings, self._arrivals, minute)
        self._operations: dict[str, Operation] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def load(self) -> None:
        """Take up the stacks of the state file: interrupted deletions go on, the rest failed."""
        for stack in self.store.stacks():
            self.stacks[stack.id] = stack
        for stack in self.stacks.values():
            if in_progress(stack.status):
                self._recover(stack)

    async def stop(self) -> None:
        """Stop working; what was going on is found interrupted at the next start."""
        self._chronicle.close()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def find(self, identity: str) -> Stack:
        """Return a stack by its id."""
        if identity not in self.stacks:
            raise stack_not_found(identity)
        return self.stacks[identity]

    def create(self, wanted: NewStack) -> Stack:
        """Start creating a stack."""
        stack = self.drafted(wanted)
        plan = self.blueprint(stack)
        if self._named(wanted.name, wanted.region):
            raise stack_exists(wanted.name)
        self.stacks[stack.id] = stack
        operation = Operation(stack, plan, self._workplace)
        operation.begin(Action.CREATE)
        self._start(operation, operation.create())
        return stack

    def drafted(self, wanted: NewStack) -> Stack:
        """Return a stack as CreateStack would make it, without keeping it."""
        return Stack(
            id=str(uuid.uuid4()),
            name=wanted.name,
            region=wanted.region,
            template_body=wanted.template_body,
            parameters=dict(wanted.parameters),
            timeout_minutes=wanted.timeout_minutes,
            disable_rollback=wanted.disable_rollback,
            deletion_protection=wanted.deletion_protection,
            tags=wanted.tags,
        )

    def update(self, stack: Stack, change: Change) -> None:
        """Start updating a stack."""
        self._check_idle(stack)
        if stack.status not in UPDATABLE:
            raise not_supported(f"A stack in status {stack.status} cannot be updated.")
        changed = self.changed(stack, change)
        same = (changed.template_body, changed.parameters) == (
            stack.template_body,
            stack.parameters,
        )
        if same and stack.tags == changed.tags and not failed(stack.status):
            raise not_supported("There are no changes to update.")
        self.blueprint(changed)
        previous, parameters = self.blueprint(stack), stack.parameters
        stack.template_body, stack.parameters = changed.template_body, changed.parameters
        stack.timeout_minutes, stack.tags = changed.timeout_minutes, changed.tags
        operation = Operation(
            stack,
            self.blueprint(stack),
            self._workplace,
            replacement_allowed=change.replacement_allowed,
        )
        operation.begin(Action.UPDATE)
        self._start(operation, operation.update(previous, parameters))

    def changed(self, stack: Stack, change: Change) -> Stack:
        """Return the stack as `change` would leave it, without keeping it."""
        kept = stack.parameters if change.use_previous_parameters else {}
        return replace(
            stack,
            template_body=change.template_body or stack.template_body,
            parameters={**kept, **change.parameters},
            timeout_minutes=change.timeout_minutes or stack.timeout_minutes,
            tags=stack.tags if change.tags is None else change.tags,
        )

    def delete(self, stack: Stack, retained: Iterable[str] = (), *, retain_all: bool) -> None:
        """Start deleting a stack; what is retained stays where it is."""
        if stack.status == DELETED:
            return
        self._check_idle(stack)
        if stack.deletion_protection:
            raise not_supported(f"The stack {stack.name} has deletion protection enabled.")
        names = frozenset(stack.resources if retain_all else retained)
        for name in names - frozenset(stack.resources):
            raise resource_not_found(name, stack.name)
        stack.retained = sorted(names)
        self._begin_deletion(stack)

    def cancel(self, stack: Stack, *, quick: bool) -> None:
        """Cancel what is going on; a rollback and a deletion's remains go on as usual."""
        operation = self._operations.get(stack.id)
        if operation is None or stack.status not in CANCELLABLE:
            raise not_supported(f"A stack in status {stack.status} has nothing to cancel.")
        operation.halt(quick=quick)

    def continue_creation(self, stack: Stack, change: Change, again: Iterable[str]) -> None:
        """Start creating what failed, what is missing, and `again` with all that needs it."""
        self._check_idle(stack)
        if stack.status not in CONTINUABLE:
            raise not_supported(f"A stack in status {stack.status} cannot be continued.")
        changed = self.changed(stack, replace(change, use_previous_parameters=True))
        remade = _to_be_remade(stack, self.blueprint(changed), again)
        stack.template_body, stack.parameters = changed.template_body, changed.parameters
        operation = Operation(stack, self.blueprint(stack), self._workplace)
        operation.begin(Action.CREATE)
        self._start(operation, operation.create(remade))

    def signal(self, stack: Stack, logical_id: str, untrusted_signal: Signal) -> None:
        """Deliver a signal to a handle; one with an id that was there already replaces it."""
        handle = stack.resources.get(logical_id)
        if handle is None or not handle.type.endswith("WaitConditionHandle") or not handle.exists:
            raise resource_not_found(logical_id, stack.name)
        name = untrusted_signal.id or str(len(handle.signals) + 1)
        reason = untrusted_signal.reason or f"Signal {name} received"
        signal = replace(untrusted_signal, id=name, reason=reason)
        known = {one.id: number for number, one in enumerate(handle.signals)}
        if signal.id in known:
            handle.signals[known[signal.id]] = signal
        else:
            handle.signals.append(signal)
        self._chronicle.note(
            stack,
            handle,
            "SIGNAL_COMPLETE",
            f"Signal: status:{signal.status} reason:{signal.reason}",
        )
        self._arrivals[handle.physical_id].set()

    def blueprint(self, stack: Stack) -> Blueprint:
        """Return what a stack's template and parameters ask for."""
        return blueprint(stack, self._output)

    def _output(self, identity: str, key: str) -> Any:
        for output in self.find(identity).outputs:
            if output["OutputKey"] == key:
                return output["OutputValue"]
        raise validation_failed(f"The output {key} of stack {identity} could not be found.")

    def _named(self, name: str, region: str) -> bool:
        return any(
            stack.name == name and stack.region == region and stack.status != DELETED
            for stack in self.stacks.values()
        )

    def _check_idle(self, stack: Stack) -> None:
        if in_progress(stack.status):
            raise action_in_progress(stack.name, stack.action)

    def _begin_deletion(self, stack: Stack) -> None:
        operation = Operation(stack, self.blueprint(stack), self._workplace)
        operation.begin(Action.DELETE)
        self._start(operation, operation.delete())

    def _start(self, operation: Operation, work: Coroutine[Any, Any, None]) -> None:
        identity = operation.stack.id
        task = asyncio.create_task(work, name=f"stack {operation.stack.name}")
        self._operations[identity], self._tasks[identity] = operation, task
        task.add_done_callback(lambda _: self._ended(identity, operation))

    def _ended(self, identity: str, operation: Operation) -> None:
        if self._operations.get(identity) is operation:
            del self._operations[identity], self._tasks[identity]

    def _recover(self, stack: Stack) -> None:
        for resource in stack.resources.values():
            if in_progress(resource.status):
                action = resource.status.removesuffix(f"_{Phase.IN_PROGRESS}")
                self._chronicle.resource(stack, resource, f"{action}_{Phase.FAILED}", INTERRUPTED)
        if stack.action is Action.DELETE:
            self._begin_deletion(stack)
        else:
            self._chronicle.stack(stack, status(stack.action, Phase.FAILED), INTERRUPTED)


def _to_be_remade(stack: Stack, plan: Blueprint, again: Iterable[str]) -> frozenset[str]:
    for name in again:
        if name not in stack.resources:
            raise resource_not_found(name, stack.name)
    asked_for = dependents(plan.needs, again)
    broken = {name for name, one in stack.resources.items() if failed(one.status)}
    return frozenset(stack.resources).intersection(broken | asked_for)
