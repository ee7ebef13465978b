"""The open plan: every key is kept, and what was opened is what stands in the fields."""

from __future__ import annotations

import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from core.plan.file import read_plan
from core.wizard.drafts import Drafts
from core.wizard.steps import Step
from gui.plans import SAMPLE
from gui.steps.chart import ChartPage
from gui.steps.values import ValuesPage
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.wizard.draft import Draft
    from tests.support.window import Driver


def kept(home: Path) -> list[Draft]:
    return [each.flow.draft for each in Drafts(home / "drafts").all()]


def values_page(driver: Driver) -> ValuesPage:
    driver.begin()
    driver.go_to(Step.VALUES)
    page = driver.page
    assert isinstance(page, ValuesPage)
    driver.wait(lambda: page.insight, "what the values come to")
    driver.settle()
    return page


def at_chart(driver: Driver) -> QLineEdit:
    driver.begin(sample=False)
    driver.go_to(Step.CHART)
    driver.window.activateWindow()
    driver.settle()
    line = driver.find(QLineEdit, "Chart")
    line.setFocus()
    return line


def test_what_is_undone_leaves_no_draft(driver: Driver, home: Path) -> None:
    driver.begin(sample=False)
    driver.shell.wizard.answer(namespace="else")
    driver.wait(lambda: kept(home), "the draft")
    driver.shell.wizard.answer(namespace="default")
    driver.wait(lambda: not kept(home), "no draft")


def test_a_key_pressed_last_is_in_the_draft_of_a_plan_that_is_closed(
    driver: Driver, home: Path
) -> None:
    page = values_page(driver)
    QTest.keyClicks(page.editor.view, "#last")
    driver.main.close_plan()
    driver.settle()
    (draft,) = kept(home)
    assert draft.values.startswith("#last")


def test_a_value_given_last_in_the_form_is_in_the_draft_of_a_window_that_is_closed(
    driver: Driver, home: Path
) -> None:
    page = values_page(driver)
    driver.click("Form")
    driver.settle()
    control = page._form.control(("greeting",))
    assert control
    QTest.keyClicks(control._editor, "!")  # type: ignore[attr-defined]
    driver.window.close()
    (draft,) = kept(home)
    assert "!" in draft.values.partition("greeting:")[2].partition("\n")[0]


def test_saving_takes_the_key_pressed_last(driver: Driver, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent / "chart", tmp_path / "chart")
    file = tmp_path / "plan.yaml"
    shutil.copy(SAMPLE, file)
    driver.main.plans.open_file(file)
    driver.wait(lambda: driver.main.shell and driver.shell.wizard.chart, "the plan")
    driver.shell.wizard.go(Step.VALUES)
    driver.settle()
    page = driver.page
    assert isinstance(page, ValuesPage)
    QTest.keyClicks(page.editor.view, "#last")
    driver.shell.save()
    driver.settle()
    assert read_plan(file).values.startswith("#last")


def test_a_plan_without_a_chart_is_not_saved_and_says_why(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("a name is asked"))
    driver.begin(sample=False)
    driver.shell.save()
    assert driver.shell.banner.text == "A plan without a chart cannot be saved yet."
    driver.settle()


def test_a_plan_that_cannot_be_written_says_why_and_stays_unsaved(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "missing" / "plan.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    driver.begin()
    driver.shell.wizard.answer(namespace="unsaved")
    driver.shell.save()
    driver.wait(lambda: driver.shell.banner.text, "the refusal")
    assert str(nowhere.parent) in driver.shell.banner.text
    assert "should not" not in driver.shell.banner.text
    assert driver.window.isWindowModified()
    driver.settle()


def test_a_chart_half_typed_is_kept_and_stands_there_again(driver: Driver, home: Path) -> None:
    line = at_chart(driver)
    driver.type(line, "https://charts.example.com sh")
    driver.wait(lambda: kept(home) and kept(home)[0].typed, "the draft")
    assert kept(home)[0].typed == "https://charts.example.com sh"
    assert kept(home)[0].chart is None
    driver.settle()


def test_what_names_no_chart_holds_the_way_on_though_another_was_opened(
    driver: Driver, tmp_path: Path
) -> None:
    folder = written(tmp_path, chart_files())
    line = at_chart(driver)
    driver.type(line, str(folder))
    driver.press(Qt.Key.Key_Return, on=line)
    driver.settle()
    assert driver.shell.wizard.flow.valid(Step.CHART)
    driver.type(line, "ftp://example.com/x.tgz")
    driver.click(driver.shell.next_button)
    driver.settle()
    assert driver.shell.wizard.flow.current is Step.CHART
    assert "ftp" in driver.shell.banner.text
    assert line.text() == "ftp://example.com/x.tgz"
    driver.type(line, str(folder))
    driver.press(Qt.Key.Key_Return, on=line)
    driver.settle()
    driver.go_to(Step.VALUES)


def test_a_reference_is_judged_as_its_field_is_left_and_not_before(driver: Driver) -> None:
    line = at_chart(driver)
    page = driver.page
    assert isinstance(page, ChartPage)
    driver.type(line, "https://charts.example.com/a.tgz")
    driver.wait(lambda: not page._soon.isActive(), "the pause")
    assert line.accessibleDescription() == "An archive on a web server."
    driver.type(line, "ftp://charts")
    driver.wait(lambda: not page._soon.isActive(), "the pause")
    assert line.property("wrong") != "true"
    assert line.accessibleDescription() != "An archive on a web server."
    other: QWidget = page._open_button
    other.setFocus()
    assert line.property("wrong") == "true"
    assert line.text() == "ftp://charts"
    driver.settle()


def test_a_chart_dropped_while_another_is_being_typed_takes_its_place(
    driver: Driver, tmp_path: Path
) -> None:
    line = at_chart(driver)
    driver.type(line, str(written(tmp_path, chart_files())))
    driver.press(Qt.Key.Key_Return, on=line)
    driver.settle()
    assert line.hasFocus()
    driver.main.take_chart(SAMPLE.parent / "chart")
    driver.settle()
    chart = driver.shell.wizard.chart
    assert chart
    assert chart.metadata.name == "teahouse"
    assert line.text() == str(SAMPLE.parent / "chart")


def test_reading_a_chart_can_be_stopped(driver: Driver) -> None:
    line = at_chart(driver)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/shop.tgz"
        driver.type(line, address)
        driver.press(Qt.Key.Key_Return, on=line)
        driver.click("Cancel")
        assert not driver.page.busy.isVisible()
        assert line.accessibleDescription().startswith("Stopped on request.")
        assert line.text() == address
        driver.click(driver.shell.next_button)
        assert driver.shell.banner.text == "Stopped on request."
        assert driver.shell.wizard.flow.current is Step.CHART
    driver.settle()


def test_a_placeholder_of_a_plan_shows_its_local_copy(driver: Driver, tmp_path: Path) -> None:
    folder = written(tmp_path, chart_files())
    line = at_chart(driver)
    driver.type(line, "{{ computenest::helmchart::shop }}")
    driver.type("Local copy", str(folder))
    driver.click(driver.shell.next_button)
    driver.settle()
    assert driver.shell.wizard.chart
    driver.main.close_plan()
    driver.settle()
    driver.click("Continue shop")
    driver.wait(lambda: driver.main.shell and driver.shell.wizard.chart, "the draft")
    driver.settle()
    driver.shell.wizard.go(Step.CHART)
    driver.settle()
    assert driver.find(QLineEdit, "Local copy").text() == str(folder)
