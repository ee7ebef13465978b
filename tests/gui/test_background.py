"""Work off the UI thread: nothing is lost, nothing old overwrites what is newer."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from core.errors import Cancelled, Sentence, say
from gui.background import Background, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


READING = say("Reading the chart")


class Page(QObject):
    """Receives results as a page does."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.told: list[tuple[Sentence, int, int | None]] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def progressed(self, what: Sentence, done: int, total: int | None) -> None:
        self.told.append((what, done, total))


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:  # noqa: ARG001 - signals need it
    made = Background()
    yield made
    made.close()


@pytest.fixture
def page() -> Page:
    return Page()


def test_two_thousand_results_all_come_home_to_the_ui_thread(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    for number in range(2000):
        background.run(f"work {number}", lambda _task, number=number: number, page.done)
    qtbot.waitUntil(lambda: background.idle)
    assert sorted(page.results) == list(range(2000))
    assert page.threads == {threading.main_thread()}


def test_a_newer_task_of_the_same_name_replaces_the_older(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    gate = threading.Event()
    older = background.run("look", lambda _task: gate.wait(10) and "old", page.done)
    background.run("look", lambda _task: "new", page.done)
    gate.set()
    qtbot.waitUntil(lambda: background.idle)
    assert page.results == ["new"]
    with pytest.raises(Cancelled):
        older.progress(READING, 1, 2)


def test_an_error_nobody_asked_for_goes_to_the_default_path(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(background.failed) as told:
        background.run("break", lambda _task: 1 / 0, page.done)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert page.results == []


def test_an_error_goes_to_whoever_asked_for_it(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    background.run("break", lambda _task: 1 / 0, page.done, failed=page.failed)
    qtbot.waitUntil(lambda: background.idle)
    assert [type(error) for error in page.errors] == [ZeroDivisionError]


def test_progress_is_told_in_order_and_cancelling_stops_the_work(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def work(task: Task) -> None:
        task.progress(READING, 1, 3)
        task.progress(READING, 2, 3)
        begun.set()
        gate.wait(10)
        task.progress(READING, 3, 3)

    background.run("read", work, page.done, failed=page.failed, progressed=page.progressed)
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: len(page.told) == 2)
    background.cancel("read")
    gate.set()
    qtbot.waitUntil(lambda: background.idle)
    assert page.told == [(READING, 1, 3), (READING, 2, 3)]
    assert page.results == []


def test_a_result_for_a_page_that_is_gone_is_dropped(
    background: Background, page: Page, qtbot: QtBot
) -> None:
    gate = threading.Event()
    background.run("late", lambda _task: gate.wait(10), page.done)

    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: background.idle)
    assert page.results == []


@pytest.mark.usefixtures("qapp")
def test_closing_waits_for_the_threads_and_begins_nothing_more(page: Page) -> None:
    made = Background()
    made.run("one", lambda _task: 1, page.done)
    made.close()
    made.run("two", lambda _task: 2, page.done)
    assert made.idle
    assert page.results == []
