"""Whoever cannot see the window, or has no mouse, gets everywhere and is told where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QTabWidget, QToolButton, QWidget

from core.plan.model import HostedAt
from core.wizard.steps import STEPS, Step
from gui.status.delete_question import DeleteQuestion
from gui.steps.review import ReviewPage
from gui.steps.status import StatusPage
from gui.steps.values import ValuesPage
from tests.support.accessibility import nameless, unreached
from tests.support.statuses import opened

if TYPE_CHECKING:
    from tests.support.statuses import Deployed
    from tests.support.window import Driver

WALKED = STEPS[: STEPS.index(Step.STATUS)]


def check(driver: Driver, start: QWidget, window: QWidget | None = None) -> None:
    """Fail on what has no name, or is not reached by Tab from `start`."""
    shown = window or driver.window
    shown.activateWindow()
    driver.rest()
    start.setFocus()
    assert QApplication.focusWidget() is not None
    assert nameless(shown) == []
    assert unreached(shown) == set()


def check_page(driver: Driver) -> None:
    check(driver, driver.page.first_focus())


def check_tabs(driver: Driver, tabs: QTabWidget, window: QWidget | None = None) -> None:
    """Check a screen with each of its tabs in turn."""
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        driver.settle()
        check(driver, tabs.tabBar(), window)


def test_home_at_the_first_start(driver: Driver) -> None:
    check(driver, driver.main.home.first_focus())


def test_home_of_somebody_who_has_worked_here(known: Driver) -> None:
    known.begin()
    known.shell.wizard.answer(namespace="draft")
    known.main.close_plan()
    known.settle()
    known.wait(lambda: known.main.home._table, "the deployments")
    check(known, known.main.home.first_focus())
    known.click("Discard the draft of teahouse")
    known.settle()


@pytest.mark.parametrize("step", WALKED, ids=str)
def test_each_step_as_it_is_first_seen(driver: Driver, step: Step) -> None:
    driver.begin()
    driver.go_to(step)
    check_page(driver)


@pytest.mark.parametrize("step", WALKED, ids=str)
def test_typing_starts_where_the_step_says(driver: Driver, step: Step) -> None:
    driver.begin()
    driver.go_to(step)
    driver.window.activateWindow()
    driver.rest()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert driver.page.isAncestorOf(focus)


def test_the_account_and_its_form_and_the_clusters_of_the_cloud(driver: Driver) -> None:
    driver.begin()
    driver.shell.wizard.answer(rehearse=False)
    driver.settle()
    driver.click("New profile")
    check_page(driver)
    driver.shell.wizard.flow = driver.shell.wizard.flow.confirm()
    driver.shell.wizard.go(Step.CLUSTER)
    driver.settle()
    check_page(driver)


def test_a_cluster_of_ones_own(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.CLUSTER)
    driver.click("A cluster of yours")
    check_page(driver)


def test_a_chart_that_asks_for_everything(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.CHART)
    page = driver.page
    for hidden in ("_source_fields", "_version_field", "_preview_field"):
        getattr(page, hidden).show()
    page._source_fields.open(opened=True)
    check_page(driver)


def test_the_values_with_each_tab_and_as_a_form(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.VALUES)
    page = driver.page
    assert isinstance(page, ValuesPage)
    driver.wait(lambda: page.insight, "what the values come to")
    check_tabs(driver, page.side.tabs)
    driver.click("Form")
    check_page(driver)


def test_a_delivery_with_all_it_can_ask(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.DELIVERY)
    driver.find(QToolButton, "Advanced").setChecked(True)
    output = driver.find(QComboBox, "What the stack shows")
    for kind in range(output.count()):
        output.setCurrentIndex(kind)
        output.activated.emit(kind)
        driver.settle()
        check_page(driver)
    delivery = driver.shell.wizard.draft.delivery
    driver.shell.wizard.answer(
        rehearse=False, delivery=delivery.model_copy(update={"hosting": HostedAt(url="")})
    )
    check_page(driver)


def test_a_review_with_each_preview(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.REVIEW)
    page = driver.page
    assert isinstance(page, ReviewPage)
    driver.wait(page.launch_button.isEnabled, "the checks")
    check_tabs(driver, page.previews)
    page.previews.hook_chart.choice.choose(1)
    page.previews.setCurrentWidget(page.previews.hook_chart)
    check_page(driver)
    page.previews.setCurrentWidget(page.previews.template)
    for way in (1, 2):
        page.previews.template.choice.choose(way)
        check_page(driver)


def test_a_launch_that_asks_for_secrets(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.REVIEW)
    page = driver.page
    assert isinstance(page, ReviewPage)
    page._secrets.ask({"auth.password": "", "auth.token": ""})
    check_page(driver)


@pytest.mark.parametrize("name", ["good", "failed"])
def test_a_status_with_each_tab(known: Driver, deployed: Deployed, name: str) -> None:
    found = opened(known, getattr(deployed, name))
    check_tabs(known, found.view.tabs, found.window)


def test_the_status_of_the_open_plan(known: Driver, deployed: Deployed) -> None:
    known.begin()
    known.go_to(Step.DELIVERY)
    known.shell.wizard.launched(deployed.good)
    known.settle()
    page = known.page
    assert isinstance(page, StatusPage)
    check_page(known)
    page._secrets.ask({"auth.password": ""})
    check_page(known)


def test_the_question_before_a_deletion(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good)
    found.click("Delete")
    found.wait(lambda: found.view.findChildren(DeleteQuestion), "the question")
    question = found.view.findChildren(DeleteQuestion)[0]
    check(known, question.cancel_button, question)
    question.reject()


@pytest.mark.parametrize("text", ["Keyboard shortcuts", "About ChartNest"])
def test_what_help_shows(driver: Driver, text: str) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.extend([dialog.windowTitle(), *nameless(dialog)])
        dialog.reject()

    actions = driver.window.menuBar().findChildren(QAction)
    action = next(each for each in actions if each.text().replace("&", "") == text)
    QTimer.singleShot(0, driver.window, look)
    action.trigger()
    assert seen == [text]
