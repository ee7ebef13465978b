"""A thin bar and words that say what is going on, once it has taken long enough to wonder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from gui.theme import S, Tone
from gui.widgets.parts import Label, button, row
from gui.words import words

if TYPE_CHECKING:
    from core.errors import Sentence

DELAY_MS: Final = 400
HEIGHT: Final = 3
MEGABYTE: Final = 1_000_000


class BusyBar(QWidget):
    """Words and Cancel, and apart from them the thin `bar`; both appear 400 ms after `start`.

    The bar keeps its place while hidden, so that nothing jumps.

    Signals:
        cancelled: the person asked to stop.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(tone=Tone.MUTED)
        self._words.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setProperty("thin", "true")
        self.bar.setFixedHeight(HEIGHT)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        self._cancel = button(self.tr("Cancel"), self.cancelled.emit, kind="link")
        self.setLayout(row(self._words, self._cancel, space=S))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self.hide()

    def start(self, words: str) -> None:
        """Say what is going on; shown when it is still going on after 400 ms."""
        self._words.setText(words)
        self.bar.setRange(0, 0)
        if self.isHidden():
            self._delay.start()

    def progress(self, what: Sentence, done: int, total: int | None) -> None:
        """Show how far it is; large numbers are bytes."""
        if total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, done * 1000 // total))
        self._words.setText(f"{words(what)} {_amount(done, total)}".strip())

    def stop(self) -> None:
        """Hide again."""
        self._delay.stop()
        self.hide()
        self.bar.hide()

    def _appear(self) -> None:
        self.show()
        self.bar.show()


def _amount(done: int, total: int | None) -> str:
    if total is None:
        return f"{done / MEGABYTE:.1f} MB" if done > MEGABYTE else ""
    if total > MEGABYTE:
        return f"{done / MEGABYTE:.1f} / {total / MEGABYTE:.1f} MB"
    return f"{done} / {total}" if total < 1000 else f"{done * 100 // total} %"
