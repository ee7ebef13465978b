"""What ROS would create: asked when it is looked at, again when the plan changes or one wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from core.cloud.stacks import PlannedResource
from gui.driving import Hand
from gui.preview.planned import PlannedPreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Check


def planned(
    name: str, kind: str, action: str, *needed_by: str, **properties: object
) -> PlannedResource:
    return PlannedResource(name, f"ALIYUN::ROS::{kind}", action, "False", needed_by, properties)


PLANNED: tuple[PlannedResource, ...] = (
    planned("Signal1", "WaitConditionHandle", "Add", "Wait1"),
    planned("Wait1", "WaitCondition", "Modify", Timeout=660),
)


@pytest.fixture
def preview(qtbot: QtBot) -> PlannedPreview:
    made = PlannedPreview()
    qtbot.addWidget(made)
    return made


def said(preview: PlannedPreview) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in preview.findChildren(QLabel) if label.isVisible())


def test_nobody_is_asked_before_one_looks_and_then_once(
    preview: PlannedPreview, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(preview.wanted):
        preview.forget()
    with qtbot.waitSignal(preview.wanted):
        preview.show()
    preview.show_planned(PLANNED)
    preview.hide()
    with qtbot.assertNotEmitted(preview.wanted):
        preview.show()
    with qtbot.waitSignal(preview.wanted):
        preview.forget()


def test_each_resource_says_what_ros_would_do_and_with_which_properties(
    preview: PlannedPreview, keeps_rules: Check
) -> None:
    preview.show()
    preview.show_planned(PLANNED)
    keeps_rules(preview.table.model)
    model = preview.table.model
    cells = [[str(model.index(r, c).data()) for c in range(4)] for r in range(2)]
    assert [row[0] for row in cells] == ["Signal1", "Wait1"]
    assert "Wait1" in " ".join(cells[0][2:])
    assert preview.table.current is PLANNED[0]
    assert preview.table.choose(lambda each: each is PLANNED[1])
    assert preview._source.view.toPlainText() == "Timeout: 660\n"


def test_a_refusal_says_why_and_can_be_asked_again(preview: PlannedPreview, qtbot: QtBot) -> None:
    preview.show()
    preview.show_failure("ROS does not take the template.")
    assert "ROS does not take the template." in said(preview)
    with qtbot.waitSignal(preview.wanted):
        Hand(preview).click("Ask ROS")
    assert "ROS is asked what it would create" in said(preview)
