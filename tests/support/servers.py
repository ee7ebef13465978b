"""Rehearsal servers that a test has started: each is ended, and waited for."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.rehearsal import process

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal

_PATIENCE = 30.0


def end(rehearsal: Rehearsal, number: int = signal.SIGTERM) -> None:
    """End the server, whoever has started it, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(rehearsal.pid, number)
    for child in process._started:
        if child.pid == rehearsal.pid:
            child.wait(_PATIENCE)
            process._started.remove(child)
            return
    deadline = time.monotonic() + _PATIENCE
    with contextlib.suppress(ProcessLookupError):
        while True:
            os.kill(rehearsal.pid, 0)
            assert time.monotonic() < deadline
            time.sleep(0.02)


def end_found() -> None:
    """End the server that runs in this home."""
    running = process.find()
    assert running is not None
    end(running)


def end_all() -> None:
    """End what this process has started."""
    while process._started:
        _end_child(process._started.pop())


@contextmanager
def set_aside() -> Iterator[None]:
    """Keep the server started last through every `end_all`, until the block is left."""
    child = process._started.pop()
    try:
        yield
    finally:
        _end_child(child)


def _end_child(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    child.wait(_PATIENCE)
