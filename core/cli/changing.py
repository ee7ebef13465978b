"""`chartnest update`, `cancel`, `continue`, `delete`, `forget`: what changes a deployment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.cli.documents import deployment_document
from core.cli.following import Followed, finish, follow, report
from core.cli.preparing import add_preparation_options, opened, order_at, prepared_for
from core.cli.progress import progress_shown
from core.deployment.change import (
    cancel,
    continue_creation,
    delete,
    next_revision,
    refuse_impossible,
    update,
)
from core.deployment.history import History
from core.deployment.leftovers import leftovers
from core.deployment.model import DELETED, REFUSED, Snapshot
from core.deployment.states import Action
from core.errors import ChartNestError, ExitCode
from core.places import place_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from core.cli.terminal import Terminal
    from core.deployment.leftovers import Leftover
    from core.deployment.model import Deployment, Target


class ChangeInterrupted(ChartNestError):
    """Ctrl-C while ROS was asked for a change; it may have heard."""

    code = "change-interrupted"
    what = "Interrupted; {deployment} may be changing already."
    remedy = "See how it stands with: chartnest status {deployment} --follow"
    exit_code = ExitCode.INTERRUPTED


class StillThere(ChartNestError):
    """A deployment was to be forgotten whose stack may go on."""

    code = "still-there"
    what = "The stack of {deployment} is still there as far as is known ({status})."
    remedy = "Delete it with `chartnest delete {deployment}`, or forget it all the same with --yes."


def configure(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one of the five."""
    parser.add_argument("id", metavar="ID", help="a deployment's id, or how it begins")
    if name == "update":
        add_preparation_options(parser)
    if name == "cancel":
        parser.add_argument("--quick", action="store_true", help="at once, not at a safe point")
    if name == "delete":
        parser.add_argument(
            "--retain",
            action="append",
            default=[],
            metavar="RESOURCE",
            help="leave this resource of the stack alone; may be given again",
        )
    if name in ("continue", "delete"):
        parser.add_argument("--no-watch", action="store_true", help="return while it goes on")
    if name == "forget":
        parser.add_argument(
            "--yes", action="store_true", help="also when its stack may still be there"
        )
    runs = {
        "update": _update,
        "cancel": _cancel,
        "continue": _continue,
        "delete": _delete,
        "forget": _forget,
    }
    parser.set_defaults(run=runs[name])


def _update(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    refuse_impossible(Action.UPDATE, deployment, place_of(deployment).target, history)
    asked = opened(arguments, terminal)
    place = place_of(deployment, asked.file.plan)
    surroundings = place.surroundings(asked.file.plan)
    revision = next_revision(deployment)
    prepared = prepared_for(
        surroundings,
        asked,
        arguments,
        terminal,
        revision=revision,
        in_the_cloud=not deployment.rehearsed,
    )
    order = order_at(place, prepared, asked, arguments, terminal)
    with _asking(deployment), progress_shown(terminal) as progress:
        updated = update(deployment, order, history, progress=progress)
    return finish(updated, place.target, history, terminal, watched=not arguments.no_watch)


def _cancel(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    target = place_of(deployment).target
    with _asking(deployment):
        cancel(deployment, target, history, quick=arguments.quick)
    terminal.answer(
        {"deployment": deployment_document(deployment), "cancelling": True},
        f"{deployment.id} is told to stop. See: chartnest status {deployment.id} --follow",
    )
    return ExitCode.DONE


def _continue(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    target = place_of(deployment).target
    with _asking(deployment):
        going_on = continue_creation(deployment, target, history)
    return finish(going_on, target, history, terminal, watched=not arguments.no_watch)


def _delete(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    target = place_of(deployment).target
    with _asking(deployment):
        known = _looked(deployment, target)
        deleted = delete(deployment, target, history, retain=arguments.retain)
    if deleted.status == DELETED:  # there was no stack, or not any more
        followed = Followed(Snapshot(deleted.stack_id or "", DELETED, finished=True))
    elif arguments.no_watch:
        return finish(deleted, target, history, terminal, watched=False)
    else:
        followed = follow(deleted, target, history, terminal)
    kept = _kept(deleted, target, known, terminal) if followed.last.succeeded else []
    return report(deleted, followed, terminal, kept)


def _forget(arguments: argparse.Namespace, terminal: Terminal) -> int:
    history = History()
    deployment = history.deployment(arguments.id)
    if deployment.status not in (DELETED, REFUSED) and not arguments.yes:
        raise StillThere(deployment=deployment.id, status=deployment.status)
    history.forget(deployment.id)
    terminal.answer(
        {"deployment": deployment_document(deployment), "forgotten": True},
        f"{deployment.id} is forgotten.",
    )
    return ExitCode.DONE


@contextmanager
def _asking(deployment: Deployment) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise ChangeInterrupted(deployment=deployment.id) from None


def _looked(deployment: Deployment, target: Target) -> tuple[Leftover, ...]:
    """Return what will stay, as far as the cluster can be asked."""
    try:
        return leftovers(deployment, target)
    except ChartNestError:  # said once it is deleted
        return ()


def _kept(
    deployment: Deployment, target: Target, known: tuple[Leftover, ...], terminal: Terminal
) -> list[str]:
    """Return what is still in the cluster on purpose, in words."""
    try:
        found = leftovers(deployment, target, known)
    except ChartNestError as error:
        terminal.note(f"What remains in the cluster is not known. {error.sentence}")
        return []
    return [
        f"{left.kind} {left.name}" + (f" in {left.namespace}" if left.namespace else "")
        for left in found
    ]
