"""What the review of a plan finds, step by step, and the bundle it comes to; done in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chart.review import review
from core.delivery.bundle import make_bundle
from core.delivery.checks import check_hosting
from core.delivery.hook_rendering import rendered_hook_chart
from core.errors import ChartNestError, Problem, ProblemsFound, Severity
from core.plan.checks import check_plan
from core.wizard.flow import Step, step_of

if TYPE_CHECKING:
    from core.chart.model import Chart, Rendering
    from core.chart.surroundings import Surroundings
    from core.delivery.model import Bundle
    from core.plan.model import Plan


@dataclass(frozen=True)
class Finding:
    """One problem, and the step it is mended on."""

    step: Step
    problem: Problem


@dataclass(frozen=True)
class Reviewed:
    """What was found; the bundle is None when the plan cannot be made into one."""

    findings: tuple[Finding, ...]
    bundle: Bundle | None
    rendering: Rendering | None
    hook_rendering: Rendering | None = None

    @property
    def blocked(self) -> bool:
        """Tell whether something must be mended before a launch."""
        return any(found.problem.severity is Severity.ERROR for found in self.findings)

    def clear(self, step: Step) -> bool:
        """Tell whether nothing was found on a step."""
        return all(found.step is not step for found in self.findings)


def reviewed(plan: Plan, chart: Chart, surroundings: Surroundings, *, rehearse: bool) -> Reviewed:
    """Check everything that can be checked before anything is created."""
    findings = [Finding(step_of(problem), problem) for problem in check_plan(plan)]
    found = review(plan, chart, surroundings)
    findings += [Finding(Step.VALUES, problem) for problem in found.values_problems]
    findings += [Finding(Step.VALUES, problem) for problem in found.chart_problems]
    bundle = hook_rendering = None
    try:
        bundle = make_bundle(plan, chart)
        hook_rendering = rendered_hook_chart(bundle, surroundings)
    except ProblemsFound as refusal:
        findings += [Finding(step_of(problem), problem) for problem in refusal.problems]
    except ChartNestError as refusal:
        problem = Problem("delivery.method", refusal.sentence, refusal.advice)
        findings.append(Finding(Step.DELIVERY, problem))
    if bundle is not None:
        notes = (*bundle.warnings, *(() if rehearse else check_hosting(bundle)))
        findings += [Finding(Step.DELIVERY, problem) for problem in notes]
    unique = tuple(dict.fromkeys(_comparable(each) for each in findings))
    by_key = {_comparable(each): each for each in findings}
    ordered = sorted((by_key[key] for key in unique), key=lambda f: f.problem.severity)
    return Reviewed(tuple(ordered), bundle, found.rendering, hook_rendering)


def _comparable(finding: Finding) -> tuple[object, ...]:
    problem = finding.problem
    return (finding.step, problem.place, str(problem.what), problem.line, problem.column)
