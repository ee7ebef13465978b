"""A deployment as it was launched, and as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cloud.connection import Connection, Endpoints
    from core.cloud.stacks import Event, Resource
    from core.delivery.model import PackagedChart
    from core.deployment.outputs import DecodedOutput
    from core.errors import Sentence
    from core.progress import Progress

REHEARSAL: Final = "rehearsal"
"""The account's name of a deployment on this computer."""

INTENDED: Final = "INTENDED"
"""Recorded here; whether a stack exists is not known yet."""

REFUSED: Final = "REFUSED"
"""Recorded here; the cloud refused, so that no stack exists."""

DELETED: Final = "DELETE_COMPLETE"

_SUCCESSES: Final = frozenset(
    {
        "CREATE_COMPLETE",
        "UPDATE_COMPLETE",
        "CHECK_COMPLETE",
        "IMPORT_CREATE_COMPLETE",
        "IMPORT_UPDATE_COMPLETE",
        DELETED,
    }
)


class ChartHost(Protocol):
    """Puts an archive where the cluster can fetch it."""

    def place(self, archive: PackagedChart, progress: Progress) -> str:
        """Return the http(s) address the archive is then at."""


@dataclass(frozen=True)
class Target:
    """Where a bundle is launched: Alibaba Cloud or a rehearsal, which differ in nothing else.

    `account` is a profile's name or `REHEARSAL`; `host` may be None when nothing needs hosting.
    """

    account: str
    connection: Connection
    host: ChartHost | None = None


class Change(StrEnum):
    """What made a revision."""

    LAUNCH = "launch"
    UPDATE = "update"
    ROLLBACK = "rollback"


@dataclass(frozen=True)
class Revision:
    """One state a deployment was meant to have; secrets are absent from `parameters`.

    `origin` is the revision that a rollback brought back, `author` the user of the computer that
    asked for it, `method` how the chart was delivered: each empty or None where it is not known.
    What is asked of a plan later stands beside its text, which a newer ChartNest may not read:
    the outputs to cover, and whether the namespace goes with the stack.
    """

    number: int
    client_token: str
    plan_text: str
    template: str
    parameters: Mapping[str, str]
    recorded: str
    action: Change = Change.LAUNCH
    origin: int | None = None
    author: str = ""
    method: str = ""
    secret_outputs: frozenset[str] = frozenset()
    deletes_namespace: bool = False


@dataclass(frozen=True)
class Deployment:
    """A deployment in the history; its id is the name of its stack.

    `status` and `reason` are the last seen; `settled` once its launch was watched to an end.
    `custom_resources` names the chart's CRDs, which Helm leaves behind; `plan_file` is where the
    plan was read from last, None where that is not known. Times are ISO 8601, UTC.
    """

    id: str
    plan_name: str
    account: str
    region: str
    endpoints: Endpoints
    namespace: str
    release: str
    stack_id: str | None
    status: str
    reason: str
    created: str
    updated: str
    settled: bool
    revision: Revision
    custom_resources: tuple[str, ...] = ()
    plan_file: str | None = None

    @property
    def rehearsed(self) -> bool:
        """Tell whether it is on this computer."""
        return self.account == REHEARSAL


@dataclass(frozen=True)
class Reason:
    """Why it failed.

    `cause` is the innermost cause in one sentence, `source` the resource (and the Job, and the
    file in the chart) it came from, `full` the whole text as ROS gave it.
    """

    cause: str
    source: str
    remedy: Sentence
    full: str


@dataclass(frozen=True)
class Snapshot:
    """What a stack looked like at one moment.

    `events` are those since the snapshot before, oldest first. `progress` is a percentage or
    None. `trouble` says why nothing newer is known while the cloud does not answer.
    """

    stack_id: str
    status: str
    progress: float | None = None
    events: tuple[Event, ...] = ()
    resources: tuple[Resource, ...] = ()
    outputs: tuple[DecodedOutput, ...] = field(default=(), repr=False)
    reason: Reason | None = None
    finished: bool = False
    trouble: Sentence | None = None

    @property
    def succeeded(self) -> bool:
        """Tell whether the operation ended well."""
        return self.finished and succeeded(self.status)


def ended(status: str) -> bool:
    """Tell whether nothing happens any more; a status we do not know counts as going on."""
    return status.endswith(("_COMPLETE", "_FAILED")) or status == REFUSED


def succeeded(status: str) -> bool:
    """Tell whether a status is the good end of an operation."""
    return status in _SUCCESSES
