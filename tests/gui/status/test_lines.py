"""Events become lines for the table and bars in time."""

from __future__ import annotations

import pytest

from core.cloud.stacks import Event
from core.deployment.reason import STACK_TYPE
from gui.status.lines import Chronicle, moment_of

SIGNAL, WAIT = "ALIYUN::ROS::WaitConditionHandle", "ALIYUN::ROS::WaitCondition"


def event(second: int, name: str, status: str, reason: str = "", kind: str = WAIT) -> Event:
    time = f"2026-01-01T00:00:{second:02}"
    return Event(f"{second}{name}{status}", time, name, "", kind, status, reason)


def stack(second: int, status: str) -> Event:
    return event(second, "shop", status, kind=STACK_TYPE)


def test_a_time_of_ros_is_utc_and_none_is_the_beginning() -> None:
    assert moment_of("2026-01-01T00:00:00") == 1767225600
    assert moment_of("") == 0


def test_a_line_says_nothing_of_what_is_no_news() -> None:
    (line,) = Chronicle().took([event(1, "Wait1", "CREATE_COMPLETE", "state changed")])
    assert (line.name, line.reason, line.failed) == ("Wait1", "", False)
    assert line.key == "wait1 create_complete "


def test_control_characters_of_the_cloud_are_made_visible() -> None:
    (line,) = Chronicle().took([event(1, "Wait1", "CREATE_FAILED", "red \x1b[31m")])
    assert line.reason == "red \\u001b[31m"
    assert line.failed


def test_a_resource_that_goes_on_is_a_bar_without_an_end_and_its_last_status_closes_it() -> None:
    chronicle = Chronicle()
    chronicle.took([stack(0, "CREATE_IN_PROGRESS"), event(1, "Wait1", "CREATE_IN_PROGRESS")])
    assert chronicle.chart.end is None
    (bar,) = chronicle.chart.bars
    assert bar.segments[0].end is None
    chronicle.took([event(4, "Wait1", "CREATE_COMPLETE"), stack(5, "CREATE_COMPLETE")])
    (bar,) = chronicle.chart.bars
    assert [(s.status, (s.end or 0) - s.start) for s in bar.segments] == [("CREATE_COMPLETE", 3)]
    assert chronicle.chart.end == chronicle.chart.start + 5


def test_a_signal_is_a_mark_on_its_bar() -> None:
    chronicle = Chronicle()
    chronicle.took([event(1, "Signal1", "SIGNAL_COMPLETE", kind=SIGNAL)])
    (bar,) = chronicle.chart.bars
    assert len(bar.marks) == 1
    assert bar.segments == ()


def test_a_bar_says_the_innermost_reason() -> None:
    chronicle = Chronicle()
    reason = "WaitConditionFailure: resources.Wait1: INSTALLATION FAILED: no such host"
    chronicle.took([event(1, "Wait1", "CREATE_FAILED", reason)])
    (bar,) = chronicle.chart.bars
    assert bar.segments[-1].reason == "no such host"


def test_a_rollback_belongs_to_its_operation_and_the_next_begins_a_new_chart() -> None:
    chronicle = Chronicle()
    chronicle.took([stack(0, "CREATE_IN_PROGRESS"), event(1, "Wait1", "CREATE_FAILED")])
    chronicle.took([stack(2, "CREATE_FAILED"), stack(3, "CREATE_ROLLBACK_IN_PROGRESS")])
    assert chronicle.chart.end is None
    chronicle.took([event(4, "Wait1", "DELETE_IN_PROGRESS"), event(6, "Wait1", "DELETE_COMPLETE")])
    chronicle.took([stack(7, "CREATE_ROLLBACK_COMPLETE")])
    (bar,) = chronicle.chart.bars
    assert [segment.status for segment in bar.segments] == ["CREATE_FAILED", "DELETE_COMPLETE"]
    chronicle.took([stack(9, "DELETE_IN_PROGRESS")])
    assert chronicle.chart.bars == ()
    assert chronicle.chart.start == moment_of("2026-01-01T00:00:09")


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "CHECK_IN_PROGRESS"])
def test_a_stretch_told_twice_stays_one_and_another_begins_its_own(status: str) -> None:
    chronicle = Chronicle()
    chronicle.took([event(1, "Wait1", "CREATE_IN_PROGRESS"), event(3, "Wait1", status, "so")])
    (bar,) = chronicle.chart.bars
    assert len(bar.segments) == (1 if status == "CREATE_IN_PROGRESS" else 2)
    assert bar.segments[-1].reason == "so"
