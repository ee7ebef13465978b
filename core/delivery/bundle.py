"""From a plan and its chart to the bundle, by whichever method the plan names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.delivery.checks import check_bundle
from core.delivery.direct import direct_bundle
from core.delivery.hook import hook_bundle
from core.delivery.job import job_bundle
from core.errors import raise_if_errors
from core.plan.methods import DeliveryMethod
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.chart.model import Chart
    from core.delivery.model import Bundle
    from core.plan.model import Plan

_METHODS: Final[Mapping[DeliveryMethod, Callable[[Plan, Chart, int], Bundle]]] = {
    DeliveryMethod.HOOK: hook_bundle,
    DeliveryMethod.DIRECT: direct_bundle,
    DeliveryMethod.JOB: job_bundle,
}


def make_bundle(plan: Plan, chart: Chart, revision: int = 1) -> Bundle:
    """Return what `plan` comes to for `chart`, as the deployment number `revision` of its stack.

    The same input gives the same bytes. Raises `ProblemsFound` when the method cannot carry it.
    """
    raise_if_errors(plan.name, filter(None, [refusal(plan.values)]))
    bundle = _METHODS[plan.delivery.method](plan, chart, revision)
    problems = check_bundle(bundle)
    raise_if_errors(plan.name, problems)
    return replace(bundle, warnings=(*bundle.warnings, *problems), fetched=chart.fetched)
