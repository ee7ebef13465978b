"""What can be done to a deployment from its status: each asks the core in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.deployment.change import cancel, continue_creation, delete
from core.deployment.leftovers import Leftover, leftovers
from core.deployment.report import report_text
from core.errors import ChartNestError
from gui.status.watching import target_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.deployment.history import History
    from core.deployment.model import Deployment, Target
    from gui.background import Background, Task
    from gui.services import Services
    from gui.status.watching import Watcher

NAMESPACE = "Namespace"


@dataclass(frozen=True)
class Kept:
    """What a deletion will leave in the cluster; None when the cluster cannot be asked."""

    things: tuple[Leftover, ...] | None


def what_is_kept(deployment: Deployment, target: Target, known: tuple[Leftover, ...] = ()) -> Kept:
    """Return what a deletion of `deployment` leaves on purpose, or has left of what was `known`."""
    try:
        found = leftovers(deployment, target, known)
    except ChartNestError:
        return Kept(None)
    if deployment.revision.deletes_namespace:
        # What lives in the namespace goes with it.
        return Kept(
            tuple(thing for thing in found if not thing.namespace and thing.kind != NAMESPACE)
        )
    return Kept(found)


class Orders(QObject):
    """Asks one thing at a time of one deployment's stack and has it watched again.

    Signals:
        waiting: whether an answer is awaited has changed.
        kept_found: `Kept`, asked for before a deletion is confirmed.
        left_found: `Kept`, asked for once a stack is deleted.
        asked: the cloud has taken what was asked.
        saved: the report was written to this path.
        failed: the cloud, or the disk, refused.
    """

    waiting = Signal(bool)
    kept_found = Signal(object)
    left_found = Signal(object)
    asked = Signal()
    saved = Signal(object)
    failed = Signal(Exception)

    def __init__(
        self, watcher: Watcher, services: Services, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._watcher, self._services, self._background = watcher, services, background
        self._then: Callable[[Any], None] | None = None
        self._known: tuple[Leftover, ...] = ()

    def look_what_is_kept(self) -> None:
        """Find out what a deletion would leave; `kept_found` tells."""
        self._run(
            "kept",
            lambda deployment, target, _h: what_is_kept(deployment, target),
            self._remember,
        )

    def look_what_is_left(self) -> None:
        """Find out what a deletion has left; `left_found` tells."""
        known = self._known
        self._run(
            "left",
            lambda deployment, target, _h: what_is_kept(deployment, target, known),
            self.left_found.emit,
        )

    def delete(self, *, rest: bool = False) -> None:
        """Delete the stack; with `rest` leave alone what could not be deleted before."""
        look = self._watcher.look
        failed = [r for r in look.snapshot.resources if r.status == "DELETE_FAILED"] if look else []
        retain = [resource.logical_id for resource in failed] if rest else []
        self._run(
            "delete",
            lambda deployment, target, history: delete(deployment, target, history, retain=retain),
        )

    def cancel(self, *, quick: bool) -> None:
        """Cancel what is going on: at the next safe point, or at once when `quick`."""
        self._run(
            "cancel",
            lambda deployment, target, history: cancel(deployment, target, history, quick=quick),
        )

    def retry(self) -> None:
        """Go on with a creation that failed."""
        self._run("continue", continue_creation)

    def save_report(self, path: Path) -> None:
        """Write what is known now to `path`."""
        deployment, look = self._watcher.deployment, self._watcher.look
        if deployment is None or look is None:
            return
        lines = tuple(self._watcher.lines)

        def write(_task: Task) -> Path:
            events = (f"{each.status:20} {each.name}  {each.reason}".rstrip() for each in lines)
            path.write_text(report_text(deployment, look.snapshot, events), "utf-8")
            return path

        self._background.run("report", write, self.saved.emit, failed=self.failed.emit)

    def _run(
        self,
        name: str,
        do: Callable[[Deployment, Target, History], Any],
        then: Callable[[Any], None] | None = None,
    ) -> None:
        if self._then is not None:
            return
        self._then = then or self._watch_again
        identity, services = self._watcher.identity, self._services

        def work(_task: Task) -> Any:
            deployment = services.history.deployment(identity)
            return do(deployment, target_of(deployment, services), services.history)

        self.waiting.emit(True)
        self._background.run(f"{name} {identity}", work, self._done, failed=self._failed)

    def _remember(self, kept: Kept) -> None:
        self._known = kept.things or ()
        self.kept_found.emit(kept)

    def _done(self, result: object) -> None:
        then, self._then = self._then, None
        self.waiting.emit(False)
        if then:
            then(result)

    def _failed(self, error: Exception) -> None:
        self._then = None
        self.waiting.emit(False)
        self.failed.emit(error)

    def _watch_again(self, _result: object) -> None:
        self._watcher.watch()
        self.asked.emit()
