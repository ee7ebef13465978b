"""The stderr of this process while Go code runs in it: Go's log stays off the person's terminal."""

from __future__ import annotations

import atexit
import logging
import os
import re
import sys
import tempfile
from contextlib import suppress
from threading import Lock
from typing import IO, Final

_log = logging.getLogger("chartnest.helm")
_STDERR: Final = 2
# "2026/11/29 23:31:33 WARN …" begins an entry of Go's log; lines without a time continue it.
_ENTRY: Final = re.compile(rb"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", re.MULTILINE)


class _GoLog:
    """Takes what Go logs away from stderr from `with` to its end, in any number of threads.

    Go writes to descriptor 2 and to nothing else, so that is what is turned aside. What others
    write there meanwhile comes out afterwards.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._terminal = -1
        self._aside: IO[bytes] | None = None
        self._turned = False

    def __enter__(self) -> None:
        with self._lock:
            if self._users == 0:
                self._turn_aside()
            self._users += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._aside is not None and self._turned:
                self._turn_back(self._aside)

    def _turn_aside(self) -> None:
        _flush()
        try:
            self._terminal = os.dup(_STDERR)
        except OSError:
            # A window without a console has no stderr; there is nothing to keep clean.
            return
        try:
            if self._aside is None:
                self._aside = tempfile.TemporaryFile()  # noqa: SIM115 - serves the whole process
                atexit.register(self._aside.close)
            os.dup2(self._aside.fileno(), _STDERR)
        except OSError:
            os.close(self._terminal)
            raise
        self._turned = True

    def _turn_back(self, aside: IO[bytes]) -> None:
        _flush()
        os.dup2(self._terminal, _STDERR)
        os.close(self._terminal)
        self._turned = False
        aside.seek(0)
        written = aside.read()
        aside.seek(0)
        aside.truncate()
        first = _ENTRY.search(written)
        others, logged = (
            (written[: first.start()], written[first.start() :]) if first else (written, b"")
        )
        if others:
            with suppress(OSError):  # who read it is gone; a rendering is not lost for that
                os.write(_STDERR, others)
        for line in logged.decode("utf-8", errors="replace").splitlines():
            _log.debug("%s", line)


def _flush() -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()


go_log_aside: Final = _GoLog()
"""`with go_log_aside:` around whatever runs Go code in this process."""
