"""The command line from its start to its end, against `helm template` where that does the same."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Final

from core import children
from core.paths import RESOURCES
from tests.bench.figure import Figure
from tests.support.tools import NEWEST, helm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RUNS: Final = 9
_CHARTNEST: Final = tuple(children.command("gui.start"))
_PLAN: Final = str(RESOURCES / "sample" / "plan.yaml")
_CHART: Final = str(RESOURCES / "sample" / "chart")


def figures() -> Iterator[Figure]:
    """Measure with the sample, on a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        listed = _seconds(home, (*_CHARTNEST, "list"))
        checked = _seconds(home, (*_CHARTNEST, "plan", "check", _PLAN))
        # By turns, so that both have the same of whatever else goes on.
        rendering = (*_CHARTNEST, "chart", "render", _CHART)
        template = (str(helm(NEWEST)), "template", "teahouse", _CHART)
        pairs = [(_run(home, rendering), _run(home, template)) for _ in range(_RUNS)]
    yield Figure("`chartnest list`, cold", listed, "s", 0.25)
    yield Figure("`chartnest plan check`, cold", checked, "s", 0.6)
    yield Figure("`chartnest chart render`, cold", statistics.median(own for own, _ in pairs), "s")
    ratio = statistics.median(own / other for own, other in pairs)
    yield Figure("`chartnest chart render` ÷ `helm template`", ratio, "×", 4)


def _seconds(home: str, command: Sequence[str]) -> float:
    _run(home, command)
    return statistics.median(_run(home, command) for _ in range(_RUNS))


def _run(home: str, command: Sequence[str]) -> float:
    environment = children.environment() | {"CHARTNEST_HOME": home}
    # As an installed program starts: compiled before.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started
