"""What watches over every test here does notice what it is there for."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from gui.widgets.parts import column
from tests.support.accessibility import nameless, unreached
from tests.support.window import leftovers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GUI = Path(__file__).parent.parent.parent / "gui"


def test_a_window_a_thread_and_a_timer_left_behind_are_named(qtbot: QtBot) -> None:
    before, end = set(threading.enumerate()), threading.Event()
    assert leftovers(before) == []
    window, thread = QWidget(), threading.Thread(target=end.wait, name="left")
    qtbot.addWidget(window)
    timer = QTimer(QLineEdit(window))
    window.show()
    thread.start()
    timer.start(60_000)
    found = " ".join(leftovers(before))
    assert "window" in found
    assert "thread left" in found
    assert "timer of QLineEdit" in found
    end.set()
    thread.join()
    timer.stop()


def test_every_timer_belongs_to_what_it_serves() -> None:
    """One without a parent would be seen by no test, and outlive its page."""
    orphans = [
        file.name for file in GUI.rglob("*.py") if re.search(r"QTimer\(\)", file.read_text("utf-8"))
    ]
    assert orphans == ["driving.py"]


class Trap(QLineEdit):
    """Keeps the keyboard, whatever is pressed."""

    def event(self, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        return tab or super().event(event)


def test_a_name_that_is_missing_and_the_way_of_tab_are_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, nobody, last = QPushButton("First"), QLineEdit(), QPushButton("Last")
    window.setLayout(column(first, nobody, last))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    assert nameless(window) == ["QLineEdit in QWidget"]
    assert unreached(window) == set()


def test_a_place_that_holds_the_keyboard_is_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, trap, last = QPushButton("First"), Trap(), QPushButton("Last")
    window.setLayout(column(first, trap, last))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    assert unreached(window) == {"QPushButton Last"}
