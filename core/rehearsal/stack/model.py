"""A stack and what it is made of, as the engine keeps them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Action(StrEnum):
    """What is being done to a stack or a resource."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    CREATE_ROLLBACK = "CREATE_ROLLBACK"
    ROLLBACK = "ROLLBACK"


class Phase(StrEnum):
    """How far it has got."""

    IN_PROGRESS = "IN_PROGRESS"
    COMPLETE = "COMPLETE"
    FAILED = "FAILED"


INIT_COMPLETE: Final = "INIT_COMPLETE"
DELETED: Final = "DELETE_COMPLETE"
STACK_TYPE: Final = "ALIYUN::ROS::Stack"


def status(action: Action, phase: Phase) -> str:
    """Return a status as the API writes it, `CREATE_IN_PROGRESS`."""
    return f"{action}_{phase}"


def in_progress(text: str) -> bool:
    """Tell whether a status says that something is still going on."""
    return text.endswith(Phase.IN_PROGRESS)


def failed(text: str) -> bool:
    """Tell whether a status says that something failed."""
    return text.endswith(Phase.FAILED)


def now() -> str:
    """Return the time as the API writes it: UTC, whole seconds, no zone."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass
class Signal:
    """What was sent to a WaitConditionHandle."""

    id: str
    status: str
    data: str = ""
    reason: str = ""


@dataclass
class Resource:
    """A resource of a stack.

    `properties` are the ones it was last made with, functions called; `remembered` is what its
    type keeps for itself.
    """

    logical_id: str
    type: str
    status: str = INIT_COMPLETE
    reason: str = ""
    physical_id: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    remembered: dict[str, Any] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)
    retain: bool = False
    description: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    signals: list[Signal] = field(default_factory=list)
    created: str = field(default_factory=now)
    updated: str = ""

    @property
    def exists(self) -> bool:
        """Whether something was made that has to be deleted."""
        return self.status not in {INIT_COMPLETE, DELETED}

    @classmethod
    def load(cls, document: Mapping[str, Any]) -> Resource:
        """Return the resource that `asdict` has written."""
        signals = [Signal(**signal) for signal in document["signals"]]
        return cls(**{**document, "signals": signals})


@dataclass(frozen=True)
class OperationFailure:
    """Why the last operation failed: the first resource that did."""

    logical_id: str
    type: str
    action: str
    code: str
    message: str


@dataclass(frozen=True)
class Event:
    """One line of a stack's history."""

    id: str
    stack_id: str
    stack_name: str
    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str
    created: str


@dataclass
class Stack:
    """A stack.

    `resources` are loaded apart; `replaced` ones wait to be deleted; `retained` names those that
    its deletion leaves where they are.
    """

    id: str
    name: str
    region: str
    template_body: str
    parameters: dict[str, str]
    timeout_minutes: int = 60
    disable_rollback: bool = False
    deletion_protection: bool = False
    tags: list[dict[str, str]] = field(default_factory=list)
    status: str = ""
    reason: str = ""
    created: str = field(default_factory=now)
    updated: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    failure: OperationFailure | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    replaced: list[Resource] = field(default_factory=list)
    retained: list[str] = field(default_factory=list)

    @property
    def action(self) -> Action:
        """What is, or was last, being done."""
        return next(
            action
            for action in sorted(Action, key=len, reverse=True)
            if self.status.startswith(action)
        )

    def document(self) -> dict[str, Any]:
        """Return everything but the resources, for the state file."""
        resources, self.resources = self.resources, {}
        try:
            return asdict(self)
        finally:
            self.resources = resources

    @classmethod
    def load(cls, document: Mapping[str, Any]) -> Stack:
        """Return the stack that `document` has written, without its resources."""
        failure = document["failure"]
        return cls(
            **{
                **document,
                "failure": OperationFailure(**failure) if failure else None,
                "replaced": [Resource.load(resource) for resource in document["replaced"]],
            }
        )
