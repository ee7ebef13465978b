"""From a plan file to an order, for the commands that begin with one; what is found is said."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.dependencies import (
    add_dependency_options,
    dependency_logins,
    note_fetched,
    with_dependencies,
)
from core.cli.progress import progress_shown
from core.cli.secrets import (
    add_secret_option,
    all_secrets,
    forget_secrets,
    given_secrets,
    remember_secrets,
)
from core.errors import Problem, Severity, raise_if_errors
from core.plan.file import checked_plan, in_plan_file, placed, read_plan_text
from core.preparation import Part, open_plan_chart, order, prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.cli.terminal import Terminal
    from core.deployment.launch import Order
    from core.places import Place
    from core.plan.model import Plan
    from core.preparation import Preparation


@dataclass(frozen=True)
class PlanFile:
    """A plan with the file it was read from."""

    path: Path
    text: str
    plan: Plan
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Opened:
    """A plan's file, its chart, and every secret it asks for."""

    file: PlanFile
    chart: Chart
    secrets: dict[str, str]


def add_preparation_options(parser: argparse.ArgumentParser) -> None:
    """Add the plan and what both launching and updating take."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    add_secret_option(parser)
    add_dependency_options(parser)
    parser.add_argument(
        "--remember-secrets",
        action=argparse.BooleanOptionalAction,
        help="keep them in the keyring for next time, or forget those kept there",
    )
    parser.add_argument("--rollback", action="store_true", help="undo a failure at once")
    parser.add_argument("--no-check", action="store_true", help="go ahead without checking")
    parser.add_argument("--no-watch", action="store_true", help="return while it goes on")


def read(path: Path, arguments: argparse.Namespace, terminal: Terminal) -> PlanFile:
    """Return the plan in a file as the options have it; warnings are said, errors raised."""
    text = read_plan_text(path)
    plan, warnings = checked_plan(path, text)
    terminal.warn(str(path), warnings)
    chart = with_dependencies(plan.chart, arguments)
    return PlanFile(path, text, plan.model_copy(update={"chart": chart}), warnings)


def open_chart_of(
    file: PlanFile,
    secrets: Mapping[str, str],
    arguments: argparse.Namespace,
    terminal: Terminal,
) -> Chart:
    """Return the plan's chart; relative paths start at the plan file's folder."""
    logins = dependency_logins(arguments.dependency_login)
    with progress_shown(terminal) as progress:
        chart = open_plan_chart(
            file.plan,
            base=file.path.absolute().parent,
            secrets=secrets,
            dependency_logins=logins,
            progress=progress,
        )
    note_fetched(chart, terminal)
    return chart


def opened(arguments: argparse.Namespace, terminal: Terminal) -> Opened:
    """Read the plan, ask for its secrets and open its chart."""
    file = read(arguments.plan, arguments, terminal)
    secrets = all_secrets(file.plan, given_secrets(arguments.secret, file.plan), terminal)
    return Opened(file, open_chart_of(file, secrets, arguments, terminal), secrets)


def say_findings(file: PlanFile, prepared: Preparation, terminal: Terminal) -> tuple[Problem, ...]:
    """Say the warnings of a preparation and return them; raise its errors at their places.

    What is refused is refused with all that was found. What is wrong with the plan itself was said
    when it was read.
    """
    file_name, chart_name = str(file.path), prepared.chart.metadata.name
    in_the_file = (
        *in_plan_file(file.text, prepared.problems(Part.VALUES)),
        *placed(file.text, prepared.problems(Part.DELIVERY)),
    )
    in_the_chart = prepared.problems(Part.CHART)
    terminal.warn(file_name, in_the_file)
    terminal.warn(chart_name, in_the_chart)
    found = (*in_the_file, *in_the_chart)
    mended_in_the_file = any(each.severity is Severity.ERROR for each in in_the_file)
    raise_if_errors(file_name if mended_in_the_file else chart_name, (*file.warnings, *found))
    return found


def prepared_for(  # noqa: PLR0913 - how it is deployed is by name
    surroundings: Surroundings,
    opened: Opened,
    arguments: argparse.Namespace,
    terminal: Terminal,
    *,
    revision: int = 1,
    in_the_cloud: bool = False,
) -> Preparation:
    """Return the plan made ready for where it goes, checked unless that was refused."""
    prepared = prepare(
        opened.file.plan,
        opened.chart,
        surroundings,
        secrets=opened.secrets,
        revision=revision,
        in_the_cloud=in_the_cloud,
    )
    if not arguments.no_check:
        say_findings(opened.file, prepared, terminal)
    return prepared


def order_at(
    place: Place,
    prepared: Preparation,
    opened: Opened,
    arguments: argparse.Namespace,
    terminal: Terminal,
) -> Order:
    """Return the order for a place; secrets are kept or forgotten as was asked."""
    if arguments.remember_secrets:
        remember_secrets(prepared.plan, opened.secrets, terminal)
    elif arguments.remember_secrets is False:
        forget_secrets(prepared.plan)
    return order(
        prepared,
        place,
        opened.secrets,
        rollback=arguments.rollback,
        plan_file=opened.file.path,
    )
