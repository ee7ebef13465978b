"""The main window: its place on the screen, and its ground until there is more to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMainWindow

from core.paths import data_directory
from gui.first_paint import FirstPaint

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
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
        super().__init__()
        self._application = application
        self.settings = QSettings(
            str(data_directory() / "window.ini"), QSettings.Format.IniFormat, self
        )
        self._workspace: Workspace | None = None
        self.setWindowTitle("ChartNest")
        self.setMinimumSize(960, 640)
        self._restore()
        FirstPaint(self, self._furnish_if_shown)

    @property
    def workspace(self) -> Workspace:
        """Return what the window holds, made now if it was not there."""
        return self._workspace or self._furnish()

    def _furnish(self) -> Workspace:
        from gui.workspace import Workspace

        made = Workspace(self, self.settings, self._application)
        self._workspace = made
        self.setStyleSheet("")
        self.setCentralWidget(made)
        self.furnished.emit()
        return made

    def _restore(self) -> None:
        geometry = self.settings.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(SIZE)
        ground = QColor(str(self.settings.value("ground", "")))
        if ground.isValid():  # not as a palette, whose types take 40 ms to load
            self.setStyleSheet(f"QMainWindow {{ background: {ground.name()} }}")

    def _furnish_if_shown(self) -> None:
        if self._workspace is not None or not self.isVisible():
            return
        try:
            self._furnish()
        except Exception:
            self._application.exit(1)  # rather than stay empty forever
            raise

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the window's place and ground, and all that was typed."""
        self.settings.setValue("geometry", self.saveGeometry())
        self.settings.setValue("ground", self.palette().window().color().name())
        if self._workspace:
            self._workspace.leave()
        super().closeEvent(event)
