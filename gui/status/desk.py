"""All deployments that are looked at: their watches, their windows, and word of how they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from gui.stack_words import status_words
from gui.status.view import StatusView
from gui.status.watching import Watchers
from gui.status.window import StatusWindow
from gui.theme import ICONS, Tone

if TYPE_CHECKING:
    from gui.background import Background
    from gui.services import Services
    from gui.status.watching import Watcher


class Desk(QObject):
    """Opens windows and views on deployments; the same deployment is watched once."""

    def __init__(self, services: Services, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._background = services, background
        self.watchers = Watchers(services, self)
        self.watchers.over.connect(self._tell)
        self._windows: dict[str, StatusWindow] = {}
        self._tray: QSystemTrayIcon | None = None

    def view(self, identity: str) -> StatusView:
        """Return a new view of a deployment, for a page."""
        return StatusView(self.watchers.of(identity), self._services, self._background)

    def open(self, identity: str) -> StatusWindow:
        """Open the window of a deployment, or bring it to the front."""
        if identity not in self._windows:
            window = StatusWindow(self.watchers.of(identity), self._services, self._background)
            window.closed.connect(lambda: self._forget(identity))
            self._windows[identity] = window
        window = self._windows[identity]
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def make_windows_anew(self) -> None:
        """Make every window again at its place, in the language that is spoken now."""
        for identity, old in tuple(self._windows.items()):
            place, tab = old.saveGeometry(), old.view.tabs.currentIndex()
            old.close()
            window = self.open(identity)
            window.restoreGeometry(place)
            window.view.tabs.setCurrentIndex(tab)

    def close(self) -> None:
        """Close every window and stop every watch."""
        for window in tuple(self._windows.values()):
            window.close()
        if self._tray:
            self._tray.hide()
        self.watchers.close()

    def _forget(self, identity: str) -> None:
        if window := self._windows.pop(identity, None):
            window.deleteLater()

    def _tell(self, watcher: Watcher) -> None:
        """Tell how a deployment ended, when nobody is looking at a window of ours."""
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if active or watcher.look is None or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        words = status_words(watcher.look.snapshot.status)
        tray = self._tray or self._made_tray()
        self._tray = tray
        mark = QSystemTrayIcon.MessageIcon
        kind = mark.Warning if words.tone is Tone.BAD else mark.Information
        reason = watcher.look.snapshot.reason
        tray.show()
        tray.showMessage(f"{watcher.identity}: {words.text}", reason.cause if reason else "", kind)

    def _made_tray(self) -> QSystemTrayIcon:
        tray = QSystemTrayIcon(QIcon(str(ICONS / "chartnest.svg")), self)
        tray.setToolTip("ChartNest")
        tray.messageClicked.connect(self._come_forward)
        tray.activated.connect(self._come_forward)
        return tray

    def _come_forward(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.raise_()
            window.requestActivate()
