"""The main window: home, plans, drafts, menus, colours, files dropped onto it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QApplication

from core.plan.file import read_plan
from core.wizard.drafts import Drafts
from core.wizard.steps import Step
from gui.plans import SAMPLE
from gui.steps.values import ValuesPage
from gui.theme import DARK, LIGHT, Scheme, tokens
from gui.window import Window
from tests.support.window import Driver, open_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def drafts(home: Path) -> Drafts:
    return Drafts(home / "drafts")


def drop(workspace: QWidget, path: Path) -> bool:
    """Drag a file onto the window and let go; return whether it was taken."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, files, left, none)
    entered.ignore()
    QApplication.sendEvent(workspace, entered)
    if entered.isAccepted():
        QApplication.sendEvent(workspace, QDropEvent(QPointF(9, 9), copy, files, left, none))
    return entered.isAccepted()


def test_an_untouched_new_plan_leaves_no_draft(driver: Driver, home: Path) -> None:
    driver.begin(sample=False)
    driver.main.close_plan()
    driver.settle()
    assert drafts(home).all() == ()


def test_what_is_typed_is_kept_as_a_draft_within_a_moment(driver: Driver, home: Path) -> None:
    driver.begin(sample=False)
    driver.shell.wizard.answer(namespace="kept")
    driver.wait(lambda: drafts(home).all(), "the draft")
    assert drafts(home).all()[0].flow.draft.namespace == "kept"


def test_a_draft_is_offered_again_and_goes_on_where_it_was(
    driver: Driver, qapp: QApplication
) -> None:
    driver.begin()
    driver.go_to(Step.VALUES)
    driver.shell.wizard.answer(values="greeting: draft\n")
    driver.main.close_plan()
    driver.settle()
    with open_window(qapp) as again:
        again.click("Continue teahouse")
        again.wait(lambda: again.main.shell, "the draft")
        again.wait(lambda: again.shell.wizard.chart, "its chart")
        assert again.shell.wizard.flow.current is Step.VALUES
        assert again.shell.wizard.draft.values == "greeting: draft\n"


def test_what_was_typed_a_moment_before_the_plan_is_closed_is_in_its_draft(
    driver: Driver, home: Path
) -> None:
    driver.begin()
    driver.go_to(Step.VALUES)
    page = driver.page
    assert isinstance(page, ValuesPage)
    page.editor.go_to(1)
    driver.type(page.editor.view, "# typed last ", replace=False)
    driver.main.close_plan()
    driver.settle()
    assert "# typed last " in drafts(home).all()[0].flow.draft.values


def test_a_discarded_draft_is_gone(driver: Driver, home: Path) -> None:
    driver.begin()
    driver.shell.wizard.answer(namespace="gone")
    driver.main.close_plan()
    driver.settle()
    driver.click("Discard the draft of teahouse")
    driver.wait(lambda: not drafts(home).all(), "no draft")


def test_a_saved_plan_keeps_its_comments_and_leaves_no_draft(
    driver: Driver, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.yaml"
    shutil.copytree(SAMPLE.parent / "chart", tmp_path / "chart")
    shutil.copy(SAMPLE, file)
    driver.main.plans.open_file(file)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.settle()
    assert not driver.window.isWindowModified()
    driver.shell.wizard.answer(namespace="saved")
    assert driver.window.isWindowModified()
    driver.shell.save()
    driver.wait(lambda: not driver.window.isWindowModified(), "saved")
    driver.settle()
    assert read_plan(file).release.namespace == "saved"
    assert "# The chart's notes are what" in file.read_text("utf-8")
    assert drafts(home).all() == ()
    assert drafts(home).recent() == (file,)


def test_a_plan_that_cannot_be_read_is_said_in_the_panel(driver: Driver, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: [", "utf-8")
    driver.main.plans.open_file(broken)
    driver.wait(lambda: driver.main.banner.text, "the panel")
    assert str(broken) in driver.main.banner.text
    assert driver.main.shell is None


def test_a_plan_dropped_onto_the_window_is_opened(driver: Driver) -> None:
    assert drop(driver.main, SAMPLE)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.settle()
    assert driver.shell.wizard.draft.name == "teahouse"


def test_a_chart_dropped_onto_an_open_plan_becomes_its_chart(driver: Driver) -> None:
    driver.begin(sample=False)
    driver.go_to(Step.CHART)
    assert drop(driver.main, SAMPLE.parent / "chart")
    driver.wait(lambda: driver.shell.wizard.chart, "the chart")
    driver.settle()
    assert driver.shell.wizard.draft.name == "teahouse"


def test_anything_else_dropped_is_not_taken(driver: Driver, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.touch()
    assert not drop(driver.main, picture)


def test_colours_and_size_are_remembered(driver: Driver, qapp: QApplication) -> None:
    driver.main.look.dress(Scheme.DARK)
    driver.main.look.zoom(+1)
    assert tokens() is DARK
    again = Window(qapp)
    assert again.workspace.look.theme.scheme is Scheme.DARK
    assert again.workspace.look.theme.zoom == 1.1
    again.close()
    again.deleteLater()
    driver.main.look.zoom(0)
    driver.main.look.dress(Scheme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == LIGHT.surface.lower()


def test_the_keyboard_walks_forth_and_back(driver: Driver) -> None:
    driver.begin()
    driver.shell.go_on()
    assert driver.shell.wizard.flow.current is Step.CLUSTER
    driver.shell.go_back()
    assert driver.shell.wizard.flow.current is Step.ACCOUNT
    driver.settle()
