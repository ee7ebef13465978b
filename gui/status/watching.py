"""Watching deployments: one watch each for any number of views, until what goes on has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from core.cloud.ros import RosClient
from core.deployment.model import ended
from core.deployment.recovery import recover
from core.deployment.watch import watch
from core.errors import Cancelled
from core.places import place_of
from gui.background import Background
from gui.status.lines import Chronicle, EventLine, Look

if TYPE_CHECKING:
    from core.deployment.model import Deployment, Target
    from gui.background import Task
    from gui.services import Services

AT_ONCE: Final = 64
"""Watches at the same time; each waits in a thread of its own."""


def target_of(deployment: Deployment, services: Services) -> Target:
    """Return where a deployment is; a rehearsal that has ended is started again. May block."""
    return place_of(deployment, accounts=services.accounts).target


class Watcher(QObject):
    """Watches one deployment from the first view of it until what is going on has ended.

    Attributes:
        deployment: what the history says of it, None until it was read.
        look: the newest look, None before the first.
        lines: every event so far, oldest first.

    Signals:
        found: `deployment` has been read.
        looked: a Look with what is new; `lines` holds it already.
        failed: why the watch had to stop.
        over: the operation that was being watched has ended.
    """

    found = Signal()
    looked = Signal(object)
    failed = Signal(Exception)
    over = Signal()
    _brought = Signal(object, object, object)

    def __init__(
        self, identity: str, services: Services, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.identity = identity
        self.deployment: Deployment | None = None
        self.look: Look | None = None
        self.lines: list[EventLine] = []
        self._services, self._background = services, background
        self._views: set[QObject] = set()
        self._task: Task | None = None
        self._was_going_on = False
        self._brought.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def attend(self, view: QObject) -> None:
        """Begin to watch for `view`, or look again when the watch had ended."""
        self._views.add(view)
        if self._task is None:
            self.watch()

    def leave(self, view: QObject) -> None:
        """Stop watching once no view is left, unless there is an end to be told of."""
        self._views.discard(view)
        if not self._views and self._task and not self._was_going_on:
            self._background.cancel(self._name)
            self._task = None

    def watch(self) -> None:
        """Watch, from the beginning: something has been asked of the stack."""
        if self._views:
            self._task = self._background.run(
                self._name, self._watched, self._ended, failed=self._stopped
            )

    @property
    def watching(self) -> bool:
        """Tell whether a watch is under way."""
        return self._task is not None

    @property
    def _name(self) -> str:
        return f"watch {self.identity}"

    def _watched(self, task: Task) -> None:
        """Watch in the worker, bringing each look home."""
        history = self._services.history
        deployment = history.deployment(self.identity)
        self._brought.emit(task, deployment, None)
        target = target_of(deployment, self._services)
        deployment = recover(deployment, RosClient(target.connection), history)
        self._brought.emit(task, deployment, None)
        chronicle, first = Chronicle(), True
        for snapshot in watch(deployment, target, history, cancellation=task.cancellation):
            lines = chronicle.took(snapshot.events)
            look = Look(snapshot, chronicle.chart, lines, first)
            self._brought.emit(task, deployment, look)
            first = False

    def _take(self, task: Task, deployment: Deployment, look: Look | None) -> None:
        if task is not self._task:
            return
        self.deployment = deployment
        if look is None:
            self.found.emit()
            return
        if look.first:
            look = self._continued(look)
        self.look = look
        self.lines += look.lines
        ends = self._was_going_on and look.snapshot.finished
        self._was_going_on = not ended(look.snapshot.status)
        self.looked.emit(look)
        if ends:
            self.over.emit()

    def _continued(self, look: Look) -> Look:
        """Return the look with only what is new, when it goes on from the lines there are."""
        known = len(self.lines)
        same = known and len(look.lines) >= known and look.lines[known - 1].id == self.lines[-1].id
        if not same:
            self.lines = []
            return look
        return Look(look.snapshot, look.chart, look.lines[known:], first=False)

    def _ended(self, _none: None) -> None:
        self._task = None

    def _stopped(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


class Watchers(QObject):
    """Every watch of the application, by deployment.

    Signals:
        over: the watcher whose operation has just ended.
    """

    over = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(self, workers=AT_ONCE)
        self._watchers: dict[str, Watcher] = {}

    def of(self, identity: str) -> Watcher:
        """Return the one watcher of a deployment."""
        if identity not in self._watchers:
            watcher = Watcher(identity, self._services, self._background, self)
            watcher.over.connect(lambda: self.over.emit(watcher))
            self._watchers[identity] = watcher
        return self._watchers[identity]

    def close(self) -> None:
        """Stop every watch; the stacks go on."""
        self._background.close()
