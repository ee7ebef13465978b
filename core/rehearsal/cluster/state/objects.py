"""The objects of the cluster: kept as JSON text, indexed, numbered, and remembered in a log.

An object is never changed in place. Keeping text instead of dictionaries takes a tenth of the
memory and lets reads, lists and watches send what is stored as it is.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Body = dict[str, Any]
"""A Kubernetes object as JSON has it."""

ChangeType = Literal["ADDED", "MODIFIED", "DELETED"]

# How many changes a watch may lag behind before it must list again.
_REMEMBERED: Final = 500


@dataclass(frozen=True, slots=True)
class Key:
    """Where an object is: its resource (`deployments.apps`), namespace (may be empty) and name."""

    resource: str
    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One object as it was at `resource_version`.

    `trusted` as long as only those whose Jobs may run here have written it, see `trust`.
    """

    key: Key
    uid: str
    resource_version: int
    labels: Mapping[str, str]
    owners: tuple[str, ...]
    text: bytes
    trusted: bool

    @classmethod
    def of(cls, resource: str, body: Body, *, trusted: bool = False) -> Stored:
        """Return `body` as it is stored."""
        metadata = body["metadata"]
        return cls(
            Key(resource, metadata.get("namespace", ""), metadata["name"]),
            metadata["uid"],
            int(metadata["resourceVersion"]),
            metadata.get("labels") or {},
            tuple(owner["uid"] for owner in metadata.get("ownerReferences") or ()),
            json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
            trusted,
        )

    def body(self) -> Body:
        """Return a copy to read or to make the next version from."""
        body: Body = json.loads(self.text)
        return body


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened; `after` of a deletion is the object's last state."""

    type: ChangeType
    before: Stored | None
    after: Stored


class Record(Protocol):
    """Where objects outlive the process."""

    def load(self) -> tuple[int, list[Stored]]:
        """Return the last resource version given and all objects."""

    def save(self, stored: Stored) -> None:
        """Keep an object in place of the one at its key."""

    def forget(self, key: Key, resource_version: int) -> None:
        """Drop the object at `key`."""


@dataclass
class Objects:
    """All objects, by resource, namespace and name; tells every change to whoever listens."""

    record: Record | None = None
    resource_version: int = 0
    _by_resource: dict[str, dict[str, dict[str, Stored]]] = field(default_factory=dict)
    _by_owner: dict[str, set[Key]] = field(default_factory=dict)
    _uids: set[str] = field(default_factory=set)
    _log: deque[Change] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _oldest: int = 0
    _listeners: list[Callable[[Change], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.record:
            self.resource_version, kept = self.record.load()
            for stored in kept:
                self._index(stored, None)
        self._oldest = self.resource_version

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` with every change from now on; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def next_version(self) -> int:
        """Return the number of the change that is about to be made."""
        self.resource_version += 1
        return self.resource_version

    def get(self, key: Key) -> Stored | None:
        """Return the object at `key`."""
        return self._by_resource.get(key.resource, {}).get(key.namespace, {}).get(key.name)

    def select(self, resource: str, namespace: str | None = None) -> Iterator[Stored]:
        """Yield the objects of a resource by namespace and name; None: of all namespaces."""
        namespaces = self._by_resource.get(resource, {})
        for each in sorted(namespaces) if namespace is None else [namespace]:
            objects = namespaces.get(each, {})
            yield from (objects[name] for name in sorted(objects))

    def inside(self, namespace: str) -> list[Stored]:
        """Return every object of a namespace."""
        return [
            stored
            for namespaces in self._by_resource.values()
            for stored in namespaces.get(namespace, {}).values()
        ]

    def owned_by(self, uid: str) -> list[Stored]:
        """Return the objects whose ownerReferences name `uid`."""
        found = (self.get(key) for key in self._by_owner.get(uid, ()))
        return [stored for stored in found if stored]

    def has_uid(self, uid: str) -> bool:
        """Tell whether the object with that uid is still there."""
        return uid in self._uids

    def put(self, stored: Stored) -> None:
        """Keep `stored` as the newest state at its key."""
        before = self.get(stored.key)
        if self.record:
            self.record.save(stored)
        self._index(stored, before)
        self._tell(Change("MODIFIED" if before else "ADDED", before, stored))

    def remove(self, last: Stored) -> None:
        """Drop the object at the key of `last`, its last state, numbered anew."""
        before = self.get(last.key)
        if before is None:
            return
        if self.record:
            self.record.forget(last.key, last.resource_version)
        names = self._by_resource[last.key.resource][last.key.namespace]
        del names[last.key.name]
        if not names:
            del self._by_resource[last.key.resource][last.key.namespace]
        self._disown(before)
        self._uids.discard(before.uid)
        self._tell(Change("DELETED", before, last))

    def changes_since(self, resource_version: int) -> list[Change] | None:
        """Return what happened after `resource_version`; None when that is no longer known."""
        if resource_version < self._oldest:
            return None
        return [c for c in self._log if c.after.resource_version > resource_version]

    def _index(self, stored: Stored, before: Stored | None) -> None:
        key = stored.key
        names = self._by_resource.setdefault(key.resource, {}).setdefault(key.namespace, {})
        names[key.name] = stored
        self._uids.add(stored.uid)
        if before:
            self._disown(before)
        for owner in stored.owners:
            self._by_owner.setdefault(owner, set()).add(key)

    def _disown(self, stored: Stored) -> None:
        for owner in stored.owners:
            owned = self._by_owner.get(owner, set())
            owned.discard(stored.key)
            if not owned:
                self._by_owner.pop(owner, None)

    def _tell(self, change: Change) -> None:
        if len(self._log) == _REMEMBERED:
            self._oldest = self._log[0].after.resource_version
        self._log.append(change)
        for listener in tuple(self._listeners):
            listener(change)
