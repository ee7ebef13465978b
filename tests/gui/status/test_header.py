"""The head of a status: state, how far, how long, and only what can be done now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from gui.driving import Hand
from gui.status.header import StatusHeader
from gui.status.lines import Chart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOTHING = Chart()


@pytest.fixture
def header(qtbot: QtBot) -> StatusHeader:
    made = StatusHeader("shop-7")
    qtbot.addWidget(made)
    made.show()
    return made


def offered(header: StatusHeader) -> set[str]:
    buttons = header.findChildren(QPushButton)
    return {button.text() for button in buttons if not button.isHidden()}


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("", set()),
        ("INTENDED", {"Save report"}),
        ("REFUSED", {"Save report"}),
        ("CREATE_IN_PROGRESS", {"Cancel", "Save report", "Delete"}),
        ("CREATE_COMPLETE", {"Update", "Save report", "Delete"}),
        ("CREATE_FAILED", {"Retry", "Save report", "Delete"}),
        ("CREATE_ROLLBACK_IN_PROGRESS", {"Save report"}),
        ("CREATE_ROLLBACK_COMPLETE", {"Save report", "Delete"}),
        ("UPDATE_IN_PROGRESS", {"Cancel", "Save report", "Delete"}),
        ("UPDATE_FAILED", {"Update", "Save report", "Delete"}),
        ("DELETE_IN_PROGRESS", {"Save report"}),
        ("ROLLBACK_COMPLETE", {"Update", "Save report", "Delete"}),
        ("DELETE_FAILED", {"Save report", "Delete", "Delete the rest"}),
        ("DELETE_COMPLETE", {"Save report"}),
        ("HALF_DONE_BY_ROS", {"Cancel", "Save report", "Delete"}),
    ],
)
def test_only_what_fits_the_status_is_offered(
    header: StatusHeader, status: str, verbs: set[str]
) -> None:
    header.can_update = True
    header.show_status(status, None, NOTHING)
    assert offered(header) == verbs


def test_an_update_is_offered_only_where_a_plan_is_open(header: StatusHeader) -> None:
    header.show_status("CREATE_COMPLETE", None, NOTHING)
    assert "Update" not in offered(header)


def test_it_says_how_far_and_how_long(header: StatusHeader) -> None:
    header.show_status("CREATE_IN_PROGRESS", 61.7, Chart(time.time() - 72.5, None))
    assert header._word.text() == "Creating"
    assert header._facts.text() == "62 %   1 min 12 s"
    assert header._bar.value() == 62
    assert header._bar.property("tone") == "accent"


def test_what_has_ended_shows_its_length_and_a_full_or_a_red_bar(header: StatusHeader) -> None:
    header.show_status("CREATE_COMPLETE", 100.0, Chart(1000.0, 1008.0))
    assert header._facts.text() == "8 s"
    assert (header._bar.value(), header._bar.property("tone")) == (100, "ok")
    header.show_status("CREATE_FAILED", 40.0, Chart(1000.0, 1008.0))
    assert (header._bar.value(), header._bar.property("tone")) == (40, "bad")


def test_time_goes_on_only_while_something_happens_and_it_is_seen(header: StatusHeader) -> None:
    header.show_status("CREATE_IN_PROGRESS", None, Chart(time.time(), None))
    assert header._clock.isActive()
    header.hide()
    assert not header._clock.isActive()
    header.show()
    assert header._clock.isActive()
    header.show_status("CREATE_FAILED", None, Chart(1000.0, 1008.0))
    assert not header._clock.isActive()


def test_a_cancel_asks_whether_at_once_or_at_a_safe_point(header: StatusHeader) -> None:
    asked: list[bool] = []
    header.cancel_asked.connect(asked.append)
    header.show_status("CREATE_IN_PROGRESS", None, NOTHING)
    (menu,) = header.findChildren(QMenu)
    for action in menu.actions():
        action.trigger()
    assert [action.text() for action in menu.actions()] == ["At the next safe point", "At once"]
    assert asked == [False, True]


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("CREATE_FAILED", ["Retry", "Open in console", "Save report", "Delete"]),
        ("UPDATE_FAILED", ["Update", "Delete"]),
        ("DELETE_FAILED", ["Delete", "Delete the rest"]),
    ],
)
def test_each_button_asks_for_what_it_says(
    header: StatusHeader, status: str, verbs: list[str]
) -> None:
    asked: list[str] = []
    header.can_update = header.in_console = True
    header.retry_asked.connect(lambda: asked.append("Retry"))
    header.update_asked.connect(lambda: asked.append("Update"))
    header.console_asked.connect(lambda: asked.append("Open in console"))
    header.report_asked.connect(lambda: asked.append("Save report"))
    header.delete_asked.connect(lambda rest: asked.append("Delete the rest" if rest else "Delete"))
    header.show_status(status, None, NOTHING)
    hand = Hand(header)
    for verb in verbs:
        hand.click(verb)
    assert asked == verbs
