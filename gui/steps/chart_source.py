"""How the chart's source is talked to: the login, a CA of its own, plain http; one fold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from core.chart.model import Login
from core.errors import why_unreadable
from core.plan.model import (
    OciChart,
    PathChart,
    RepositoryChart,
    SourceLogin,
    Tls,
    UrlChart,
    login_of,
    tls_of,
)
from gui.steps.base import Field, beside_field
from gui.theme import M, S, Tone, set_icon
from gui.widgets.parts import button, column, panel, row

if TYPE_CHECKING:
    from core.plan.model import ChartSource

CERTIFICATE_HEIGHT = 72


class SourceFields(QWidget):
    """Closed until somebody needs it; only what is fetched has it: a source, or dependencies.

    Signals:
        asked: the chart is to be opened with what stands here.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._user, self._password = QLineEdit(), QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = QLineEdit()
        self._certificate = QPlainTextEdit()
        self._certificate.setFixedHeight(CERTIFICATE_HEIGHT)
        self._certificate.setTabChangesFocus(True)
        self._certificate.document().setDocumentMargin(S)
        self._certificate.setPlaceholderText("-----BEGIN CERTIFICATE-----")
        self._plain = QCheckBox(self.tr("Talk plain http to the registry"))
        for line in (self._user, self._password, self._secret):
            line.returnPressed.connect(self.asked)
        secret = self.tr("In the release's namespace; the Job logs in with it.")
        authority = self.tr("The certificate of a CA that this source alone is trusted by.")
        self._authority = Field(self.tr("CA certificate"), self._certificate, authority)
        self._login = panel(
            column(
                row(
                    Field(self.tr("User name"), self._user),
                    Field(self.tr("Password"), self._password),
                    beside_field(button(self.tr("Sign in"), self.asked.emit, icon="key")),
                    space=M,
                ),
                Field(self.tr("Secret with the login"), self._secret, secret),
                space=M,
            )
        )
        self._fields = panel(
            column(
                self._login,
                row(
                    self._authority,
                    beside_field(button(self.tr("File…"), self._browse, icon="file")),
                    space=S,
                    fill=0,
                ),
                self._plain,
                space=M,
            )
        )
        self.setLayout(column(row(self._made_fold(), None), self._fields, space=S))
        self.open(opened=False)

    @property
    def login(self) -> Login | None:
        """Return who logs in from here, None while either half is missing."""
        user, password = self._user.text().strip(), self._password.text()
        return Login(user, password) if user and password else None

    def show_answer(self, source: ChartSource | None) -> None:
        """Show what the plan says of its source; what is being typed stays."""
        if source is None:
            return
        login, tls = login_of(source), tls_of(source)
        for line, text in ((self._user, login.username), (self._secret, login.existing_secret)):
            if text and not line.text():
                line.setText(text)
        if tls.ca and not self._certificate.toPlainText():
            self._certificate.setPlainText(tls.ca)
        if tls.plain_http:
            self._plain.setChecked(True)
        if login != SourceLogin() or tls != Tls():
            self.open(opened=True)

    def suit(self, source: ChartSource | None, *, lacking: bool) -> None:
        """Show what the source can be told: one on this computer that is `lacking`, no login."""
        fetched = isinstance(source, UrlChart | RepositoryChart | OciChart)
        self._login.setVisible(fetched)
        self._name_fold(self.tr("Login and certificate") if fetched else self.tr("Certificate"))
        self.setVisible(fetched or (isinstance(source, PathChart) and lacking))

    def told(self, source: ChartSource) -> ChartSource:
        """Return the source with what stands here; one that nothing is fetched for as it is."""
        if isinstance(source, PathChart) and source.dependencies:
            return source.model_copy(update={"tls": self._tls})
        if not isinstance(source, UrlChart | RepositoryChart | OciChart):
            return source
        login = SourceLogin(
            username=self._user.text().strip() or None,
            existing_secret=self._secret.text().strip() or None,
        )
        return source.model_copy(update={"login": login, "tls": self._tls})

    @property
    def _tls(self) -> Tls:
        ca = self._certificate.toPlainText()
        return Tls(ca=ca if ca.strip() else None, plain_http=self._plain.isChecked())

    def ask_for_login(self) -> None:
        """Open, and put the keyboard where the user name is typed."""
        self.open(opened=True)
        self._user.setFocus()

    def open(self, *, opened: bool) -> None:
        """Show or hide the fields."""
        self._fold.setChecked(opened)
        self._turn(opened=opened)

    def _made_fold(self) -> QToolButton:
        self._fold = QToolButton()
        self._name_fold(self.tr("Login and certificate"))
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fold.setProperty("heading", "true")
        self._fold.toggled.connect(lambda opened: self._turn(opened=opened))
        return self._fold

    def _name_fold(self, name: str) -> None:
        self._fold.setText(name)
        self._fold.setAccessibleName(name)

    def _turn(self, *, opened: bool) -> None:
        set_icon(self._fold, "chevron-down" if opened else "chevron-right", Tone.MUTED)
        self._fields.setVisible(opened)

    def _browse(self) -> None:
        title, kinds = self.tr("CA certificate"), self.tr("Certificates (*.pem *.crt *.cer)")
        path = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)[0]
        if not path:
            return
        try:
            self._certificate.setPlainText(Path(path).read_bytes().decode())
            self._authority.say()
        except (OSError, UnicodeDecodeError) as error:
            words = self.tr("It cannot be read: {reason}.")
            self._authority.say(words.format(reason=why_unreadable(error)))
