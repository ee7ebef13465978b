"""What `rehearsal serve` weighs after a hundred stacks, and whether they slow it down."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.sources import open_chart
from core.paths import RESOURCES
from core.plan.model import PathChart
from core.rehearsal.process import find_or_start
from tests.bench.figure import Figure
from tests.bench.rehearsed import Launches

if TYPE_CHECKING:
    from collections.abc import Iterator

_STACKS = 100
_SAMPLE = 10


def figures() -> Iterator[Figure]:
    """Measure with the sample chart, all hundred releases left in the cluster."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHARTNEST_HOME"] = folder
        rehearsal = find_or_start()
        try:
            chart = open_chart(PathChart(path="chart"), base=RESOURCES / "sample")
            launches = Launches(rehearsal, chart, Path(folder))
            durations = [_timed(launches) for _ in range(_STACKS)]
            kibibytes = int(
                subprocess.check_output(["ps", "-o", "rss=", "-p", str(rehearsal.pid)], text=True)
            )
        finally:
            os.kill(rehearsal.pid, signal.SIGTERM)
    first = statistics.median(durations[:_SAMPLE])
    last = statistics.median(durations[-_SAMPLE:])
    yield Figure(f"rehearsal serve after {_STACKS} stacks", kibibytes / 1024, "MiB", aim=300)
    yield Figure("the last ten launches ÷ the first ten", last / first, "×", aim=1.25)


def _timed(launches: Launches) -> float:
    started = time.perf_counter()
    launches.launch()
    return time.perf_counter() - started
