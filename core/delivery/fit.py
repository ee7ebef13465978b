"""Which delivery methods can carry a chart, and what keeps the others from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.delivery.bundle import make_bundle
from core.delivery.checks import check_hosting
from core.delivery.methods import METHODS
from core.errors import ChartNestError, Problem, ProblemsFound, Severity
from core.plan.checks import check_plan

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.plan.methods import DeliveryMethod
    from core.plan.model import Plan

_PREFERENCE: Final = tuple(method.name for method in METHODS)


@dataclass(frozen=True)
class Fit:
    """One method and what stands against it; nothing does when it fits."""

    method: DeliveryMethod
    obstacles: tuple[Problem, ...] = ()
    recommended: bool = False

    @property
    def fits(self) -> bool:
        """Tell whether the method can carry the chart."""
        return not self.obstacles


def fits(plan: Plan, chart: Chart) -> tuple[Fit, ...]:
    """Return every method, by trying it: one fits when its bundle can be made.

    Those that fit come first, the recommended one before all.
    """
    obstacles = {method: _obstacles(plan, chart, method) for method in _PREFERENCE}
    order = sorted(_PREFERENCE, key=lambda method: bool(obstacles[method]))
    best = None if obstacles[order[0]] else order[0]
    return tuple(Fit(method, obstacles[method], method is best) for method in order)


def unhosted(plan: Plan, chart: Chart) -> tuple[Problem, ...]:
    """Return what the plan's own method still lacks on Alibaba Cloud, when it fits at all."""
    try:
        return check_hosting(make_bundle(plan, chart))
    except ChartNestError:
        return ()


def _obstacles(plan: Plan, chart: Chart, method: DeliveryMethod) -> tuple[Problem, ...]:
    delivery = plan.delivery.model_copy(update={"method": method})
    tried = plan.model_copy(update={"delivery": delivery})
    known = check_plan(plan)
    found = [problem for problem in check_plan(tried) if problem not in known]
    try:
        make_bundle(tried, chart)
    except ProblemsFound as refusal:
        found += refusal.problems
    except ChartNestError as refusal:
        found.append(Problem("delivery.method", refusal.sentence, refusal.advice))
    return tuple(problem for problem in found if problem.severity is Severity.ERROR)
