"""Watching one stack to the end of its operation, with as few calls as that takes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.cloud.connection import is_loopback
from core.cloud.errors import CloudUnreachable, ServiceBroken, StackNotFound, Throttled
from core.cloud.ros import RosClient
from core.deployment.errors import NeverCreated
from core.deployment.model import DELETED, Snapshot, ended, succeeded
from core.deployment.outputs import decode
from core.deployment.reason import explain, last_operation
from core.deployment.remedies import Circumstances
from core.progress import Cancellation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.errors import CloudError
    from core.cloud.stacks import Event, Stack
    from core.deployment.history import History
    from core.deployment.model import Deployment, Target


@dataclass(frozen=True)
class Pace:
    """Seconds between looks: `quickest` while things happen, `slowest` while they do not.

    `patience` is how long the cloud may be silent before the watch gives up.
    """

    quickest: float
    slowest: float
    patience: float


# ROS allows 100 calls a minute and account; its own tools look every 5 s.
CLOUD: Final = Pace(quickest=2.0, slowest=5.0, patience=600.0)
LOOPBACK: Final = Pace(quickest=0.03, slowest=0.3, patience=15.0)

# So an end is noticed late by a tenth of the time that was waited for it.
_GROWTH: Final = 1.1
_LONGEST: Final = 60.0  # seconds between looks under throttling
_LOOKS_AT_MOST: Final = 5  # without a new event, before the stack itself is asked again
# A creation that will be rolled back may show as failed for a moment before the rollback begins.
_FAILED_BEFORE_ROLLBACK: Final = frozenset({"CREATE_FAILED", "UPDATE_FAILED"})


def watch(  # noqa: PLR0913 - how to watch has defaults
    deployment: Deployment,
    target: Target,
    history: History,
    *,
    pace: Pace | None = None,
    cancellation: Cancellation | None = None,
    from_the_beginning: bool = True,
) -> Iterator[Snapshot]:
    """Yield what a deployment's stack looks like at each change, and record it.

    The first snapshot holds all events so far, or those of the last operation only; the last is
    `finished`. Raises `Cancelled` when a stop is requested (the stack goes on), `NeverCreated`,
    and what the cloud refuses.
    """
    if deployment.stack_id is None:
        raise NeverCreated(name=deployment.id)
    looks = Watch(
        RosClient(target.connection),
        deployment.stack_id,
        pace or pace_of(target),
        deployment.revision.secret_outputs,
        Circumstances(
            deployment=deployment.id,
            method=deployment.revision.method,
            rehearsed=deployment.rehearsed,
        ),
    )
    told_before = from_the_beginning
    for snapshot in looks.snapshots(cancellation or Cancellation()):
        reason = snapshot.reason.cause if snapshot.reason else ""
        if snapshot.trouble is None:
            history.saw(deployment.id, snapshot.status, reason)
        if snapshot.finished:
            history.settle(deployment.id)
        if told_before:
            yield snapshot
        else:
            yield replace(snapshot, events=tuple(last_operation(snapshot.events)))
        told_before = told_before or bool(snapshot.events)


def pace_of(target: Target) -> Pace:
    """Return how often to look: a server on this computer takes more."""
    return LOOPBACK if is_loopback(target.connection.endpoints.ros) else CLOUD


class Watch:
    """One watch over one stack: what was seen so far, and when to look again."""

    def __init__(
        self,
        ros: RosClient,
        stack_id: str,
        pace: Pace,
        secret_outputs: frozenset[str],
        where: Circumstances,
    ) -> None:
        self._ros = ros
        self._pace = pace
        self._secret_outputs = secret_outputs
        self._where = where
        self._interval = pace.quickest
        self._events: list[Event] = []
        self._known: set[str] = set()
        self._quiet_looks = 0
        self._failed_looks = 0
        self._silent_since: float | None = None
        self._last = Snapshot(stack_id, status="")

    def snapshots(self, cancellation: Cancellation) -> Iterator[Snapshot]:
        """Yield a snapshot at each change until the operation has ended."""
        while not self._last.finished:
            cancellation.check()
            snapshot = self._look()
            if snapshot is not None:
                yield snapshot
            if not self._last.finished:
                cancellation.wait(self._interval)

    def _look(self) -> Snapshot | None:
        """Return what has changed; None when nothing has."""
        try:
            snapshot = self._changed()
        except StackNotFound:
            snapshot = replace(
                self._last, status=DELETED, events=(), resources=(), reason=None, finished=True
            )
        except Throttled as refusal:
            self._interval = min(max(self._interval, self._pace.quickest) * 2, _LONGEST)
            return self._troubled(refusal)
        except (CloudUnreachable, ServiceBroken) as failure:
            self._silent_since = self._silent_since or time.monotonic()
            if time.monotonic() - self._silent_since > self._pace.patience:
                raise
            return self._troubled(failure)
        self._silent_since = None
        if snapshot is None:
            self._interval = min(self._interval * _GROWTH, self._pace.slowest)
            return None
        self._interval = self._pace.quickest
        self._last = snapshot
        return snapshot

    def _changed(self) -> Snapshot | None:
        """Ask for new events; only when there are some, or now and then, for the whole stack."""
        stack_id = self._last.stack_id
        events = self._new_events()
        self._quiet_looks = 0 if events else self._quiet_looks + 1
        if not events and self._last.status and self._quiet_looks % _LOOKS_AT_MOST:
            return None
        stack = self._ros.stack(stack_id, with_outputs=False)
        finished = self._has_ended(stack)
        if finished:
            stack = self._ros.stack(stack_id)
            events += self._new_events()
        elif not events and (stack.status, stack.progress) == (
            self._last.status,
            self._last.progress,
        ):
            return None
        return self._snapshot(stack, tuple(events), finished=finished)

    def _snapshot(self, stack: Stack, events: tuple[Event, ...], *, finished: bool) -> Snapshot:
        resources = self._ros.resources(stack.id)
        outputs = () if stack.status == DELETED else stack.outputs
        going_wrong = "ROLLBACK" in stack.status or stack.status.endswith("_FAILED")
        return Snapshot(
            stack_id=stack.id,
            status=stack.status,
            progress=100.0 if finished and succeeded(stack.status) else stack.progress,
            events=events,
            resources=resources,
            outputs=tuple(
                decode(output, secret=output.key in self._secret_outputs) for output in outputs
            ),
            reason=explain(stack, self._events, resources, self._where) if going_wrong else None,
            finished=finished,
        )

    def _new_events(self) -> list[Event]:
        new = list(self._ros.events(self._last.stack_id, known=self._known))
        self._events += new
        self._known.update(event.id for event in new)
        return new

    def _has_ended(self, stack: Stack) -> bool:
        if stack.status in _FAILED_BEFORE_ROLLBACK and not stack.disable_rollback:
            self._failed_looks += 1
            return self._failed_looks > 2
        self._failed_looks = 0
        return ended(stack.status)

    def _troubled(self, failure: CloudError) -> Snapshot:
        """Return what was last seen, with why there is nothing newer."""
        return replace(self._last, events=(), trouble=failure.sentence)
