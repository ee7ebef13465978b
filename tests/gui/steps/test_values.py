"""Values: one document in two views, looked at as it is typed, with secrets kept out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.wizard.flow import StepState
from core.wizard.steps import Step
from gui.steps.values import ValuesPage
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.window import Driver


@pytest.fixture
def page(driver: Driver) -> ValuesPage:
    """The sample's values, looked at once."""
    driver.begin()
    driver.go_to(Step.VALUES)
    shown = driver.page
    assert isinstance(shown, ValuesPage)
    return shown


def retype(driver: Driver, page: ValuesPage, line: int, text: str) -> None:
    """Replace a line, and wait until the new text has been looked at."""
    view = page.editor.view
    page.editor.go_to(line)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    driver.type(view, text, replace=False)
    driver.wait(lambda: page.insight and page.insight.text == page.editor.text, "the look")
    driver.settle()


def test_a_value_the_schema_refuses_blocks_the_way_on_and_is_kept(
    driver: Driver, page: ValuesPage
) -> None:
    retype(driver, page, 2, "replicaCount: many")
    driver.click(driver.shell.next_button)
    assert driver.shell.wizard.flow.current is Step.VALUES
    assert driver.shell.wizard.flow.state(Step.VALUES) is not StepState.DONE
    assert "replicaCount: many" in page.editor.text
    assert page.side.tabs.tabText(2) == "Problems (1)"


def test_the_form_is_refused_only_while_the_text_cannot_be_read(
    driver: Driver, page: ValuesPage
) -> None:
    retype(driver, page, 2, "replicaCount: [")
    driver.click("Form")
    assert "line" in driver.shell.banner.text
    retype(driver, page, 2, "replicaCount: 4")
    driver.click("Form")
    assert driver.shell.banner.text == ""
    assert page._views.currentWidget() is page._form


def test_a_tab_is_up_to_date_when_it_is_looked_at(driver: Driver, page: ValuesPage) -> None:
    side = page.side
    retype(driver, page, 2, "replicaCount: 4")
    retype(driver, page, 3, "greeting: [")
    side.tabs.setCurrentIndex(2)
    assert side._problems.model().rowCount() == 1
    side.tabs.setCurrentIndex(1)
    assert any("teahouse" in key for key in side._objects_now)
    assert side._tree.model().rowCount() > 0
    side.tabs.setCurrentIndex(0)
    assert "+ 4" in side._changes.toPlainText()
    retype(driver, page, 3, "greeting: hello")
    assert "+ hello" in side._changes.toPlainText()
    side.tabs.setCurrentIndex(2)
    assert side._problem_places.currentWidget() is side._none


@pytest.mark.parametrize(("title", "line"), [("Menu", "menu:"), ("Resources", "resources: {")])
def test_lists_and_mappings_lead_from_the_form_to_their_line(
    driver: Driver, page: ValuesPage, title: str, line: str
) -> None:
    driver.click("Form")
    shown = next(c for c in page._form._controls.values() if c.described.title == title)
    driver.click(shown._as_yaml)
    driver.settle()
    assert page._views.currentWidget() is page.editor
    assert page.editor.view.textCursor().block().text().startswith(line)


def test_in_the_form_a_bad_value_is_said_at_its_control_as_it_is_left(
    driver: Driver, page: ValuesPage
) -> None:
    driver.window.activateWindow()
    driver.click("Form")
    driver.settle()
    line = driver.find(QLineEdit, "Pods")
    driver.type(line, "99999")
    driver.wait(lambda: "replicaCount: 99999" in page.editor.text, "the change")
    driver.wait(lambda: page.insight and page.insight.text == page.editor.text, "the look")
    driver.settle()
    assert line.property("wrong") != "true"
    page.first_focus().setFocus()
    assert line.property("wrong") == "true"
    assert line.text() == "99999"
    driver.type(line, "3")
    driver.wait(lambda: line.property("wrong") != "true", "no complaint any more")
    driver.settle()


def test_a_value_made_secret_leaves_the_document_and_comes_back(
    driver: Driver, page: ValuesPage
) -> None:
    page.editor.go_to(3)
    driver.click("Ask at launch")
    driver.wait(lambda: driver.shell.wizard.draft.parameters, "the secret")
    driver.settle()
    assert "greeting" not in page.editor.text
    assert [secret.path for secret in driver.shell.wizard.draft.parameters] == ["greeting"]
    driver.click("Keep in the document")
    assert driver.shell.wizard.draft.parameters == ()


def test_a_line_is_commented_out_and_in_again(driver: Driver, page: ValuesPage) -> None:
    before = page.editor.text
    page.editor.go_to(2)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.editor.view, Qt.Key.Key_Slash, control)
    assert "# replicaCount" in page.editor.text
    QTest.keyClick(page.editor.view, Qt.Key.Key_Slash, control)
    assert page.editor.text == before
    driver.settle()


def test_another_chart_makes_the_values_stale_and_keeps_them(
    driver: Driver, page: ValuesPage, tmp_path: Path
) -> None:
    before = page.editor.text
    driver.go_to(Step.DELIVERY)
    driver.shell.wizard.take_chart(written(tmp_path, chart_files()))
    driver.settle()
    assert driver.shell.wizard.flow.state(Step.VALUES) is StepState.STALE
    assert driver.shell.wizard.draft.values == before
