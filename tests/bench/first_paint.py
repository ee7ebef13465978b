"""Shows a window, says when it was first painted and when all of it was, and quits.

Run as `python -m tests.bench.first_paint [chartnest]`; without the word it is a bare window, whose
two moments are one. A moment is in seconds since the epoch.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow

from gui.first_paint import FirstPaint


def _write_moment() -> None:
    sys.stdout.write(f"{time.time()}\n")


def _write_last_moment() -> None:
    _write_moment()
    QApplication.quit()


def _bare_window() -> QMainWindow:
    window = QMainWindow()
    FirstPaint(window, lambda: (_write_moment(), _write_last_moment()))
    return window


def _our_application() -> QApplication:
    from gui.app import made_application

    return made_application()


def _our_window(application: QApplication) -> QMainWindow:
    from gui.window import Window

    window = Window(application)
    FirstPaint(window, _write_moment)
    window.furnished.connect(lambda: FirstPaint(window.workspace, _write_last_moment))
    return window


def main() -> None:
    """Show the window until all of it is painted."""
    ours = "chartnest" in sys.argv[1:]
    application = _our_application() if ours else QApplication([])
    window = _our_window(application) if ours else _bare_window()
    window.show()
    application.exec()
    window.close()


if __name__ == "__main__":
    main()
