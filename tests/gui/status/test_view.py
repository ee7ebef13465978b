"""The status of a deployment: what the tabs show of a stack that ended well, or did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.cloud.errors import CloudUnreachable
from core.errors import say
from gui.status.lines import Look
from tests.support.statuses import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtCore import QUrl

    from tests.support.statuses import Deployed, Opened
    from tests.support.window import Driver


def buttons(found: Opened) -> set[str]:
    """Return the verbs that are offered."""
    shown = found.view.header.findChildren(QPushButton)
    return {button.text() for button in shown if button.isVisible()}


def test_a_stack_that_ended_well_shows_everything_about_it(
    known: Driver, deployed: Deployed
) -> None:
    found = opened(known, deployed.good, "CREATE_COMPLETE")
    view = found.view
    assert view.failure.isHidden()
    drawn = {bar.name for bar in view.timeline._chart._chart.bars}
    assert drawn == {each.logical_id for each in deployed.good_look.resources}
    assert view.resources.table.model.rowCount() == len(deployed.good_look.resources)
    assert view.events.model.total == len(view.watcher.lines) > 8
    assert view.outputs.currentIndex() == 1
    assert buttons(found) == {"Save report", "Delete"}


def test_a_failure_pins_the_innermost_reason_and_what_to_do(
    known: Driver, deployed: Deployed
) -> None:
    found = opened(known, deployed.failed, "CREATE_FAILED")
    assert found.view.failure.isVisible()
    assert found.view.failure.text == "database.host is needed."
    assert found.view.failure._source.text() == "In Wait1 › Job › shop/templates/needy.yaml:1:3"
    remedy = found.view.failure._remedy.text()
    assert remedy.startswith("Mend the values.")
    assert remedy.endswith("delete this one, then launch the plan again.")
    assert buttons(found) == {"Retry", "Save report", "Delete"}


def test_the_template_is_the_one_that_was_launched(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    found.turn_to(found.view.template)
    launched = found.view.watcher.deployment
    assert launched
    assert found.view.template.view.toPlainText() == launched.revision.template
    assert "revision 1" in found.view.template._note.text()


def test_the_log_of_the_job_is_read_when_it_is_looked_at(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    found.turn_to(found.view.log)
    found.wait(found.view.log._text.toPlainText, "the log")
    assert "Helm: install good" in found.view.log._text.toPlainText()
    assert found.view.log._pods.currentText().startswith("Install · ")


def test_a_report_is_saved_and_says_where(
    known: Driver, deployed: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    found = opened(known, deployed.failed, "CREATE_FAILED")
    found.click("Save report")
    found.wait(lambda: found.view.banner.text, "where it is")
    assert str(file) in found.view.banner.text
    text = file.read_text("utf-8")
    assert "database.host is needed" in text
    assert "Wait1" in text


def test_a_report_that_cannot_be_written_says_why(
    known: Driver, deployed: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "folder.md"
    taken.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(taken), ""))
    found = opened(known, deployed.failed, "CREATE_FAILED")
    found.click("Save report")
    found.wait(lambda: found.view.banner.text, "why not")
    assert str(taken) in found.view.banner.text
    assert "Something went wrong that should not" not in found.view.banner.text


def test_a_stack_in_the_cloud_opens_in_the_console(
    known: Driver, deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", seen.append)
    found = opened(known, deployed.good)
    assert "Open in console" not in buttons(found)
    found.view.header.in_console = True
    found.view.header._allow()
    found.click("Open in console")
    launched = found.view.watcher.deployment
    assert launched
    assert [url.toString() for url in seen] == [
        f"https://ros.console.aliyun.com/cn-hangzhou/stacks/{launched.stack_id}"
    ]


def test_what_was_refused_stays_said_while_the_stack_goes_on(
    known: Driver, deployed: Deployed
) -> None:
    found = opened(known, deployed.good)
    view, look = found.view, found.view.watcher.look
    assert look
    going_on = Look(replace(look.snapshot, finished=False), look.chart, (), first=False)
    view.fail(PermissionError("no"))
    view._take(going_on)
    assert "no" in view.banner.text


def test_a_cloud_that_is_silent_is_said_until_it_answers(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    view, look = found.view, found.view.watcher.look
    assert look
    silent = replace(look.snapshot, trouble=say("The server does not answer."))
    view._take(Look(silent, look.chart, (), first=False))
    assert view.banner.text == "The server does not answer."
    view._take(Look(look.snapshot, look.chart, (), first=False))
    assert view.banner.text == ""


def test_a_watch_that_was_lost_can_be_taken_up_again(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    found.wait(lambda: not found.view.watcher.watching, "the end of the watch")
    found.view.watcher.failed.emit(
        CloudUnreachable(service="ROS", action="GetStack", message="no route")
    )
    assert "no route" in found.view.banner.text
    found.click("Look again")
    found.wait(lambda: not found.view.banner.text, "an answer")
