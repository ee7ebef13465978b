"""`chartnest launch` killed at ten moments: at most one stack; said again, exactly one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.cloud.ros import RosClient
from core.rehearsal.process import find_or_start
from tests.support.charts import chart_files, written
from tests.support.servers import end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

CHARTNEST = "from core.cli import main; main()"
ROOT = Path(__file__).parents[2]
PLAN = """\
apiVersion: chartnest/v2
name: killed
cluster:
  parameter: true
chart:
  path: ./shop
release:
  name: killed
  namespace: store
  timeout: 2m
"""

# `chartnest`, killed at its n-th call of SQLite or of the network.
KILLED = """
import os, signal, sys

left = int(sys.argv.pop(1))

def kill(event, arguments):
    global left
    if event in ("sqlite3.connect", "socket.connect", "http.client.send"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
from core.cli import main
main()
"""
MOMENTS = (1, 4, 7, 9, 10, 11, 12, 13, 16, 22)
IN_EVERY_RUN = (10, 12)


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    running = find_or_start()
    yield running
    end(running)


def chartnest(*words: object) -> dict[str, list[dict[str, str]]]:
    command = [sys.executable, "-c", CHARTNEST, *map(str, words), "--json"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    document: dict[str, list[dict[str, str]]] = json.loads(said.stdout)
    return document


def stacks(rehearsal: Rehearsal) -> list[str]:

    return [stack.id for stack in RosClient(rehearsal.connection()).stacks()]


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(moment, marks=() if moment in IN_EVERY_RUN else pytest.mark.matrix)
        for moment in MOMENTS
    ],
)
def test_a_killed_launch_said_again_ends_with_one_stack(
    moment: int, rehearsal: Rehearsal, tmp_path: Path
) -> None:
    written(tmp_path, chart_files("shop"))
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(moment), "launch", str(plan), "--rehearse"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL

    made = stacks(rehearsal)
    listed = chartnest("list")["deployments"]
    assert len(made) <= 1
    assert [d["stackId"] for d in listed if d["stackId"]] == made
    assert stacks(rehearsal) == made

    chartnest("launch", plan, "--rehearse")
    (deployment,) = chartnest("list")["deployments"]
    assert deployment["status"] == "CREATE_COMPLETE"
    assert stacks(rehearsal) == [deployment["stackId"]]
