"""No display is needed; a test that leaves a thread, a timer or a window behind fails."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)

from gui.app import STYLE
from gui.theme import Scheme, Theme
from tests.support.window import EXPECTED_MESSAGES, Driver, leftovers, open_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester

    from tests.support.statuses import Deployed

    Check = Callable[[QAbstractItemModel], None]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start the application as the window does."""
    return ["chartnest", *STYLE]


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Theme:
    """Dress the application as the window does; a widget alone may be looked at, too."""
    theme = Theme(qapp)
    theme.apply(Scheme.LIGHT)
    return theme


@pytest.fixture(autouse=True)
def no_name_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know no host but this one: elsewhere, a look-up lasts until its server has been asked."""
    look_up = socket.getaddrinfo

    def local_only(host: str | None, *more: Any, **options: Any) -> Any:
        if host not in {None, "127.0.0.1", "localhost"}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", local_only)


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves something behind, or makes Qt complain."""
    before, complaints = set(threading.enumerate()), list[str]()

    def heard(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and text not in EXPECTED_MESSAGES:
            complaints.append(text)

    earlier = qInstallMessageHandler(heard)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    qInstallMessageHandler(earlier)
    assert not leftovers(before)
    assert complaints == []


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    """A window at home, and the hand that drives it."""
    with open_window(qapp) as opened:
        yield opened


@pytest.fixture
def known(deployed: Deployed, driver: Driver) -> Driver:
    """A window at home, where the deployments are known."""
    del deployed
    return driver


@pytest.fixture
def keeps_rules(qtmodeltester: ModelTester) -> Check:
    """Fail when a model breaks a rule of Qt."""
    check: Check = qtmodeltester.check
    return check
