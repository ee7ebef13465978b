"""After a launch that was cut off: looks for its stack by name and tag, and never creates one."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.cloud.ros import RosClient
from core.deployment.model import DELETED, INTENDED, REFUSED, Deployment, ended, succeeded
from core.deployment.reason import innermost
from core.errors import ChartNestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.cloud.connection import Connection
    from core.cloud.stacks import Stack
    from core.deployment.history import History

TAG: Final = "chartnest-launch"
"""The tag whose value is the deployment's id: a stack of that name without it is not ours."""

_IDS_AT_ONCE: Final = 10


def look_for(ros: RosClient, deployment: Deployment) -> Stack | None:
    """Return the stack a launch made, None when there is none or it is deleted."""
    found = ros.stacks(names=[deployment.id], tags={TAG: deployment.id})
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
    known = {d.stack_id: d for d in found if d.stack_id is not None}
    ids = tuple(known)
    for start in range(0, len(ids), _IDS_AT_ONCE):
        asked = ids[start : start + _IDS_AT_ONCE]
        there = {stack.id: stack for stack in ros.stacks(ids=asked)}
        for stack_id in asked:
            _record(known[stack_id], there.get(stack_id), history)


def _record(deployment: Deployment, stack: Stack | None, history: History) -> None:
    """Record what changed since it was last seen; a reason that was found stays."""
    if stack is None:
        history.saw(deployment.id, DELETED)
    elif stack.status != deployment.status:
        failed = ended(stack.status) and not succeeded(stack.status)
        reason = innermost(stack.reason).cause if failed else ""
        history.saw(deployment.id, stack.status, reason)


def _whereabouts(deployment: Deployment) -> tuple[str, str]:
    return deployment.account, deployment.region
