"""`chartnest render`: everything a plan comes to, as files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cli.dependencies import add_dependency_options
from core.cli.preparing import open_chart_of, read, say_findings
from core.cli.secrets import add_secret_option, given_secrets
from core.delivery.export import write_bundle
from core.delivery.surroundings import surroundings_of
from core.errors import ExitCode
from core.preparation import bundle_of, prepare

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add the plan and the folder."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True)
    parser.add_argument("--kubernetes-version", default=DEFAULT_KUBERNETES_VERSION)
    add_secret_option(parser)
    add_dependency_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    file = read(arguments.plan, arguments, terminal)
    secrets = given_secrets(arguments.secret, file.plan)
    chart = open_chart_of(file, secrets, arguments, terminal)
    surroundings = surroundings_of(file.plan, arguments.kubernetes_version)
    prepared = prepare(file.plan, chart, surroundings, secrets=secrets)
    say_findings(file, prepared, terminal)
    bundle = bundle_of(prepared)
    written = [str(path) for path in write_bundle(bundle, arguments.out)]
    fetched = [asdict(each) for each in bundle.fetched]
    document = {"out": str(arguments.out), "files": written, "fetched": fetched}
    terminal.answer(document, "\n".join(written))
    return ExitCode.DONE
