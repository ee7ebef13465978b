"""A window for one deployment, beside the main window; any number may be open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from gui.stack_words import status_words
from gui.status.view import StatusView
from gui.theme import ICONS, XL, L
from gui.widgets.parts import column, panel

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from gui.background import Background
    from gui.services import Services
    from gui.status.watching import Watcher

SIZE: Final = QSize(1040, 720)


class StatusWindow(QMainWindow):
    """Shows one deployment until it is closed.

    Signals:
        closed: the window is gone.
    """

    closed = Signal()

    def __init__(self, watcher: Watcher, services: Services, background: Background) -> None:
        super().__init__()
        self.view = StatusView(watcher, services, background)
        self.setCentralWidget(panel(column(self.view, margin=(XL, L, XL, XL), fill=0), "surface"))
        self.setWindowIcon(QIcon(str(ICONS / "chartnest.svg")))
        self.setMinimumSize(800, 560)
        self.resize(SIZE)
        watcher.found.connect(self._entitle)
        watcher.looked.connect(self._entitle)
        self._entitle()
        close = QShortcut(self)
        close.setKeys(QKeySequence.StandardKey.Close)
        close.activated.connect(self.close)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Go; the stack goes on."""
        super().closeEvent(event)
        self.closed.emit()

    def _entitle(self) -> None:
        watcher = self.view.watcher
        status = watcher.look.snapshot.status if watcher.look else ""
        title = f"{watcher.identity} – {status_words(status).text}" if status else watcher.identity
        self.setWindowTitle(f"{title} – ChartNest")
