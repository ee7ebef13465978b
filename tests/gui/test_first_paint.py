"""The start: the ground first, then home, and nothing is loaded that neither needs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from core.paths import ROOT
from gui.crashes import NAME
from gui.theme import DARK, LIGHT, Scheme, Theme
from gui.window import Window
from tests.support.window import open_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LOADED = """
import sys
from gui.app import made_application
from gui.first_paint import FirstPaint
from gui.window import Window

def say():
    print(*sys.modules)

application = made_application()
window = Window(application)
FirstPaint(window, say)
window.furnished.connect(lambda: (say(), application.exit()))
window.show()
application.exec()
window.close()
"""
BROKEN = """
import sys
import gui.workspace
from gui.app import main

gui.workspace.HomePage = None
sys.exit(main(["chartnest"]))
"""
LATER = ("alibabacloud", "darabonba", "keyring", "helm_python", "kubernetes_validate", "pydantic")


def ground(window: Window) -> str:
    return window.grab().toImage().pixelColor(2, window.height() // 2).name()


def test_nothing_of_the_cloud_the_keyring_or_helm_is_loaded_before_home_is_there() -> None:
    started = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    at_first, at_home = started.stdout.splitlines()[0].split(), started.stdout.splitlines()[-1]
    assert "gui.workspace" not in at_first
    assert "gui.workspace" in at_home.split()
    assert [name for name in at_home.split() if name.startswith(LATER)] == []


def test_a_window_that_cannot_be_furnished_does_not_stay(home: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", BROKEN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert started.returncode == 1
    assert "TypeError" in started.stderr
    assert "in _furnish" in (home / NAME).read_text()


def test_the_window_is_seen_before_there_is_anything_in_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = Window(qapp)
    window.show()
    assert window.centralWidget() is None
    with qtbot.waitSignal(window.furnished):
        pass
    assert window.centralWidget() is window.workspace
    qtbot.waitUntil(lambda: window.workspace.background.idle)
    window.close()
    window.deleteLater()


def test_a_window_closed_at_once_makes_nothing_any_more(qapp: QApplication, qtbot: QtBot) -> None:
    window = Window(qapp)
    window.show()
    window.repaint()
    window.close()
    qtbot.wait(1)
    assert window.centralWidget() is None
    window.deleteLater()


def test_the_next_window_begins_with_the_ground_the_last_one_had(qapp: QApplication) -> None:
    with open_window(qapp) as driver:
        driver.main.look.dress(Scheme.DARK)
    Theme(qapp).apply(Scheme.LIGHT)
    again = Window(qapp)
    assert ground(again) == DARK.window.lower()
    assert again.workspace.look.theme.scheme is Scheme.DARK
    again.workspace.look.dress(Scheme.LIGHT)
    assert ground(again) == LIGHT.window.lower()
    again.close()
    again.deleteLater()
