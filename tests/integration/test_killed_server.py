"""The rehearsal server, killed while it works: what was going on can be gone on with or deleted."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from core.rehearsal.inventory import inventory
from core.rehearsal.process import find, find_or_start
from tests.core.cli.conftest import PLAN
from tests.support.charts import chart_files, written
from tests.support.command_line import chartnest
from tests.support.servers import end, end_found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.inventory import ClusterObject

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture
def before() -> tuple[ClusterObject, ...]:
    """Return what is in the cluster of its own."""
    return inventory(find_or_start())


@pytest.fixture
def killed(tmp_path: Path, before: tuple[ClusterObject, ...]) -> Iterator[str]:  # noqa: ARG001 - first
    """Return a deployment whose server was killed while its release was installed."""
    written(tmp_path, chart_files("shop"))
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN)
    assert chartnest("launch", plan, "--rehearse", "--no-watch").code == 0
    name = chartnest("list", "--json").document["deployments"][0]["id"]
    running = find()
    assert running is not None
    while "sh.helm.release.v1.shop-hook.v1" not in {each.name for each in inventory(running)}:
        pass
    end(running, signal.SIGKILL)
    yield name
    end_found()


def test_a_deletion_leaves_nothing_of_what_a_killed_server_was_at(
    killed: str, before: tuple[ClusterObject, ...]
) -> None:
    status = chartnest("status", killed, "--follow")
    assert "The rehearsal server was stopped" in status.err
    deleted = chartnest("delete", killed)
    assert deleted.code == 0, deleted
    assert inventory(find_or_start()) == before


def test_a_creation_that_a_killed_server_was_at_goes_on(killed: str) -> None:
    chartnest("status", killed, "--follow")
    continued = chartnest("continue", killed)
    assert continued.code == 0, continued
    assert "CREATE_COMPLETE" in continued.out
