"""What nobody caught: said in the window, and written down without a word of what was typed."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

NAME: Final = "crash.log"
LAST: Final = "crash-before.log"


class Crashes(QObject):
    """Takes every uncaught exception of every thread, and the last words of the process itself.

    Only the kind of an exception and the places it went through are written: its message may quote
    what a person typed.

    Attributes:
        before: the file of the run before this one, None unless that ended in a crash.

    Signals:
        happened: an exception, to be said on the screen.
    """

    happened = Signal(Exception)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.before = _kept(folder)
        self._file = (folder / NAME).open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._take
        threading.excepthook = lambda it: self._take(it.exc_type, it.exc_value, it.exc_traceback)

    def close(self) -> None:
        """Take no more; a run that gets here has not crashed, and leaves no file."""
        sys.excepthook, threading.excepthook = self._hooks
        faulthandler.disable()
        self._file.close()

    def _take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error or kind(), places)
            return
        said = "".join(traceback.format_tb(places)) + f"{kind.__name__}\n"
        sys.stderr.write(said)
        self._file.write(said)
        self._file.flush()
        self.happened.emit(error or kind())


def _kept(folder: Path) -> Path | None:
    """Return what the last run has left, put aside for this one to show."""
    try:
        if (folder / NAME).stat().st_size:
            return (folder / NAME).replace(folder / LAST)
    except OSError:
        pass
    return None
