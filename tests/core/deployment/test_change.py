"""Updates wait for their own signal; what is deleted is gone; what failed can go on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Credentials
from core.cloud.errors import WrongSecret
from core.cloud.ros import RosClient
from core.deployment.change import cancel, continue_creation, delete, next_revision, update
from core.deployment.errors import NeverCreated, NotInThisState
from core.deployment.launch import Order, intent_of, known_parameters, launch
from core.deployment.watch import watch
from tests.core.deployment.samples import bundle, send_signal

if TYPE_CHECKING:
    from core.deployment.history import History
    from core.deployment.model import Deployment, Snapshot


def followed(
    deployment: Deployment, order: Order, history: History, handle: str, **body: str
) -> Snapshot:
    """Signal once the stack's handle is there, watch to the end, and return the end."""
    sent = False
    for snapshot in watch(deployment, order.target, history):
        there = {r.logical_id for r in snapshot.resources if r.status.endswith("_COMPLETE")}
        if handle in there and not snapshot.finished and not sent:
            send_signal(order.target.connection, snapshot.stack_id, body, handle)
            sent = True
    return snapshot


@pytest.fixture
def running(order: Order, history: History) -> Deployment:
    """A deployment whose first revision is complete."""
    deployment = launch(order, history).deployment
    assert followed(deployment, order, history, "Signal1", data="first").succeeded
    return history.deployment(deployment.id)


def revised(order: Order, deployment: Deployment) -> Order:
    number = next_revision(deployment)
    return replace(order, bundle=bundle(order.bundle.plan.name, revision=number))


def test_an_update_waits_for_a_signal_of_its_own(
    running: Deployment, order: Order, history: History
) -> None:
    second = revised(order, running)
    updating = update(running, second, history)
    assert updating.revision.number == 2
    last = followed(updating, second, history, "Signal2", id="release", data="second")
    assert last.status == "UPDATE_COMPLETE"
    assert [output.text for output in last.outputs] == ["second"]
    assert {resource.logical_id for resource in last.resources} == {"Signal2", "Wait2"}


def test_a_failed_update_says_its_own_reason(
    running: Deployment, order: Order, history: History
) -> None:
    second = revised(order, running)
    updating = update(running, second, history)
    last = followed(updating, second, history, "Signal2", status="FAILURE", reason="bad values")
    assert (last.finished, last.succeeded) == (True, False)
    assert last.reason is not None
    assert (last.reason.cause, last.reason.source) == ("bad values", "Wait2, Job")


def test_a_refused_update_leaves_no_revision(
    running: Deployment, order: Order, history: History
) -> None:
    second = revised(order, running)
    known = order.target.connection.credentials
    wrong = Credentials(known.access_key_id, "not-the-secret")
    connection = replace(order.target.connection, credentials=wrong)
    with pytest.raises(WrongSecret):
        update(
            running, replace(second, target=replace(order.target, connection=connection)), history
        )
    assert history.deployment(running.id).revision.number == 1


def test_an_update_during_an_update_is_refused(
    running: Deployment, order: Order, history: History
) -> None:
    updating = update(running, revised(order, running), history)
    with pytest.raises(NotInThisState, match="UPDATE_IN_PROGRESS") as refused:
        update(updating, revised(order, updating), history)
    assert str(refused.value.advice).startswith("Wait until it has ended")


def test_a_deleted_stack_is_gone(running: Deployment, order: Order, history: History) -> None:
    *_, last = watch(delete(running, order.target, history), order.target, history)
    assert last.succeeded
    names = [stack.name for stack in RosClient(order.target.connection).stacks()]
    assert running.id not in names
    assert delete(running, order.target, history).status == "DELETE_COMPLETE"


def test_a_stack_still_being_created_can_be_deleted(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    *_, last = watch(delete(deployment, order.target, history), order.target, history)
    assert last.succeeded


def test_what_was_never_created_counts_as_deleted(order: Order, history: History) -> None:
    intent = intent_of(order, known_parameters(order), "never-there")
    deployment, _ = history.intend(intent)
    assert delete(deployment, order.target, history).status == "DELETE_COMPLETE"
    with pytest.raises(NeverCreated):
        cancel(deployment, order.target, history)


def test_a_cancelled_creation_ends(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    cancel(deployment, order.target, history, quick=True)
    *_, last = watch(deployment, order.target, history)
    assert (last.finished, last.succeeded) == (True, False)


def test_a_failed_creation_goes_on_with_a_new_signal(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    failed = followed(deployment, order, history, "Signal1", status="FAILURE", reason="no quota")
    assert failed.status == "CREATE_FAILED"
    again = continue_creation(deployment, order.target, history)
    assert again.status == "CREATE_IN_PROGRESS"
    last = followed(again, order, history, "Signal1", id="release", data="at last")
    assert last.status == "CREATE_COMPLETE"
    assert [output.text for output in last.outputs] == ["at last"]
