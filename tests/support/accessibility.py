"""What a person without a mouse, or who cannot see the window, meets in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

AT_MOST = 300
"""Presses of Tab after which the keyboard is taken to go in circles."""


def focusable(window: QWidget) -> list[QWidget]:
    """Return what can have the keyboard and is not reached by arrow keys from something else."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window.window()
        and widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _reached_by_arrows(widget)
    ]


def nameless(window: QWidget) -> list[str]:
    """Return what can have the keyboard and says to a screen reader nothing of what it is."""
    found = []
    for widget in focusable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def unreached(window: QWidget) -> set[str]:
    """Return what Tab does not come to, from where the keyboard is until it is there again."""
    reached: set[QWidget] = set()
    for _ in range(AT_MOST):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
        if "Escape" in focus.accessibleDescription():
            QTest.keyClick(focus, Qt.Key.Key_Escape)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return {_described(widget) for widget in set(focusable(window)) - reached}


def _reached_by_arrows(widget: QWidget) -> bool:
    """Tell whether Tab stops at another button of the same group, from where arrows lead here."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return bool(group and group.exclusive() and widget is not group.checkedButton())


def _described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text or widget.accessibleName()}".strip()
