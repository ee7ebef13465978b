"""Asks for the secrets of a launch; they go to the launch and, when wished, to the keyring."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from core.plan.secrets import broken_given
from gui.steps.base import Field
from gui.theme import M, S
from gui.widgets.card import Card
from gui.widgets.parts import Label, button, clear, column, row
from gui.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.cloud.accounts import Accounts
    from core.plan.model import Plan
    from gui.background import Task
    from gui.wizard import Wizard


class SecretsForm(Card):
    """Hidden until asked; emptied as soon as what they are for has been begun.

    Without a title and a verb it asks for a launch.

    Signals:
        given: every secret is there and Launch was pressed.
    """

    given = Signal()

    def __init__(self, title: str = "", verb: str = "") -> None:
        super().__init__()
        self._lines: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        self._plan: Plan | None = None
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
                    button(verb or self.tr("Launch"), self.give, icon="launch"),
                    space=S,
                ),
                space=M,
            )
        )
        self.hide()

    @property
    def secrets(self) -> dict[str, str]:
        """Return what was typed, by the secret's path."""
        return {path: line.text() for path, line in self._lines.items()}

    def ask(self, known: Mapping[str, str], plan: Plan | None = None) -> None:
        """Ask for each path, with what the keyring knows filled in.

        With the plan they are for, what would not reach Helm as it is given is refused.
        """
        clear(self._column)
        self._plan = plan
        self._lines, self._fields = {}, {}
        self._keep.setChecked(any(known.values()))
        for path, secret in known.items():
            line = QLineEdit(secret)
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(self.give)
            self._lines[path] = line
            self._fields[path] = Field(path, line)
            self._fields[path].left.connect(partial(self._judge, path))
            self._column.addWidget(self._fields[path])
        self.setEnabled(True)
        self.show()
        next(iter(self._lines.values())).setFocus()

    def close_form(self) -> None:
        """Hide the form and forget what was typed."""
        clear(self._column)
        self._lines, self._fields = {}, {}
        self.hide()

    def remember(self, plan: str, wizard: Wizard, failed: Callable[[Exception], None]) -> None:
        """Keep what was typed for the plan's next launches, or forget what was kept, as wished.

        That something is not kept for long is told as a failure; the launch goes on beside it.
        """
        secrets, services, keep = self.secrets, wizard.services, self._keep.isChecked()

        def work(_task: Task) -> None:
            if keep:
                _keep(services.accounts, plan, secrets)
            else:
                _forget(services.accounts, plan, secrets)

        wizard.background.run("remember", work, failed=failed)

    def _judge(self, path: str) -> None:
        """Say at a secret's field that it is needed, or what is wrong with it."""
        self._fields[path].say(self._fault(path))

    def _fault(self, path: str) -> str:
        text = self._lines[path].text()
        if not text:
            return self.tr("This is needed.")
        remedy = broken_given(self._plan, path, text) if self._plan else None
        return words(remedy) if remedy else ""

    def give(self) -> None:
        """Hand the secrets over, or say which is missing or wrong."""
        for path in self._lines:
            self._judge(path)
        wrong = [line for path, line in self._lines.items() if self._fault(path)]
        if wrong:
            wrong[0].setFocus()
        else:
            self.given.emit()


def _keep(accounts: Accounts, plan: str, secrets: Mapping[str, str]) -> None:
    from core.cloud.errors import NotKeptForLong

    for kept in accounts.remember_all(plan, secrets):
        if not kept.lasting:
            raise NotKeptForLong(where=kept.where)


def _forget(accounts: Accounts, plan: str, secrets: Mapping[str, str]) -> None:
    """Forget what was kept; from a keyring that does not open nothing was filled in, either."""
    from core.cloud.errors import KeyringClosed, KeyringForgotNot

    for path in secrets:
        try:
            accounts.forget(plan, path)
        except KeyringForgotNot:
            raise
        except KeyringClosed:
            return
