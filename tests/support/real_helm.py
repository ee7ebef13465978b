"""What real Helm says of a chart: whether it takes it, and what it renders."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from tests.support import tools

if TYPE_CHECKING:
    from pathlib import Path

# The images of the Job hold the first two; the engine inside the product is between the others.
INSTALLING: Final = ("3.12.1", "3.17.3", "4.1.4", "4.3.1")
EACH: Final = [
    pytest.param(version, marks=() if version == tools.NEWEST else pytest.mark.matrix)
    for version in INSTALLING
]


def rendered_by(version: str, chart: Path, home: Path) -> str | None:
    """Return what `helm template` of that version prints; None where it refuses."""
    command = [tools.helm(version), "template", "shop", chart]
    answer = subprocess.run(
        command, capture_output=True, check=False, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
    )
    return None if answer.returncode else answer.stdout.decode(errors="replace")


def pulled_by(version: str, arguments: list[str], home: Path, *, repository: str = "") -> str:
    """Return the name of the archive that `helm pull` leaves; empty where it refuses.

    With a `repository` it is added first, as the Job does, under the name `source`.
    """
    helm, environment = tools.helm(version), {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    folder = home / "pulled"
    folder.mkdir()
    commands = [["pull", *arguments, "-d", str(folder)]]
    if repository:
        commands.insert(0, ["repo", "add", "source", repository])
    for command in commands:
        subprocess.run([helm, *command], capture_output=True, check=False, env=environment)
    return next((path.name for path in folder.iterdir()), "")
