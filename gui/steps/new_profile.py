"""The form for a new profile: an AccessKey pair, and a token or a role where there is one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from core.cloud.accounts import Profile
from core.cloud.connection import Credentials
from gui.steps.base import Field
from gui.theme import L, M, S
from gui.widgets.card import Card
from gui.widgets.parts import Label, button, column, evenly, row


class NewProfile(Card):
    """Hidden until opened; secrets leave the fields as soon as they are taken.

    Signals:
        given: the form is complete and Add was pressed.
    """

    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._key_id = QLineEdit()
        self._secret = _secret_line()
        self._token = _secret_line()
        self._role = QLineEdit()
        optional = self.tr("Optional.")
        self._name_field = Field(
            self.tr("Name"), self._name, self.tr("What you call this account.")
        )
        self._key_field = Field(self.tr("AccessKey ID"), self._key_id)
        self._secret_field = Field(self.tr("AccessKey secret"), self._secret)
        add = button(self.tr("Add profile"), self._give)
        cancel = button(self.tr("Cancel"), self.close_form, kind="link")
        self.hold(
            column(
                Label(self.tr("New profile"), "section"),
                self._name_field,
                evenly(self._key_field, self._secret_field, space=L),
                evenly(
                    Field(self.tr("STS token"), self._token, optional),
                    Field(self.tr("Role ARN"), self._role, optional),
                    space=L,
                ),
                row(None, cancel, add, space=S),
                space=M,
            )
        )
        for line in (self._name, self._key_id, self._secret, self._token, self._role):
            line.returnPressed.connect(self._give)
        for field, line in self._needed():
            field.left.connect(partial(self._judge, field, line))

    def open_form(self) -> None:
        """Show the form, the keyboard in its first field."""
        self.show()
        self._name.setFocus()

    def close_form(self) -> None:
        """Hide the form and empty it."""
        self.hide()
        for line in (self._name, self._key_id, self._secret, self._token, self._role):
            line.clear()
        for field, _line in self._needed():
            field.say()

    def answer(self, region: str) -> tuple[Profile, Credentials]:
        """Return what was typed."""
        role = self._role.text().strip() or None
        profile = Profile(self._name.text().strip(), region, role_arn=role)
        token = self._token.text().strip() or None
        return profile, Credentials(self._key_id.text().strip(), self._secret.text(), token)

    def _needed(self) -> tuple[tuple[Field, QLineEdit], ...]:
        return (
            (self._name_field, self._name),
            (self._key_field, self._key_id),
            (self._secret_field, self._secret),
        )

    def _judge(self, field: Field, line: QLineEdit) -> None:
        if self.isVisible():
            field.say("" if line.text().strip() else self.tr("This is needed."))

    def _give(self) -> None:
        for field, line in self._needed():
            self._judge(field, line)
        missing = [line for _field, line in self._needed() if not line.text().strip()]
        if missing:
            missing[0].setFocus()
        else:
            self.given.emit()


def _secret_line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
