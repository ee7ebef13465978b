"""From a plan to an order: the one module that composes the pipeline, for the place it goes to.

The window and the command line call it: `prepare` → `order`, once the chart is opened (by a plan
with `open_plan_chart`; the wizard opens it before there is one). What it calls good is good on
both, for the same reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.chart.model import Login
from core.chart.review import custom_resources, review
from core.chart.sources import open_chart
from core.delivery.bundle import make_bundle
from core.delivery.checks import check_hosting, check_image
from core.delivery.hook_rendering import rendered_hook_chart
from core.delivery.images import ACK_HELM
from core.delivery.model import CLUSTER_ID
from core.delivery.parameters import CHART_PASSWORD
from core.errors import ChartNestError, Problem, ProblemsFound, Severity, raise_if_errors
from core.plan.checks import check_plan
from core.plan.model import login_of
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from core.chart.model import Chart, Rendering
    from core.chart.surroundings import Surroundings
    from core.delivery.model import Bundle
    from core.deployment.launch import Order
    from core.places import Place
    from core.plan.model import Plan


class Part(StrEnum):
    """What a finding is about; it says where its line is counted and where it is mended."""

    PLAN = "plan"
    VALUES = "values"
    CHART = "chart"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class Finding:
    """One problem, and what it is about.

    Lines of PLAN and DELIVERY are unknown (their place is a field of the plan), those of VALUES
    are the values document's, those of CHART the chart's own files'.
    """

    part: Part
    problem: Problem

    @property
    def key(self) -> tuple[object, ...]:
        """Return what makes two findings the same for whoever reads them."""
        problem = self.problem
        return (self.part, problem.place, str(problem.what), problem.line, problem.column)


@dataclass(frozen=True)
class Preparation:
    """A plan with its chart, checked for its surroundings, and the bundle it comes to.

    `bundle` is None when the plan cannot be made into one; errors come first in `findings`.
    """

    plan: Plan
    chart: Chart
    surroundings: Surroundings
    findings: tuple[Finding, ...]
    rendering: Rendering | None
    bundle: Bundle | None
    hook_rendering: Rendering | None = None

    def __post_init__(self) -> None:
        """Refuse to be neither a result nor an error."""
        if not self.refused and (self.bundle is None or self.rendering is None):
            raise ValueError("a preparation has a rendering and a bundle, or at least one error")

    @property
    def refused(self) -> bool:
        """Tell whether something must be mended before a launch."""
        return any(found.problem.severity is Severity.ERROR for found in self.findings)

    def problems(self, *parts: Part) -> tuple[Problem, ...]:
        """Return what was found about these parts, errors first."""
        return tuple(found.problem for found in self.findings if found.part in parts)


def open_plan_chart(  # noqa: PLR0913 - all by name, all but `base` optional
    plan: Plan,
    *,
    base: Path,
    secrets: Mapping[str, str] | None = None,
    dependency_logins: Mapping[str, Login] | None = None,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> Chart:
    """Return the plan's chart; relative paths start at `base`, the folder of the plan's file.

    `secrets` may hold the password of its source, `dependency_logins` are by host.
    """
    username, password = login_of(plan.chart).username, (secrets or {}).get(CHART_PASSWORD)
    return open_chart(
        plan.chart,
        base=base,
        login=Login(username, password) if username and password is not None else None,
        dependency_logins=dependency_logins,
        progress=progress,
        cancellation=cancellation,
    )


def prepare(  # noqa: PLR0913 - all by name but what it is about
    plan: Plan,
    chart: Chart,
    surroundings: Surroundings,
    *,
    secrets: Mapping[str, str] | None = None,
    revision: int = 1,
    in_the_cloud: bool = False,
) -> Preparation:
    """Check everything that can be checked before anything is created, and make the bundle.

    Secrets that are not given have stand-ins. `in_the_cloud`, the hook chart needs an address.
    """
    found = review(plan, chart, surroundings, secrets, compared=True)
    findings = [
        *_about(Part.PLAN, check_plan(plan)),
        *_about(Part.VALUES, found.values_problems),
        *_about(Part.CHART, found.chart_problems),
    ]
    findings += _about(Part.DELIVERY, check_image(plan))
    bundle = hook_rendering = None
    try:
        bundle = make_bundle(plan, chart, revision, surroundings)
        hook_rendering = rendered_hook_chart(bundle, replace(surroundings, helm=ACK_HELM))
    except ProblemsFound as refusal:
        findings += _about(Part.DELIVERY, refusal.problems)
    except ChartNestError as refusal:
        problem = Problem("delivery.method", refusal.sentence, refusal.advice)
        findings += _about(Part.DELIVERY, [problem])
    if bundle is not None:
        hosting = check_hosting(bundle) if in_the_cloud else ()
        findings += _about(Part.DELIVERY, (*bundle.warnings, *hosting))
    unique: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        unique.setdefault(each.key, each)
    ordered = sorted(unique.values(), key=lambda each: each.problem.severity)
    return Preparation(
        plan, chart, surroundings, tuple(ordered), found.rendering, bundle, hook_rendering
    )


def require_good(prepared: Preparation) -> None:
    """Raise `ProblemsFound` with everything that must be mended first."""
    raise_if_errors(prepared.plan.name, prepared.problems(*Part))


def bundle_of(prepared: Preparation) -> Bundle:
    """Return the bundle; raise `ProblemsFound` when the plan could not be made into one."""
    if prepared.bundle is None:
        raise ProblemsFound(prepared.plan.name, prepared.problems(*Part))
    return prepared.bundle


def order(
    prepared: Preparation,
    place: Place,
    secrets: Mapping[str, str],
    *,
    rollback: bool = False,
    plan_file: Path | None = None,
) -> Order:
    """Return what a launch or an update at `place` is told; raise as `bundle_of` does."""
    from core.deployment.launch import Order  # noqa: PLC0415 - 0.1 s that a check does not need

    return Order(
        bundle=bundle_of(prepared),
        target=place.target,
        secrets=secrets,
        answers=answers_at(place),
        rollback=rollback,
        custom_resources=custom_resources(prepared.chart),
        plan_file=plan_file,
    )


def answers_at(place: Place) -> Mapping[str, str]:
    """Return the parameters that the place alone knows: its cluster."""
    return {CLUSTER_ID: place.cluster_id} if place.cluster_id else {}


def _about(part: Part, problems: Iterable[Problem]) -> Iterator[Finding]:
    return (Finding(part, problem) for problem in problems)
