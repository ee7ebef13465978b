"""Keeps what Python does on its own from being felt."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SWITCH_SECONDS: Final = 0.001
SELDOM: Final = 1_000_000


def keep_pauses_short(application: QApplication) -> None:
    """Give the window its turn every millisecond, and no pause while somebody looks.

    Workers share Python's one lock with the window. And a search of everything for garbage stops
    all threads for 50 ms and more: it waits until the person looks elsewhere.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    young, middle, *_ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)
    application.applicationStateChanged.connect(_tidy_unseen)


def _tidy_unseen(state: Qt.ApplicationState) -> None:
    if state is not Qt.ApplicationState.ApplicationActive:
        gc.collect()
