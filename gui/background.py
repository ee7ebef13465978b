"""Runs the core off the UI thread and brings every result home to it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Cancelled
from core.log import Log
from core.progress import Cancellation

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

    from core.errors import Sentence

WORKERS: Final = 8
_LOG: Final = Log("window")


@dataclass(eq=False)
class Task:
    """One piece of work under way; the work itself gets it, to tell progress and be stopped."""

    name: str
    number: int
    cancellation: Cancellation = field(default_factory=Cancellation)
    tell: Callable[[Task, Sentence, int, int | None], None] | None = None

    def progress(self, what: Sentence, done: int, total: int | None) -> None:
        """Tell how far the work is; a `core.progress.Progress`, called in the worker."""
        self.cancellation.check()
        if self.tell:
            self.tell(self, what, done, total)

    def cancel(self) -> None:
        """Ask the work to stop; its result, should it still come, is dropped."""
        self.cancellation.request()


class Progressed(Protocol):
    """Receives progress on the UI thread."""

    def __call__(self, what: Sentence, done: int, total: int | None) -> None:
        """Tell that `what` has got `done` of `total`."""


@dataclass(frozen=True)
class _Receiver:
    """Where a result goes: bound methods of live objects, so that nothing outlives its page."""

    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    progressed: Progressed | None

    def alive(self) -> bool:
        owners = (getattr(each, "__self__", None) for each in (self.done, self.failed))
        return all(shiboken6.isValid(owner) for owner in owners if isinstance(owner, QObject))


def _start(work: Callable[[Task], Any], task: Task) -> Any:
    task.cancellation.check()
    return work(task)


class Background(QObject):
    """One bridge and one pool of threads, as long-lived as the application.

    Signals:
        failed: an error nobody asked to be told of.
        busy: whether any work is under way has changed.
    """

    failed = Signal(Exception)
    busy = Signal(bool)
    _finished = Signal(object, object)
    _progressed = Signal(object, object, object, object)

    def __init__(self, parent: QObject | None = None, workers: int = WORKERS) -> None:
        super().__init__(parent)
        self._workers = workers
        self._pool: ThreadPoolExecutor | None = None
        self._numbers = itertools.count()
        self._newest: dict[str, Task] = {}
        self._receivers: dict[Task, _Receiver] = {}
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        name: str,
        work: Callable[[Task], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        progressed: Progressed | None = None,
    ) -> Task:
        """Do `work` in a worker and call `done` here with its result.

        A newer task of the same name replaces an older one: the older is asked to stop and its
        result is dropped. An error goes to `failed`, else to the signal of that name. Nothing is
        begun any more once this has been closed.
        """
        if older := self._newest.get(name):
            older.cancel()
        task = Task(name, next(self._numbers))
        if self._closed:
            task.cancel()
            return task
        if progressed:
            task.tell = self._tell
        self._newest[name] = task
        self._receivers[task] = _Receiver(done, failed, progressed)
        if len(self._receivers) == 1:
            self.busy.emit(True)
        future = self._threads.submit(_start, work, task)
        future.add_done_callback(lambda finished: self._bring_home(task, finished))
        return task

    def cancel(self, name: str) -> None:
        """Stop the task of this name, if there is one."""
        if task := self._newest.pop(name, None):
            task.cancel()

    def running(self, name: str) -> bool:
        """Tell whether a result of this name is still to come."""
        return name in self._newest

    @property
    def idle(self) -> bool:
        """Tell that no work is under way."""
        return not self._receivers

    def close(self) -> None:
        """Stop everything and wait for the threads; nothing is delivered any more."""
        self._closed = True
        for task in self._receivers:
            task.cancel()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._receivers.clear()
        self._newest.clear()

    @property
    def _threads(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = self._pool or ThreadPoolExecutor(self._workers, thread_name_prefix="chartnest")
        return self._pool

    def _tell(self, task: Task, what: Sentence, done: int, total: int | None) -> None:
        self._progressed.emit(task, what, done, total)

    def _bring_home(self, task: Task, finished: Future[Any]) -> None:
        if not self._closed:
            self._finished.emit(task, finished)

    def _pass_on(self, task: Task, what: Sentence, done: int, total: int | None) -> None:
        receiver = self._receivers.get(task)
        if receiver and receiver.progressed and self._newest.get(task.name) is task:
            receiver.progressed(what, done, total)

    def _deliver(self, task: Task, finished: Future[Any]) -> None:
        receiver = self._receivers.pop(task, None)
        wanted = self._newest.get(task.name) is task
        if wanted:
            del self._newest[task.name]
        if not self._receivers:
            self.busy.emit(False)
        if receiver is None or finished.cancelled():
            return
        error = finished.exception()
        outcome = type(error).__name__ if error else "done"
        _LOG.debug("task ended", task=task.name.partition(" ")[0], outcome=outcome)
        if not wanted or not receiver.alive():
            return
        if error is None:
            if receiver.done:
                receiver.done(finished.result())
        elif not isinstance(error, Exception):
            raise error
        elif receiver.failed:
            receiver.failed(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
