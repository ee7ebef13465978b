"""The form for a new profile: an AccessKey pair, and a token or a role where there is one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from core.cloud.accounts import Profile
from core.cloud.connection import Credentials
from core.plan.names import PROFILE, ROLE_ARN
from gui.steps.base import Field
from gui.theme import L, M, S
from gui.widgets.card import Card
from gui.widgets.parts import Label, button, column, evenly, row
from gui.words import words


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
        self._name_field = Field(
            self.tr("Name"), self._name, self.tr("What you call this account.")
        )
        self._key_field = Field(self.tr("AccessKey ID"), self._key_id)
        self._secret_field = Field(self.tr("AccessKey secret"), self._secret)
        self._token_field = Field(self.tr("STS token"), self._token, self.tr("Optional."))
        self._role_field = Field(self.tr("Role ARN"), self._role, self.tr("Optional."))
        add = button(self.tr("Add profile"), self._give)
        cancel = button(self.tr("Cancel"), self.close_form, kind="link")
        self.hold(
            column(
                Label(self.tr("New profile"), "section"),
                self._name_field,
                evenly(self._key_field, self._secret_field, space=L),
                evenly(self._token_field, self._role_field, space=L),
                row(None, cancel, add, space=S),
                space=M,
            )
        )
        for field, line in self._fields():
            line.returnPressed.connect(self._give)
            field.left.connect(partial(self._judge, field, line))

    def open_form(self) -> None:
        """Show the form, the keyboard in its first field."""
        self.show()
        self._name.setFocus()

    def close_form(self) -> None:
        """Hide the form and empty it."""
        self.hide()
        for field, line in self._fields():
            line.clear()
            field.say()

    def answer(self, region: str) -> tuple[Profile, Credentials]:
        """Return what was typed."""
        role = self._role.text().strip() or None
        profile = Profile(self._name.text().strip(), region, role_arn=role)
        token = self._token.text().strip() or None
        return profile, Credentials(self._key_id.text().strip(), self._secret.text(), token)

    def _fields(self) -> tuple[tuple[Field, QLineEdit], ...]:
        return (
            (self._name_field, self._name),
            (self._key_field, self._key_id),
            (self._secret_field, self._secret),
            (self._token_field, self._token),
            (self._role_field, self._role),
        )

    def _fault(self, line: QLineEdit) -> str:
        """Return what is wrong with what stands in `line`, in words."""
        text = line.text().strip()
        if not text:
            return "" if line in {self._token, self._role} else self.tr("This is needed.")
        rule = {self._name: PROFILE, self._role: ROLE_ARN}.get(line)
        remedy = rule.broken_by(text) if rule else None
        return words(remedy) if remedy else ""

    def _judge(self, field: Field, line: QLineEdit) -> None:
        if self.isVisible():
            field.say(self._fault(line))

    def _give(self) -> None:
        for field, line in self._fields():
            self._judge(field, line)
        wrong = [line for _field, line in self._fields() if self._fault(line)]
        if wrong:
            wrong[0].setFocus()
        else:
            self.given.emit()


def _secret_line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
