"""What can be done to a deployment in each state of its stack; everybody who offers it reads this.

A row whose source is `UNPROVEN` is nowhere documented: it is tried when a person insists on the
command line, and never offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.deployment.errors import NotInThisState
from core.deployment.model import DELETED, INTENDED, REFUSED
from core.errors import Sentence, say


class Action(StrEnum):
    """What a person can ask for."""

    CONTINUE = "continue"
    UPDATE = "update"
    CANCEL = "cancel"
    DELETE = "delete"
    RETAIN = "delete and retain"
    LAUNCH_AGAIN = "launch again"


@dataclass(frozen=True)
class Row:
    """States in which an action is possible, and where that is written."""

    action: Action
    statuses: frozenset[str]
    source: str


UNPROVEN: Final = "unproven"
OURS: Final = "ours"

# GetStack, Status.
STATUSES: Final = (
    *("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED"),
    *("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_FAILED"),
    *("DELETE_IN_PROGRESS", DELETED, "DELETE_FAILED"),
    *("CREATE_ROLLBACK_IN_PROGRESS", "CREATE_ROLLBACK_COMPLETE", "CREATE_ROLLBACK_FAILED"),
    *("ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"),
    *("CHECK_IN_PROGRESS", "CHECK_COMPLETE", "CHECK_FAILED"),
    *("IMPORT_CREATE_IN_PROGRESS", "IMPORT_CREATE_COMPLETE", "IMPORT_CREATE_FAILED"),
    "IMPORT_CREATE_ROLLBACK_IN_PROGRESS",
    *("IMPORT_CREATE_ROLLBACK_COMPLETE", "IMPORT_CREATE_ROLLBACK_FAILED"),
    *("IMPORT_UPDATE_IN_PROGRESS", "IMPORT_UPDATE_COMPLETE", "IMPORT_UPDATE_FAILED"),
    "IMPORT_UPDATE_ROLLBACK_IN_PROGRESS",
    *("IMPORT_UPDATE_ROLLBACK_COMPLETE", "IMPORT_UPDATE_ROLLBACK_FAILED"),
    "REVIEW_IN_PROGRESS",
)
_ENDED: Final = frozenset(s for s in STATUSES if not s.endswith("_IN_PROGRESS")) - {DELETED}

TABLE: Final = (
    Row(
        Action.CONTINUE,
        frozenset({"CREATE_FAILED"}),
        "ROS user guide, Continue to create a stack: creation failed, rollback disabled",
    ),
    Row(
        Action.UPDATE,
        frozenset(
            {
                *("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_FAILED"),
                *("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CHECK_COMPLETE", "CHECK_FAILED"),
                *("IMPORT_CREATE_COMPLETE", "IMPORT_UPDATE_COMPLETE", "IMPORT_UPDATE_FAILED"),
                *("IMPORT_UPDATE_ROLLBACK_COMPLETE", "IMPORT_UPDATE_ROLLBACK_FAILED"),
            }
        ),
        "ROS user guide, Update a stack: Limits",
    ),
    Row(
        Action.CANCEL,
        frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"}),
        "CancelUpdateStack: while the stack is being updated or created",
    ),
    Row(Action.CANCEL, frozenset({"DELETE_IN_PROGRESS"}), UNPROVEN),
    Row(
        Action.DELETE,
        _ENDED,
        "DeleteStack: of the states, only an operation in progress is an error (ActionInProgress)",
    ),
    Row(
        Action.DELETE,
        frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"}),
        OURS,  # `delete` cancels first
    ),
    Row(Action.DELETE, frozenset({"REVIEW_IN_PROGRESS"}), UNPROVEN),
    Row(Action.RETAIN, _ENDED, "DeleteStack: RetainResources"),
    Row(
        Action.LAUNCH_AGAIN,  # another stack: possible where this one has, or makes, no release
        frozenset({INTENDED, REFUSED, DELETED, "CREATE_ROLLBACK_COMPLETE"}),
        OURS,
    ),
)

_UNKNOWN: Final = frozenset({Action.CANCEL, Action.DELETE})
_REFUSALS: Final = {
    Action.CONTINUE: say("Only a creation that failed can be continued."),
    Action.UPDATE: say("ROS updates no stack in this state."),
    Action.CANCEL: say("Nothing goes on that could be cancelled."),
    Action.DELETE: say("ROS deletes no stack in this state."),
    Action.RETAIN: say("ROS deletes no stack in this state."),
    Action.LAUNCH_AGAIN: say("Its release is still there, or in the making."),
}


def possible(status: str) -> frozenset[Action]:
    """Return what can be done in a state; in one that we do not know, what ends it."""
    if status and status not in STATUSES and status not in (INTENDED, REFUSED):
        return _UNKNOWN
    return frozenset(
        row.action for row in TABLE if status in row.statuses and row.source != UNPROVEN
    )


def check_possible(action: Action, deployment: str, status: str) -> None:
    """Raise `NotInThisState` when ROS would refuse; an unknown state is left to ROS itself."""
    known = any(status in row.statuses for row in TABLE if row.action is action)
    if not known and status in STATUSES:
        raise NotInThisState(
            deployment=deployment,
            status=status,
            refusal=_REFUSALS[action],
            way=way_out(deployment, status),
        )


def way_out(deployment: str, status: str) -> Sentence:
    """Return what can be asked for instead."""
    actions = possible(status)
    if Action.UPDATE in actions:
        return say(
            "Update it: `chartnest update {deployment} PLAN`.",
            in_window="Update it, with its plan open.",
            deployment=deployment,
        )
    if Action.LAUNCH_AGAIN in actions:
        return say("Launch its plan again.")
    if Action.CONTINUE in actions:
        return say(
            "Go on as it is with `chartnest continue {deployment}`; with another plan, "
            "`chartnest delete {deployment}` first, then launch.",
            in_window="Press Retry to go on as it is; with another plan, delete it first, then "
            "launch.",
            deployment=deployment,
        )
    if Action.DELETE in actions and status in _ENDED:
        return say(
            "Delete it with `chartnest delete {deployment}`, then launch the plan again.",
            in_window="Delete it, then launch its plan again.",
            deployment=deployment,
        )
    return say(
        "Wait until it has ended: `chartnest status {deployment} --follow`.",
        in_window="Wait until it has ended.",
        deployment=deployment,
    )
