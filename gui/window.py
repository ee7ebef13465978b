"""The main window: its place on the screen, and its ground until there is more to see."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QMainWindow

from core.paths import data_directory

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent
    from PySide6.QtWidgets import QApplication

    from gui.workspace import Workspace

SIZE: Final = QSize(1280, 800)


class Window(QMainWindow):
    """A frame that is painted at once; the workspace is imported and made after that.

    Signals:
        furnished: the workspace is there.
    """

    furnished = Signal()

    def __init__(self, application: QApplication) -> None:
        settings = QSettings(str(data_directory() / "window.ini"), QSettings.Format.IniFormat)
        _lay_ground(application, str(settings.value("ground", "")))
        super().__init__()
        self.settings, self._application = settings, application
        self._workspace: Workspace | None = None
        self._painted = False
        self.setWindowTitle("ChartNest")
        self.setMinimumSize(960, 640)
        self._restore()

    @property
    def workspace(self) -> Workspace:
        """Return what the window holds, made now if it was not there."""
        return self._workspace or self._furnish()

    def _furnish(self) -> Workspace:
        made: Workspace = import_module("gui.workspace").Workspace(self, self._application)
        self._workspace = made
        self.setCentralWidget(made)
        self.furnished.emit()
        return made

    def _restore(self) -> None:
        geometry = self.settings.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(SIZE)

    def _furnish_if_shown(self) -> None:
        if self._workspace is None and self.isVisible():
            self._furnish()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Furnish the window once its ground is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._furnish_if_shown)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the window's place and ground, and all that was typed."""
        self.settings.setValue("geometry", self.saveGeometry())
        self.settings.setValue("ground", self.palette().window().color().name())
        if self._workspace:
            self._workspace.leave()
        super().closeEvent(event)


def _lay_ground(application: QApplication, colour: str) -> None:
    """Let every window made from now on begin in this colour, if it is one."""
    ground = QColor(colour)
    if ground.isValid():
        application.setPalette(QPalette(ground))
