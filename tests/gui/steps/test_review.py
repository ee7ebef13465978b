"""Review: checks with remedies and a way to mend, previews, export, and the launch."""

from __future__ import annotations

import shlex
import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit

from core.plan.model import AskedValue, CommandOutput, ValueType
from core.wizard.steps import Step
from gui.steps.review import ReviewPage
from tests.support.servers import end_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.window import Driver

SECRET = "planted-secret"


@pytest.fixture
def page(opened: Driver) -> ReviewPage:
    """The sample at its sixth step, checked."""
    return at_review(opened)


@pytest.fixture
def rehearsed() -> Iterator[None]:
    """End the rehearsal that a test has started."""
    yield
    end_all()


def at_review(driver: Driver) -> ReviewPage:
    driver.go_to(Step.REVIEW)
    page = driver.page
    assert isinstance(page, ReviewPage)
    driver.wait(lambda: page._reviewed and driver.main.background.idle, "the checks")
    return page


def with_secret(driver: Driver) -> ReviewPage:
    """Review the sample with a value that is asked for at launch."""
    secret = AskedValue(secret=True, path="greeting")
    values = driver.shell.wizard.draft.values
    without = "\n".join(line for line in values.split("\n") if "greeting" not in line)
    driver.shell.wizard.answer(parameters=(secret,), values=without)
    return at_review(driver)


def said(page: ReviewPage) -> str:
    model = page._checks.model()
    rows = range(model.rowCount())
    return "\n".join(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows)


def menu_action(page: ReviewPage, text: str) -> QAction:
    return next(action for action in page._export.menu().actions() if action.text() == text)


def test_what_passed_is_said_for_every_step_and_nothing_exists_yet(page: ReviewPage) -> None:
    assert page.lead.text() == "Nothing has been created yet."
    text = said(page)
    for sentence in (
        "The account and its region are fine.",
        "The cluster and the namespace are fine.",
        "The chart can be installed.",
    ):
        assert sentence in text
    assert page.launch_button.isEnabled()


def test_what_blocks_says_what_to_do_and_leads_to_its_step(opened: Driver) -> None:
    opened.go_to(Step.DELIVERY)
    opened.shell.wizard.answer(values="replicaCount: many\n")
    opened.click(opened.shell.next_button)
    opened.settle()
    page = opened.page
    assert isinstance(page, ReviewPage)
    opened.wait(lambda: page._reviewed and opened.main.background.idle, "the checks")
    assert not page.launch_button.isEnabled()
    assert "replicaCount" in said(page)
    place = next(n for n, step in enumerate(page._steps) if step is Step.VALUES)
    page._checks.chosen.emit(place)
    opened.settle()
    assert opened.shell.wizard.flow.current is Step.VALUES


def test_what_is_only_worth_a_look_holds_nothing(opened: Driver) -> None:
    opened.go_to(Step.DELIVERY)
    opened.shell.wizard.answer(values="password: hunter2\n")
    page = at_review(opened)
    assert page._reviewed
    assert page._reviewed.findings
    assert not page._reviewed.refused
    assert page.launch_button.isEnabled()


def test_a_step_that_went_stale_is_named(opened: Driver) -> None:
    at_review(opened)
    rehearsal = opened.shell.wizard.draft.rehearsal
    opened.shell.wizard.go(Step.CLUSTER)
    opened.shell.wizard.answer(
        rehearsal=rehearsal.model_copy(update={"kubernetes_version": "1.30"})
    )
    opened.settle()
    opened.shell.wizard.go(Step.REVIEW)
    page = opened.page
    assert isinstance(page, ReviewPage)
    opened.settle()
    assert "look at it again, an earlier answer has changed" in said(page)


def test_what_was_not_reviewed_is_not_launched(opened: Driver, page: ReviewPage) -> None:
    assert page.launch_button.isEnabled()
    opened.shell.wizard.answer(namespace="other")
    assert not page.launch_button.isEnabled()


def test_the_command_line_of_the_same_launch_is_copied(opened: Driver, page: ReviewPage) -> None:
    opened.click("Copy as command")
    assert QGuiApplication.clipboard().text() == "chartnest launch teahouse.yaml --rehearse"
    assert "save the plan as teahouse.yaml" in page.lead.text()


def test_it_is_exported_to_a_folder_and_to_a_zip(
    opened: Driver, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, archive = tmp_path / "export", tmp_path / "export.zip"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(archive), ""))
    menu_action(page, "To a folder…").trigger()
    opened.wait(lambda: str(folder) in page.lead.text(), "the folder")
    menu_action(page, "To a zip…").trigger()
    opened.wait(lambda: str(archive) in page.lead.text(), "the zip")
    written = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    with zipfile.ZipFile(archive) as zipped:
        assert set(zipped.namelist()) == written
    assert "template.yaml" in written
    assert page._reviewed
    assert page._reviewed.bundle
    assert (folder / "template.yaml").read_text("utf-8") == page._reviewed.bundle.template_text


def test_a_folder_with_other_things_is_left_alone_and_says_why(
    opened: Driver, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    menu_action(page, "To a folder…").trigger()
    opened.wait(lambda: opened.shell.banner.text, "the refusal")
    assert "holds other things already" in opened.shell.banner.text
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == ["mine.txt"]


def test_a_zip_that_cannot_be_written_says_why(
    opened: Driver, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "missing" / "export.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    menu_action(page, "To a zip…").trigger()
    opened.wait(lambda: opened.shell.banner.text, "the refusal")
    assert "should not" not in opened.shell.banner.text


@pytest.mark.usefixtures("rehearsed")
def test_ros_is_asked_what_it_would_create_when_that_is_looked_at(
    opened: Driver, page: ReviewPage
) -> None:
    planned = page.previews.planned
    page.previews.setCurrentWidget(planned)
    opened.wait(lambda: planned.currentIndex() == 1, "the answer of ROS")
    names = [planned.table.model.row(n).logical_id for n in range(planned.table.model.rowCount())]
    assert {"HookChart", "Signal1", "Wait1"} <= set(names)
    assert planned._source.view.toPlainText()
    opened.shell.wizard.answer(outputs=shown_by("true"))
    page.enter()
    opened.settle()
    opened.wait(lambda: planned.currentIndex() == 1, "another answer")


def shown_by(command: str) -> tuple[CommandOutput, ...]:
    return (CommandOutput(command=command),)


@pytest.mark.usefixtures("rehearsed")
def test_secrets_are_asked_for_at_launch_and_kept_only_where_that_is_wished(
    opened: Driver, home: Path
) -> None:
    page = with_secret(opened)
    opened.click("Copy as command")
    command = shlex.split(QGuiApplication.clipboard().text())
    assert command[-2:] == ["--secret", "greeting=env:SECRET_1"]
    opened.click(page.launch_button)
    line = opened.find(QLineEdit, "greeting")
    assert line.hasFocus()
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert line.property("wrong") != "true"
    opened.press(Qt.Key.Key_Return, on=line)
    assert line.accessibleDescription() == "This is needed."
    opened.type(line, SECRET)
    page._secrets._keep.setChecked(True)
    opened.click(page.launch_button)
    opened.wait(lambda: opened.shell.wizard.draft.deployment, "the launch")
    assert opened.shell.wizard.flow.current is Step.STATUS
    assert page._secrets.isHidden()
    assert page._secrets.secrets == {}
    opened.settle()
    assert opened.main.services.accounts.recall("teahouse", "greeting") == SECRET
    files = [file for file in home.rglob("*") if file.is_file()]
    ours = [file for file in files if "rehearsal" not in str(file.relative_to(home))]
    assert not [file for file in ours if SECRET.encode() in _bytes_of(file)]


def test_a_secret_left_blank_says_so_as_it_is_left(opened: Driver) -> None:
    page = with_secret(opened)
    page._secrets.ask({"greeting": "", "token": "known"})
    line = opened.find(QLineEdit, "greeting")
    assert line.property("wrong") != "true"
    opened.find(QLineEdit, "token").setFocus()
    assert line.property("wrong") == "true"
    opened.click("Cancel")
    assert page._secrets.isHidden()
    assert page._secrets.secrets == {}


def test_a_secret_that_helm_would_change_is_refused_at_its_field_and_nothing_is_launched(
    opened: Driver,
) -> None:
    page = with_secret(opened)
    plan = opened.shell.wizard.draft.plan()
    assert plan
    number = AskedValue(path="greeting", type=ValueType.NUMBER, secret=True)
    page._secrets.ask({"greeting": ""}, plan.model_copy(update={"parameters": (number,)}))
    line = opened.find(QLineEdit, "greeting")
    opened.type(line, "9223372036854775808")
    opened.press(Qt.Key.Key_Return, on=line)
    assert line.property("wrong") == "true"
    assert "more digits than Helm keeps" in line.accessibleDescription()
    assert opened.shell.wizard.draft.deployment == ""
    assert not page._secrets.isHidden()
    opened.type(line, "9223372036854775807")
    page._secrets._judge("greeting")
    assert line.property("wrong") != "true"
    opened.click("Cancel")


@pytest.mark.usefixtures("rehearsed")
def test_a_launch_that_is_refused_says_why_and_keeps_the_secrets(opened: Driver) -> None:
    page = with_secret(opened)
    opened.click(page.launch_button)
    opened.type("greeting", SECRET)
    draft = opened.shell.wizard.draft
    elsewhere = draft.model_copy(update={"rehearse": False, "cluster_id": "c" + "0" * 32})
    opened.shell.wizard.flow = opened.shell.wizard.flow.answer(elsewhere)
    page._reviewed_draft = elsewhere
    page._start(page._secrets.secrets)
    opened.wait(lambda: opened.shell.banner.text, "the refusal")
    assert opened.shell.wizard.draft.deployment == ""
    assert opened.find(QLineEdit, "greeting").text() == SECRET
    assert page._secrets.isEnabled()
    assert SECRET not in opened.shell.banner.text


def _bytes_of(file: Path) -> bytes:
    """Return what is in a file; Helm's cache is written by files that go again."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
