"""The process for heavy work: answers, dies and is started again, and ends with the window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pytest

from gui.apart import Apart

if TYPE_CHECKING:
    from collections.abc import Iterator

KILLED_WINDOW = """
import os, sys
from gui.apart import Apart
if __name__ == "__main__":
    apart = Apart()
    apart.call(os.getpid)
    sys.stdout.write("ready\\n")
    sys.stdout.flush()
    apart.call(input)
"""


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


def test_work_is_done_in_another_process_and_errors_come_home(apart: Apart) -> None:
    assert apart.call(os.getpid) != os.getpid()
    assert apart.call(int, "7") == 7
    with pytest.raises(ValueError, match="seven"):
        apart.call(int, "seven")


def test_a_process_that_died_is_started_again(apart: Apart) -> None:
    first = apart.call(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert apart.call(os.getpid) != first


def test_once_closed_it_begins_nothing(apart: Apart) -> None:
    apart.call(os.getpid)
    apart.close()
    with pytest.raises(BrokenProcessPool):
        apart.call(os.getpid)


def test_it_does_not_outlive_a_window_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_WINDOW], stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout
        assert window.stdout.readline() == "ready\n"
        window.kill()
        # Both processes hold the other end of this pipe.
        assert window.stdout.read() == ""
