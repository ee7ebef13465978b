"""Rendering in process, against `helm template` as a process."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.engine import render
from core.chart.sources import open_chart
from core.plan.model import PathChart, Release
from tests.bench.figure import Figure, median_seconds
from tests.support.tools import NEWEST, helm

if TYPE_CHECKING:
    from collections.abc import Iterator


def figures() -> Iterator[Figure]:
    """Measure with what `helm create demo` makes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [helm(NEWEST), "create", "demo"], cwd=folder, check=True, capture_output=True
        )
        chart = open_chart(PathChart(path="demo"), base=Path(folder))
        release = Release(name="demo")
        in_process = median_seconds(lambda: render(chart, "", release), runs=15)
        command = [helm(NEWEST), "template", "demo", Path(folder) / "demo"]
        as_process = median_seconds(
            lambda: subprocess.run(command, check=True, capture_output=True), runs=7
        )
    yield Figure("render `helm create demo` in process", in_process * 1000, "ms")
    yield Figure("`helm template` as a process", as_process * 1000, "ms")
    yield Figure("render: process ÷ in process", as_process / in_process, "×", 20, at_least=True)
