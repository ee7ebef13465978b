"""The command line: the pipeline's functions, one command each; the only place that prints.

Only the chosen command's module is imported, so that `chartnest --help` costs no more than it
shows.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, NoReturn

from core import __version__
from core.cli.commands import COMMANDS
from core.cli.terminal import Terminal
from core.errors import ChartNestError, ExitCode
from core.log import Log, heard, keep_quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

_JSON: Final = "--json"
_DEBUG: Final = "--debug"
_LOG: Final = Log("cli")
_DESCRIPTION: Final = "Put a Helm chart into a customer's ACK cluster through ROS and Compute Nest."
_EPILOG: Final = """\
Start here:
  chartnest plan new plan.yaml               a plan with comments that explain it
  chartnest plan check plan.yaml             what is wrong with it, with line and column
  chartnest launch plan.yaml --rehearse      all of it on this computer, without an account
  chartnest window plan.yaml                 the same in a window

Every command takes --json: one JSON document on stdout, errors too, as {"error": …};
and --debug: what is done, step by step, on stderr, without anything secret.
Exit codes: 0 done, 1 deployment failed, 2 bad input, 3 refused by the cloud, 130 interrupted.
"""


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
    keep_quiet()
    with heard(sys.stderr) if _DEBUG in argv else nullcontext():
        words = [word for word in argv if word not in {_JSON, _DEBUG}]
        code = _run(words or ["--help"], Terminal(as_json=_JSON in argv))
        _LOG.info("ended", code=code)
        return code


def _run(words: Sequence[str], terminal: Terminal) -> int:
    known = words[0] if words[0] in COMMANDS else "none"
    _LOG.info("command", command=known, version=__version__, words=words)
    try:
        arguments = _parser(words).parse_args(words)
        return int(arguments.run(arguments, terminal))
    except SystemExit as wanted:  # --help and --version have said all there is to say
        return int(wanted.code or 0)
    except ChartNestError as error:
        _LOG.warning("refused", error=error.code)
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
        _LOG.error("unexpected", error)
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
    for name, (purpose, module) in COMMANDS.items():
        own = commands.add_parser(
            name, help=purpose, description=f"{purpose.capitalize()}.", allow_abbrev=False
        )
        if name in words[:1]:
            module().configure(name, own)
    return parser
