"""A home with a rehearsal of its own for all tests of a module."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from core.rehearsal.process import find, find_or_start
from tests.support import tools
from tests.support.servers import end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the confusion matrices, wherever they were made."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for report in reports:
        for name, line in report.user_properties if report.when == "call" else ():
            if name == "helm matrix":
                terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data directory, and a real Helm on the PATH, to every test of the module."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "CHARTNEST_HOME"):
            patch.setenv(name, str(folder))
        patch.setenv("PATH", str(tools.helm(tools.NEWEST).parent), prepend=os.pathsep)
        yield folder
        if running := find():  # a launch of the module has started it
            end(running)


@pytest.fixture(scope="module")
def shared_rehearsal(shared_home: Path) -> Iterator[Rehearsal]:  # noqa: ARG001 - it lives there
    """Give the rehearsal that `launch --rehearse` finds there."""
    running = find_or_start()
    yield running
    end(running)
