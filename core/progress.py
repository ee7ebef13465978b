"""How long work tells what it is doing, and how it is asked to stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from core.errors import Cancelled

if TYPE_CHECKING:
    from core.errors import Sentence


class Progress(Protocol):
    """Receives progress; called from the worker's own thread."""

    def __call__(self, what: Sentence, done: int, total: int | None) -> None:
        """Tell that the step `what` has got `done` of `total` bytes; None: unknown."""


def silent(what: Sentence, done: int, total: int | None) -> None:
    """Ignore progress."""


class Cancellation:
    """A request to stop that any thread may make; the work asks for it with `check`."""

    def __init__(self) -> None:
        self._requested = threading.Event()

    def request(self) -> None:
        """Ask the work to stop at its next check."""
        self._requested.set()

    def check(self) -> None:
        """Raise `Cancelled` when a stop was requested."""
        if self._requested.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Pause up to `seconds`; raise `Cancelled` as soon as a stop is requested."""
        self._requested.wait(seconds)
        self.check()
