"""Windows of deployments: any number, each once, gone without a trace, and word of how one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon

from tests.support.launches import draft_for, launched
from tests.support.statuses import opened

if TYPE_CHECKING:
    from gui.services import Services
    from tests.support.statuses import Deployed
    from tests.support.window import Driver

Shown = list[tuple[str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What the system is asked to tell, on a desktop that can tell it."""
    messages: Shown = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    monkeypatch.setattr(
        QSystemTrayIcon,
        "showMessage",
        lambda _self, title, text, _kind: messages.append((title, text)),
    )
    return messages


def in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: away)


def test_several_are_open_at_once_and_each_only_once(known: Driver, deployed: Deployed) -> None:
    desk = known.main.deployments.desk
    good, failed = opened(known, deployed.good), opened(known, deployed.failed)
    assert good.window is not failed.window
    assert desk.open(deployed.good) is good.window
    assert good.window.windowTitle() == f"{deployed.good} – Created – ChartNest"
    assert failed.window.windowTitle() == f"{deployed.failed} – Creating: failed – ChartNest"
    known.wait(good.window.isActiveWindow, "the window in front")
    QTest.keyClick(good.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not good.window.isVisible()
    assert failed.window.isVisible()
    again = opened(known, deployed.good, "CREATE_COMPLETE")
    assert again.window.isVisible()


def test_a_deployment_of_home_opens_in_its_own_window(known: Driver, deployed: Deployed) -> None:
    known.wait(lambda: known.main.home._table, "the deployments")
    table = known.main.home._table
    assert table
    assert table.choose(lambda line: line.identity == deployed.good)
    known.press(Qt.Key.Key_Return, on=table.table)
    known.wait(lambda: known.main.deployments.desk._windows.get(deployed.good), "its window")
    assert known.main.shell is None
    known.settle()


def test_the_windows_close_with_the_main_one(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    known.window.close()
    assert not found.window.isVisible()


def test_an_end_in_the_background_is_told(
    known: Driver, services: Services, told: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_background(monkeypatch)
    identity = launched(services, draft_for("told", "echo well; exit 3"))
    opened(known, identity, "CREATE_FAILED")
    known.wait(lambda: told, "the message")
    ((title, text),) = told
    assert title == f"{identity}: Creating: failed"
    assert "the output failed" in text


def test_it_is_told_when_its_window_was_closed_long_ago(
    known: Driver, services: Services, told: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_background(monkeypatch)
    identity = launched(services, draft_for("away", delivery={"readiness_command": "sleep 1"}))
    window = known.main.deployments.desk.open(identity)
    known.wait(lambda: window.view.watcher.look, "the first look")
    window.close()
    known.wait(lambda: told, "the message")
    assert told[0][0] == f"{identity}: Created"


def test_an_end_before_ones_eyes_is_not(known: Driver, services: Services, told: Shown) -> None:
    identity = launched(services, draft_for("seen"))
    found = opened(known, identity, "CREATE_COMPLETE")
    found.wait(lambda: not found.view.watcher.watching, "the end of the watch")
    found.window.activateWindow()
    assert told == []
