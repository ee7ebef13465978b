"""A chart that lacks its dependencies gets them by one button, and stays as it is without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from core.plan.model import PathChart
from core.wizard.steps import Step
from gui.steps.dependencies import Dependencies
from tests.support.chart_server import Certificate, ChartServer
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.charts import Files
    from tests.support.window import Driver

FETCH = "Fetch dependencies"


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as serving:
        serving.publish(db("1.2.0"))
        yield serving


def db(version: str) -> Files:
    """Return the dependency; its one object is its own."""
    level = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-the-dependency}\n"
    return chart_files("db", version, templates={"level.yaml": level})


@pytest.fixture
def folder(tmp_path: Path, server: ChartServer) -> Path:
    entry = f"{{name: db, version: 1.x, repository: '{server.url}/charts'}}"
    return written(tmp_path, chart_files(metadata=f"dependencies:\n- {entry}\n"))


@pytest.fixture
def incomplete(driver: Driver, folder: Path) -> Driver:
    """The chart step, with a chart opened that lacks its dependency."""
    driver.begin(sample=False)
    driver.go_to(Step.CHART)
    take(driver, str(folder))
    return driver


def take(driver: Driver, reference: str) -> None:
    line = driver.find(QLineEdit, "Chart")
    driver.type(line, reference)
    driver.press(Qt.Key.Key_Return, on=line)
    driver.settle()


def offered(driver: Driver) -> bool:
    buttons = driver.window.findChildren(QPushButton)
    return any(each.text() == FETCH and each.isVisible() for each in buttons)


def said(driver: Driver) -> str:
    (card,) = driver.window.findChildren(Dependencies)
    return "\n".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def complete(driver: Driver) -> bool:
    chart = driver.shell.wizard.chart
    return bool(chart) and all(each.present for each in chart.metadata.dependencies)


def in_plan(driver: Driver) -> bool:
    source = driver.shell.wizard.draft.chart
    return isinstance(source, PathChart) and source.dependencies


def test_the_button_fetches_them_and_the_plan_says_so(
    incomplete: Driver, server: ChartServer
) -> None:
    assert f"db 1.x: missing; it is in {server.url}/charts" in said(incomplete)
    assert not in_plan(incomplete)
    incomplete.click(FETCH)
    incomplete.settle()
    assert complete(incomplete)
    assert in_plan(incomplete)
    assert f"db 1.2.0, fetched from {server.url}/charts" in said(incomplete)
    assert not offered(incomplete)


def test_the_way_on_is_free_afterwards(incomplete: Driver) -> None:
    incomplete.click(FETCH)
    incomplete.settle()
    incomplete.go_to(Step.VALUES)
    assert incomplete.shell.wizard.flow.valid(Step.VALUES)


def test_the_same_chart_named_again_is_completed_again(incomplete: Driver, folder: Path) -> None:
    incomplete.click(FETCH)
    incomplete.settle()
    take(incomplete, str(folder))
    assert complete(incomplete)


def test_another_chart_is_not(incomplete: Driver, tmp_path: Path) -> None:
    incomplete.click(FETCH)
    incomplete.settle()
    take(incomplete, str(written(tmp_path, chart_files("other"))))
    assert not in_plan(incomplete)


def test_a_failure_is_said_beside_it_and_the_chart_stays(
    incomplete: Driver, server: ChartServer
) -> None:
    server.put("/charts/index.yaml", b"entries: {}")
    incomplete.click(FETCH)
    incomplete.settle()
    assert "The dependency db of shop cannot be fetched." in said(incomplete)
    assert incomplete.shell.wizard.chart
    assert not in_plan(incomplete)
    server.publish(db("1.3.0"))
    incomplete.click(FETCH)
    incomplete.settle()
    assert complete(incomplete)


def test_it_can_be_cancelled(incomplete: Driver, server: ChartServer) -> None:
    server.stall.set()
    incomplete.click(FETCH)
    incomplete.click("Cancel")
    incomplete.settle()
    server.stall.clear()
    assert offered(incomplete)
    assert "cannot" not in said(incomplete)
    assert incomplete.shell.wizard.chart
    assert not in_plan(incomplete)


def test_a_login_is_asked_for_and_goes_to_that_host_alone(
    incomplete: Driver, server: ChartServer
) -> None:
    server.protect("/charts", "reader", "tea")
    incomplete.click(FETCH)
    incomplete.settle()
    assert f"Sign in to {server.host}." in said(incomplete)
    incomplete.type("User name", "reader")
    incomplete.type("Password", "tea")
    incomplete.click("Sign in")
    incomplete.settle()
    assert complete(incomplete)
    with ChartServer() as other:
        take(incomplete, other.put("/shop-1.2.3.tgz", packed(chart_files())))
        assert not any("authorization" in each.headers for each in other.asked)


def test_a_repository_with_a_ca_of_its_own_is_talked_to(driver: Driver, tmp_path: Path) -> None:
    certificate = Certificate(tmp_path)
    with ChartServer(certificate) as server:
        server.publish(db("1.2.0"))
        entry = f"{{name: db, version: 1.x, repository: '{server.url}/charts'}}"
        chart = written(tmp_path, chart_files(metadata=f"dependencies:\n- {entry}\n"))
        driver.begin(sample=False)
        driver.go_to(Step.CHART)
        take(driver, str(chart))
        driver.click(FETCH)
        driver.settle()
        assert "certificate verify failed" in said(driver)
        driver.click("Certificate")
        driver.find(QPlainTextEdit, "CA certificate").setPlainText(certificate.pem)
        driver.click(FETCH)
        driver.settle()
        assert complete(driver)
        source = driver.shell.wizard.draft.chart
        assert isinstance(source, PathChart)
        assert source.tls.ca == certificate.pem


def test_a_plan_that_has_them_fetched_opens_complete(incomplete: Driver, tmp_path: Path) -> None:
    incomplete.click(FETCH)
    incomplete.settle()
    file = tmp_path / "plan.yaml"
    incomplete.shell.wizard.save(file)
    incomplete.settle()
    before = incomplete.shell
    incomplete.main.plans.open_file(file)
    incomplete.wait(lambda: incomplete.main.shell not in (None, before), "the plan")
    incomplete.wait(lambda: complete(incomplete), "its chart, with all it depends on")


def test_a_plan_that_cannot_be_completed_opens_and_holds_the_way_on(
    driver: Driver, server: ChartServer, folder: Path
) -> None:
    server.protect("/charts", "reader", "tea")
    plan = folder.parent / "plan.yaml"
    plan.write_text(
        "apiVersion: chartnest/v2\nname: shop\ncluster: {parameter: true}\n"
        "chart: {path: ./shop, dependencies: true}\nrelease: {name: shop}\n"
    )
    driver.main.plans.open_file(plan)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.settle()
    driver.shell.wizard.go(Step.CHART)
    driver.settle()
    assert not driver.shell.wizard.flow.valid(Step.CHART)
    driver.click(FETCH)
    driver.settle()
    assert f"Sign in to {server.host}." in said(driver)
    driver.type("User name", "reader")
    driver.type("Password", "tea")
    driver.click("Sign in")
    driver.settle()
    assert complete(driver)
    assert driver.shell.wizard.flow.valid(Step.CHART)


@pytest.mark.parametrize("how", ["address", "complete"])
def test_there_is_no_button_where_it_would_not_help(
    driver: Driver, server: ChartServer, folder: Path, tmp_path: Path, how: str
) -> None:
    driver.begin(sample=False)
    driver.go_to(Step.CHART)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    if how == "address":
        reference = server.put("/shop-1.2.3.tgz", packed(files))
    else:
        inside = {"charts/db-1.0.0.tgz": packed(chart_files("db", "1.0.0"))}
        reference = str(written(tmp_path / "whole", files | inside))
    take(driver, reference)
    assert driver.shell.wizard.chart
    assert not offered(driver)
