"""A deployment followed to its end: a bar and event lines for a person, lines for a pipe."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.cli.documents import (
    deployment_document,
    event_document,
    failure_document,
    output_document,
)
from core.cli.terminal import one_line
from core.deployment.model import Snapshot
from core.errors import ChartNestError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.cli.terminal import Terminal
    from core.cloud.stacks import Event
    from core.deployment.history import History
    from core.deployment.model import Deployment, Target

_NO_NEWS: Final = "state changed"
_COLOURS: Final = {"FAILED": "red", "COMPLETE": "green", "ROLLBACK": "yellow", "PROGRESS": "cyan"}


class LeftAlone(ChartNestError):
    """Ctrl-C while a stack was watched; the stack does not notice."""

    code = "left-alone"
    what = "{deployment} goes on without you."
    remedy = "Come back with: chartnest status {deployment} --follow"
    exit_code = ExitCode.INTERRUPTED


@dataclass
class Followed:
    """How it ended, with every event on the way."""

    last: Snapshot
    events: list[Event] = field(default_factory=list)


def follow(
    deployment: Deployment, target: Target, history: History, terminal: Terminal
) -> Followed:
    """Show what happens to a deployment until its operation has ended.

    Ctrl-C stops only the showing, as `LeftAlone`: the stack goes on.
    """
    from core.deployment.watch import watch

    followed = Followed(Snapshot(deployment.stack_id or "", deployment.status))
    try:
        with _shown(terminal) as show:
            for snapshot in watch(deployment, target, history, from_the_beginning=False):
                followed.events += snapshot.events
                followed.last = snapshot
                show(snapshot)
    except KeyboardInterrupt:
        raise LeftAlone(deployment=deployment.id) from None
    return followed


@contextmanager
def _shown(terminal: Terminal) -> Iterator[Callable[[Snapshot], None]]:
    if not terminal.animated:
        yield lambda snapshot: _show_lines(snapshot, terminal)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=100)

        def show(snapshot: Snapshot) -> None:
            for event in snapshot.events:
                console.print(event_line(event), style=_style(event.status), markup=False)
            if snapshot.trouble:
                console.print(str(snapshot.trouble), style="yellow", markup=False)
            bar.update(task, description=snapshot.status, completed=snapshot.progress)

        yield show


def _show_lines(snapshot: Snapshot, terminal: Terminal) -> None:
    for event in snapshot.events:
        terminal.line(event_line(event))
    if snapshot.trouble:
        terminal.note(snapshot.trouble)


def _style(status: str) -> str:
    return next((colour for word, colour in _COLOURS.items() if word in status), "")


def event_line(event: Event) -> str:
    """Return an event on one line: time, status, resource, reason."""
    reason = news(event.reason)
    line = f"{event.time[11:19]}  {event.status:20} {event.logical_id}"
    return f"{line}  {one_line(reason)}" if reason else line


def news(reason: str) -> str:
    """Return a reason, empty where it says only what the status does."""
    return "" if reason == _NO_NEWS else reason


def finish(
    deployment: Deployment, target: Target, history: History, terminal: Terminal, *, watched: bool
) -> int:
    """Follow an operation that has begun to its end and report it; or say how to do so later."""
    if watched:
        return report(deployment, follow(deployment, target, history, terminal), terminal)
    terminal.answer(
        {"deployment": deployment_document(deployment)},
        f"{deployment.id}: {deployment.status}. "
        f"Follow it with: chartnest status {deployment.id} --follow",
    )
    return ExitCode.DONE


def report(
    deployment: Deployment, followed: Followed, terminal: Terminal, kept: Sequence[str] = ()
) -> int:
    """Say how it ended: its outputs, or on stderr the reason, before anything else.

    `kept` is what a deletion leaves behind on purpose.
    """
    last = followed.last
    document = {
        **deployment_document(deployment),
        "status": last.status,
        "failure": failure_document(last),
        "outputs": [output_document(output) for output in last.outputs],
        "leftovers": kept,
        "events": [event_document(event) for event in followed.events],
    }
    if not last.succeeded:
        terminal.complain(failure_text(last) or f"{last.status}, and nothing says why.")
    parts = [f"{deployment.id}: {last.status}"]
    if last.succeeded:
        parts += [f"\n{output.name}:\n{output.shown}" for output in last.outputs]
        parts += [f"Kept on purpose: {thing}" for thing in kept]
    terminal.answer({"deployment": document}, "\n".join(parts))
    return ExitCode.DONE if last.succeeded else ExitCode.DEPLOYMENT_FAILED


def failure_text(snapshot: Snapshot) -> str:
    """Return the innermost cause, then where it came from and what to do; empty if all is well."""
    if snapshot.reason is None:
        return ""
    reason = snapshot.reason
    source = f"({reason.source}) " if reason.source else ""
    return f"{one_line(reason.cause)}\n{source}{reason.remedy}"
