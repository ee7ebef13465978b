"""Rendered objects by kind, and what is wrong with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from core.errors import Problem, say
from gui.preview.objects import ObjectsPreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.chart.model import Rendering


@pytest.fixture
def preview(qtbot: QtBot) -> ObjectsPreview:
    made = ObjectsPreview("Objects")
    qtbot.addWidget(made)
    return made


def test_they_stand_under_their_kinds_in_order(
    preview: ObjectsPreview, hook_rendering: Rendering
) -> None:
    preview.show_objects(hook_rendering.objects)
    model = preview.tree.model()
    kinds = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert kinds == sorted({each.kind for each in hook_rendering.objects})
    assert preview.tree.current_key


def test_one_that_is_wrong_is_marked_and_says_why(
    preview: ObjectsPreview, hook_rendering: Rendering
) -> None:
    wrong = next(each for each in hook_rendering.objects if each.kind == "Job")
    place = f"{wrong.source}: {wrong.kind} {wrong.name}"
    problem = Problem(place, say("It is too old."), say("Use batch/v1."))
    preview.show_objects(hook_rendering.objects, [problem])
    key = next(k for k, each in preview._objects.items() if each is wrong)
    assert preview.tree.choose(key)
    assert preview.tree.currentIndex().data(Qt.ItemDataRole.ToolTipRole) == (
        "It is too old. Use batch/v1."
    )
    assert preview.source._note.text() == "It is too old. Use batch/v1."
    assert preview.source.view.toPlainText() == wrong.text
