"""The last operation in time: a bar for each resource, growing while something happens to it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from gui.status.lines import Bar, Chart, Segment
from gui.status.timeline import AXIS, Timeline
from gui.theme import ROW, tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

START = 1_767_225_600.0
ENDED = Chart(
    START,
    START + 20,
    (
        Bar("Signal1", "ALIYUN::ROS::WaitConditionHandle", (), (START + 15,)),
        Bar(
            "HookChart",
            "ALIYUN::CS::ClusterHelmApplication",
            (Segment(START, START + 12, "CREATE_COMPLETE"),),
        ),
        Bar(
            "Wait1",
            "ALIYUN::ROS::WaitCondition",
            (Segment(START + 1, START + 20, "CREATE_FAILED", "no\nhost"),),
        ),
    ),
)


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


def test_each_bar_is_said_in_words_to_those_who_cannot_see_it(timeline: Timeline) -> None:
    timeline.show_chart(ENDED)
    said = timeline.accessibleDescription()
    assert said == "Signal1: ; HookChart: Created · 12 s; Wait1: Creating: failed · 19 s · no host"


def test_an_operation_that_goes_on_grows_by_itself_while_it_is_seen(timeline: Timeline) -> None:
    going_on = Chart(
        time.time() - 5,
        None,
        (Bar("Wait1", "", (Segment(time.time() - 5, None, "CREATE_IN_PROGRESS"),)),),
    )
    timeline.show_chart(going_on)
    assert timeline._chart._clock.isActive()
    timeline.hide()
    assert not timeline._chart._clock.isActive()
    timeline.show()
    assert timeline._chart._clock.isActive()
    timeline.show_chart(ENDED)
    assert not timeline._chart._clock.isActive()


def test_a_bar_is_as_long_as_it_took_and_has_the_colour_of_how_it_ended(
    timeline: Timeline,
) -> None:
    timeline.show_chart(ENDED)
    chart = timeline._chart
    picture = chart.grab().toImage()
    middle = AXIS + ROW + ROW // 2
    ok = tokens().ok.lower()

    def at(second: float) -> str:
        x = round(chart._x(START + second) * picture.devicePixelRatio())
        return picture.pixelColor(x, round(middle * picture.devicePixelRatio())).name()

    assert at(6) == at(11)
    assert at(6) != tokens().surface.lower()
    assert at(16) == tokens().surface.lower()
    assert at(6)[3:5] > at(6)[1:3], f"as green as {ok}"


def test_the_pointer_brings_all_there_is_to_say_of_a_bar(timeline: Timeline) -> None:
    timeline.show_chart(ENDED)
    place = QPoint(200, AXIS + 2 * ROW + 5)
    event = QHelpEvent(QEvent.Type.ToolTip, place, timeline._chart.mapToGlobal(place))
    QApplication.sendEvent(timeline._chart, event)
    assert QToolTip.text().splitlines() == [
        "Wait1",
        "ALIYUN::ROS::WaitCondition",
        "Creating: failed · 19 s · no host",
    ]
    QToolTip.hideText()
