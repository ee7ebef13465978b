"""After kill -9 at any moment there is at most one stack; said again, exactly one."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.cloud.ros import RosClient
from core.deployment.change import delete
from core.deployment.history import History
from core.deployment.launch import Order, intent_of, known_parameters, launch
from core.deployment.model import INTENDED
from core.deployment.recovery import recover, reopen
from core.deployment.watch import watch
from tests.core.deployment.samples import bundle, send_signal

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal

# Launches and watches, and kills itself at the given call of SQLite or of the network.
LAUNCH = """
import os, signal, sys
from core.cloud.connection import Connection, Credentials, Endpoints
from core.deployment.history import History
from core.deployment.hosting import RehearsalHost
from core.deployment.launch import Order, launch
from core.deployment.model import REHEARSAL, Target
from core.deployment.watch import watch
from tests.core.deployment.samples import PASSWORD, bundle, send_signal

name, endpoint, key, secret, moment = sys.argv[1:]
left = int(moment)

def kill(event, arguments):
    global left
    if event in ("sqlite3.connect", "socket.connect", "http.client.send"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
connection = Connection(Credentials(key, secret), "cn-hangzhou", Endpoints.all_at(endpoint))
target = Target(REHEARSAL, connection, RehearsalHost(connection))
order = Order(bundle(name, waits=False), target, secrets={"auth.password": PASSWORD})
history = History()
for snapshot in watch(launch(order, history).deployment, target, history):
    pass
"""
# 1-2 opening the history, 3-4 intent, 5 archive, 6-8 CreateStack, 9-10 its answer, then watching.
MOMENTS = (1, 3, 4, 5, 6, 7, 8, 9, 10, 14)


def killed_at(moment: int, order: Order, rehearsal: Rehearsal) -> None:
    key = rehearsal.credentials
    name = order.bundle.plan.name
    arguments = (name, rehearsal.endpoint, key.access_key_id, key.access_key_secret, str(moment))
    command = [sys.executable, "-c", LAUNCH, *arguments]
    killed = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert killed.returncode == -signal.SIGKILL


def stacks_of(order: Order) -> list[str]:
    name = f"{order.bundle.plan.name}-"
    stacks = RosClient(order.target.connection).stacks()
    return [stack.id for stack in stacks if stack.name.startswith(name)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_launch_killed_at_any_moment_ends_with_one_stack_when_said_again(
    moment: int, order: Order, rehearsal: Rehearsal
) -> None:
    order = replace(order, bundle=bundle(order.bundle.plan.name, waits=False))
    killed_at(moment, order, rehearsal)
    stacks = stacks_of(order)
    meant = History().deployments()
    assert len(stacks) <= 1
    assert len(meant) <= 1
    assert not stacks or meant
    recovered = reopen(History(), lambda _: order.target.connection)
    assert [d.stack_id for d in recovered if d.stack_id] == stacks
    assert stacks_of(order) == stacks

    *_, last = watch(launch(order, History()).deployment, order.target, History())
    assert last.status == "CREATE_COMPLETE"
    assert stacks_of(order) == [last.stack_id]
    (deployment,) = History().deployments()
    assert deployment.stack_id == last.stack_id


def test_recovery_looks_and_never_creates(order: Order, history: History) -> None:
    deployment, _ = history.intend(intent_of(order, known_parameters(order), "meant-only"))
    ros = RosClient(order.target.connection)
    assert recover(deployment, ros, history) == deployment
    assert stacks_of(order) == []


def test_reopening_shows_what_happened_meanwhile(order: Order, history: History) -> None:
    elsewhere = {"ClusterId": "c2"}
    done = bundle(order.bundle.plan.name, waits=False)
    kept = replace(order, bundle=done, answers=elsewhere)
    complete = launch(kept, history).deployment
    for _ in watch(complete, order.target, History()):
        pass
    history.saw(complete.id, "CREATE_IN_PROGRESS")
    gone = launch(order, history).deployment
    for _ in watch(delete(gone, order.target, history), order.target, history):
        pass
    history.saw(gone.id, "CREATE_IN_PROGRESS")
    meant, _ = history.intend(intent_of(order, known_parameters(order), "meant"), adopt=False)

    found = {d.id: d.status for d in reopen(history, lambda _: order.target.connection)}
    assert found == {
        complete.id: "CREATE_COMPLETE",
        gone.id: "DELETE_COMPLETE",
        meant.id: INTENDED,
    }


def test_reopening_finds_a_reason_and_keeps_one(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    failure = {"status": "FAILURE", "reason": "Error: no such host"}
    send_signal(order.target.connection, str(deployment.stack_id), failure)
    for _ in watch(deployment, order.target, History()):
        pass
    (seen,) = reopen(history, lambda _: order.target.connection)
    assert (seen.status, seen.reason) == ("CREATE_FAILED", "no such host")
    history.saw(deployment.id, "CREATE_IN_PROGRESS")
    (found,) = reopen(history, lambda _: order.target.connection)
    assert (found.status, found.reason) == ("CREATE_FAILED", "no such host")


def test_reopening_without_a_connection_shows_the_last_seen(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    assert reopen(history, lambda _: None) == (history.deployment(deployment.id),)
