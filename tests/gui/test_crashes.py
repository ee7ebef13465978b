"""What nobody caught is said and written down, and nothing of what was typed with it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.crashes import NAME, Crashes
from gui.pauses import keep_pauses_short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.support.window import Driver

SECRET = "planted-s3cret"
CRASH = """
import sys
from pathlib import Path
from gui.crashes import Crashes
import faulthandler
crashes = Crashes(Path(sys.argv[1]))
faulthandler._sigsegv()
"""


@pytest.fixture
def crashes(tmp_path: Path) -> Iterator[Crashes]:
    made = Crashes(tmp_path)
    yield made
    made.close()


def fail() -> None:
    raise ValueError(SECRET)


def in_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def here() -> None:
    try:
        fail()
    except ValueError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]


@pytest.mark.parametrize("crash", [here, in_a_thread])
def test_an_exception_is_told_and_its_message_written_nowhere(
    crashes: Crashes,
    tmp_path: Path,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
    crash: object,
) -> None:
    assert callable(crash)
    with qtbot.waitSignal(crashes.happened) as told:
        crash()
    assert str(told.args[0]) == SECRET
    written = (tmp_path / NAME).read_text()
    assert "in fail" in written
    assert "ValueError" in written
    assert SECRET not in written + capsys.readouterr().err


def test_a_run_that_ended_well_leaves_nothing_to_tell(tmp_path: Path) -> None:
    Crashes(tmp_path).close()
    again = Crashes(tmp_path)
    assert again.before is None
    again.close()


def test_a_crash_is_told_at_the_next_start(driver: Driver, tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASH, tmp_path], check=False)
    assert ended.returncode != 0
    again = Crashes(tmp_path)
    assert again.before is not None
    assert "Segmentation fault" in again.before.read_text()
    driver.main.say_crashed(again.before)
    assert "ended unexpectedly" in driver.main.banner.text
    again.close()
    once_more = Crashes(tmp_path)
    assert once_more.before is None
    once_more.close()


def test_garbage_is_searched_for_while_nobody_looks(qapp: QApplication) -> None:
    before, interval = gc.get_threshold(), sys.getswitchinterval()
    generations: list[int] = []
    gc.callbacks.append(lambda _phase, about: generations.append(about["generation"]))
    try:
        keep_pauses_short(qapp)
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        assert 2 not in generations
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
        assert 2 in generations
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*before)
        sys.setswitchinterval(interval)
