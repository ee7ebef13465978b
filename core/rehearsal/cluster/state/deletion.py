"""Deleting: finalizers, namespaces and CRDs with what is in them, owners with what they own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.kinds.schemas import DEFINITIONS
from core.rehearsal.cluster.state.clock import now
from core.rehearsal.cluster.state.objects import Key, Stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.cluster.kinds.served import Kinds
    from core.rehearsal.cluster.state.objects import Body, Objects

NAMESPACES: Final = "namespaces"
_FOREGROUND: Final = "foregroundDeletion"


class Deletion:
    """Takes objects out of a cluster; one that is held stays marked until nothing holds it."""

    def __init__(self, objects: Objects, kinds: Kinds, keep: Callable[[Body], object]) -> None:
        """Take them from `objects`; `keep` keeps one whose marks or owners were changed."""
        self._objects = objects
        self._kinds = kinds
        self._keep = keep
        self._leaving: set[Key] = {
            stored.key
            for resource in {kind.resource for kind in kinds}
            for stored in objects.select(resource)
            if b'"deletionTimestamp"' in stored.text
        }

    def is_leaving(self, key: Key) -> bool:
        """Tell whether the object at `key` was deleted and is only waiting to go."""
        return key in self._leaving

    def delete(self, key: Key, policy: str = "Background") -> None:
        """Delete an object, or mark it when a finalizer or its contents hold it.

        `policy` says what becomes of what it owns: Background, Foreground or Orphan.
        """
        stored = self._objects.get(key)
        if stored is None or (key in self._leaving and policy != "Foreground"):
            return
        if policy == "Orphan":
            self._orphan(stored)
        body = stored.body()
        metadata = body["metadata"]
        if policy == "Foreground" and self._objects.owned_by(stored.uid):
            metadata["finalizers"] = [*(metadata.get("finalizers") or ()), _FOREGROUND]
        contents = self._contents(stored, metadata)
        if not metadata.get("finalizers") and not contents:
            self._drop(stored)
            return
        self._leaving.add(key)
        metadata["deletionTimestamp"] = now()
        metadata["deletionGracePeriodSeconds"] = 0
        self._keep(body)
        for each in contents:
            self.delete(each.key)
        self.settle()

    def settle(self) -> None:
        """Drop what was only waiting for something that is gone by now."""
        for key in tuple(self._leaving):
            stored = self._objects.get(key)
            if stored is None:
                self._leaving.discard(key)
                continue
            metadata = stored.body()["metadata"]
            finalizers = set(metadata.get("finalizers") or ()) - {_FOREGROUND}
            if not finalizers and not self._contents(stored, metadata):
                self._drop(stored)

    def _contents(self, stored: Stored, metadata: Body) -> list[Stored]:
        """Return what must be gone before `stored` may go."""
        if stored.key.resource == NAMESPACES:
            return self._objects.inside(stored.key.name)
        if stored.key.resource == DEFINITIONS:
            return list(self._objects.select(stored.key.name))
        if _FOREGROUND in (metadata.get("finalizers") or ()):
            return self._objects.owned_by(stored.uid)
        return []

    def _drop(self, stored: Stored) -> None:
        body = stored.body()
        body["metadata"]["resourceVersion"] = str(self._objects.next_version())
        if stored.key.resource == DEFINITIONS:
            self._kinds.replace(stored.key.name)
        self._leaving.discard(stored.key)
        self._objects.remove(Stored.of(stored.key.resource, body))
        for owned in self._objects.owned_by(stored.uid):
            if not any(map(self._objects.has_uid, owned.owners)):
                self.delete(owned.key)
        self.settle()

    def _orphan(self, owner: Stored) -> None:
        for owned in self._objects.owned_by(owner.uid):
            body = owned.body()
            references: list[Body] = body["metadata"]["ownerReferences"]
            body["metadata"]["ownerReferences"] = [r for r in references if r["uid"] != owner.uid]
            self._keep(body)
