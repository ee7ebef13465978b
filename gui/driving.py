"""A hand that drives the window as a person does: it clicks, types, and waits for what it sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_MS: Final = 10
PATIENCE_MS: Final = 90_000
Kind = TypeVar("Kind", bound=QWidget)


class NotSeen(Exception):
    """What the hand waited for never came."""


class Hand:
    """Acts on one window; finds widgets by their accessible name or text, as a reader would."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def find(self, kind: type[Kind], name: str) -> Kind:
        """Return the visible widget of that kind and name, once it is there."""
        self.wait(lambda: self._seen(kind, name), name)
        return self._seen(kind, name)[0]

    def _seen(self, kind: type[Kind], name: str) -> list[Kind]:
        return [
            widget
            for widget in self.window.findChildren(kind)
            if widget.isVisible() and name in _names(widget)
        ]

    def click(self, target: str | QWidget) -> None:
        """Click a button by its name, or any widget."""
        widget = self.find(QWidget, target) if isinstance(target, str) else target
        self.wait(widget.isEnabled, f"{target} can be clicked")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, target: str | QWidget, text: str, *, replace: bool = True) -> None:
        """Type into a field, over what is there or after it."""
        widget = self.find(QWidget, target) if isinstance(target, str) else target
        widget.setFocus()
        if replace:
            QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)

    def press(self, key: Qt.Key, *, on: QWidget | None = None) -> None:
        """Press a key where the keyboard is."""
        target = on or self.window.focusWidget() or self.window
        QTest.keyClick(target, key)

    def wait(self, condition: Callable[[], object], what: str = "it") -> None:
        """Wait until `condition` holds; raise `NotSeen` when it never does."""
        if condition():
            return
        loop = QEventLoop()
        look, patience = QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if condition() else None)
        patience.timeout.connect(lambda: loop.exit(1))
        patience.setSingleShot(True)
        look.start(LOOK_MS)
        patience.start(PATIENCE_MS)
        if loop.exec():
            raise NotSeen(what)

    def rest(self, milliseconds: int = 50) -> None:
        """Let the window draw."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _names(widget: QWidget) -> set[str]:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return {widget.accessibleName(), text}
