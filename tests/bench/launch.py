"""A rehearsed launch up to its outputs, against plain `helm install` on the same cluster."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.chart.sources import open_chart
from core.plan.model import PathChart
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from tests.bench.figure import Figure
from tests.bench.rehearsed import Launches
from tests.support.tools import NEWEST, helm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RUNS = 5
T = TypeVar("T")


def figures() -> Iterator[Figure]:
    """Measure with what `helm create demo` makes; Job and install use the same helm."""
    os.environ["PATH"] = f"{helm(NEWEST).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as name, ephemeral(Options()) as rehearsal:
        folder = Path(name)
        subprocess.run(["helm", "create", "demo"], cwd=folder, check=True, capture_output=True)
        chart = open_chart(PathChart(path="demo"), base=folder)
        launches = Launches(rehearsal, chart, folder)
        release = ["plain", "--kubeconfig", str(rehearsal.kubeconfig), "--namespace", "plain"]
        install = [
            "helm",
            "install",
            *release,
            "--create-namespace",
            "--wait",
            str(folder / "demo"),
        ]
        launched = _median(launches.launch, launches.delete)
        installed = _median(
            lambda: subprocess.run(install, check=True, capture_output=True),
            lambda _: subprocess.run(
                ["helm", "uninstall", *release], check=True, capture_output=True
            ),
        )
    yield Figure("rehearsed launch → outputs", launched, "s", aim=3)
    yield Figure("plain `helm install` on the same cluster", installed, "s")
    yield Figure("launch ÷ plain install", launched / installed, "×", aim=4)


def _median(call: Callable[[], T], undo: Callable[[T], object]) -> float:
    durations = []
    for _ in range(_RUNS + 1):
        started = time.perf_counter()
        made = call()
        durations.append(time.perf_counter() - started)
        undo(made)
    return statistics.median(durations[1:])
