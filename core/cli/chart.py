"""`chartnest chart`: what a chart is, and what it renders to."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.helm.functions import unknown_functions
from core.chart.model import Login
from core.chart.reference import parse_reference
from core.chart.review import review_values
from core.chart.sources import open_chart
from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION, Surroundings
from core.cli.dependencies import (
    add_dependency_options,
    dependency_logins,
    note_fetched,
    with_dependencies,
)
from core.cli.documents import object_document, problem_document
from core.cli.progress import progress_shown
from core.delivery.images import ALPINE_HELM
from core.errors import ChartNestError, ExitCode, Problem, raise_if_errors, say, why_unreadable
from core.plan.model import PathChart, Release, Tls
from core.plan.names import NAMESPACE, RELEASE_NAME

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from core.chart.model import Chart
    from core.cli.terminal import Terminal
    from core.plan.model import ChartSource


class FileUnreadable(ChartNestError):
    """A file of values, or a certificate, cannot be read."""

    code = "file-unreadable"
    what = "{path} cannot be read: {reason}."
    remedy = "Give a file in UTF-8."


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add `show` and `render`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    show = actions.add_parser("show", help="open a chart and say what is in it")
    rendered = actions.add_parser("render", help="print the objects a chart renders to")
    for action in (show, rendered):
        action.add_argument(
            "reference",
            metavar="REF",
            help="a folder, a .tgz, an http(s) address, oci://HOST/PATH/NAME:VERSION, "
            "or 'REPOSITORY NAME VERSION' in quotes",
        )
        action.add_argument(
            "--username", help="for the source; CHARTNEST_CHART_PASSWORD holds the password"
        )
        action.add_argument(
            "--ca-certificate", metavar="FILE", type=Path, help="trust this private CA, in PEM"
        )
        action.add_argument("--plain-http", action="store_true", help="talk http to a registry")
        add_dependency_options(action)
    show.set_defaults(run=_show)
    rendered.add_argument("-f", "--values", metavar="FILE", type=Path)
    rendered.add_argument("--release", default="release", metavar="NAME")
    rendered.add_argument("--namespace", default="default", metavar="NAME")
    rendered.add_argument(
        "--kubernetes-version", default=DEFAULT_KUBERNETES_VERSION, metavar="VERSION"
    )
    rendered.set_defaults(run=_render)


def _open(arguments: argparse.Namespace, terminal: Terminal) -> Chart:
    source = with_dependencies(_source(arguments), arguments)
    logins = dependency_logins(arguments.dependency_login)
    password = os.environ.get("CHARTNEST_CHART_PASSWORD", "")
    login = Login(arguments.username, password) if arguments.username else None
    with progress_shown(terminal) as progress:
        chart = open_chart(
            source,
            base=Path.cwd(),
            login=login,
            dependency_logins=logins,
            progress=progress,
        )
    note_fetched(chart, terminal)
    return chart


def _source(arguments: argparse.Namespace) -> ChartSource:
    """Return the source with the way that it, or what it depends on, is to be talked to."""
    source = parse_reference(arguments.reference)
    certificate = arguments.ca_certificate
    ca = _text(certificate) if certificate else None
    tls = Tls(ca=ca, plain_http=arguments.plain_http)
    return source.model_copy(update={"tls": tls} if tls != Tls() else {})


def _show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    chart = _open(arguments, terminal)
    about = chart.metadata
    old_helm = unknown_functions(chart.files)
    document = {
        "chart": asdict(about),
        "fetched": [asdict(each) for each in chart.fetched],
        "files": len(chart.files),
        "hasSchema": chart.schema is not None,
        "rendersUnderHelm30": not old_helm,
        "helm30Problems": [problem_document(problem) for problem in old_helm],
        "defaultValues": chart.default_values,
        "readme": chart.readme,
    }
    missing = ", ".join(
        f"{each.name} from {each.origin or 'nowhere'}"
        for each in about.dependencies
        if not each.present
    )
    if missing and isinstance(chart.source, PathChart):
        missing += " (--dependencies fetches them)"
    facts = {
        "description": about.description,
        "app version": about.app_version,
        "type": about.type,
        "Kubernetes": about.kube_version or "any",
        "files": str(len(chart.files)),
        "values schema": "yes" if chart.schema is not None else "no",
        "dependencies": ", ".join(f"{d.name} {d.version}" for d in about.dependencies) or "none",
        "missing": missing,
        "under Helm 3.0": str(old_helm[0].what) if old_helm else "renders",
    }
    lines = [f"{name:14} {fact}" for name, fact in facts.items() if fact]
    terminal.answer(document, "\n".join([f"{about.name} {about.version}", *lines]))
    return ExitCode.DONE


def _render(arguments: argparse.Namespace, terminal: Terminal) -> int:
    raise_if_errors("chart render", _wrong_names(arguments))
    chart = _open(arguments, terminal)
    name = arguments.reference
    values = _text(arguments.values) if arguments.values else ""
    release = Release(name=arguments.release, namespace=arguments.namespace)
    # Without a plan nobody has chosen an image: for the newest Helm of ours.
    surroundings = Surroundings(arguments.kubernetes_version, helm=ALPINE_HELM.helm)
    found = review_values(chart, values, release, surroundings)
    objects = found.rendering.objects if found.rendering else ()
    document = {
        "objects": [{**object_document(each), "body": each.body} for each in objects],
        "notes": found.rendering.notes if found.rendering else "",
        "problems": [problem_document(problem) for problem in found.problems],
    }
    texts = [f"---\n# Source: {o.source}\n{o.text.strip()}" for o in objects]
    terminal.answer(document, "\n".join(texts))
    of_values = str(arguments.values or name)
    raise_if_errors(of_values, found.values_problems)
    raise_if_errors(chart.metadata.name, found.chart_problems)
    terminal.warn(of_values, found.values_problems)
    terminal.warn(chart.metadata.name, found.chart_problems)
    return ExitCode.DONE


def _wrong_names(arguments: argparse.Namespace) -> Iterator[Problem]:
    given = (
        ("--release", RELEASE_NAME, arguments.release),
        ("--namespace", NAMESPACE, arguments.namespace),
    )
    for option, rule, name in given:
        remedy = rule.broken_by(name)
        if remedy:
            what = say("“{name}” is not {noun}.", name=name, noun=rule.noun)
            yield Problem(option, what, remedy)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=path, reason=why_unreadable(error)) from None
