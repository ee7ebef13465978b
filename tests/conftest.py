"""For every test: a home of its own, a time budget that says what it left out, two deployments."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from gui.services import Services
from tests.support import servers
from tests.support.charts import chart_files
from tests.support.launches import ANSWER, NEEDY, draft_for, finished, launched
from tests.support.statuses import Deployed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STARTED = time.monotonic()

# A busy machine is slow, and no fault.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--time-budget",
        type=float,
        metavar="SECONDS",
        help="after so many seconds, skip the tests that are left, with that reason",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    budget = item.config.getoption("--time-budget")
    if budget is not None and time.monotonic() - _STARTED > budget:
        pytest.skip(f"the time budget of {budget:.0f} s is used up")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a data directory and a home folder of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE", "CHARTNEST_HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture(scope="session")
def deployments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """Two stacks that have ended, in a rehearsal that no window of these tests will end."""
    home = tmp_path_factory.mktemp("deployed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHARTNEST_HOME", str(home))
        services = Services(home)
        good = launched(services, draft_for("good", ANSWER))
        failed = launched(services, draft_for("needy"), chart_files(templates=NEEDY))
        looks = finished(services, good), finished(services, failed)
    with servers.set_aside():
        yield Deployed(home, good, failed, *looks)


@pytest.fixture
def deployed(deployments: Deployed, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    """The two stacks, in the home of this test."""
    monkeypatch.setenv("CHARTNEST_HOME", str(deployments.home))
    return deployments


@pytest.fixture
def services(deployed: Deployed) -> Services:
    """Return what knows the two deployments."""
    return Services(deployed.home)
