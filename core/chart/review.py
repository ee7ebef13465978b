"""A plan and its chart together: do the values fit, does it render, does a cluster take it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.chart.engine import render
from core.chart.kubernetes import check_objects
from core.chart.manifests import split_manifests
from core.chart.record import check_record
from core.chart.surroundings import ANYWHERE, Surroundings
from core.chart.values import check_values
from core.errors import Problem, ProblemsFound, Severity
from core.plan.masking import without_secrets
from core.plan.secrets import set_secrets
from core.yaml.values_document import read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart, Rendering
    from core.plan.model import Plan

_DEFINITIONS: Final = re.compile(r"(charts/[^/]+/)*crds/.+\.ya?ml")


@dataclass(frozen=True)
class Review:
    """What was found: in the values, whose lines are those of the values document, and after.

    `rendering` is None when the chart does not render with these values.
    """

    values_problems: tuple[Problem, ...]
    chart_problems: tuple[Problem, ...] = ()
    rendering: Rendering | None = None


def review(
    plan: Plan,
    chart: Chart,
    surroundings: Surroundings = ANYWHERE,
    secrets: Mapping[str, str] | None = None,
) -> Review:
    """Check a plan against its chart; secrets that are not given have stand-ins of their type.

    No problem quotes a secret, though the chart may do so when it fails.
    """
    secrets = secrets or {}
    values_problems = _check_values(plan, chart)
    if any(problem.severity is Severity.ERROR for problem in values_problems):
        return Review(values_problems)
    values = _whole_values(plan, secrets)
    try:
        rendering = render(chart, values, plan.release, surroundings)
        problems = (
            *check_objects(rendering.objects, surroundings.kubernetes_version),
            *check_record(chart, values, rendering),
        )
    except ProblemsFound as found:
        rendering, problems = None, found.problems
    unquoted = tuple(without_secrets(problem, secrets.values()) for problem in problems)
    return Review(values_problems, unquoted, rendering)


def _check_values(plan: Plan, chart: Chart) -> tuple[Problem, ...]:
    """Check the values as they stand; that a secret is not among them is as it should be."""
    secret_places = {f"values.{secret.path}" for secret in plan.secret_values}
    return tuple(
        problem
        for problem in check_values(chart, plan.values)
        if not any(f"{place}.".startswith(f"{problem.place}.") for place in secret_places)
        or problem.place == "values"
    )


def _whole_values(plan: Plan, secrets: Mapping[str, str]) -> str:
    """Return the values with the secrets in them, for rendering on this computer only."""
    if not plan.secret_values:
        return plan.values
    values = read_values(plan.values).values
    return json.dumps(set_secrets(values, plan.secret_values, secrets), ensure_ascii=False)


def custom_resources(chart: Chart) -> tuple[str, ...]:
    """Return the names of the chart's CRDs in `crds/`, which Helm leaves behind for good."""
    texts = [
        (path, content.decode("utf-8", errors="replace"))
        for path, content in chart.files.items()
        if _DEFINITIONS.fullmatch(path)
    ]
    found = split_manifests(texts, {}, [])
    names = (each.name for each in found if each.kind == "CustomResourceDefinition")
    return tuple(sorted(filter(None, names)))
