"""The commands and flags, as Helm spells them."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Command = argparse.Namespace
# What argparse says, and Helm.
_COMPLAINTS: Final = (
    (
        re.compile(r"^argument COMMAND: invalid choice: '([^']*)'.*", re.DOTALL),
        r'unknown command "\1" for "helm"',
    ),
    (re.compile(r"^unrecognized arguments: (-[^\s=]+).*", re.DOTALL), r"unknown flag: \1"),
)
_DURATION: Final = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


class _Parser(argparse.ArgumentParser):
    """Complains as Helm does, and exits with its code."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            message = pattern.sub(words, message)
        sys.stderr.write(f"Error: {message}\n")
        sys.exit(1)


def parse(words: list[str], commands: Mapping[str, Callable[[Command], None]]) -> Command:
    """Return the flags of one command; `run` is what `commands` has for it."""
    return _parser(commands).parse_args(words)


def _parser(commands: Mapping[str, Callable[[Command], None]]) -> _Parser:
    parser = _Parser(prog="helm", allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    groups = {}
    for name, run in commands.items():
        group, _, verb = name.rpartition(" ")
        if group and group not in groups:
            nested = verbs.add_parser(group, allow_abbrev=False)
            groups[group] = nested.add_subparsers(required=True, metavar="COMMAND")
        command = (groups[group] if group else verbs).add_parser(verb, allow_abbrev=False)
        command.add_argument("-n", "--namespace")
        command.set_defaults(run=run)
        for add in _FLAGS[name]:
            add(command)
    return parser


def _seconds(text: str) -> int:
    found = _DURATION.fullmatch(text)
    if not found or not text:
        message = f'time: invalid duration "{text}"'
        raise argparse.ArgumentTypeError(message)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _words(*names: str) -> Callable[[_Parser], None]:
    def add(parser: _Parser) -> None:
        for name in names:
            parser.add_argument(name)

    return add


def _version(parser: _Parser) -> None:
    parser.add_argument("--template", default="")
    parser.add_argument("--short", action="store_true")


def _output(parser: _Parser) -> None:
    parser.add_argument("-o", "--output", choices=("table", "json", "yaml"), default="table")


def _revision(parser: _Parser) -> None:
    parser.add_argument("--revision", type=int)


def _history(parser: _Parser) -> None:
    parser.add_argument("--max", type=int, default=256)


def _list(parser: _Parser) -> None:
    parser.add_argument("-A", "--all-namespaces", action="store_true")
    parser.add_argument("-a", "--all", action="store_true")
    parser.add_argument("-q", "--short", action="store_true")
    parser.add_argument("--filter")


def _all_values(parser: _Parser) -> None:
    parser.add_argument("-a", "--all", action="store_true")


def _values(parser: _Parser) -> None:
    parser.add_argument("-f", "--values", action="append", default=[])
    for kind in ("set", "set-string", "set-file", "set-json", "set-literal"):
        parser.add_argument(f"--{kind}", action="append", default=[])


def _source(parser: _Parser) -> None:
    for name in ("version", "repo", "username", "password"):
        parser.add_argument(f"--{name}")
    for name in ("plain-http", "pass-credentials", "insecure-skip-tls-verify"):
        parser.add_argument(f"--{name}", action="store_true")


def _waiting(parser: _Parser) -> None:
    parser.add_argument("--timeout", type=_seconds, default=300)
    for name in ("wait", "wait-for-jobs", "no-hooks", "dry-run"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--description")


def _changing(parser: _Parser) -> None:
    parser.add_argument("--create-namespace", action="store_true")
    parser.add_argument("--atomic", "--rollback-on-failure", action="store_true")


def _upgrade(parser: _Parser) -> None:
    parser.add_argument("-i", "--install", action="store_true")
    parser.add_argument("--history-max", type=int, default=10)
    for name in ("reuse-values", "reset-values", "cleanup-on-fail"):
        parser.add_argument(f"--{name}", action="store_true")


def _uninstall(parser: _Parser) -> None:
    parser.add_argument("--cascade", choices=("background", "orphan", "foreground"))
    for name in ("keep-history", "ignore-not-found"):
        parser.add_argument(f"--{name}", action="store_true")


def _rollback(parser: _Parser) -> None:
    parser.add_argument("revision", type=int, nargs="?")


def _pull(parser: _Parser) -> None:
    parser.add_argument("-d", "--destination", default=".")
    parser.add_argument("--untar", action="store_true")


def _repository(parser: _Parser) -> None:
    parser.add_argument("--username")
    parser.add_argument("--password")
    for name in ("password-stdin", "force-update", "pass-credentials", "insecure-skip-tls-verify"):
        parser.add_argument(f"--{name}", action="store_true")


def _login(parser: _Parser) -> None:
    parser.add_argument("-u", "--username", default="")
    parser.add_argument("-p", "--password")
    for name in ("password-stdin", "insecure", "plain-http"):
        parser.add_argument(f"--{name}", action="store_true")


_CHANGE: Final = (_words("name", "chart"), _values, _source, _waiting, _changing)
_FLAGS: Final[Mapping[str, tuple[Callable[[_Parser], None], ...]]] = {
    "version": (_version,),
    "install": _CHANGE,
    "upgrade": (*_CHANGE, _upgrade),
    "uninstall": (_words("name"), _waiting, _uninstall),
    "rollback": (_words("name"), _rollback, _waiting),
    "history": (_words("name"), _history, _output),
    "status": (_words("name"), _revision, _output),
    "list": (_list, _output),
    "get manifest": (_words("name"), _revision),
    "get notes": (_words("name"), _revision),
    "get values": (_words("name"), _revision, _all_values, _output),
    "template": (_words("name", "chart"), _values, _source),
    "show chart": (_words("chart"), _source),
    "show values": (_words("chart"), _source),
    "pull": (_words("chart"), _source, _pull),
    "repo add": (_words("name", "url"), _repository),
    "repo list": (_output,),
    "repo update": (),
    "registry login": (_words("host"), _login),
    "registry logout": (_words("host"),),
}
