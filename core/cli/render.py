"""`chartnest render`: everything a plan comes to, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.checking import bundle_of, open_plan_chart, read
from core.cli.secrets import add_secret_option, given_secrets
from core.delivery.export import write_bundle
from core.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add the plan and the folder."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True)
    add_secret_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    file = read(arguments.plan, terminal)
    chart = open_plan_chart(file, given_secrets(arguments.secret, file.plan), terminal)
    bundle = bundle_of(file, chart, terminal)
    written = [str(path) for path in write_bundle(bundle, arguments.out)]
    terminal.answer({"out": str(arguments.out), "files": written}, "\n".join(written))
    return ExitCode.DONE
