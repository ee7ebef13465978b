"""Watches: what is there, then every change, as lines of JSON."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.state.refusals import Refusal, expired
from core.rehearsal.cluster.wire.tables import table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.cluster import Cluster
    from core.rehearsal.cluster.state.objects import Change, ChangeType, Stored
    from core.rehearsal.cluster.wire.selectors import Selector

# As often as a real server: clients that see nothing for long start over.
_BOOKMARK_INTERVAL: Final = 60.0
_LONGEST: Final = 1800.0


@dataclass(frozen=True)
class WatchRequest:
    """What a client wants to see of a resource, from when on and for how long."""

    kind: Kind
    namespace: str | None
    selector: Selector
    resource_version: int = 0
    initial_events: bool = False
    bookmarks: bool = False
    as_table: bool = False
    timeout: float = _LONGEST


@dataclass
class Watches:
    """The open watches on a cluster; closing ends them all."""

    cluster: Cluster
    _open: set[asyncio.Queue[Change | None]] = field(default_factory=set)

    def close(self) -> None:
        """End every watch."""
        for queue in self._open:
            queue.put_nowait(None)

    async def lines(self, request: WatchRequest) -> AsyncIterator[bytes]:
        """Yield the lines of one watch until its time is over."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        stop_listening = self.cluster.objects.listen(
            lambda change: queue.put_nowait(change) if _concerns(request, change.after) else None
        )
        self._open.add(queue)
        try:
            # All at once: while a line is sent, objects come and go.
            for line in list(self._first_lines(request)):
                yield line
            async for line in self._later_lines(request, queue):
                yield line
        except Refusal as refusal:
            yield json.dumps({"type": "ERROR", "object": refusal.status}).encode() + b"\n"
        finally:
            self._open.discard(queue)
            stop_listening()

    def _first_lines(self, request: WatchRequest) -> Iterator[bytes]:
        objects = self.cluster.objects
        if request.initial_events or not request.resource_version:
            for stored in objects.select(request.kind.resource, request.namespace):
                if request.selector.matches(stored):
                    yield self._line("ADDED", request, stored)
            if request.initial_events:
                yield self._bookmark(request, initial_end=True)
            return
        missed = objects.changes_since(request.resource_version)
        if missed is None:
            raise expired(request.resource_version, objects.resource_version)
        for change in missed:
            if _concerns(request, change.after) and (line := self._told(request, change)):
                yield line

    async def _later_lines(
        self, request: WatchRequest, queue: asyncio.Queue[Change | None]
    ) -> AsyncIterator[bytes]:
        clock = asyncio.get_running_loop()
        end = clock.time() + min(request.timeout, _LONGEST)
        while (left := end - clock.time()) > 0:
            try:
                change = await asyncio.wait_for(queue.get(), min(left, _BOOKMARK_INTERVAL))
            except TimeoutError:
                if request.bookmarks:
                    yield self._bookmark(request)
                continue
            if change is None:
                return
            if line := self._told(request, change):
                yield line

    def _told(self, request: WatchRequest, change: Change) -> bytes | None:
        """Return the line for a change, as it looks through the selector."""
        matched = change.before is not None and request.selector.matches(change.before)
        if change.type == "DELETED":
            return self._line("DELETED", request, change.after) if matched else None
        matches = request.selector.matches(change.after)
        if matches:
            return self._line("MODIFIED" if matched else "ADDED", request, change.after)
        return self._line("DELETED", request, change.after) if matched else None

    def _line(self, type_: ChangeType, request: WatchRequest, stored: Stored) -> bytes:
        if request.as_table:
            shown = table(request.kind, [stored.body()], stored.resource_version)
            return json.dumps({"type": type_, "object": shown}).encode() + b"\n"
        text = self.cluster.shown(request.kind, stored)
        return b'{"type":"%s","object":%s}\n' % (type_.encode(), text)

    def _bookmark(self, request: WatchRequest, *, initial_end: bool = False) -> bytes:
        metadata: dict[str, object] = {
            "resourceVersion": str(self.cluster.objects.resource_version)
        }
        if initial_end:
            metadata["annotations"] = {"k8s.io/initial-events-end": "true"}
        body = {
            "kind": request.kind.name,
            "apiVersion": request.kind.api_version,
            "metadata": metadata,
        }
        return json.dumps({"type": "BOOKMARK", "object": body}).encode() + b"\n"


def _concerns(request: WatchRequest, stored: Stored) -> bool:
    return stored.key.resource == request.kind.resource and (
        request.namespace in (None, stored.key.namespace)
    )
