"""The menus: each does one thing of the window, by mouse or by its shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from core import __version__
from core.wizard.steps import Step
from gui.plans import SAMPLE
from gui.theme import DARK, Scheme, tokens

if TYPE_CHECKING:
    from tests.support.window import Driver

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def action(driver: Driver, text: str) -> QAction:
    actions = driver.window.menuBar().findChildren(QAction)
    return next(each for each in actions if each.text().replace("&", "") == text)


def dialog_text(driver: Driver, text: str) -> str:
    """Choose an entry that opens a message; return what it says, and close it."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QMessageBox)
        seen.append(dialog.text())
        dialog.reject()

    QTimer.singleShot(0, driver.window, look)
    action(driver, text).trigger()
    return seen[0]


@pytest.fixture
def active(driver: Driver) -> Driver:
    """A window that has the keyboard."""
    driver.window.activateWindow()
    driver.wait(driver.window.isActiveWindow, "the window in front")
    return driver


def test_no_two_entries_share_a_shortcut(driver: Driver) -> None:
    keys = [
        key.toString()
        for each in driver.window.menuBar().findChildren(QAction)
        for key in each.shortcuts()
    ]
    assert len(keys) == len(set(keys)) > 12


def test_what_needs_a_plan_waits_for_one(driver: Driver) -> None:
    for text in ("Save", "Save as…", "Close plan", "Next step", "Previous step"):
        assert not action(driver, text).isEnabled()
    driver.begin()
    for text in ("Save", "Save as…", "Close plan", "Next step", "Previous step"):
        assert action(driver, text).isEnabled()
    driver.settle()


def test_a_plan_is_begun_walked_and_closed_by_keys(active: Driver) -> None:
    QTest.keyClick(active.window, Qt.Key.Key_N, CONTROL)
    active.wait(lambda: active.main.shell, "a new plan")
    active.settle()
    QTest.keyClick(active.window, Qt.Key.Key_Right, ALT)
    assert active.shell.wizard.flow.current is Step.CLUSTER
    QTest.keyClick(active.window, Qt.Key.Key_Left, ALT)
    assert active.shell.wizard.flow.current.value == "account"
    QTest.keyClick(active.window, Qt.Key.Key_W, CONTROL)
    assert active.main.shell is None
    active.settle()


def test_a_plan_file_is_asked_for_and_opened(
    active: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(SAMPLE), ""))
    QTest.keyClick(active.window, Qt.Key.Key_O, CONTROL)
    active.wait(lambda: active.main.shell, "the plan")
    assert active.shell.wizard.draft.name == "teahouse"
    active.settle()


def test_all_deployments_are_at_home(driver: Driver) -> None:
    driver.begin()
    action(driver, "All deployments").trigger()
    assert driver.main.shell is None
    driver.settle()


def test_colours_are_chosen_and_ticked(driver: Driver) -> None:
    action(driver, "Dark").trigger()
    assert tokens() is DARK
    assert action(driver, "Dark").isChecked()
    assert not action(driver, "System colours").isChecked()
    driver.main.look.dress(Scheme.LIGHT)


def test_the_size_is_changed_by_keys(active: Driver) -> None:
    main = active.main
    for key in action(active, "Zoom in").shortcuts():
        assert key in QKeySequence.keyBindings(QKeySequence.StandardKey.ZoomIn)
    QTest.keyClick(active.window, Qt.Key.Key_Plus, CONTROL)
    assert main.look.theme.zoom > 1
    QTest.keyClick(active.window, Qt.Key.Key_0, CONTROL)
    assert main.look.theme.zoom == 1
    QTest.keyClick(active.window, Qt.Key.Key_Minus, CONTROL)
    assert main.look.theme.zoom < 1
    QTest.keyClick(active.window, Qt.Key.Key_0, CONTROL)


def test_help_names_every_shortcut_and_the_version(driver: Driver) -> None:
    text = dialog_text(driver, "Keyboard shortcuts")
    for words in ("New plan", "Next step", "Find in the editor", "Leave the editor"):
        assert words in text
    assert __version__ in dialog_text(driver, "About ChartNest")
