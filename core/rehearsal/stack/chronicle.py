"""Writes what happens: statuses and events, into the stack and the state file at once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from core.rehearsal.stack.model import STACK_TYPE, Event, Resource, Stack, now

if TYPE_CHECKING:
    from core.rehearsal.stack.store import Store


class Chronicle:
    """The only way a status changes; silent once closed, so that a stopping server lies not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.closed = False

    def close(self) -> None:
        """Write nothing more."""
        self.closed = True

    def stack(self, stack: Stack, status: str, reason: str) -> None:
        """Give a stack a status."""
        if self.closed:
            return
        stack.status, stack.reason = status, reason
        self._store.save_stack(stack)
        self._add(stack, (stack.name, stack.id, STACK_TYPE), status, reason)

    def resource(self, stack: Stack, resource: Resource, status: str, reason: str) -> None:
        """Give a resource a status."""
        resource.status, resource.reason, resource.updated = status, reason, now()
        self.note(stack, resource, status, reason)

    def note(self, stack: Stack, resource: Resource, status: str, reason: str) -> None:
        """Add an event of a resource whose own status stays; keep the resource."""
        if self.closed:
            return
        self.keep_resource(stack, resource)
        owner = (resource.logical_id, resource.physical_id, resource.type)
        self._add(stack, owner, status, reason)

    def keep(self, stack: Stack) -> None:
        """Keep a stack's other fields, without an event."""
        if not self.closed:
            self._store.save_stack(stack)

    def keep_resource(self, stack: Stack, resource: Resource) -> None:
        """Keep a resource's other fields, without an event; a replaced one is the stack's."""
        if not self.closed and stack.resources.get(resource.logical_id) is resource:
            self._store.save_resource(stack.id, resource)

    def forget(self, stack: Stack, logical_id: str) -> None:
        """Drop a resource that is no longer part of the stack."""
        del stack.resources[logical_id]
        if not self.closed:
            self._store.forget_resource(stack.id, logical_id)

    def _add(self, stack: Stack, owner: tuple[str, str, str], status: str, reason: str) -> None:
        identity = str(uuid.uuid4())
        event = Event(identity, stack.id, stack.name, *owner, status, reason, now())
        self._store.add_event(event)
