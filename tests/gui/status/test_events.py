"""The events: a filter over all of them, the newest in sight while it is wished, whole reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.status.events import LINE_ROLE, SLICE, EventModel, EventsView
from gui.status.lines import EventLine
from gui.widgets.copy_field import CopyField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Check

STATUSES = ("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED")


def line(number: int, reason: str = "") -> EventLine:
    status = STATUSES[number % 3]
    name = f"Resource{number}"
    key = f"{name} {status} {reason}".lower()
    failed = status == "CREATE_FAILED"
    return EventLine(str(number), 1_700_000_000 + number, name, status, reason, failed, key)


def lines(count: int) -> list[EventLine]:
    return [line(number, f"because of {number}") for number in range(count)]


def shown(model: EventModel) -> list[str]:
    return [model.line(row).name for row in range(model.rowCount())]


@pytest.fixture
def view(qtbot: QtBot) -> EventsView:
    made = EventsView()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def details(view: EventsView) -> list[str]:
    QApplication.processEvents()
    return [field._text for field in view.findChildren(CopyField) if not field.isHidden()]


def test_the_model_keeps_the_rules_of_qt_whatever_it_shows(
    qapp: object, keeps_rules: Check
) -> None:
    del qapp
    model = EventModel()
    keeps_rules(model)
    model.set_lines(lines(5))
    keeps_rules(model)
    model.filter("resource", failed_only=True)
    model.add_lines(lines(9)[5:])
    keeps_rules(model)
    model.set_lines([])
    keeps_rules(model)


def test_a_filter_wants_every_word_in_name_status_or_reason(view: EventsView) -> None:
    view.show_lines(lines(12))
    QTest.keyClicks(view.field, "COMPLETE of 1")
    assert shown(view.model) == ["Resource1", "Resource10"]
    assert view._count.text() == "2 of 12"
    view.field.clear()
    assert view.model.rowCount() == 12


def test_failed_only_leaves_what_failed_and_goes_on_so(view: EventsView) -> None:
    view.show_lines(lines(6))
    QTest.mouseClick(view.failed_only, Qt.MouseButton.LeftButton)
    view.failed_only.setChecked(True)
    assert shown(view.model) == ["Resource2", "Resource5"]
    view.add_lines([line(7), line(8)])
    assert shown(view.model) == ["Resource2", "Resource5", "Resource8"]


def test_a_hundred_thousand_events_are_filtered_piece_by_piece(
    view: EventsView, qtbot: QtBot
) -> None:
    view.show_lines(lines(10 * SLICE))
    view.field.setText("resource99999")
    assert not view.model.settled
    qtbot.waitUntil(lambda: view.model.settled)
    assert shown(view.model) == ["Resource99999"]


def test_the_newest_event_stays_in_sight_until_a_person_looks_at_another(
    view: EventsView, qtbot: QtBot
) -> None:
    view.show_lines(lines(200))
    bar = view.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert not view.follow.isChecked()
    view.add_lines(lines(210)[200:])
    qtbot.waitUntil(lambda: view.model.rowCount() == 210)
    assert bar.value() < bar.maximum() // 2
    view.follow.setChecked(True)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_tab_into_the_table_alone_does_not_stop_following(view: EventsView) -> None:
    view.show_lines(lines(200))
    view.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.follow.isChecked()


def test_the_whole_reason_of_the_event_chosen_stands_below(view: EventsView) -> None:
    long = "Helm said\n" + "a great deal " * 40
    view.show_lines([line(0), line(1, long)])
    view.table.selectRow(1)
    assert details(view) == [long]
    assert "\n" not in str(view.model.index(1, 3).data())
    assert view.model.index(1, 0).data(LINE_ROLE).reason == long
    view.table.selectRow(0)
    assert details(view) == []


def test_a_reason_goes_with_its_event_when_that_is_filtered_out(view: EventsView) -> None:
    view.show_lines(lines(6))
    view.table.selectRow(0)
    assert details(view) == ["because of 0"]
    view.failed_only.setChecked(True)
    assert details(view) == []
