"""The hosted chart: its files, each explained, and what they render to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.preview.hook_chart import HookChartPreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.chart.model import Rendering
    from core.delivery.model import Bundle
    from tests.gui.conftest import Check


@pytest.fixture
def preview(qtbot: QtBot) -> HookChartPreview:
    made = HookChartPreview()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(preview: HookChartPreview) -> str:
    return preview.source.view.toPlainText()


def test_it_opens_on_the_job_and_shows_each_file_with_what_it_is_for(
    preview: HookChartPreview, hook: Bundle, hook_rendering: Rendering
) -> None:
    preview.show_chart(hook.hosted, hook_rendering)
    assert hook.hosted
    assert preview.files.current_key == "templates/install-job.yaml"
    for path in ("files/run.sh", "values.yaml", "Chart.yaml"):
        assert preview.files.choose(path)
        assert shown(preview) == hook.hosted.files[path].decode()
        assert preview.source._title.text() == path
        assert preview.source._note.text()


def test_an_archive_inside_is_told_by_its_size(
    preview: HookChartPreview, hook: Bundle, hook_rendering: Rendering
) -> None:
    preview.show_chart(hook.hosted, hook_rendering)
    assert hook.hosted
    assert preview.files.choose("files/chart.tgz")
    assert shown(preview) == f"({len(hook.hosted.files['files/chart.tgz']):,} bytes)"


def test_as_rendered_shows_every_object(
    preview: HookChartPreview, hook: Bundle, hook_rendering: Rendering
) -> None:
    preview.show_chart(hook.hosted, hook_rendering)
    preview.choice.choose(1)
    assert preview.places.currentWidget() is preview.rendered
    texts = []
    for key in preview.rendered._objects:
        assert preview.rendered.tree.choose(key)
        texts.append(preview.rendered.source.view.toPlainText())
    assert texts == [each.text for each in hook_rendering.objects]
    assert any("kind: Job" in text for text in texts)


def test_a_chart_that_is_delivered_as_it_is_has_no_rendering_here(
    preview: HookChartPreview, direct: Bundle
) -> None:
    preview.show_chart(direct.hosted)
    assert preview.currentIndex() == 1
    preview.choice.choose(1)
    assert preview.places.currentWidget() is preview._unrendered


def test_a_method_that_hosts_nothing_says_so(preview: HookChartPreview, job: Bundle) -> None:
    assert job.hosted is None
    preview.show_chart(job.hosted)
    assert preview.currentIndex() == 0


def test_the_file_chosen_stays_so_when_the_chart_is_made_again(
    preview: HookChartPreview, hook: Bundle, hook_rendering: Rendering
) -> None:
    preview.show_chart(hook.hosted, hook_rendering)
    preview.files.choose("values.yaml")
    preview.show_chart(hook.hosted, hook_rendering)
    assert preview.files.current_key == "values.yaml"


def test_its_trees_keep_the_rules_of_qt(
    preview: HookChartPreview, hook: Bundle, hook_rendering: Rendering, keeps_rules: Check
) -> None:
    preview.show_chart(hook.hosted, hook_rendering)
    keeps_rules(preview.files.model())
    keeps_rules(preview.rendered.tree.model())
