"""An inline panel that says what is wrong or worth knowing, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.theme import L, M, S, Tone
from gui.widgets.parts import IconLabel, Label, clear, column, row, set_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton

BannerKind = Literal["bad", "warn", "ok", "info"]
_ICONS: dict[str, tuple[str, Tone]] = {
    "bad": ("error", Tone.BAD),
    "warn": ("warning", Tone.WARN),
    "ok": ("check-circle", Tone.OK),
    "info": ("info", Tone.ACCENT),
}


class Banner(QFrame):
    """Icon, a sentence, a muted line below it, and buttons at its right; hidden when empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", Tone.ACCENT)
        self._what = Label(kind="strong", selectable=True)
        self._remedy = Label(tone=Tone.MUTED, selectable=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(S)
        self.setLayout(
            row(
                column(self._icon, None),
                column(self._what, self._remedy, space=2),
                self._buttons,
                space=M,
                margin=(L, M, M, M),
                fill=1,
            )
        )
        self.setVisible(False)

    def say(
        self,
        kind: BannerKind,
        what: str,
        remedy: str = "",
        buttons: Sequence[QAbstractButton] = (),
    ) -> None:
        """Show a sentence and what to do, replacing what was shown."""
        self._icon.set_icon(*_ICONS[kind])
        set_property(self, "banner", kind)
        self._what.setText(what)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        clear(self._buttons)
        for each in buttons:
            self._buttons.addWidget(each, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{what} {remedy}".strip())
        self.setVisible(True)

    def clear(self) -> None:
        """Hide the panel."""
        self.setVisible(False)

    @property
    def text(self) -> str:
        """Return the sentence shown, empty while hidden."""
        return "" if self.isHidden() else self._what.text()
