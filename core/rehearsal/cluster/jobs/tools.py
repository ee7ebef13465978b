"""The commands a hook Job finds on its PATH: this computer's own, and `helm` first."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import Final

from core.children import shell_line
from core.rehearsal.cluster.jobs.errors import ToolsMissing

_NEEDED: Final = ("sh", "curl", "timeout")
# Where Git for Windows and Homebrew put the Unix commands their systems lack or call otherwise.
_UNIX_FOLDERS: Final = (
    r"C:\Program Files\Git\usr\bin",
    r"C:\Program Files\Git\mingw64\bin",
    "/opt/homebrew/opt/coreutils/libexec/gnubin",
    "/usr/local/opt/coreutils/libexec/gnubin",
)


def search_path(helm_folder: Path) -> str:
    """Return the PATH of a Job."""
    unix = [folder for folder in _UNIX_FOLDERS if Path(folder).is_dir()]
    return os.pathsep.join([str(helm_folder), *unix, os.environ.get("PATH", os.defpath)])


def require_tools() -> None:
    """Raise ToolsMissing when no Job could run on this computer."""
    shell(search_path(Path()))


def shell(path: str) -> str:
    """Return the shell on `path`; raise ToolsMissing when it or another needed command is not."""
    found = {tool: shutil.which(tool, path=path) for tool in _NEEDED}
    missing = [tool for tool, where in found.items() if where is None]
    if missing:
        raise ToolsMissing(tools=", ".join(missing))
    return str(found["sh"])


def place_helm(folder: Path, helm: Path | None) -> None:
    """Put a `helm` into `folder`: the given one, else our own command."""
    folder.mkdir(parents=True, exist_ok=True)
    command = shlex.quote(helm.as_posix()) if helm else shell_line("core.rehearsal.helm_command")
    shim = folder / "helm"
    shim.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8", newline="\n")
    shim.chmod(0o755)
