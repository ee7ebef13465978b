"""The resources of a stack, and the whole of what ROS says of the one chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from core.cloud.stacks import Resource
from gui.status.resources import ResourcesView
from gui.widgets.copy_field import CopyField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Check


def resource(name: str, kind: str, status: str, reason: str) -> Resource:
    return Resource(name, f"id of {name}", f"ALIYUN::{kind}", status, reason, "", "")


WAIT = resource("Wait1", "ROS::WaitCondition", "CREATE_FAILED", "WaitConditionFailure:\nno host")
CHART = resource("HookChart", "CS::ClusterHelmApplication", "CREATE_COMPLETE", "state changed")


@pytest.fixture
def view(qtbot: QtBot) -> ResourcesView:
    made = ResourcesView()
    qtbot.addWidget(made)
    made.show()
    made.show_resources((WAIT, CHART))
    return made


def detail(view: ResourcesView) -> str:
    QApplication.processEvents()
    fields = [field for field in view.findChildren(CopyField) if not field.isHidden()]
    return fields[-1]._text if fields else ""


def cells(view: ResourcesView, row: int) -> list[str]:
    model = view.table.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_its_table_keeps_the_rules_of_qt(view: ResourcesView, keeps_rules: Check) -> None:
    keeps_rules(view.table.model)


def test_each_resource_is_one_line_with_what_ros_says(view: ResourcesView) -> None:
    assert cells(view, 0) == [
        "Wait1",
        "Creating: failed",
        "ROS::WaitCondition",
        "WaitConditionFailure: no host",
    ]
    assert cells(view, 1) == [
        "HookChart",
        "Created",
        "CS::ClusterHelmApplication",
        "id of HookChart",
    ]


def test_the_one_chosen_is_told_in_full_and_stays_chosen_as_it_changes(
    view: ResourcesView,
) -> None:
    view.table.choose(lambda each: each is WAIT)
    assert "no host" in detail(view)
    view.show_resources((CHART, replace(WAIT, status="DELETE_COMPLETE", reason="gone")))
    assert view.table.current
    assert view.table.current.logical_id == "Wait1"
    assert "gone" in detail(view)


def test_what_is_told_goes_with_its_resource(view: ResourcesView) -> None:
    view.table.choose(lambda each: each is WAIT)
    view.show_resources((CHART,))
    assert detail(view) == ""
