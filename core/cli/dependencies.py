"""Options that have a chart's dependencies fetched and its links followed, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.chart.model import Login
from core.cli.secrets import read_secret
from core.errors import Problem, raise_if_errors, say
from core.plan.model import PathChart, PlaceholderChart

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from core.chart.model import Chart
    from core.cli.terminal import Terminal
    from core.plan.model import ChartSource

_FORM: Final = "HOST=USER=@FILE|env:NAME"


def add_dependency_options(parser: argparse.ArgumentParser) -> None:
    """Let a command fetch what a chart depends on and lacks, and follow links out of it."""
    parser.add_argument(
        "--follow-links",
        action="store_true",
        help="pack what links lead to outside the chart's folder, as Helm does",
    )
    parser.add_argument(
        "--dependencies",
        action="store_true",
        help="fetch what Chart.yaml names and the charts folder lacks",
    )
    parser.add_argument(
        "--dependency-login",
        action="append",
        default=[],
        metavar=_FORM,
        help="a login for a host they are fetched from; may be given again",
    )


def with_dependencies(source: ChartSource, arguments: argparse.Namespace) -> ChartSource:
    """Return the source of a chart as the options have it opened."""
    wanted: dict[str, bool] = {}
    if isinstance(source, PathChart | PlaceholderChart):
        wanted["follow_links"] = arguments.follow_links
    if isinstance(source, PathChart):  # what comes from elsewhere is delivered as published
        wanted["dependencies"] = arguments.dependencies
    return source.model_copy(update={name: True for name, given in wanted.items() if given})


def dependency_logins(options: Sequence[str]) -> dict[str, Login]:
    """Return the logins by host; raise ProblemsFound when an option is wrong."""
    logins: dict[str, Login] = {}
    problems: list[Problem] = []
    for option in options:
        host, _, rest = option.partition("=")
        username, _, source = rest.partition("=")
        passwords: dict[str, str] = {}
        if not host or not username or not source.startswith(("@", "env:")):
            what = say("This is no login for a host.")
            remedy = say("Write {form}; a password among the arguments is seen by all.", form=_FORM)
            problems.append(Problem("login", what, remedy))
        elif problem := read_secret(host, source, passwords):
            problems.append(problem)
        else:
            logins[host.lower()] = Login(username, passwords[host])
    raise_if_errors("--dependency-login", problems)
    return logins


def note_fetched(chart: Chart, terminal: Terminal) -> None:
    """Say what the chart was completed with."""
    for each in chart.fetched:
        terminal.note(f"Fetched {each.name} {each.version} from {each.origin}.")
