"""The Helm that runs the Jobs of a rehearsal: one that was named, this computer's, or our own."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.chart.helm.versions import ENGINE
from core.delivery.images import preset
from core.errors import ChartNestError

_VERSION: Final = re.compile(r"v?(\d+\.\d+\.\d+\S*)")
_PATIENCE: Final = 30.0  # seconds


class HelmUnusable(ChartNestError):
    """What was named with --helm is no Helm that runs here."""

    code = "helm-unusable"
    what = "{path} is no Helm that runs here: {message}."
    remedy = "Name the file of a `helm` for this computer: see what `{path} version` says."
    in_window = "Choose the file of a helm for this computer."


@dataclass(frozen=True)
class JobHelm:
    """Which Helm it is; `path` is None for our own, `version` empty where it did not say."""

    path: Path | None
    version: str

    def __str__(self) -> str:
        version = self.version or "?"
        return f"{version}, {self.path}" if self.path else f"{version}, ChartNest's own"


def job_helm(named: Path | None) -> JobHelm:
    """Return the Helm that Jobs will find; raise `HelmUnusable` when the named one does not run."""
    if named is not None:
        return JobHelm(named.absolute(), _version_of(named.absolute()))
    found = shutil.which("helm")
    if found is None:
        return JobHelm(None, ENGINE)
    try:
        return JobHelm(Path(found), _version_of(Path(found)))
    except HelmUnusable:  # the Job that runs it says so; many need none
        return JobHelm(Path(found), "")


def helm_line(helm: JobHelm, image: str) -> str:
    """Return what a Job's log begins with: which Helm runs it, and which one would in the image."""
    line = f"In this rehearsal the Job runs with Helm {helm}"
    known = preset(image)
    if known is None:
        return f"{line}; in a cluster with that of its image, {image}."
    if known.helm == helm.version:
        return f"{line}, as in its image."
    return f"{line}; in a cluster with Helm {known.helm}, that of its image."


def _version_of(path: Path) -> str:
    command = [str(path), "version", "--template", "{{.Version}}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError) as failure:
        raise HelmUnusable(path=path, message=_why(failure)) from None
    found = _VERSION.fullmatch(done.stdout.decode(errors="replace").strip())
    if done.returncode or not found:
        said = done.stderr.decode(errors="replace").strip() or "it names no version"
        raise HelmUnusable(path=path, message=said.splitlines()[-1].rstrip("."))
    return found[1]


def _why(failure: Exception) -> str:
    if isinstance(failure, OSError):
        return failure.strerror or "it cannot be started"
    return "it does not answer"
