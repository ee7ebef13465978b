"""Why a deployment failed: the innermost cause, where it came from, and what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.deployment.model import Reason
from core.deployment.remedies import NOWHERE, Circumstances, remedy_of
from core.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.cloud.stacks import Event, Resource, Stack

STACK_TYPE: Final = "ALIYUN::ROS::Stack"

_RESOURCE: Final = re.compile(
    r"^(?:Resource|Stack) [A-Z_]+ failed: *"
    r"|^(?:(?P<signalled>WaitConditionFailure)|\w+): *resources\.(?P<name>[\w./-]+): *"
)
# Wrappings that say only that something failed; what follows says what.
_WRAPPING: Final = re.compile(
    r"""^(?:
        Error:\ *
      | code:\ ?\d+,\ *
      | (?:INSTALLATION|UPGRADE|UNINSTALL|ROLLBACK)\ FAILED:\ *
      | (?:install|upgrade|uninstall)\ release\ failed:\ *
      | failed\ to\ (?:install|upgrade)\ [^:]*:\ *
      | unable\ to\ build\ kubernetes\ objects\ from\ [^:]*:\ *
      | error\ validating\ "":\ *
      | execution\ error\ at\ \((?P<failed>[^)]*)\):\ *
      | parse\ error\ at\ \((?P<parsed>[^)]*)\):\ *
      | template:\ (?P<executed>\S+):\ executing\ .*?\ at\ <.*?>:\ *
    )""",
    re.VERBOSE,
)
_REQUEST_ID: Final = re.compile(r"[,.]? *request id: *[\w-]+\.?$", re.IGNORECASE)
_CANCELLED: Final = re.compile(r"cancell?ed", re.IGNORECASE)


def explain(
    stack: Stack,
    events: Sequence[Event],
    resources: Iterable[Resource],
    where: Circumstances = NOWHERE,
) -> Reason | None:
    """Return why a stack failed, None when nothing says so; `events` oldest first.

    The remedy is one for `where` in the state that the stack is in.
    """
    name, texts = _first_failure(events, resources)
    if stack.operation is not None and stack.operation.logical_id in ("", name):
        texts.append(stack.operation.message)
    if stack.reason and (not texts or _names(stack.reason, name)):
        texts.append(stack.reason)
    if not any(texts):
        return None
    # ROS cuts long texts at different lengths in different places: the longest says most.
    return innermost(max(texts, key=len), name, replace(where, status=stack.status))


def innermost(untrusted_text: str, source: str = "", where: Circumstances = NOWHERE) -> Reason:
    """Unwrap one text of ROS, Helm and Kubernetes to its innermost cause."""
    full = printable(untrusted_text).strip()
    text = full
    places = [source] if source else []
    while True:
        match = _RESOURCE.match(text) or _WRAPPING.match(text)
        if not match or match.end() == len(text):
            break
        found = match.groupdict()
        signalled = found.pop("signalled", None)
        places += [place for place in found.values() if place]
        places += ["Job"] if signalled else []  # only a Job of the hook chart sends signals
        text = text[match.end() :]
    cause = _REQUEST_ID.sub("", text).strip()
    source = ", ".join(dict.fromkeys(places))
    return Reason(cause, source, remedy_of(full, where), full)


def _first_failure(events: Sequence[Event], resources: Iterable[Resource]) -> tuple[str, list[str]]:
    """Return the resource that failed first in the last operation, and what is said of it."""
    failures = [
        event
        for event in last_operation(events)
        if event.status.endswith("_FAILED")
        and event.type != STACK_TYPE
        and not _CANCELLED.search(event.reason)
    ]
    broken = [r for r in resources if r.status.endswith("_FAILED") and r.reason]
    names = [event.logical_id for event in failures] + [r.logical_id for r in broken]
    name = names[0] if names else ""
    said = [event.reason for event in failures if event.logical_id == name]
    return name, said + [r.reason for r in broken if r.logical_id == name]


def last_operation(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events since a person last asked for something; a rollback belongs to it."""
    starts = [
        index
        for index, event in enumerate(events)
        if event.type == STACK_TYPE
        and event.status.endswith("_IN_PROGRESS")
        and "ROLLBACK" not in event.status
    ]
    return events[starts[-1] :] if starts else events


def _names(reason: str, name: str) -> bool:
    return bool(name) and f"resources.{name}:" in reason
