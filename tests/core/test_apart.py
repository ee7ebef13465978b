"""The process for heavy work: answers, dies and is started again, and ends with who asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from core.apart import Apart, TookTooLong, WorkEnded
from core.errors import Problem, ProblemsFound, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLED = """
import os, sys
from core.apart import Apart
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


def test_a_process_that_was_killed_while_idle_is_no_fault_of_the_next_work() -> None:
    apart = Apart(again=False)
    try:
        first = apart.call(os.getpid)
        os.kill(first, signal.SIGKILL)
        assert apart._child
        apart._child.wait()
        assert apart.call(os.getpid) != first
    finally:
        apart.close()


def refuse(error: Exception) -> None:
    raise error


def test_an_error_of_ours_comes_home_whole(apart: Apart) -> None:
    problem = Problem("values", say("{what} is wrong.", what="It"), say("Mend it."), line=7)
    with pytest.raises(ProblemsFound) as found:
        apart.call(refuse, ProblemsFound("The plan", [problem]))
    assert found.value.problems == (problem,)
    assert str(found.value.sentence) == "The plan: 1 to mend."


def test_what_the_work_prints_is_no_answer(apart: Apart) -> None:
    assert apart.call(print, "a line of a library's") is None
    assert apart.call(os.write, 1, b"and one below Python\n") == 21
    assert apart.call(len, "four") == 4


def test_work_beyond_patience_is_ended_and_the_next_one_done() -> None:
    hasty = Apart(patience=3)
    with pytest.raises(TookTooLong):
        hasty.call(time.sleep, 600)
    assert hasty.call(len, "four") == 4
    hasty.close()


def test_work_that_is_the_death_of_every_process_is_an_error(apart: Apart) -> None:
    with pytest.raises(WorkEnded):
        apart.call(os._exit, 1)
    assert apart.call(len, "four") == 4


def test_work_that_may_not_be_done_again_is_not(tmp_path: Path) -> None:
    once = Apart(again=False)
    with pytest.raises(WorkEnded):
        once.call(die_counting, tmp_path)
    once.close()
    assert len(list(tmp_path.glob("died-*"))) == 1


def die_counting(folder: Path) -> None:
    (folder / f"died-{os.getpid()}").touch()
    os._exit(1)


def test_several_may_ask_at_once(apart: Apart) -> None:
    with ThreadPoolExecutor(4) as threads:
        asked = range(20)
        assert list(threads.map(lambda n: apart.call(abs, -n), asked)) == list(asked)


def test_closing_it_ends_whoever_waits(apart: Apart) -> None:
    apart.call(os.getpid)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(apart.call, time.sleep, 600)
        apart.close()
        with pytest.raises(WorkEnded):
            waiting.result()


def test_a_process_that_died_is_started_again(apart: Apart) -> None:
    first = apart.call(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert apart.call(os.getpid) != first


def test_once_closed_it_begins_nothing(apart: Apart) -> None:
    apart.call(os.getpid)
    apart.close()
    with pytest.raises(WorkEnded):
        apart.call(os.getpid)


def test_it_does_not_outlive_who_started_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout
        assert window.stdout.readline() == "ready\n"
        window.kill()
        # Both processes hold the other end of this pipe.
        assert window.stdout.read() == ""
