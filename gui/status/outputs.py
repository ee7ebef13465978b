"""The outputs of a stack, decoded: text, JSON, links that open; secrets covered until asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QScrollArea, QStackedWidget, QWidget

from core.deployment.outputs import COVERED, Form
from core.errors import printable
from gui.theme import XS, L, M, S, Tone, set_icon
from gui.widgets.card import Card
from gui.widgets.copy_field import COPIED_MS, CopyField
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import Label, button, clear, column, panel, row, tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.deployment.outputs import DecodedOutput


class OutputsView(QStackedWidget):
    """A card for each output; what is copied is what is shown, secrets only one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._outputs: tuple[DecodedOutput, ...] = ()
        self._uncovered: set[str] = set()
        self._empty = EmptyState("tag", "")
        self._raw = QCheckBox(self.tr("As ROS gave them"))
        self._raw.toggled.connect(self._fill)
        self._copy = button(self.tr("Copy all"), self._copy_all, icon="copy")
        self._copy.setToolTip(self.tr("Every output as text, the secrets left out"))
        self._cards = column(space=M)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(panel(self._cards, "surface"))
        area.setAccessibleName(self.tr("Outputs"))
        bar = row(self._raw, None, self._copy, space=L)
        self.addWidget(self._empty)
        self.addWidget(panel(column(bar, area, space=M, fill=1)))
        self.show_outputs((), finished=False)

    def show_outputs(self, outputs: Sequence[DecodedOutput], *, finished: bool) -> None:
        """Show `outputs`; an unfinished stack has none yet."""
        self._empty.say(
            self.tr("This stack has no outputs.")
            if finished
            else self.tr("The outputs are shown here as soon as the stack is complete.")
        )
        if tuple(outputs) != self._outputs:
            self._outputs, self._uncovered = tuple(outputs), set()
            self._fill()
        self.setCurrentIndex(1 if outputs else 0)

    def _fill(self) -> None:
        clear(self._cards)
        for output in self._outputs:
            self._cards.addWidget(self._card(output))
        self._cards.addStretch(1)

    def _card(self, output: DecodedOutput) -> QWidget:
        head = row(Label(output.name, "strong"), space=S, fill=0)
        covered = output.secret and output.name not in self._uncovered
        if output.secret:
            tip = self.tr("Show {name}") if covered else self.tr("Cover {name}")
            icon = "eye" if covered else "eye-off"
            head.addWidget(
                tool(icon, tip.format(name=output.name), lambda: self._toggle(output.name))
            )
        text = output.raw if self._raw.isChecked() else output.text
        card = column(head, space=XS)
        if output.description:
            card.addWidget(Label(printable(output.description), "hint", Tone.MUTED))
        if output.cut:
            card.addWidget(Label(self._missing(output), "hint", Tone.WARN, selectable=True))
        card.addSpacing(S)
        if not text.strip():
            card.addWidget(Label(self.tr("It is empty."), "hint", Tone.MUTED))
        elif output.form is Form.LINK and not self._raw.isChecked() and not covered:
            card.addWidget(_Link(output.name, text.strip()))
        else:
            card.addWidget(CopyField(output.name, text, COVERED if covered else printable(text)))
        return Card(card)

    def _missing(self, output: DecodedOutput) -> str:
        missing = self.tr("It was too long for a signal of ROS: its middle is missing.")
        if not output.whole:
            return missing
        return f"{missing} " + self.tr("All of it: {command}").format(
            command=printable(output.whole)
        )

    def _toggle(self, name: str) -> None:
        self._uncovered ^= {name}
        self._fill()

    def _copy_all(self) -> None:
        lines = [f"{o.name}:\n{o.text}" for o in self._outputs if not o.secret]
        QGuiApplication.clipboard().setText("\n\n".join(lines))
        set_icon(self._copy, "check", Tone.OK)
        QTimer.singleShot(COPIED_MS, self._copy, lambda: set_icon(self._copy, "copy"))


class _Link(QWidget):
    """An address that opens in the browser, with Copy."""

    def __init__(self, name: str, address: str) -> None:
        super().__init__()
        self._address = address
        opens = button(printable(address), self._open, kind="link", icon="external")
        opens.setAccessibleName(self.tr("Open {name}").format(name=name))
        copy = tool("copy", self.tr("Copy {name}").format(name=name), self._take)
        self.setLayout(row(opens, None, copy, space=S))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address, QUrl.ParsingMode.StrictMode))

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
