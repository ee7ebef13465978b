"""Why it failed, pinned on top: the innermost cause, where it came from, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from gui.theme import XS, L, M, Tone, set_icon
from gui.widgets.copy_field import COPIED_MS
from gui.widgets.parts import IconLabel, Label, button, column, row
from gui.words import words

if TYPE_CHECKING:
    from core.deployment.model import Reason


class FailureCard(QFrame):
    """Hidden while nothing has failed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "bad")
        self._full = ""
        self._cause = Label(kind="section", selectable=True)
        self._source = Label(tone=Tone.MUTED, selectable=True)
        self._remedy = Label(selectable=True)
        self._copy = button(self.tr("Copy"), self._take, icon="copy")
        self._copy.setToolTip(self.tr("The cause, and the whole text as ROS gave it"))
        said = column(self._cause, self._source, XS, self._remedy, space=XS)
        self.setLayout(
            row(
                column(IconLabel("error", Tone.BAD, 20), None),
                said,
                column(self._copy, None),
                space=M,
                margin=(L, M, M, M),
                fill=1,
            )
        )
        self.hide()

    def show_reason(self, reason: Reason | None) -> None:
        """Show a reason, or nothing."""
        self.setVisible(reason is not None)
        if reason is None:
            return
        self._cause.setText(_sentence(reason.cause))
        self._source.setText(
            self.tr("In {source}").format(source=reason.source.replace(", ", " › "))
        )
        self._source.setVisible(bool(reason.source))
        self._remedy.setText(words(reason.remedy))
        parts = [reason.cause, words(reason.remedy)]
        if reason.full != reason.cause:
            parts.append(reason.full)
        self._full = "\n\n".join(parts)
        self.setAccessibleName(self._cause.text())

    @property
    def text(self) -> str:
        """Return the cause that is shown."""
        return self._cause.text()

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(self._full)
        set_icon(self._copy, "check", Tone.OK)
        QTimer.singleShot(COPIED_MS, self._copy, lambda: set_icon(self._copy, "copy"))


def _sentence(cause: str) -> str:
    """Return the cause with the capital and the stop of a sentence; names stay as they are."""
    text = " ".join(cause.split())
    first, _, rest = text.partition(" ")
    if first.isascii() and first.isalpha() and rest:
        text = f"{first.capitalize() if first.islower() else first} {rest}"
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
