"""What an empty place shows: what it is for, and one button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.theme import L, Tone
from gui.widgets.parts import IconLabel, Label, column, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

WIDTH: Final = 440


class EmptyState(QWidget):
    """An icon, one sentence and at most one button, in the middle of the place."""

    def __init__(self, icon: str, sentence: str, action: QPushButton | None = None) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sentence = Label(sentence, tone=Tone.MUTED)
        self._sentence.setAlignment(centre)
        self._sentence.setFixedWidth(WIDTH)
        lines = [row(None, IconLabel(icon, Tone.MUTED, 32), None), row(None, self._sentence, None)]
        if action:
            lines.append(row(None, action, None))
        self.setLayout(column(None, *lines, None, space=L, margin=L))

    def say(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)
