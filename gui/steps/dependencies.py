"""What a chart depends on: which of it lies in its charts folder, and a button for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.chart.errors import DependencyLoginRefused
from core.chart.model import Login
from core.errors import Cancelled
from core.plan.model import PathChart
from gui.steps.base import Field
from gui.theme import XS, S, Tone
from gui.widgets.parts import Label, button, clear, column, marked, panel, row
from gui.words import said

if TYPE_CHECKING:
    from core.chart.model import Chart, Dependency


class Dependencies(QWidget):
    """One line a dependency; where any is missing that can be fetched, the button to do so.

    A login that is asked for goes to the host that asked, and is not kept.

    Signals:
        fetch_wanted: the person asked for what is missing.
    """

    fetch_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(XS)
        self._fetch = button(self.tr("Fetch dependencies"), self.fetch_wanted.emit, icon="download")
        self._note = Label("", "hint", Tone.BAD)
        self._host = ""
        self._login = self._made_login()
        self.setLayout(
            column(
                Label(self.tr("Depends on"), "hint", Tone.MUTED),
                self._lines,
                row(self._fetch, None),
                self._note,
                self._login,
                space=S,
            )
        )

    @property
    def logins(self) -> dict[str, Login]:
        """Return the login that was typed, by the host that asked for it."""
        user, password = self._user.text().strip(), self._password.text()
        return {self._host: Login(user, password)} if self._host and user and password else {}

    def _made_login(self) -> QWidget:
        self._user, self._password = QLineEdit(), QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.returnPressed.connect(self.fetch_wanted)
        return panel(
            column(
                row(
                    Field(self.tr("User name"), self._user),
                    Field(self.tr("Password"), self._password),
                    space=S,
                ),
                row(button(self.tr("Sign in"), self.fetch_wanted.emit, icon="key"), None),
                space=S,
            )
        )

    def show_chart(self, chart: Chart) -> None:
        """Show what the chart depends on; nothing when that is nothing."""
        clear(self._lines)
        self._ask_for_login("")
        self._say("")
        fetched = {each.name for each in chart.fetched}
        for each in chart.metadata.dependencies:
            if each.name not in fetched:
                self._lines.addLayout(marked(self._named(each), ok=each.present))
        for found in chart.fetched:
            text = self.tr("{name}, fetched from {origin}")
            name = f"{found.name} {found.version}"
            self._lines.addLayout(marked(text.format(name=name, origin=found.origin), ok=True))
        missing = any(not each.present for each in chart.metadata.dependencies)
        self._fetch.setVisible(missing and isinstance(chart.source, PathChart))
        self._fetch.setEnabled(True)
        self.setVisible(bool(chart.metadata.dependencies))

    def _named(self, dependency: Dependency) -> str:
        name = f"{dependency.name} {dependency.version}"
        if dependency.present:
            return name
        text = self.tr("{name}: missing from its charts folder")
        if dependency.repository:
            text = self.tr("{name}: missing; it is in {origin}")
        return text.format(name=name, origin=dependency.origin)

    def wait(self) -> None:
        """Ask for nothing twice."""
        self._say("")
        self._fetch.setEnabled(False)

    def fail(self, error: Exception) -> None:
        """Say why it was not fetched, and let it be asked for again, with a login if need be."""
        self._say("" if isinstance(error, Cancelled) else " ".join(said(error)))
        if isinstance(error, DependencyLoginRefused):
            self._ask_for_login(error.host)
            self._user.setFocus()

    def _ask_for_login(self, host: str) -> None:
        if host != self._host:
            self._user.clear()
            self._password.clear()
        self._host = host
        self._login.setVisible(bool(host))

    def _say(self, problem: str) -> None:
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        self._fetch.setAccessibleDescription(problem)
        self._fetch.setEnabled(True)
