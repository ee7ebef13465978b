"""From a plan file to its chart, checked: what `plan check`, `launch` and `update` begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chart.review import review
from core.chart.sources import open_chart
from core.chart.surroundings import Surroundings
from core.cli.dependencies import note_fetched, with_dependencies
from core.cli.progress import progress_shown
from core.cli.secrets import chart_login
from core.delivery.bundle import make_bundle
from core.delivery.images import installing_helm
from core.errors import Problem, ProblemsFound, raise_if_errors
from core.plan.file import checked_plan, in_plan_file, placed, read_plan_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from core.chart.model import Chart, Login, Rendering
    from core.cli.terminal import Terminal
    from core.delivery.model import Bundle
    from core.plan.model import Plan


@dataclass(frozen=True)
class PlanFile:
    """A plan with the file it was read from."""

    path: Path
    text: str
    plan: Plan
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked:
    """What a check leaves: what the chart renders to, and what should be looked at."""

    rendering: Rendering | None
    warnings: tuple[Problem, ...]


def read(path: Path, arguments: argparse.Namespace, terminal: Terminal) -> PlanFile:
    """Return the plan in a file as the options have it; warnings are said, errors raised."""
    text = read_plan_text(path)
    plan, warnings = checked_plan(path, text)
    terminal.warn(str(path), warnings)
    chart = with_dependencies(plan.chart, arguments)
    return PlanFile(path, text, plan.model_copy(update={"chart": chart}), warnings)


def open_plan_chart(
    file: PlanFile,
    secrets: Mapping[str, str],
    terminal: Terminal,
    logins: Mapping[str, Login],
) -> Chart:
    """Return the plan's chart; relative paths start at the plan file's folder.

    `logins` are those of its dependencies' hosts.
    """
    with progress_shown(terminal) as progress:
        chart = open_chart(
            file.plan.chart,
            base=file.path.absolute().parent,
            login=chart_login(file.plan, secrets),
            dependency_logins=logins,
            progress=progress,
        )
    note_fetched(chart, terminal)
    return chart


def bundle_of(file: PlanFile, chart: Chart, terminal: Terminal, revision: int = 1) -> Bundle:
    """Return what the plan comes to; warnings are said, errors raised at their places in it."""
    try:
        bundle = make_bundle(file.plan, chart, revision)
    except ProblemsFound as found:
        raise ProblemsFound(str(file.path), placed(file.text, found.problems)) from None
    terminal.warn(str(file.path), placed(file.text, bundle.warnings))
    return bundle


def check(
    file: PlanFile,
    chart: Chart,
    secrets: Mapping[str, str],
    kubernetes_version: str,
    terminal: Terminal,
) -> Checked:
    """Check values and rendered objects; warnings are said, errors raised."""
    surroundings = Surroundings(kubernetes_version, helm=installing_helm(file.plan))
    found = review(file.plan, chart, surroundings, secrets)
    values_problems = in_plan_file(file.text, found.values_problems)
    raise_if_errors(str(file.path), values_problems)
    raise_if_errors(chart.metadata.name, found.chart_problems)
    terminal.warn(str(file.path), values_problems)
    terminal.warn(chart.metadata.name, found.chart_problems)
    return Checked(found.rendering, (*file.warnings, *values_problems, *found.chart_problems))
