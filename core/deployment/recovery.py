"""After a launch that was cut off: looks for its stack by name and tag, and never creates one."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.cloud.ros import RosClient
from core.deployment.model import DELETED, INTENDED, REFUSED, Deployment
from core.errors import ChartNestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.cloud.connection import Connection
    from core.cloud.stacks import Stack
    from core.deployment.history import History

TAG: Final = "chartnest-launch"
"""The tag whose value is the launch's client token."""

_IDS_AT_ONCE: Final = 10


def look_for(ros: RosClient, deployment: Deployment) -> Stack | None:
    """Return the stack a launch made, None when there is none or it is deleted."""
    tags = {TAG: deployment.revision.client_token}
    found = ros.stacks(names=[deployment.id], tags=tags)
    return next((stack for stack in found if stack.status != DELETED), None)


def recover(deployment: Deployment, ros: RosClient, history: History) -> Deployment:
    """Return a deployment with its stack's id, if there is a stack."""
    if deployment.stack_id is not None or deployment.status != INTENDED:
        return deployment
    stack = look_for(ros, deployment)
    return deployment if stack is None else history.found(deployment.id, stack.id, stack.status)


def reopen(
    history: History, connect: Callable[[Deployment], Connection | None]
) -> tuple[Deployment, ...]:
    """Return every deployment with the status it has now, the newest first.

    `connect` gives the connection to a deployment's account, None where there is none; those, and
    those whose cloud does not answer, keep the status last seen. One account and region costs
    one call for every ten stacks.
    """
    alive = [d for d in history.deployments() if d.status not in (DELETED, REFUSED)]
    for _, group in groupby(sorted(alive, key=_whereabouts), key=_whereabouts):
        members = tuple(group)
        with suppress(ChartNestError):
            connection = connect(members[0])
            if connection is not None:
                _refresh(members, RosClient(connection), history)
    return history.deployments()


def _refresh(members: Iterable[Deployment], ros: RosClient, history: History) -> None:
    found = [recover(member, ros, history) for member in members]
    ids = {d.stack_id: d.id for d in found if d.stack_id is not None}
    stack_ids = tuple(ids)
    for start in range(0, len(stack_ids), _IDS_AT_ONCE):
        asked = stack_ids[start : start + _IDS_AT_ONCE]
        there = {stack.id: stack for stack in ros.stacks(ids=asked)}
        for stack_id in asked:
            stack = there.get(stack_id)
            history.saw(
                ids[stack_id],
                stack.status if stack else DELETED,
                stack.reason if stack else "",
            )


def _whereabouts(deployment: Deployment) -> tuple[str, str]:
    return deployment.account, deployment.region
