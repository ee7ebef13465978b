"""A thin bar that says what is going on, once it has taken long enough to wonder."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from gui.theme import M, S, Tone
from gui.widgets.parts import Label, button, column, row

DELAY_MS: Final = 400
MEGABYTE: Final = 1_000_000


class BusyBar(QWidget):
    """Appears 400 ms after `start`, with words, how far it is, and Cancel.

    Signals:
        cancelled: the person asked to stop.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(tone=Tone.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = button(self.tr("Cancel"), self.cancelled.emit, kind="link")
        line = row(self._words, self._cancel, space=S, fill=0)
        self.setLayout(column(self._bar, line, space=2, margin=(0, 0, 0, M)))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self.hide()

    def start(self, words: str) -> None:
        """Say what is going on; shown when it is still going on after 400 ms."""
        self._words.setText(words)
        self._bar.setRange(0, 0)
        if self.isHidden():
            self._delay.start()

    def progress(self, what: str, done: int, total: int | None) -> None:
        """Show how far it is; large numbers are bytes."""
        if total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, done * 1000 // total))
        self._words.setText(f"{what} {_amount(done, total)}".strip())

    def stop(self) -> None:
        """Hide again."""
        self._delay.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()


def _amount(done: int, total: int | None) -> str:
    if total is None:
        return f"{done / MEGABYTE:.1f} MB" if done > MEGABYTE else ""
    if total > MEGABYTE:
        return f"{done / MEGABYTE:.1f} / {total / MEGABYTE:.1f} MB"
    return f"{done} / {total}" if total < 1000 else f"{done * 100 // total} %"
