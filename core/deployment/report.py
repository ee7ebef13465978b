"""A deployment as a report in Markdown, which a window saves to be sent on; without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.cloud.stacks import Resource
    from core.deployment.model import Deployment, Snapshot
    from core.deployment.outputs import DecodedOutput


def report_text(deployment: Deployment, snapshot: Snapshot, events: Iterable[str]) -> str:
    """Return the report; `events` are lines, oldest first."""
    return "\n".join(_lines(deployment, snapshot, events)) + "\n"


def _lines(deployment: Deployment, snapshot: Snapshot, events: Iterable[str]) -> Iterator[str]:
    yield f"# {deployment.id}: {snapshot.status}"
    yield ""
    yield f"- Release {deployment.release} in the namespace {deployment.namespace}"
    yield f"- Account {deployment.account}, region {deployment.region}"
    yield f"- Stack {snapshot.stack_id}, revision {deployment.revision.number}"
    yield f"- Launched {deployment.created}"
    if snapshot.reason:
        yield from ("", "## Why it failed", "", snapshot.reason.cause)
        yield from ("", str(snapshot.reason.remedy.for_window()), "", *_block(snapshot.reason.full))
    yield from ("", "## Resources", "")
    yield from map(_resource, snapshot.resources)
    yield from ("", "## Outputs", "")
    for output in snapshot.outputs:
        yield from _output(output)
    yield from ("", "## Events", "")
    yield from _block("\n".join(events))


def _resource(resource: Resource) -> str:
    said = " ".join(printable(resource.reason).split())
    return f"- {resource.logical_id} ({resource.type}): {resource.status} {said}".rstrip()


def _output(output: DecodedOutput) -> Iterator[str]:
    yield from (f"### {output.name}", "", *_block(output.shown), "")


def _block(untrusted_text: str) -> Iterator[str]:
    """Yield a text indented, which Markdown shows as it is, fences in it or not."""
    return (f"    {line}" for line in printable(untrusted_text).splitlines())
