"""The template as YAML, as JSON and as a picture that leads back into the YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.preview.template import JSON, PICTURE, YAML, TemplatePreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.delivery.model import Bundle


@pytest.fixture
def preview(qtbot: QtBot, hook: Bundle) -> TemplatePreview:
    made = TemplatePreview()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.show_template(hook.template_text, hook.template)
    return made


def test_it_is_shown_byte_for_byte_and_by_its_size(preview: TemplatePreview, hook: Bundle) -> None:
    assert preview.source.view.toPlainText() == hook.template_text
    assert preview._size.text() == f"{len(hook.template_text.encode()):,} of 524,288 bytes"


def test_as_json_it_says_the_same(preview: TemplatePreview, hook: Bundle) -> None:
    preview.choice.choose(JSON)
    assert json.loads(preview.source.view.toPlainText()) == hook.template
    preview.choice.choose(YAML)
    assert preview.source.view.toPlainText() == hook.template_text


def test_a_node_of_the_picture_leads_to_its_place(preview: TemplatePreview, hook: Bundle) -> None:
    preview.choice.choose(PICTURE)
    assert preview._places.currentIndex() == 1
    picture = preview.graph.picture
    for each in picture._placed:
        preview.choice.choose(PICTURE)
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=each.place.center())
        assert preview.choice.current == YAML
        line = preview.source.view.textCursor().block().text()
        assert line.strip().strip("'\"").startswith(each.node.name)
    assert len(picture._placed) > 4
    assert hook.template["Resources"]


def test_another_template_is_shown_in_the_way_that_is_chosen(
    preview: TemplatePreview, job: Bundle
) -> None:
    preview.choice.choose(JSON)
    preview.show_template(job.template_text, job.template)
    assert json.loads(preview.source.view.toPlainText()) == job.template
