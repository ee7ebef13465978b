"""Progress of work that takes a while: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cli.terminal import Terminal
    from core.errors import Sentence
    from core.progress import Progress


@contextmanager
def progress_shown(terminal: Terminal) -> Iterator[Progress]:
    """Give a progress function whose bar disappears when the work is done."""
    if not terminal.animated:
        yield silent
        return
    from rich import progress as bars

    with bars.Progress(
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.FileSizeColumn(),
        transient=True,
    ) as bar:
        tasks: dict[str, bars.TaskID] = {}

        def show(what: Sentence, done: int, total: int | None) -> None:
            name = str(what)
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)

        yield show
