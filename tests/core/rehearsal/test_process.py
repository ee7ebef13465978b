from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from core import children
from core.cloud.kubeconfig import KubeconfigCluster
from core.rehearsal import process
from core.rehearsal.process import (
    RehearsalDiffers,
    RehearsalNotStarted,
    find,
    find_again,
    find_or_start,
)
from tests.support.official_sdk import Ros
from tests.support.servers import end
from tests.support.stacks import template_text, waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal

NAP = template_text({"Nap": {"Type": "Sleep"}})


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    yield
    running = find()
    if running is not None:
        end(running)


def test_a_server_is_started_once_and_found_again() -> None:
    assert find() is None
    first = find_or_start()
    assert find_or_start() == first
    assert process.record_path().stat().st_mode & 0o777 == 0o600
    end(first)
    assert find() is None
    assert not process.record_path().exists()


def test_starters_at_the_same_time_get_one_server() -> None:
    script = "from core.rehearsal.process import find_or_start; print(find_or_start().pid)"
    starters = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    pids = {starter.communicate(timeout=60)[0] for starter in starters}
    running = find()
    assert running is not None
    assert pids == {f"{running.pid}\n"}


def test_after_kill_9_stacks_keys_and_addresses_are_still_there() -> None:
    first = find_or_start()
    ros = Ros(first)
    done = ros.create(NAP)
    ros.ended(done)
    cut_off = ros.create(template_text(waiting()))
    assert ros.attributes(cut_off, "Signal")
    end(first, signal.SIGKILL)
    assert find() is None

    second = find_or_start()
    assert (second.endpoint, second.credentials) == (first.endpoint, first.credentials)
    assert second.cluster_id == first.cluster_id
    ros = Ros(second)
    assert ros.ended(done).status == "CREATE_COMPLETE"
    stopped = ros.ended(cut_off)
    assert stopped.status == "CREATE_FAILED"
    assert "was stopped" in stopped.status_reason


@pytest.mark.parametrize("build", ["0.0.9-h01234567", None])
def test_a_server_of_another_build_gives_way_to_ours_on_the_same_state(
    tmp_path: Path, build: str | None
) -> None:
    state = tmp_path / "mine.sqlite"
    with children.start("core.rehearsal", "--state", str(state)) as old:
        while (first := find()) is None:
            time.sleep(0.02)
        Ros(first).ended(done := Ros(first).create(NAP))
        document = first.document() | {"build": build}
        if build is None:  # older than the field is
            del document["build"]
        process.record_path().write_text(json.dumps(document))

        second = find_or_start()
        assert old.wait(30) == 0
    assert second.pid != first.pid
    assert (second.state, second.endpoint) == (state, first.endpoint)
    assert Ros(second).ended(done).status == "CREATE_COMPLETE"
    assert find_again() == find_or_start() == second


def test_another_cluster_needs_another_server(tmp_path: Path) -> None:
    find_or_start()
    with pytest.raises(RehearsalDiffers, match="built-in cluster"):
        find_or_start(KubeconfigCluster(tmp_path / "kubeconfig"))
    with pytest.raises(RehearsalDiffers, match="callback host"):
        find_or_start(callback_host="192.0.2.1")


def test_nobody_gets_a_real_cluster_unasked(rehearsal: Rehearsal) -> None:
    real = find_or_start(KubeconfigCluster(rehearsal.kubeconfig))
    assert find_or_start(KubeconfigCluster(rehearsal.kubeconfig)) == real
    with pytest.raises(RehearsalDiffers, match="the cluster of"):
        find_or_start()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RehearsalNotStarted, match="kubeconfig"):
        find_or_start(KubeconfigCluster(tmp_path / "kubeconfig"))
