"""The preview held against a real Helm of the installing version, where this computer has one."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.chart.engine import render
from core.chart.helm.versions import OLDEST
from core.chart.helm.versions import release as numbers
from core.errors import Problem, ProblemsFound, Severity, say, warning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart, Rendering
    from core.chart.surroundings import Surroundings
    from core.plan.model import Release

_VERSION: Final = re.compile(r"v(\d+\.\d+\.\d+)")
_SHOWN: Final = 5
_LOOK: Final = say("Look at the release after the launch.")


def compare(
    chart: Chart,
    values_text: str,
    release: Release,
    surroundings: Surroundings,
    rendering: Rendering,
) -> tuple[Problem, ...]:
    """Return where a `helm` of the installing version renders otherwise than the preview shows.

    Nothing without such a command. Patches of one minor version count as the same.
    """
    helm = surroundings.helm
    command = command_of(helm, surroundings.command) if helm else None
    if command is None:
        return ()
    try:
        really = render(chart, values_text, release, surroundings, command=command)
    except ProblemsFound as refused:
        return (
            tuple(each for each in refused.problems if each.severity is Severity.ERROR)
            or refused.problems
        )
    differing = _differing(rendering, really)
    if differing:
        # A password that is made up differs each time, whoever renders it.
        again = render(chart, values_text, release, surroundings)
        differing -= _differing(rendering, again)
    if not differing:
        return ()
    named = sorted(differing)
    what = say(
        "The Helm {helm} on this computer renders otherwise than the preview: {objects}.",
        helm=surroundings.helm,
        objects=", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else ""),
    )
    return (warning("templates", what, _LOOK),)


def command_of(helm: str, named: Path | None = None) -> Path | None:
    """Return the named `helm`, or the one on PATH, if it is of that minor version."""
    found = named or shutil.which("helm")
    # Older ones have no --kube-version.
    if found is None or numbers(helm) < numbers(OLDEST):
        return None
    path = Path(found).absolute()
    if not path.is_file():
        return None
    version = _version_of(path, path.stat().st_mtime_ns)
    return path if version and numbers(version)[:2] == numbers(helm)[:2] else None


@lru_cache(maxsize=4)
def _version_of(path: Path, _changed: int) -> str | None:
    try:
        answer = subprocess.run(
            [path, "version", "--short"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = _VERSION.search(answer.stdout)
    return match[1] if match else None


def _differing(one: Rendering, other: Rendering) -> set[str]:
    """Return the objects that only one of two renderings has, or that differ in them."""
    left, right = _by_name(one), _by_name(other)
    return {name for name in left.keys() | right.keys() if left.get(name) != right.get(name)}


def _by_name(rendering: Rendering) -> Mapping[str, object]:
    return {f"{each.kind} {each.name}": each.body for each in rendering.objects}
