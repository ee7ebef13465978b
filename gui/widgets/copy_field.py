"""A value to read and take along: monospaced, wrapping, with Copy at its right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.theme import S, Tone, code_font, set_icon
from gui.widgets.parts import Label, button, column, row, tool

FOLD: Final = 12
COPIED_MS: Final = 1500


class CopyField(QWidget):
    """Shows `text`; more than twelve lines fold, `shown` may differ from what Copy takes."""

    def __init__(self, name: str, text: str, shown: str | None = None) -> None:
        super().__init__()
        self._text = text
        self._shown = (shown if shown is not None else text).strip("\n").splitlines() or [""]
        self._value = Label(selectable=True)
        self._value.setFont(code_font())
        self._value.setAccessibleName(name)
        self._value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = tool("copy", self.tr("Copy {name}").format(name=name), self._take)
        self._more = button("", self._unfold, kind="link")
        self._folded = len(self._shown) > FOLD
        top = row(self._value, column(self._copy, None), space=S, fill=0)
        self.setLayout(column(top, row(self._more, None)))
        self._fill()

    def _fill(self) -> None:
        lines = self._shown[:FOLD] if self._folded else self._shown
        self._value.setText("\n".join(lines))
        self._more.setVisible(len(self._shown) > FOLD)
        hidden = len(self._shown) - FOLD
        self._more.setText(
            self.tr("Show %n more lines", "", hidden) if self._folded else self.tr("Show less")
        )

    def _unfold(self) -> None:
        self._folded = not self._folded
        self._fill()

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        set_icon(self._copy, "check", Tone.OK)
        QTimer.singleShot(COPIED_MS, self._copy, self._offer_again)

    def _offer_again(self) -> None:
        set_icon(self._copy, "copy", Tone.MUTED)
