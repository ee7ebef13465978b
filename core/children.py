"""Starts a module of ChartNest as a process of its own: from a checkout, a wheel, a frozen build.

No child imports from the folder it works in, which may be full of strangers' files.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from core import CHILD
from core.paths import HOME_VARIABLE, ROOT, data_directory

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEARCHED: Final = "PYTHONPATH"
if sys.platform == "win32":
    _QUIET: Final = subprocess.CREATE_NO_WINDOW
    _DETACHED: Final = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _QUIET: Final = 0
    _DETACHED: Final = 0


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line of `module`; it needs `environment` as its environment."""
    if getattr(sys, "frozen", False):  # the program is its own interpreter
        return [sys.executable, CHILD, module, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return `given` so that a child finds the same code and the same home as this process."""
    made = dict(given)
    if searched := _searched(given):
        made[_SEARCHED] = searched
    if given.get(HOME_VARIABLE):
        made[HOME_VARIABLE] = str(data_directory())
    return made


def start(module: str, *arguments: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
    """Start `module`, to be spoken to by its stdin and stdout."""
    return subprocess.Popen(
        command(module, *arguments),
        env=environment(),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=_QUIET,
    )


def start_detached(module: str, *arguments: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start `module` so that it outlives this process and its terminal; `log` takes its words."""
    return subprocess.Popen(
        command(module, *arguments),
        env=environment(),
        cwd=data_directory(),  # a folder of the person's could not be removed under Windows
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # on Windows, where it means nothing, the flags detach
        creationflags=_DETACHED,
    )


def shell_line(module: str) -> str:
    """Return the command line for a POSIX shell, whatever its environment and folder are."""
    # An empty PYTHONPATH counts as none.
    words = ["env", f"{_SEARCHED}={_searched(os.environ)}", *command(module)]
    words[2] = Path(words[2]).as_posix()
    return shlex.join(words)


def _searched(given: Mapping[str, str]) -> str:
    """Return where Python looks first: this checkout, as another one may be the installed one.

    Never so for a wheel, whose neighbours would stand before the standard library.
    """
    own = [str(ROOT)] if (ROOT / "pyproject.toml").is_file() else []
    # An empty entry would be the working folder.
    others = [entry for entry in given.get(_SEARCHED, "").split(os.pathsep) if entry]
    return os.pathsep.join([*own, *others])
