"""What the chart page says about a chart beyond its Chart.yaml; worked out in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chart.engine import obstacles
from core.delivery.fit import Fit, fits

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.errors import Problem
    from core.plan.model import Plan


@dataclass(frozen=True)
class ChartFacts:
    """Whether a chart fits the cluster, and which methods can carry it."""

    kubernetes_version: str
    obstacles: tuple[Problem, ...]
    fits: tuple[Fit, ...]


def chart_facts(plan: Plan, chart: Chart, surroundings: Surroundings) -> ChartFacts:
    """Return the facts; nothing is fetched."""
    found = obstacles(chart, surroundings)
    return ChartFacts(surroundings.kubernetes_version, tuple(found), fits(plan, chart))
