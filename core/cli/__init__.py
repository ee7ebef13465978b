"""The command line: the pipeline's functions, one command each; the only place that prints.

Only the chosen command's module is imported, so that `chartnest --help` costs no more than it
shows.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, NoReturn, Protocol, cast

from core import __version__
from core.cli.terminal import Terminal
from core.errors import ChartNestError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

# Command → the module it lives in, and what it does.
_COMMANDS: Final = {
    "account": ("account", "keep accounts of Alibaba Cloud in the keyring"),
    "plan": ("plan", "start a plan, check one, or print the JSON Schema of plans"),
    "chart": ("chart", "look into a chart, or render it"),
    "render": ("render", "write a plan's hook chart, template and parameters to a folder"),
    "launch": ("launch", "deploy a plan, on Alibaba Cloud or rehearsed on this computer"),
    "list": ("looking", "list deployments"),
    "status": ("looking", "show how a deployment stands, and follow it"),
    "events": ("looking", "show what happened to a deployment"),
    "outputs": ("looking", "show a deployment's outputs, decoded"),
    "logs": ("looking", "show what a deployment's Jobs said"),
    "revisions": ("looking", "list what a deployment was launched and updated to"),
    "continue": ("changing", "go on with a creation that failed"),
    "update": ("changing", "bring a deployment to a changed plan"),
    "cancel": ("changing", "stop what a deployment is doing"),
    "delete": ("changing", "delete a deployment and say what remains"),
    "forget": ("changing", "drop a deployment from the list; its stack is left alone"),
    "rehearsal": ("rehearsal", "serve a rehearsal of ROS and Kubernetes on this computer"),
}
_JSON: Final = "--json"
_DESCRIPTION: Final = "Put a Helm chart into a customer's ACK cluster through ROS and Compute Nest."
_EPILOG: Final = """\
Start here:
  chartnest plan new plan.yaml               a plan with comments that explain it
  chartnest plan check plan.yaml             what is wrong with it, with line and column
  chartnest launch plan.yaml --rehearse      all of it on this computer, without an account
  chartnest window plan.yaml                 the same in a window

Every command takes --json: one JSON document on stdout, errors too, as {"error": …}.
Exit codes: 0 done, 1 deployment failed, 2 bad input, 3 refused by the cloud, 130 interrupted.
"""


class Command(Protocol):
    """A module of commands."""

    def configure(self, name: str, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments, and set `run` to its function."""


class WrongCall(ChartNestError):
    """The command line makes no sense."""

    code = "wrong-call"
    what = "{command}: {message}."
    remedy = "See `{command} --help`."


class _Parser(argparse.ArgumentParser):
    """Answers a wrong call like any other bad input: in one line, with where to look."""

    def error(self, message: str) -> NoReturn:
        raise WrongCall(command=self.prog, message=message)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run `chartnest` with the arguments of the process, or those given, and exit."""
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a person's text may be more than the locale's
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    terminal = Terminal(as_json=_JSON in argv)
    try:
        words = [word for word in argv if word != _JSON] if argv else ["--help"]
        arguments = _parser(words).parse_args(words)
        return int(arguments.run(arguments, terminal))
    except SystemExit as wanted:  # --help and --version have said all there is to say
        return int(wanted.code or 0)
    except ChartNestError as error:
        terminal.refuse(error)
        return error.exit_code
    except KeyboardInterrupt:
        terminal.note("Interrupted.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # whoever read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if "CHARTNEST_TRACEBACK" in os.environ:
            raise
        terminal.surprise(error)
        return ExitCode.DEPLOYMENT_FAILED


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser that knows the command in `words` in full, of the others what they do."""
    parser = _Parser(
        prog="chartnest",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"chartnest {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module, purpose) in _COMMANDS.items():
        own = commands.add_parser(
            name, help=purpose, description=f"{purpose.capitalize()}.", allow_abbrev=False
        )
        if name in words[:1]:
            command = cast("Command", importlib.import_module(f"core.cli.{module}"))
            command.configure(name, own)
    return parser
