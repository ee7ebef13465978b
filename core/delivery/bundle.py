"""From a plan and its chart to the bundle, by whichever method the plan names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.chart.surroundings import ANYWHERE, Surroundings
from core.delivery.checks import check_bundle
from core.delivery.methods import method_of
from core.errors import raise_if_errors
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.delivery.model import Bundle
    from core.plan.model import Plan


def make_bundle(
    plan: Plan, chart: Chart, revision: int = 1, surroundings: Surroundings = ANYWHERE
) -> Bundle:
    """Return what `plan` comes to for `chart`, as the deployment number `revision` of its stack.

    The same input gives the same bytes. Raises `ProblemsFound` when the method cannot carry it.
    """
    raise_if_errors(plan.name, filter(None, [refusal(plan.values)]))
    method = method_of(plan)
    bundle = method.make(plan, chart, revision, surroundings)
    problems = (*check_bundle(bundle), *method.check(bundle))
    raise_if_errors(plan.name, problems)
    return replace(bundle, warnings=(*bundle.warnings, *problems), fetched=chart.fetched)
