"""What the tests of charts share: web servers on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.chart_server import Certificate, ChartServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


@pytest.fixture
def other_server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))
