from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import pytest

from core.rehearsal.cluster.jobs.process_group import ProcessGroup, end_leftover

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")


async def started(script: str, folder: Path) -> ProcessGroup:
    command = ["/bin/sh", "-c", script]
    return await ProcessGroup.start(command, dict(os.environ), folder, folder / "log")


async def printed(folder: Path, text: str) -> str:
    """Wait until the log has `text`, and return the log."""
    while text not in (log := (folder / "log").read_text()):  # noqa: ASYNC110  a file tells nobody
        await asyncio.sleep(0.01)
    return log


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as status:  # noqa: PTH123
        return ") Z" not in status.read()


async def test_output_and_exit_code_are_the_commands(tmp_path: Path) -> None:
    group = await started("echo out; echo err >&2; exit 3", tmp_path)
    assert await group.wait() == 3
    assert (tmp_path / "log").read_text() == "out\nerr\n"


async def test_a_command_asked_to_end_may_still_say_something(tmp_path: Path) -> None:
    script = "trap 'echo bye; exit 7' TERM; echo ready; sleep 60 & wait"
    group = await started(script, tmp_path)
    await printed(tmp_path, "ready")
    await group.stop(10)
    assert await group.wait() == 7
    assert (tmp_path / "log").read_text() == "ready\nbye\n"


async def test_a_command_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    group = await started("trap '' TERM; echo ready; while :; do sleep 60; done", tmp_path)
    await printed(tmp_path, "ready")
    await group.stop(0.05)
    assert await group.wait() == 128 + 9


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_nothing_the_command_started_outlives_it(tmp_path: Path) -> None:
    group = await started("timeout 60 sleep 60 & echo $!", tmp_path)
    await group.wait()
    group.kill()
    child = int((tmp_path / "log").read_text())
    while is_alive(child):  # noqa: ASYNC110  a killed process takes a moment to go
        await asyncio.sleep(0.01)


async def test_a_leftover_is_known_by_its_folder(tmp_path: Path) -> None:
    script = tmp_path / "run.sh"
    script.write_text("echo ready; sleep 60 & wait\n")
    command = ["/bin/sh", str(script)]
    group = await ProcessGroup.start(command, dict(os.environ), tmp_path, tmp_path / "log")
    await printed(tmp_path, "ready")
    end_leftover(group.pid, tmp_path / "elsewhere")
    assert is_alive(group.pid)
    end_leftover(group.pid, tmp_path)
    assert await group.wait() == 128 + 9
