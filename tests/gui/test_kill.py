"""The window's process is killed: what was typed is there again, what was launched goes on."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core import children
from core.wizard.drafts import Drafts
from tests.support.servers import end_found
from tests.support.statuses import opened
from tests.support.window import Driver, open_window

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication

PATIENCE = 60.0


@contextmanager
def window_process(action: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the window on the home of this test; kill it at the end as `kill -9` does."""
    with children.start("tests.support.driven_window", action) as running:
        try:
            yield running
        finally:
            running.kill()


def typed(home: Path) -> str:
    """Return the run of # that the draft on disk begins with."""
    drafts = Drafts(home / "drafts").all()
    values = drafts[0].flow.draft.values if drafts else ""
    return values[: len(values) - len(values.lstrip("#"))]


def wait_until_typed(home: Path, keys: int) -> str:
    end = time.monotonic() + PATIENCE
    while len(found := typed(home)) < keys:
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def test_a_draft_outlives_a_window_killed_in_the_middle_of_typing(
    home: Path, qapp: QApplication
) -> None:
    with window_process("type"):
        wait_until_typed(home, 10)
        seen = wait_until_typed(home, 40)
    with open_window(qapp) as again:
        again.click("Continue teahouse")
        again.wait(lambda: again.main.shell, "the draft")
        values = again.shell.wizard.draft.values
        assert values.startswith(seen)
        assert "replicaCount: 2" in values
        again.settle()


def test_a_launch_goes_on_without_its_window_and_is_picked_up(
    home: Path, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    del home
    request.addfinalizer(end_found)  # left running by the killed process, as it should
    with window_process("launch") as running:
        assert running.stdout
        identity = running.stdout.readline().decode().strip()
    with open_window(qapp) as again:
        again.wait(lambda: status_at_home(again, identity), "the deployment")
        found = opened(again, identity, "CREATE_COMPLETE")
        assert found.view.outputs.currentIndex() == 1
        again.wait(lambda: status_at_home(again, identity) == "Created", "home")


def status_at_home(driver: Driver, identity: str) -> str:
    table = driver.main.home._table
    rows = [table.model.row(n) for n in range(table.model.rowCount())] if table else []
    return next((line.status for line in rows if line.identity == identity), "")
