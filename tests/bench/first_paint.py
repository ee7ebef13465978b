"""Shows a window and says how long after the process began it was painted, then quits.

Run as `python -m tests.bench.first_paint [chartnest]`; without the word it is a bare window.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class FirstPaint(QObject):
    """Sees the first paint of a window; the turn after it, all that is in it is drawn.

    Of the window alone: asked about the events of every widget, it would measure itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Write the moment, once, and let every event through."""
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, _tell)
        return False


def _tell() -> None:
    sys.stdout.write(f"{time.time()}\n")
    QApplication.quit()


def _made_window(application: QApplication) -> QMainWindow:
    if "chartnest" not in sys.argv[1:]:
        return QMainWindow()
    from gui.theme import Theme  # noqa: PLC0415 - what is measured
    from gui.window import Window  # noqa: PLC0415

    return Window(Theme(application))


def main() -> None:
    """Show the window until it is painted."""
    application = QApplication([])
    first_paint = FirstPaint()
    window = _made_window(application)
    window.installEventFilter(first_paint)
    window.show()
    application.exec()
    window.close()


if __name__ == "__main__":
    main()
