"""What the Jobs say: asked for while it is looked at, growing in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from core.deployment.job_log import JobLog
from gui.status.job_log import AGAIN_MS, JobLogView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

INSTALL = JobLog("shop-install-x", "install", "Running", "2026-01-01T00:00:00Z", "Checking\nLogin")
UNINSTALL = JobLog("shop-uninstall-y", "uninstall", "Succeeded", "2026-01-02T00:00:00Z", "Bye")


@pytest.fixture
def view(qtbot: QtBot) -> JobLogView:
    made = JobLogView()
    qtbot.addWidget(made)
    made.resize(600, 300)
    return made


def text(view: JobLogView) -> str:
    return view._text.toPlainText()


def said(view: JobLogView) -> str:
    labels = view._empty.findChildren(QLabel)
    return " ".join(label.text() for label in labels).strip()


def test_the_logs_are_asked_for_when_they_are_looked_at_and_again_while_they_grow(
    view: JobLogView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.wanted):
        view.show()
    assert not view._again.isActive()
    view.set_live(live=True)
    with qtbot.waitSignal(view.wanted, timeout=AGAIN_MS * 10):
        pass
    with qtbot.waitSignal(view.wanted):
        view.set_live(live=False)
    assert not view._again.isActive()
    view.set_live(live=True)
    view.hide()
    assert not view._again.isActive()


def test_no_pod_says_so_and_so_does_a_cluster_out_of_reach(view: JobLogView) -> None:
    view.show()
    view.show_logs(())
    assert view.currentIndex() == 0
    assert "No pod of a Job is there" in said(view)
    view.show_failure("The cluster cannot be reached.")
    assert said(view) == "The cluster cannot be reached."


def test_what_was_read_stays_when_the_cluster_is_out_of_reach(view: JobLogView) -> None:
    view.show_logs((INSTALL,))
    view.show_failure("The cluster cannot be reached.")
    assert view.currentIndex() == 1
    assert text(view) == INSTALL.text


def test_each_pod_can_be_chosen_and_stays_so(view: JobLogView) -> None:
    view.show_logs((UNINSTALL, INSTALL))
    titles = [view._pods.itemText(place) for place in range(view._pods.count())]
    assert titles == [
        "Uninstall · shop-uninstall-y · Succeeded",
        "Install · shop-install-x · Running",
    ]
    assert text(view) == "Bye"
    view._pods.setCurrentIndex(1)
    assert text(view) == INSTALL.text
    view.show_logs((INSTALL, UNINSTALL))
    assert view._pods.currentData() == "shop-install-x"


def test_a_log_grows_in_place_and_keeps_the_selection(view: JobLogView) -> None:
    view.show()
    view.show_logs((INSTALL,))
    view._text.selectAll()
    view.show_logs((replace(INSTALL, text=f"{INSTALL.text}\nSUCCESS"),))
    assert text(view) == "Checking\nLogin\nSUCCESS"
    assert view._text.textCursor().hasSelection()


def test_the_end_stays_in_sight_as_it_grows_unless_a_person_reads_above(view: JobLogView) -> None:
    view.show()
    long = replace(INSTALL, text="\n".join(f"line {number}" for number in range(200)))
    view.show_logs((long,))
    bar = view._text.verticalScrollBar()
    assert bar.value() == 0
    view.show_logs((replace(long, text=f"{long.text}\nmore"),))
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    view.show_logs((replace(long, text=f"{long.text}\nmore\nand more"),))
    assert bar.value() == bar.maximum()
