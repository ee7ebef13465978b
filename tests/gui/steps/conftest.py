"""A rehearsal that answers as STS and CS do, and a window on the step a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.rehearsal.process import find_or_start
from tests.support import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal
    from tests.support.window import Driver


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """A rehearsal server that no window of these tests has started, nor will end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHARTNEST_HOME", str(tmp_path_factory.mktemp("rehearsal")))
        running = find_or_start()
    with servers.set_aside():
        yield running


@pytest.fixture
def cloud(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Rehearsal:
    """The rehearsal in the place of Alibaba Cloud, for every service the window asks."""
    for service in ("ROS", "CS", "STS", "OSS"):
        monkeypatch.setenv(f"CHARTNEST_ENDPOINT_{service}", rehearsal.endpoint)
    return rehearsal


@pytest.fixture
def opened(driver: Driver) -> Driver:
    """A window on the sample, at its first step, active as when a person sits before it."""
    driver.begin()
    driver.window.activateWindow()
    driver.settle()
    return driver


@pytest.fixture
def empty(driver: Driver) -> Driver:
    """A window on an empty plan."""
    driver.begin(sample=False)
    driver.window.activateWindow()
    driver.settle()
    return driver
