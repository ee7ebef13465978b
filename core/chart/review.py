"""A chart and its values together: do they fit, do they render, does a cluster take it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.chart.engine import doubts, render
from core.chart.helm.checks import check_for_helm
from core.chart.helm.compared import compare
from core.chart.kubernetes import check_objects
from core.chart.manifests import nameless, split_manifests
from core.chart.record import check_record
from core.chart.served_kinds import unserved
from core.chart.subcharts import crd_files
from core.chart.surroundings import ANYWHERE, Surroundings
from core.chart.values import check_values
from core.chart.whole_numbers import with_whole_numbers
from core.errors import Problem, ProblemsFound, Severity
from core.plan.masking import without_secrets
from core.plan.secrets import set_secrets, whole_numbers
from core.yaml.values_document import read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart, Rendering
    from core.plan.model import Plan, Release


@dataclass(frozen=True)
class Review:
    """What was found: in the values, whose lines are those of the values document, and after.

    `rendering` is None when the chart does not render with these values, and then there is at
    least one error: nothing is good without a result.
    """

    values_problems: tuple[Problem, ...]
    chart_problems: tuple[Problem, ...] = ()
    rendering: Rendering | None = None

    def __post_init__(self) -> None:
        """Refuse to be neither a result nor an error."""
        if self.rendering is None and not self.refused:
            raise ValueError("a review has a rendering, or at least one error")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all that was found, that in the values first."""
        return (*self.values_problems, *self.chart_problems)

    @property
    def refused(self) -> bool:
        """Tell whether something must be mended before it can be installed."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def review(
    plan: Plan,
    chart: Chart,
    surroundings: Surroundings = ANYWHERE,
    secrets: Mapping[str, str] | None = None,
    *,
    compared: bool = False,
) -> Review:
    """Check a plan against its chart; secrets that are not given have stand-ins of their type.

    No problem quotes a secret, though the chart may do so when it fails. To have it `compared` is
    to hold the rendering against a real Helm of that version, where there is one: for whole looks,
    not for every key that is typed.
    """
    secrets = secrets or {}
    values_problems = _check_values(plan, chart, surroundings.helm)
    if any(problem.severity is Severity.ERROR for problem in values_problems):
        return Review(values_problems)
    values = _whole_values(plan, secrets)
    as_installed = _as_installed(plan, chart, secrets)
    found = _rendered(as_installed, values, plan.release, surroundings, values_problems)
    if compared and found.rendering:
        more = compare(as_installed, values, plan.release, surroundings, found.rendering)
        found = replace(found, chart_problems=(*found.chart_problems, *more))
    unquoted = tuple(without_secrets(problem, secrets.values()) for problem in found.chart_problems)
    return replace(found, chart_problems=unquoted)


def review_values(
    chart: Chart, values_text: str, release: Release, surroundings: Surroundings = ANYWHERE
) -> Review:
    """Check a chart with the text of its values, where there is no plan."""
    values_problems = check_values(chart, values_text, surroundings.helm)
    if any(problem.severity is Severity.ERROR for problem in values_problems):
        return Review(values_problems)
    return _rendered(chart, values_text, release, surroundings, values_problems)


def _rendered(
    chart: Chart,
    values_text: str,
    release: Release,
    surroundings: Surroundings,
    values_problems: tuple[Problem, ...],
) -> Review:
    try:
        rendering = render(chart, values_text, release, surroundings)
    except ProblemsFound as found:
        refused = {problem.place for problem in found.problems}
        # Helm itself says now what is wrong with a schema.
        others = tuple(each for each in values_problems if each.place not in refused)
        return Review(others, found.problems)
    problems = (
        *check_objects(rendering.objects, surroundings.kubernetes_version),
        *nameless(rendering.objects),
        *unserved(rendering.objects, surroundings),
        *check_record(chart, values_text, rendering),
        *doubts(chart, values_text, surroundings),
        *check_for_helm(chart, values_text, release, surroundings),
    )
    return Review(values_problems, problems, rendering)


def _check_values(plan: Plan, chart: Chart, helm: str | None) -> tuple[Problem, ...]:
    """Check the values as they stand; that a secret is not among them is as it should be."""
    secret_places = {f"values.{secret.path}" for secret in plan.secret_values}
    return tuple(
        problem
        for problem in check_values(chart, plan.values, helm)
        if not any(f"{place}.".startswith(f"{problem.place}.") for place in secret_places)
        or problem.place == "values"
    )


def _whole_values(plan: Plan, secrets: Mapping[str, str]) -> str:
    """Return the values with the secrets in them, for rendering on this computer only."""
    if not plan.secret_values:
        return plan.values
    values = read_values(plan.values).values
    return json.dumps(set_secrets(values, plan.secret_values, secrets), ensure_ascii=False)


def _as_installed(plan: Plan, chart: Chart, secrets: Mapping[str, str]) -> Chart:
    """Return the chart so that numbers among the secrets are to it what the Job makes them."""
    if not plan.delivery.method.runs_job:
        return chart
    return with_whole_numbers(chart, whole_numbers(plan.secret_values, secrets))


def custom_resources(chart: Chart) -> tuple[str, ...]:
    """Return the names of the chart's CRDs in `crds/`, which Helm leaves behind for good."""
    found = split_manifests(crd_files(chart.files), {}, [])
    names = (each.name for each in found if each.kind == "CustomResourceDefinition")
    return tuple(sorted(filter(None, names)))
