"""What can be done to a deployment that is there: update, delete, cancel, continue."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from core.cloud.errors import ActionInProgress, StackNotFound
from core.cloud.ros import RosClient
from core.delivery.budget import budget
from core.deployment.errors import NeverCreated
from core.deployment.launch import (
    UNCERTAIN,
    Order,
    all_parameters,
    check_host,
    intent_of,
    known_parameters,
)
from core.deployment.model import DELETED, ended
from core.deployment.recovery import recover
from core.deployment.states import Action, check_possible
from core.deployment.watch import pace_of
from core.errors import ChartNestError
from core.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.deployment.history import History
    from core.deployment.model import Deployment, Target
    from core.deployment.watch import Pace

_SIGNAL_TYPE: Final = "ALIYUN::ROS::WaitConditionHandle"
_CANCEL_SECONDS: Final = 120


def next_revision(deployment: Deployment) -> int:
    """Return the revision an update's bundle must be made with.

    Each attempt counts, also one that was cut off: its Signal may exist already, and ROS does not
    wait a second time for the same.
    """
    return deployment.revision.number + 1


def update(
    deployment: Deployment, order: Order, history: History, *, progress: Progress = silent
) -> Deployment:
    """Bring a deployment's stack to another bundle, made with `next_revision`.

    Raises what the cloud refuses, `NothingToChange` and `ActionInProgress` among it.
    """
    known = known_parameters(order)
    check_host(order)
    ros = RosClient(order.target.connection)
    stack_id = _ready(Action.UPDATE, deployment, ros, history)
    before = history.deployment(deployment.id)
    revision = history.revise(deployment.id, intent_of(order, known, deployment.id)).revision
    try:
        ros.update_stack(
            stack_id,
            template=revision.template,
            client_token=revision.client_token,
            parameters=all_parameters(order, known, progress),
            disable_rollback=not order.rollback,
            timeout_minutes=budget(order.bundle.plan).stack_minutes,
        )
    except UNCERTAIN:
        raise
    except ChartNestError:
        history.withdraw(before, revision.number)
        raise
    return history.found(deployment.id, stack_id, "UPDATE_IN_PROGRESS")


def delete(
    deployment: Deployment, target: Target, history: History, *, retain: Sequence[str] = ()
) -> Deployment:
    """Delete a deployment's stack; resources named in `retain` stay in the cloud.

    A stack that was never made or is gone already counts as deleted; what is still going on with
    a stack is cancelled first.
    """
    ros = RosClient(target.connection)
    history.settle(deployment.id)  # the same launch said again means another stack from now on
    found = recover(history.deployment(deployment.id), ros, history)
    status = DELETED if found.stack_id is None else _delete(ros, found, retain, pace_of(target))
    history.saw(found.id, status)
    return history.deployment(found.id)


def cancel(
    deployment: Deployment, target: Target, history: History, *, quick: bool = False
) -> None:
    """Cancel what is going on with a stack: at the next safe point, or at once when `quick`."""
    ros = RosClient(target.connection)
    ros.cancel_operation(_ready(Action.CANCEL, deployment, ros, history), quick=quick)


def continue_creation(deployment: Deployment, target: Target, history: History) -> Deployment:
    """Go on with a creation that failed and was not rolled back.

    What failed is made anew, and the signal with it: what waits for the signal then waits again.
    """
    ros = RosClient(target.connection)
    stack_id = _ready(Action.CONTINUE, deployment, ros, history)
    recreate = [
        resource.logical_id
        for resource in ros.resources(stack_id)
        if resource.type == _SIGNAL_TYPE or resource.status.endswith("_FAILED")
    ]
    ros.continue_create(stack_id, recreate=recreate, parameters={})
    return history.found(deployment.id, stack_id, "CREATE_IN_PROGRESS")


def _delete(ros: RosClient, deployment: Deployment, retain: Sequence[str], pace: Pace) -> str:
    """Ask for the deletion; return the status the stack has from then on."""
    stack_id = _stack_id(deployment)
    try:
        status = ros.stack(stack_id, with_outputs=False).status
        if status.startswith("DELETE_") and status != "DELETE_FAILED":
            return status
        check_possible(Action.RETAIN if retain else Action.DELETE, deployment.id, status)
        try:
            ros.delete_stack(stack_id, retain=retain)
        except ActionInProgress:
            _cancel_and_wait(ros, stack_id, pace)
            ros.delete_stack(stack_id, retain=retain)
    except StackNotFound:
        return DELETED
    return "DELETE_IN_PROGRESS"


def _cancel_and_wait(ros: RosClient, stack_id: str, pace: Pace) -> None:
    """Cancel what is going on; after two minutes the deletion is tried anyway."""
    ros.cancel_operation(stack_id, quick=True)
    enough = time.monotonic() + _CANCEL_SECONDS
    while not ended(ros.stack(stack_id, with_outputs=False).status) and time.monotonic() < enough:
        time.sleep(pace.quickest)


def _stack_id(deployment: Deployment) -> str:
    if deployment.stack_id is None:
        raise NeverCreated(name=deployment.id)
    return deployment.stack_id


def refuse_impossible(
    action: Action, deployment: Deployment, target: Target, history: History
) -> None:
    """Raise `NotInThisState` when ROS would refuse an action in the state the stack is in now."""
    _ready(action, deployment, RosClient(target.connection), history)


def _ready(action: Action, deployment: Deployment, ros: RosClient, history: History) -> str:
    """Return the id of a deployment's stack, in whose state the action is possible."""
    stack_id = _stack_id(recover(deployment, ros, history))
    status = ros.stack(stack_id, with_outputs=False).status
    check_possible(action, deployment.id, status)
    return stack_id
