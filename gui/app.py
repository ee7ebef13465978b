"""The entry point of the window: `python -m gui [PLAN | --sample]`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.paths import data_directory
from gui.crashes import Crashes
from gui.theme import Theme
from gui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

SWITCH_SECONDS: Final = 0.001
SELDOM: Final = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; it opens the plan given, or the sample."""
    given = list(sys.argv if arguments is None else arguments)
    application = QApplication(given)
    keep_pauses_short(application)
    application.setApplicationName("ChartNest")
    crashes = Crashes(data_directory(), application)
    window = Window(Theme(application))
    crashes.happened.connect(window.background.failed)
    window.show()
    if crashes.before:
        window.say_crashed(crashes.before)
    if "--sample" in given:
        window.open_sample()
    elif len(given) > 1:
        window.open_plan(Path(given[1]))
    code = application.exec()
    crashes.close()
    return code


def keep_pauses_short(application: QApplication) -> None:
    """Keep what Python does on its own from being felt.

    Workers share its one lock with the window, which shall have its turn every millisecond. And a
    search of everything for garbage stops all threads for 50 ms and more: it waits until the
    person looks elsewhere.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    young, middle, *_ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)
    application.applicationStateChanged.connect(_tidy_unseen)


def _tidy_unseen(state: Qt.ApplicationState) -> None:
    if state is not Qt.ApplicationState.ApplicationActive:
        gc.collect()
