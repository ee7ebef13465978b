"""From the hook Job's start to its signal in the built-in cluster, Helm's own time apart."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.rehearsal.job_helm import JobHelm
from tests.bench.figure import Figure
from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster
from tests.support.outer_release import Hook
from tests.support.small_api import SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.cluster.state.objects import Change

_RUNS: Final = 5
# The real Helm, between two stamps in nanoseconds.
_STOPWATCH: Final = """\
#!/bin/sh
started=$(date +%s%N)
{helm} "$@"
code=$?
echo "$started $(date +%s%N)" >>{stamps}
exit $code
"""


def figures() -> Iterator[Figure]:
    """Measure with a small chart that travels inside the hook chart."""
    with tempfile.TemporaryDirectory() as name, SmallApi() as ros:
        folder = Path(name)
        stamps, stopwatch = folder / "stamps", folder / "helm"
        stopwatch.write_text(_STOPWATCH.format(helm=tools.helm(tools.NEWEST), stamps=stamps))
        stopwatch.chmod(0o755)
        with RunningCluster(folder, helm=JobHelm(stopwatch, tools.NEWEST)) as cluster:
            job = _Job(cluster, ros, folder, stamps)
            times = [job.run(f"bench-{number}") for number in range(_RUNS + 1)][1:]
    calls, whole, by_helm = (statistics.median(column) for column in zip(*times, strict=True))
    yield Figure("hook Job's calls of helm", calls, "")
    yield Figure("hook Job's start → its signal", whole, "s")
    yield Figure("hook Job's start → its signal, without Helm's time", whole - by_helm, "s", aim=1)


class _Job:
    """Installs again and again, each time in a namespace of its own."""

    def __init__(self, cluster: RunningCluster, ros: SmallApi, folder: Path, stamps: Path) -> None:
        self._cluster, self._ros = cluster, ros
        self._folder, self._stamps = folder, stamps
        self._started = 0.0
        cluster.server.cluster.objects.listen(self._notice)

    def run(self, namespace: str) -> tuple[int, float, float]:
        """Return how often helm was called, and the seconds of the whole and of helm."""
        self._stamps.write_text("")
        signal = Hook(self._cluster, self._ros, self._folder, namespace).apply(
            charts.chart_files(), installAs="object"
        )
        ended = time.monotonic()
        if signal["status"] != "SUCCESS":
            raise RuntimeError(signal["reason"])
        calls = [tuple(map(int, line.split())) for line in self._stamps.read_text().splitlines()]
        by_helm = sum(after - before for before, after in calls) / 1e9
        return len(calls), ended - self._started, by_helm

    def _notice(self, change: Change) -> None:
        if change.type == "ADDED" and change.after.key.resource == "jobs.batch":
            self._started = time.monotonic()
