"""From a plan and its opened chart to the bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.sources import open_chart
from core.delivery.bundle import make_bundle
from core.paths import RESOURCES
from core.plan.file import read_plan
from tests.bench.figure import Figure, median_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = RESOURCES / "sample" / "plan.yaml"


def figures() -> Iterator[Figure]:
    """Measure with the sample plan."""
    plan = read_plan(PLAN)
    chart = open_chart(plan.chart, base=Path(PLAN).parent)
    seconds = median_seconds(lambda: make_bundle(plan, chart), runs=15)
    yield Figure("plan → bundle", seconds * 1000, "ms", aim=20)
