"""A row of buttons of which exactly one is down: how something is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from gui.theme import XS
from gui.widgets.parts import button, row

if TYPE_CHECKING:
    from collections.abc import Sequence


class Segments(QWidget):
    """Buttons that are pressed in turn; the arrow keys move among them.

    Signals:
        chosen: the place of the button now down.
    """

    chosen = Signal(int)

    def __init__(self, name: str, texts: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        line = row(space=XS)
        for place, text in enumerate(texts):
            made = button(text)
            made.setCheckable(True)
            made.setChecked(place == 0)
            self._group.addButton(made, place)
            line.addWidget(made)
        self.setLayout(line)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """Return the place of the button that is down."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Press a button."""
        self._group.button(place).click()
