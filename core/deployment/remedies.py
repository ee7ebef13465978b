"""What to do about the causes of failure that are known, and the way on from there.

What to mend depends on the text of the failure, on the method and on where it ran; the way on
depends on what ROS allows in the state the stack is in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from core.deployment.causes import CAUSES, OTHERWISE, Mends
from core.deployment.model import ended
from core.deployment.states import Action, possible
from core.errors import say

if TYPE_CHECKING:
    from core.deployment.causes import Cause
    from core.errors import Sentence


@dataclass(frozen=True)
class Circumstances:
    """Whose failure it is; `method` and `status` are empty where they are not known."""

    deployment: str = ""
    status: str = ""
    method: str = ""
    rehearsed: bool = False


NOWHERE: Final = Circumstances()


def remedy_of(failure: str, where: Circumstances = NOWHERE) -> Sentence:
    """Return what to do about a failure, given the whole text about it."""
    for cause in CAUSES:
        found = _pattern(cause.pattern).search(failure) if _fits(cause, where) else None
        if found:
            advice = replace(cause.advice, arguments=found.groupdict())
            return _with_way(advice, cause.mends, where)
    return _with_way(OTHERWISE, Mends.EITHER, where)


def _fits(cause: Cause, where: Circumstances) -> bool:
    """Tell whether a cause is one under these circumstances; what is not known fits the general."""
    if cause.methods and where.method not in cause.methods:
        return False
    return cause.rehearsed is None or cause.rehearsed is where.rehearsed


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _with_way(advice: Sentence, mends: Mends, where: Circumstances) -> Sentence:
    way = _way_on(mends, where)
    return say("{advice} {way}", advice=advice, way=way) if way else advice


def _way_on(mends: Mends, where: Circumstances) -> Sentence | None:
    """Return what to ask for once the cause is mended; None where the state is not known."""
    actions = possible(where.status)
    if not where.status:
        return None
    if where.status == "DELETE_FAILED":
        way = _DELETE_AGAIN
    elif not ended(where.status):
        way = _WAIT
    elif Action.CONTINUE in actions and mends is not Mends.PLAN:
        way = _CONTINUE if mends is Mends.OUTSIDE else _CONTINUE_OR_ANEW
    elif Action.UPDATE in actions:
        way = _UPDATE
    elif Action.LAUNCH_AGAIN in actions:
        way = _LAUNCH
    elif Action.DELETE in actions:
        way = _ANEW
    else:
        return None
    return replace(way, arguments={"deployment": where.deployment})


_CONTINUE: Final = say(
    "Then: `chartnest continue {deployment}`.",
    in_window="Then press Retry.",
)
_CONTINUE_OR_ANEW: Final = say(
    "Then: `chartnest continue {deployment}`; or, when the plan has changed, `chartnest delete "
    "{deployment}`, and launch it again.",
    in_window="Then press Retry; or, when the plan has changed, delete this stack and launch "
    "again.",
)
_UPDATE: Final = say(
    "Then: `chartnest update {deployment} PLAN`.",
    in_window="Then press Update, with the plan open.",
)
_ANEW: Final = say(
    "ROS updates no stack in this state: `chartnest delete {deployment}`, then launch the plan "
    "again.",
    in_window="ROS updates no stack in this state: delete this one, then launch the plan again.",
)
_LAUNCH: Final = say("Then launch the plan again.")
_DELETE_AGAIN: Final = say(
    "Then: `chartnest delete {deployment}`; `--retain RESOURCE` leaves alone what cannot go.",
    in_window="Then press Delete again, or Delete the rest, which leaves alone what cannot go.",
)
_WAIT: Final = say("Wait until what goes on has ended.")
