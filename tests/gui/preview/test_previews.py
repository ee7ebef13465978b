"""The tabs of the review, all of one bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.preview.previews import Previews

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.chart.model import Rendering
    from core.delivery.model import Bundle


@pytest.fixture
def previews(qtbot: QtBot) -> Previews:
    made = Previews()
    qtbot.addWidget(made)
    return made


def titles(previews: Previews) -> list[str]:
    return [previews.tabText(place) for place in range(previews.count())]


def test_four_tabs_show_one_bundle(
    previews: Previews, hook: Bundle, hook_rendering: Rendering
) -> None:
    previews.show_bundle(hook, hook_rendering)
    assert titles(previews) == ["Hook chart", "ROS template", "Parameters", "What will be created"]
    assert previews.template.source.view.toPlainText() == hook.template_text
    assert previews.parameters.model.rowCount() == len(hook.parameters)
    assert previews.hook_chart.currentIndex() == 1


def test_a_chart_delivered_as_it_is_gives_its_tab_its_name(
    previews: Previews, direct: Bundle, job: Bundle
) -> None:
    previews.show_bundle(direct)
    assert titles(previews)[0] == "shop"
    previews.show_bundle(job)
    assert titles(previews)[0] == "Hook chart"
    assert previews.hook_chart.currentIndex() == 0


def test_another_bundle_is_asked_about_anew(previews: Previews, hook: Bundle, job: Bundle) -> None:
    previews.show_bundle(hook)
    previews.planned.show_planned(())
    previews.show_bundle(job)
    assert previews.planned.currentIndex() == 0
