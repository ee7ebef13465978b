"""What ROS says of stacks, as plain immutable records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class NewStack:
    """What CreateStack is asked for; parameters may hold secrets and stay out of the repr."""

    name: str
    template: str
    client_token: str
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    tags: Mapping[str, str] = field(default_factory=dict)
    disable_rollback: bool = True
    timeout_minutes: int = 60


@dataclass(frozen=True)
class StackOutput:
    """One output, its value as JSON gave it: mostly text, at times a list or a map."""

    key: str
    value: object
    description: str = ""


@dataclass(frozen=True)
class Operation:
    """The operation that failed last, in the words of the service ROS called."""

    action: str
    code: str
    logical_id: str
    message: str
    resource_type: str


@dataclass(frozen=True)
class Stack:
    """A stack; `outputs`, `parameters` and `progress` only where they were asked for.

    Times are UTC as ROS writes them, `2026-11-24T03:00:00`, without a zone. `progress` is a
    percentage of the running operation and falls while it is rolled back.
    """

    id: str
    name: str
    status: str
    reason: str = ""
    created: str = ""
    updated: str = ""
    disable_rollback: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: tuple[StackOutput, ...] = ()
    operation: Operation | None = None
    progress: float | None = None


@dataclass(frozen=True)
class Event:
    """One event of a stack or of a resource in it."""

    id: str
    time: str
    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str


@dataclass(frozen=True)
class Resource:
    """One resource of a stack."""

    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str
    created: str
    updated: str


@dataclass(frozen=True)
class PlannedResource:
    """What PreviewStack would do to one resource, and which others need it."""

    logical_id: str
    type: str
    action: str
    replacement: str
    required_by: tuple[str, ...]
    properties: Mapping[str, object]
