"""Watching a stack: every event once, an end that is the end, and patience with the cloud."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Connection, Credentials, Endpoints
from core.cloud.errors import CloudUnreachable
from core.deployment.change import delete
from core.deployment.errors import NeverCreated
from core.deployment.history import History
from core.deployment.hosting import RehearsalHost
from core.deployment.launch import Order, launch
from core.deployment.model import REHEARSAL, Snapshot, Target
from core.deployment.outputs import COVERED, Form
from core.deployment.watch import LOOPBACK, Pace, watch
from core.errors import Cancelled
from core.plan.model import SecretKey, SecretOutput
from core.progress import Cancellation
from tests.core.deployment.samples import PASSWORD, bundle, send_signal

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal


def signalled(order: Order, history: History, **body: str) -> list[Snapshot]:
    """Launch, signal once the first snapshot was seen, and return all snapshots."""
    deployment = launch(order, history).deployment
    seen = []
    for snapshot in watch(deployment, order.target, history):
        if not seen:
            send_signal(order.target.connection, snapshot.stack_id, {"id": "release", **body})
        seen.append(snapshot)
    return seen


def test_a_success_ends_with_decoded_outputs(order: Order, history: History) -> None:
    seen = signalled(order, history, data="aHR0cDovL3Nob3AuZXhhbXBsZQ==")
    last = seen[-1]
    assert last.succeeded
    assert last.progress == 100
    (output,) = last.outputs
    assert (output.name, output.text, output.form) == (
        "Output",
        "http://shop.example",
        Form.LINK,
    )
    assert last.reason is None
    assert {resource.status for resource in last.resources} == {"CREATE_COMPLETE"}


def test_every_event_is_told_once_and_in_order(order: Order, history: History) -> None:
    seen = signalled(order, history, data="x")
    events = [event for snapshot in seen for event in snapshot.events]
    assert len({event.id for event in events}) == len(events)
    assert [event.time for event in events] == sorted(event.time for event in events)
    assert (events[0].status, events[-1].status) == ("CREATE_IN_PROGRESS", "CREATE_COMPLETE")
    assert "SIGNAL_COMPLETE" in {event.status for event in events}
    assert not any(snapshot.finished for snapshot in seen[:-1])


def test_a_failure_ends_with_its_innermost_reason(order: Order, history: History) -> None:
    seen = signalled(order, history, status="FAILURE", reason="Error: no such host")
    last = seen[-1]
    assert (last.finished, last.succeeded, last.status) == (True, False, "CREATE_FAILED")
    assert last.reason is not None
    assert (last.reason.cause, last.reason.source) == ("no such host", "Wait1, Job")
    (deployment,) = history.deployments()
    assert (deployment.status, deployment.reason) == ("CREATE_FAILED", "no such host")
    assert deployment.settled


def test_a_rolled_back_creation_ends_after_the_rollback(order: Order, history: History) -> None:
    rolled_back = replace(order, rollback=True)
    last = signalled(rolled_back, history, status="FAILURE", reason="no such host")[-1]
    assert last.status == "CREATE_ROLLBACK_COMPLETE"
    assert last.reason is not None
    assert last.reason.cause == "no such host"


def test_a_deletion_is_watched_to_its_end(order: Order, history: History) -> None:
    signalled(order, history, data="x")
    deployment = delete(history.deployments()[0], order.target, history)
    *_, last = watch(deployment, order.target, history)
    assert (last.status, last.succeeded) == ("DELETE_COMPLETE", True)
    assert last.outputs == ()
    assert history.deployment(deployment.id).status == "DELETE_COMPLETE"


def test_watching_again_begins_with_all_that_happened(order: Order, history: History) -> None:
    events = sum(len(snapshot.events) for snapshot in signalled(order, history, data="x"))
    (again,) = watch(history.deployments()[0], order.target, History())
    assert again.finished
    assert len(again.events) == events


def test_a_watch_may_begin_with_the_last_operation(order: Order, history: History) -> None:
    signalled(order, history, data="x")
    deployment = delete(history.deployments()[0], order.target, history)
    snapshots = watch(deployment, order.target, history, from_the_beginning=False)
    statuses = {event.status for snapshot in snapshots for event in snapshot.events}
    assert statuses == {"DELETE_IN_PROGRESS", "DELETE_COMPLETE"}


def test_the_output_of_a_secret_is_known_to_be_one(order: Order, history: History) -> None:
    output = SecretOutput(secret=SecretKey(name="shop", key="password"))
    plan = order.bundle.plan.model_copy(update={"outputs": (output,)})
    secret = replace(order, bundle=replace(order.bundle, plan=plan))
    last = signalled(secret, history, data="hunter2")[-1]
    assert [output.shown for output in last.outputs] == [COVERED]


def test_a_request_to_stop_stops_the_watch_and_not_the_stack(
    order: Order, history: History
) -> None:
    deployment = launch(order, history).deployment
    cancellation = Cancellation()
    snapshots = watch(deployment, order.target, history, cancellation=cancellation)
    assert next(snapshots).status == "CREATE_IN_PROGRESS"
    cancellation.request()
    with pytest.raises(Cancelled):
        next(snapshots)
    assert not history.deployment(deployment.id).settled


def test_more_events_than_a_page_are_all_told(order: Order, history: History) -> None:
    handles = "".join(f"  More{n}: {{Type: ALIYUN::ROS::WaitConditionHandle}}\n" for n in range(60))
    text = bundle("many", waits=False).template_text + handles
    many = replace(order, bundle=replace(order.bundle, template_text=text))
    deployment = launch(many, history).deployment
    seen = list(watch(deployment, order.target, history))
    complete = [
        event.logical_id
        for snapshot in seen
        for event in snapshot.events
        if event.status == "CREATE_COMPLETE"
    ]
    assert len(complete) == 62  # 61 handles and the stack
    assert len(set(complete)) == 62


def test_throttling_slows_the_watch_and_does_not_end_it(
    throttling: Rehearsal, history: History
) -> None:
    connection = throttling.connection()
    target = Target(REHEARSAL, connection, RehearsalHost(connection))
    order = Order(bundle("throttled"), target, secrets={"auth.password": PASSWORD})
    deployment = launch(order, history).deployment
    pace = Pace(quickest=0.01, slowest=0.01, patience=15)
    troubles = (s.trouble for s in watch(deployment, target, history, pace=pace))
    trouble = next(trouble for trouble in troubles if trouble)
    assert "no more ListStackEvents calls for now" in str(trouble)


def test_a_cloud_that_stays_silent_is_given_up(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    nowhere = Connection(Credentials("i", "s"), "r", Endpoints.all_at("http://127.0.0.1:9"))
    target = replace(order.target, connection=nowhere)
    impatient = replace(LOOPBACK, patience=0.5)
    snapshots = watch(deployment, target, history, pace=impatient)
    assert "Connection refused" in str(next(snapshots).trouble)
    with pytest.raises(CloudUnreachable):
        list(snapshots)
    assert not history.deployment(deployment.id).settled


def test_a_stack_that_was_never_made_cannot_be_watched(order: Order, history: History) -> None:
    deployment = replace(launch(order, history).deployment, stack_id=None)
    with pytest.raises(NeverCreated, match=deployment.id):
        next(watch(deployment, order.target, history))
