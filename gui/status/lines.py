"""What a watch brings, made ready for the screen in the worker: event lines, and bars in time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.deployment.model import ended
from core.deployment.reason import STACK_TYPE, innermost
from core.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.cloud.stacks import Event
    from core.deployment.model import Snapshot

_NO_NEWS = frozenset(("", "state changed"))


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as the table shows it; `key` is what the filter searches, in lower case.

    `moment` is in seconds since the epoch.
    """

    id: str
    moment: float
    name: str
    status: str
    reason: str
    failed: bool
    key: str


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which one thing happened to a resource; `end` is None while it does."""

    start: float
    end: float | None
    status: str
    reason: str = ""


@dataclass(frozen=True)
class Bar:
    """A resource in time; `marks` are the moments a signal came."""

    name: str
    type: str
    segments: tuple[Segment, ...]
    marks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Chart:
    """All bars of the last operation; `end` is None while it goes on."""

    start: float = 0.0
    end: float | None = None
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Look:
    """One look of a watch: what the stack is now, and the lines that are new.

    `first` when the watch has just begun, so that the lines are all there are.
    """

    snapshot: Snapshot
    chart: Chart
    lines: tuple[EventLine, ...]
    first: bool


@dataclass
class Chronicle:
    """Gathers the events of one watch into bars; a new operation begins a new chart."""

    _start: float = 0.0
    _end: float | None = None
    _bars: dict[str, Bar] = field(default_factory=dict)

    def took(self, events: Iterable[Event]) -> tuple[EventLine, ...]:
        """Add events, oldest first, and return their lines."""
        return tuple(self._took(event) for event in events)

    @property
    def chart(self) -> Chart:
        """Return the last operation as it is now."""
        return Chart(self._start, self._end, tuple(self._bars.values()))

    def _took(self, event: Event) -> EventLine:
        when = moment_of(event.time)
        if event.type == STACK_TYPE:
            self._stack_event(event, when)
        else:
            self._resource_event(event, when)
        reason = "" if event.reason in _NO_NEWS else printable(event.reason)
        key = f"{event.logical_id} {event.status} {reason}".lower()
        failed = event.status.endswith("_FAILED")
        return EventLine(event.id, when, event.logical_id, event.status, reason, failed, key)

    def _stack_event(self, event: Event, when: float) -> None:
        if event.status.endswith("_IN_PROGRESS"):
            if "ROLLBACK" not in event.status:
                self._start, self._bars = when, {}
            self._end = None
        elif ended(event.status):
            self._end = when

    def _resource_event(self, event: Event, when: float) -> None:
        bar = self._bars.get(event.logical_id) or Bar(event.logical_id, event.type, ())
        if event.status.startswith("SIGNAL_"):
            bar = replace(bar, marks=(*bar.marks, when))
        else:
            bar = replace(bar, segments=_lengthened(bar.segments, event, when))
        self._bars[event.logical_id] = bar


def moment_of(time: str) -> float:
    """Return a time of ROS, UTC without a zone, in seconds since the epoch; 0 for none."""
    try:
        return datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _lengthened(segments: tuple[Segment, ...], event: Event, when: float) -> tuple[Segment, ...]:
    """Return the segments with the open one closed, or with a new one begun."""
    reason = "" if event.reason in _NO_NEWS else innermost(event.reason).cause
    going_on = not ended(event.status)
    last = segments[-1] if segments else None
    opened = Segment(when, None, event.status, reason)
    if last is None or last.end is not None:
        return (*segments, opened if going_on else replace(opened, end=when))
    if going_on and event.status == last.status:
        return (*segments[:-1], replace(last, reason=reason or last.reason))
    if going_on:
        return (*segments[:-1], replace(last, end=when), opened)
    closed = replace(last, end=when, status=event.status, reason=reason or last.reason)
    return (*segments[:-1], closed)
