"""`chartnest plan`: start one, check one, print the schema."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cli.dependencies import add_dependency_options
from core.cli.documents import object_document, problem_document
from core.cli.preparing import open_chart_of, read, say_findings
from core.cli.secrets import add_secret_option, given_secrets
from core.delivery.surroundings import surroundings_of
from core.errors import ChartNestError, ExitCode, raise_if_errors
from core.plan.file import new_plan_text, parse_plan
from core.plan.schema import plan_schema
from core.preparation import prepare

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal


class FileExists(ChartNestError):
    """Something is there already that must not be overwritten."""

    code = "file-exists"
    what = "{path} is there already."
    remedy = "Choose another name, or remove it first."


class FileNotWritable(ChartNestError):
    """The operating system does not take the file."""

    code = "file-not-writable"
    what = "{path} cannot be written: {reason}."
    remedy = "Check the folder and its rights."


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add `new`, `check` and `schema`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    new = actions.add_parser("new", help="write a commented plan to start from")
    new.add_argument("file", metavar="FILE", type=Path)
    new.add_argument("--name", help="name of the stack and release (the folder's name)")
    new.set_defaults(run=_new)
    checked = actions.add_parser(
        "check", help="check a plan, its chart, its values and what they render to"
    )
    checked.add_argument("file", metavar="FILE", type=Path)
    checked.add_argument("--kubernetes-version", default=DEFAULT_KUBERNETES_VERSION)
    checked.add_argument(
        "--helm", type=Path, metavar="FILE", help="a helm to hold the preview against"
    )
    add_secret_option(checked)
    add_dependency_options(checked)
    checked.set_defaults(run=_check)
    schema = actions.add_parser("schema", help="print the JSON Schema, for editors")
    schema.set_defaults(run=_schema)


def _new(arguments: argparse.Namespace, terminal: Terminal) -> int:
    path: Path = arguments.file
    name = arguments.name or _name_from(path)
    text = new_plan_text(name)
    raise_if_errors("plan new", parse_plan(text)[1])
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise FileExists(path=path) from None
    except OSError as error:
        raise FileNotWritable(path=path, reason=error.strerror or error) from None
    terminal.answer(
        {"file": str(path), "name": name},
        f"{path} is written. Fill it in, then: chartnest plan check {path}",
    )
    return ExitCode.DONE


def _name_from(path: Path) -> str:
    """Return a stack name made of the file's name, or of its folder's if that says nothing."""
    stem = path.name.split(".")[0]
    words = path.absolute().parent.name if stem in ("plan", "chartnest", "") else stem
    letters = re.sub(r"[^A-Za-z0-9_-]+", "-", words).strip("-_")
    return letters if letters[:1].isalpha() else f"plan-{letters}".rstrip("-")


def _check(arguments: argparse.Namespace, terminal: Terminal) -> int:
    file = read(arguments.file, arguments, terminal)
    plan = file.plan
    secrets = given_secrets(arguments.secret, plan)
    chart = open_chart_of(file, secrets, arguments, terminal)
    surroundings = replace(
        surroundings_of(plan, arguments.kubernetes_version), command=arguments.helm
    )
    prepared = prepare(plan, chart, surroundings, secrets=secrets)
    warnings = (*file.warnings, *say_findings(file, prepared, terminal))
    objects = prepared.rendering.objects if prepared.rendering else ()
    about = chart.metadata
    document = {
        "plan": plan.name,
        "chart": {
            "name": about.name,
            "version": about.version,
            "fetched": [asdict(each) for each in chart.fetched],
        },
        "objects": [object_document(found) for found in objects],
        "warnings": [problem_document(problem) for problem in warnings],
    }
    terminal.answer(
        document,
        f"{file.path} is good: {about.name} {about.version}, {len(objects)} objects, "
        f"delivered by {plan.delivery.method.value}.",
    )
    return ExitCode.DONE


def _schema(_arguments: argparse.Namespace, _terminal: Terminal) -> int:
    print(json.dumps(plan_schema(), ensure_ascii=False, indent=2))
    return ExitCode.DONE
