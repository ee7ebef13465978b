"""One field takes every kind of chart, and says at once what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from core.wizard.steps import Step
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.window import Driver


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as serving:
        yield serving


@pytest.fixture
def at_chart(driver: Driver) -> Driver:
    """A new plan at its third step."""
    driver.begin(sample=False)
    driver.go_to(Step.CHART)
    return driver


def take(driver: Driver, reference: str) -> None:
    line = driver.find(QLineEdit, "Chart")
    driver.type(line, reference)
    driver.press(Qt.Key.Key_Return, on=line)
    driver.settle()


def opened(driver: Driver) -> str:
    chart = driver.shell.wizard.chart
    return f"{chart.metadata.name} {chart.metadata.version}" if chart else ""


def test_a_folder_an_archive_and_an_address_are_opened(
    at_chart: Driver, server: ChartServer, tmp_path: Path
) -> None:
    take(at_chart, str(written(tmp_path, chart_files("folder"))))
    assert opened(at_chart) == "folder 1.2.3"
    take(at_chart, server.put("/shop-1.2.3.tgz", packed(chart_files())))
    assert opened(at_chart) == "shop 1.2.3"
    assert at_chart.shell.wizard.draft.name == "folder"


def test_links_out_of_a_folder_are_followed_when_the_person_says_so(
    at_chart: Driver, tmp_path: Path
) -> None:
    (tmp_path / "license").write_text("MIT")
    shop = written(tmp_path, chart_files())
    (shop / "LICENSE").symlink_to(tmp_path / "license")
    take(at_chart, str(shop))
    assert opened(at_chart) == ""
    at_chart.click("Follow its links")
    at_chart.settle()
    assert opened(at_chart) == "shop 1.2.3"
    take(at_chart, str(shop))  # said once for this folder
    assert opened(at_chart) == "shop 1.2.3"
    plan = at_chart.shell.wizard.draft.chart
    assert getattr(plan, "follow_links", False)


def test_a_repository_offers_its_versions(at_chart: Driver, server: ChartServer) -> None:
    server.publish(chart_files(version="1.0.0"))
    address = server.publish(chart_files(version="2.0.0"))
    take(at_chart, f"{address} shop")
    assert opened(at_chart) == "shop 2.0.0"
    versions = at_chart.find(QComboBox, "Version")
    assert [versions.itemText(n) for n in range(versions.count())] == ["2.0.0", "1.0.0"]
    versions.setCurrentIndex(1)
    versions.activated.emit(1)
    at_chart.settle()
    assert opened(at_chart) == "shop 1.0.0"


def test_a_login_is_asked_for_when_the_server_does(at_chart: Driver, server: ChartServer) -> None:
    address = server.put("/private/shop-1.2.3.tgz", packed(chart_files()))
    server.protect("/private", "reader", "tea")
    take(at_chart, address)
    assert opened(at_chart) == ""
    at_chart.type("User name", "reader")
    at_chart.type("Password", "tea")
    at_chart.click("Sign in")
    at_chart.settle()
    assert opened(at_chart) == "shop 1.2.3"


def test_a_placeholder_needs_a_copy_to_preview_with(at_chart: Driver, tmp_path: Path) -> None:
    folder = written(tmp_path, chart_files())
    take(at_chart, "{{ computenest::helmchart::shop }}")
    assert opened(at_chart) == ""
    take_copy = at_chart.find(QLineEdit, "Local copy")
    assert take_copy.property("wrong") == "true"
    at_chart.type(take_copy, str(folder))
    at_chart.press(Qt.Key.Key_Return, on=take_copy)
    at_chart.settle()
    assert opened(at_chart) == "shop 1.2.3"


@pytest.mark.parametrize("reference", ["no/such/folder", "a b c d", "https://127.0.0.1:1/x.tgz"])
def test_what_cannot_be_opened_is_said_at_the_field_and_kept(
    at_chart: Driver, reference: str
) -> None:
    take(at_chart, reference)
    line = at_chart.find(QLineEdit, "Chart")
    assert line.property("wrong") == "true"
    assert line.text() == reference
