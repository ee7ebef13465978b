"""The first screen: drafts, recent plans, deployments with the status they have now."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel

from gui.home import HomePage, moment
from gui.home_lines import DeploymentLine, DraftLine, home_lines, live_lines
from gui.plans import SAMPLE
from gui.services import Services
from gui.theme import Tone
from tests.support.launches import draft_for, launched

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Check
    from tests.support.statuses import Deployed
    from tests.support.window import Driver


def said(page: HomePage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def rows(driver: Driver) -> dict[str, DeploymentLine]:
    table = driver.main.home._table
    shown = [table.model.row(n) for n in range(table.model.rowCount())] if table else []
    return {line.identity: line for line in shown}


def test_the_first_start_says_what_each_place_is_for(driver: Driver) -> None:
    text = said(driver.main.home)
    assert "What you launch is listed here" in text
    assert "Plans you open or save are offered here again." in text
    driver.click("Try the sample")
    driver.wait(lambda: driver.main.shell, "the sample")
    driver.settle()


def test_drafts_are_offered_with_their_time(qtbot: QtBot) -> None:
    page = HomePage()
    qtbot.addWidget(page)
    page.show()
    page.show_drafts([DraftLine("1", "shop", 1_700_000_000), DraftLine("2", "tea", 0)])
    assert f"Draft kept {moment(1_700_000_000)}" in said(page)
    page.show_drafts([])
    assert "Draft kept" not in said(page)


def test_a_plan_opened_lately_is_one_click_away(driver: Driver, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent, tmp_path / "sample")
    file = (tmp_path / "sample" / "plan.yaml").rename(tmp_path / "sample" / "tea.yaml")
    driver.main.plans.open_file(file)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.settle()
    driver.main.close_plan()
    driver.settle()
    assert str(file.parent) in said(driver.main.home)
    driver.click("tea")
    driver.wait(lambda: driver.main.shell, "the plan again")
    assert driver.shell.wizard.draft.file == file
    driver.settle()


def test_deployments_show_where_they_are_and_how(known: Driver, deployed: Deployed) -> None:
    known.wait(lambda: len(rows(known)) >= 2, "the deployments")
    good, failed = rows(known)[deployed.good], rows(known)[deployed.failed]
    assert (good.status, good.tone) == ("Created", Tone.OK)
    assert (failed.status, failed.tone) == ("Creating: failed", Tone.BAD)
    assert good.where == "rehearsal · cn-hangzhou"


def test_their_status_changes_while_one_looks(known: Driver, deployed: Deployed) -> None:
    services = Services(deployed.home)
    identity = launched(services, draft_for("live", "sleep 1"))
    known.main.feed.refresh()
    known.wait(lambda: identity in rows(known), "the new one")
    table = known.main.home._table
    assert table
    assert table.choose(lambda line: line.identity == identity)
    known.wait(lambda: rows(known)[identity].status == "Created", "its end")
    assert table.current
    assert table.current.identity == identity


def test_its_table_keeps_the_rules_of_qt(known: Driver, keeps_rules: Check) -> None:
    known.wait(lambda: rows(known), "the deployments")
    table = known.main.home._table
    assert table
    keeps_rules(table.model)


def test_where_nothing_was_launched_there_is_nothing_to_ask_for(home: Path) -> None:
    services = Services(home)
    assert home_lines(services).deployments == []
    assert live_lines(services) == []
