"""One Helm command carried out and its answer printed."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.rehearsal.helm_command import releases, sources
from core.rehearsal.helm_command.arguments import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.rehearsal.helm_command.arguments import Command


def main(words: list[str]) -> int:
    """Carry out `helm WORDS…` and return its exit code."""
    command = parse(words, _COMMANDS)
    import helm_python as helm

    try:
        command.run(command)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; at its exit Python would try to write once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (helm.HelmError, OSError) as error:
        preamble = _PREAMBLES.get(words[0], "")
        sys.stderr.write(f"Error: {preamble}{error}\n")
        return 1
    return 0


_PREAMBLES: Final = {"install": "INSTALLATION FAILED: ", "upgrade": "UPGRADE FAILED: "}


def _version(command: Command) -> None:
    import helm_python as helm

    version = helm.helm_sdk_version()
    if command.template:
        sys.stdout.write(command.template.replace("{{.Version}}", version))
    elif command.short:
        sys.stdout.write(f"{version}\n")
    else:
        sys.stdout.write(f'version.BuildInfo{{Version:"{version}"}}\n')


def _install(command: Command) -> None:
    _describe(releases.install(command))


def _upgrade(command: Command) -> None:
    release = releases.upgrade(command)
    if release["revision"] > 1:
        sys.stdout.write(f'Release "{command.name}" has been upgraded. Happy Helming!\n')
    _describe(release)


def _describe(release: releases.Release) -> None:
    deployed = datetime.fromisoformat(release["deployed_at"]).ctime()
    sys.stdout.write(
        f"NAME: {release['name']}\nLAST DEPLOYED: {deployed}\n"
        f"NAMESPACE: {release['namespace']}\nSTATUS: {release['status']}\n"
        f"REVISION: {release['revision']}\nTEST SUITE: None\n"
    )
    if release.get("notes"):
        sys.stdout.write(f"NOTES:\n{release['notes']}\n")


def _status(command: Command) -> None:
    if command.output == "table":
        _describe(releases.status(command))
    else:
        _show(command.output, releases.whole(command))


def _notes(command: Command) -> None:
    if notes := releases.status(command).get("notes"):
        sys.stdout.write(f"NOTES:\n{notes}\n")


def _values(command: Command) -> None:
    values = releases.values(command)
    if command.output == "table":
        sys.stdout.write("COMPUTED VALUES:\n" if command.all else "USER-SUPPLIED VALUES:\n")
        sys.stdout.write(yaml.safe_dump(values) if values else "null\n")
    else:
        _show(command.output, values)


def _list(command: Command) -> None:
    found = releases.listed(command)
    if command.short:
        sys.stdout.writelines(f"{each['name']}\n" for each in found)
    else:
        _show(command.output, found)


def _show(output: str, answer: Any) -> None:
    if output == "json":
        sys.stdout.write(f"{json.dumps(answer, ensure_ascii=False, separators=(',', ':'))}\n")
    elif output == "yaml":
        sys.stdout.write(yaml.safe_dump(answer, sort_keys=False, allow_unicode=True))
    else:
        headings = [name.upper().replace("_", " ") for name in answer[0]] if answer else []
        rows = [headings, *([str(value) for value in row.values()] for row in answer)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            sys.stdout.write("\t".join(cells) + "\n")


_COMMANDS: Final[Mapping[str, Callable[[Command], None]]] = {
    "version": _version,
    "install": _install,
    "upgrade": _upgrade,
    "uninstall": releases.uninstall,
    "rollback": releases.roll_back,
    "history": lambda command: _show(command.output, releases.history(command)),
    "status": _status,
    "list": _list,
    "get manifest": lambda command: _write(releases.status(command)["manifest"]),
    "get notes": _notes,
    "get values": _values,
    "template": lambda command: _write(releases.rendered(command)),
    "show chart": lambda command: sources.show(command, "chart"),
    "show values": lambda command: sources.show(command, "values"),
    "pull": sources.pull,
    "repo add": sources.add_repository,
    "repo list": lambda command: _show(command.output, sources.list_repositories()),
    "repo update": lambda _: sources.update_repositories(),
    "registry login": sources.log_in,
    "registry logout": sources.log_out,
}


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
