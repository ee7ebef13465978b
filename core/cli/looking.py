"""`chartnest list`, `status`, `events`, `outputs`, `logs`, `revisions`: what changes nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core.cli.documents import (
    deployment_document,
    event_document,
    output_document,
    resource_document,
    revision_document,
)
from core.cli.following import event_line, failure_text, follow, news, report
from core.cli.terminal import table
from core.deployment.errors import NeverCreated
from core.deployment.history import History
from core.errors import ChartNestError, ExitCode

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal
    from core.cloud.connection import Connection
    from core.deployment.model import Deployment, Revision, Snapshot, Target
    from core.deployment.outputs import DecodedOutput


class OutputUnknown(ChartNestError):
    """The stack has no output of this name."""

    code = "output-unknown"
    what = "{deployment} has no output {name}."
    remedy = "It has: {known}."


def configure(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one of the six."""
    if name != "list":
        parser.add_argument("id", metavar="ID", help="a deployment's id, or how it begins")
    if name in ("status", "events"):
        parser.add_argument(
            "-f", "--follow", action="store_true", help="stay until the operation has ended"
        )
    if name == "outputs":
        parser.add_argument("name", metavar="NAME", nargs="?", help="print this one alone")
    runs = {
        "list": _list,
        "status": _status,
        "events": _events,
        "outputs": _outputs,
        "logs": _logs,
        "revisions": _revisions,
    }
    parser.set_defaults(run=runs[name])


def _list(_arguments: argparse.Namespace, terminal: Terminal) -> int:
    from core.deployment.recovery import reopen

    deployments = reopen(History(), _connection)
    rows = [
        (d.id, d.status, d.account, d.region, f"{d.namespace}/{d.release}", d.created[:16])
        for d in deployments
    ]
    headings = ("ID", "STATUS", "ACCOUNT", "REGION", "RELEASE", "LAUNCHED")
    terminal.answer(
        {"deployments": [deployment_document(deployment) for deployment in deployments]},
        table(headings, rows) if rows else "No deployments yet. Launch a plan to make one.",
    )
    return ExitCode.DONE


def _connection(deployment: Deployment) -> Connection | None:
    from core.places import connection_if_any

    return connection_if_any(deployment)


def _found(arguments: argparse.Namespace) -> tuple[Deployment, Target, History]:
    """Return the deployment meant, where it is, and its stack if it has one."""
    history = History()
    deployment = history.deployment(arguments.id)
    from core.cloud.ros import RosClient
    from core.deployment.recovery import recover
    from core.places import place_of

    target = place_of(deployment).target
    return recover(deployment, RosClient(target.connection), history), target, history


def _status(arguments: argparse.Namespace, terminal: Terminal) -> int:
    deployment, target, history = _found(arguments)
    if deployment.stack_id is None and not arguments.follow:
        text = f"{deployment.id}: {deployment.status}. {deployment.reason or 'There is no stack.'}"
        terminal.answer({"deployment": deployment_document(deployment)}, text)
        return ExitCode.DONE
    if arguments.follow:
        return report(deployment, follow(deployment, target, history, terminal), terminal)
    from core.deployment.watch import watch

    snapshot = next(watch(deployment, target, history))
    document = {
        **deployment_document(history.deployment(deployment.id)),
        "progress": snapshot.progress,
        "resources": [resource_document(resource) for resource in snapshot.resources],
    }
    terminal.answer({"deployment": document}, _status_text(deployment, snapshot))
    return ExitCode.DONE


def _status_text(deployment: Deployment, snapshot: Snapshot) -> str:
    going_on = (
        "" if snapshot.finished or snapshot.progress is None else f" {snapshot.progress:.0f}%"
    )
    rows = [(r.logical_id, r.status, r.type, news(r.reason)) for r in snapshot.resources]
    parts = [
        f"{deployment.id}: {snapshot.status}{going_on}",
        failure_text(snapshot),
        table(("RESOURCE", "STATUS", "TYPE", "REASON"), rows) if rows else "",
    ]
    return "\n".join(part for part in parts if part)


def _events(arguments: argparse.Namespace, terminal: Terminal) -> int:
    deployment, target, history = _found(arguments)
    code = ExitCode.DONE
    if arguments.follow:
        followed = follow(deployment, target, history, terminal)
        events = followed.events
        if not followed.last.succeeded:
            code = ExitCode.DEPLOYMENT_FAILED
    else:
        from core.cloud.ros import RosClient

        events = list(RosClient(target.connection).events(_stack_of(deployment)))
        for event in events:
            terminal.line(event_line(event))
    terminal.answer({"id": deployment.id, "events": [event_document(event) for event in events]})
    return code


def _stack_of(deployment: Deployment) -> str:
    if deployment.stack_id is None:
        raise NeverCreated(name=deployment.id)
    return deployment.stack_id


def _outputs(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from core.cloud.ros import RosClient
    from core.deployment.outputs import decode

    deployment, target, _ = _found(arguments)
    stack = RosClient(target.connection).stack(_stack_of(deployment))
    outputs = [decode(output) for output in stack.outputs]
    if arguments.name:
        output = _named(arguments.name, outputs, deployment)
        terminal.answer({"output": output_document(output)}, output.text)
        return ExitCode.DONE
    document = {"id": deployment.id, "outputs": [output_document(output) for output in outputs]}
    text = "\n\n".join(f"{output.name}:\n{output.text}" for output in outputs)
    terminal.answer(document, text or f"{deployment.id} has no outputs ({stack.status}).")
    return ExitCode.DONE


def _named(name: str, outputs: list[DecodedOutput], deployment: Deployment) -> DecodedOutput:
    for output in outputs:
        if output.name == name:
            return output
    known = ", ".join(output.name for output in outputs) or "none"
    raise OutputUnknown(deployment=deployment.id, name=name, known=known)


def _logs(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from core.deployment.job_log import job_logs

    deployment, target, _ = _found(arguments)
    logs = job_logs(deployment, target)
    text = "\n\n".join(f"{log.pod} ({log.run}, {log.phase}):\n{log.text}" for log in logs)
    terminal.answer(
        {"id": deployment.id, "logs": [asdict(log) for log in logs]},
        text or f"No Job of {deployment.id} has left a log: pods go a day after they end.",
    )
    return ExitCode.DONE


def _revisions(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    revisions = history.revisions(deployment.id)
    rows = [(str(r.number), _made_by(r), r.recorded[:16], r.author, r.method) for r in revisions]
    terminal.answer(
        {"id": deployment.id, "revisions": [revision_document(each) for each in revisions]},
        table(("REVISION", "ACTION", "RECORDED", "BY", "METHOD"), rows),
    )
    return ExitCode.DONE


def _made_by(revision: Revision) -> str:
    of = f" to {revision.origin}" if revision.origin is not None else ""
    return f"{revision.action.value}{of}"
