"""`chartnest`: the window, the command line, or a child of either; it alone knows them all.

Each is imported when it was chosen, so that none pays for another.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from core import CHILD

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = "window"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments of the process, or those given, ask for; return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    match words:
        case [first, module, *others] if first == CHILD:
            return _child(module, others)
        case [first, *others] if first == _WINDOW:
            return _window(others)
        case _:
            return _command_line(words)


def _command_line(words: Sequence[str]) -> int:
    from core.cli import run

    return run(words)


def _window(words: Sequence[str]) -> int:
    if {"-h", "--help"} & set(words):
        return _command_line([])
    from gui.app import main as show

    return show(["chartnest", *words])


def _child(module: str, words: Sequence[str]) -> int:
    """Be the child that `core.children` starts from a frozen build, which has no `python -m`."""
    match module:
        case "core.apart":
            from core.apart import main as work_apart

            work_apart()
        case "core.rehearsal":
            from core.rehearsal.__main__ import main as rehearse

            return rehearse(words)
        case "core.rehearsal.helm_command":
            from core.rehearsal.helm_command.command import main as helm

            return helm(list(words))
    return _command_line([module])  # which says that there is no such command


if __name__ == "__main__":
    sys.exit(main())
