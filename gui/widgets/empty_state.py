"""What an empty place shows: what it is for, and one button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.theme import L, Tone
from gui.widgets.parts import IconLabel, Label, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

WIDTH: Final = 320


class EmptyState(QWidget):
    """An icon, one sentence and at most one button, in the middle of the place."""

    def __init__(self, icon: str, sentence: str, action: QPushButton | None = None) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sentence = Label(sentence, tone=Tone.MUTED)
        self._sentence.setAlignment(centre)
        self._sentence.setFixedWidth(WIDTH)
        layout = column(None, space=L)
        layout.addWidget(IconLabel(icon, Tone.MUTED, 32), alignment=centre)
        layout.addWidget(self._sentence, alignment=centre)
        if action:
            layout.addWidget(action, alignment=centre)
        layout.addStretch(2)
        layout.setContentsMargins(L, L, L, L)
        self.setLayout(layout)

    def say(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)
