"""Asks for the secrets of a launch; they go to the launch and, when wished, to the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from gui.steps.base import Field
from gui.theme import M, S
from gui.widgets.card import Card
from gui.widgets.parts import Label, button, clear, column, row

if TYPE_CHECKING:
    from collections.abc import Mapping


class SecretsForm(Card):
    """Hidden until asked; emptied as soon as it has been answered.

    Without a title and a verb it asks for a launch.

    Signals:
        given: every secret is there and Launch was pressed.
    """

    given = Signal()

    def __init__(self, title: str = "", verb: str = "") -> None:
        super().__init__()
        self._lines: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        self._column = column(space=M)
        self._keep = QCheckBox(self.tr("Keep them in the keyring for this plan's next launches"))
        self.hold(
            column(
                Label(title or self.tr("Secrets for this launch"), "section"),
                self._column,
                self._keep,
                row(
                    None,
                    button(self.tr("Cancel"), self.close_form, kind="link"),
                    button(verb or self.tr("Launch"), self._give, icon="launch"),
                    space=S,
                ),
                space=M,
            )
        )
        self.hide()

    @property
    def keep(self) -> bool:
        """Tell whether the secrets shall be kept."""
        return self._keep.isChecked()

    @property
    def secrets(self) -> dict[str, str]:
        """Return what was typed, by the secret's path."""
        return {path: line.text() for path, line in self._lines.items()}

    def ask(self, known: Mapping[str, str]) -> None:
        """Ask for each path, with what the keyring knows filled in."""
        clear(self._column)
        self._lines, self._fields = {}, {}
        for path, secret in known.items():
            line = QLineEdit(secret)
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(self._give)
            self._lines[path] = line
            self._fields[path] = Field(path, line)
            self._column.addWidget(self._fields[path])
        self.show()
        next(iter(self._lines.values())).setFocus()

    def close_form(self) -> None:
        """Hide the form and forget what was typed."""
        clear(self._column)
        self._lines, self._fields = {}, {}
        self.hide()

    def _give(self) -> None:
        for path, line in self._lines.items():
            self._fields[path].say("" if line.text() else self.tr("This is needed."))
        missing = [line for line in self._lines.values() if not line.text()]
        if missing:
            missing[0].setFocus()
        else:
            self.given.emit()
