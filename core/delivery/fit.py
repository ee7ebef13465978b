"""Which delivery methods can carry a chart, and what keeps the others from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chart.helm30 import unknown_functions
from core.delivery.bundle import make_bundle
from core.errors import Problem, ProblemsFound, Severity
from core.plan.checks import check_plan
from core.plan.model import DeliveryMethod

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.plan.model import Plan


@dataclass(frozen=True)
class Fit:
    """One method and what stands against it; nothing does when it fits."""

    method: DeliveryMethod
    obstacles: tuple[Problem, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether the method can carry the chart."""
        return not self.obstacles


def fits(plan: Plan, chart: Chart) -> tuple[Fit, ...]:
    """Return every method, by trying it: one fits when its bundle can be made."""
    return tuple(Fit(method, _obstacles(plan, chart, method)) for method in DeliveryMethod)


def _obstacles(plan: Plan, chart: Chart, method: DeliveryMethod) -> tuple[Problem, ...]:
    delivery = plan.delivery.model_copy(update={"method": method})
    tried = plan.model_copy(update={"delivery": delivery})
    found = [p for p in check_plan(tried) if p not in check_plan(plan)]
    if method is DeliveryMethod.DIRECT:
        found += unknown_functions(chart.files)
    try:
        make_bundle(tried, chart)
    except ProblemsFound as refusal:
        found += refusal.problems
    return tuple(problem for problem in found if problem.severity is Severity.ERROR)
