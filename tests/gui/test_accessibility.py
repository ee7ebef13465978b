"""Whoever cannot see the window, or has no mouse, gets everywhere and is told where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.flow import STEPS, Step

if TYPE_CHECKING:
    from tests.support.window import Driver

WALKED = STEPS[: STEPS.index(Step.STATUS)]


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _reached_by_arrows(widget)
    ]


def _reached_by_arrows(widget: QWidget) -> bool:
    """Tell whether Tab stops at another button of the same group, from where arrows lead here."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return bool(group and group.exclusive() and widget is not group.checkedButton())


def nameless(window: QWidget) -> list[str]:
    found = []
    for widget in focusable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def reached_by_tab(driver: Driver) -> set[QWidget]:
    """Press Tab until the keyboard is back where it was; Escape first, as an editor asks."""
    reached: set[QWidget] = set()
    for _ in range(300):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
        if focus.accessibleDescription():
            driver.press(Qt.Key.Key_Escape, on=focus)
        driver.press(Qt.Key.Key_Tab, on=focus)
    return reached


def described(widgets: set[QWidget]) -> set[str]:
    return {f"{type(w).__name__} {w.accessibleName()} {getattr(w, 'text', str)()}" for w in widgets}


def test_home_names_all_that_can_have_the_keyboard(driver: Driver) -> None:
    assert nameless(driver.main) == []


@pytest.mark.parametrize("step", WALKED, ids=str)
def test_each_step_names_and_reaches_all_that_can_have_the_keyboard(
    driver: Driver, step: Step
) -> None:
    driver.begin()
    driver.go_to(step)
    assert nameless(driver.main) == []
    driver.main.activateWindow()
    driver.rest()
    driver.page.first_focus().setFocus()
    unreached = set(focusable(driver.main)) - reached_by_tab(driver)
    assert described(unreached) == set()


@pytest.mark.parametrize("step", WALKED, ids=str)
def test_typing_starts_where_the_step_says(driver: Driver, step: Step) -> None:
    driver.begin()
    driver.go_to(step)
    driver.main.activateWindow()
    driver.rest()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert driver.page.isAncestorOf(focus)


def test_the_cloud_half_of_account_and_cluster_has_names_too(driver: Driver) -> None:
    driver.begin()
    driver.shell.wizard.answer(rehearse=False)
    driver.settle()
    assert nameless(driver.main) == []
