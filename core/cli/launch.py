"""`chartnest launch`: a plan to a running release, on Alibaba Cloud or rehearsed here."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.following import LeftAlone, finish
from core.cli.preparing import (
    Opened,
    add_preparation_options,
    opened,
    order_at,
    prepared_for,
)
from core.cli.progress import progress_shown
from core.cli.rehearsal import add_cluster_options
from core.cloud.kubeconfig import given_cluster
from core.delivery.images import installing_helm
from core.deployment.history import History
from core.deployment.launch import launch
from core.errors import Cancelled, ChartNestError, ExitCode
from core.places import (
    Place,
    check_tools,
    foreseen_in_rehearsal,
    in_rehearsal,
    in_the_cloud,
    rehearsal,
)

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal
    from core.plan.model import Plan
    from core.preparation import Preparation
    from core.rehearsal.rehearsal import Rehearsal


class NeedsRehearse(ChartNestError):
    """An option of rehearsals was given to a launch in the cloud."""

    code = "needs-rehearse"
    what = "{option} is for rehearsals."
    remedy = "Add --rehearse, or leave it out."


class LaunchInterrupted(ChartNestError):
    """Ctrl-C while the stack was being created."""

    code = "launch-interrupted"
    what = "Interrupted; the stack may have been created."
    remedy = "See `chartnest list`, or say the same launch again: it makes no second one."
    exit_code = ExitCode.INTERRUPTED


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add the plan, where it goes, and what happens on the way."""
    add_preparation_options(parser)
    parser.add_argument("--cluster", metavar="ID", help="when the plan leaves the cluster open")
    group = parser.add_argument_group("rehearsal on this computer")
    group.add_argument("--rehearse", action="store_true", help="no account, nothing is billed")
    group.add_argument(
        "--ephemeral", action="store_true", help="a rehearsal that ends with this command"
    )
    add_cluster_options(group)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    _refuse_stray_options(arguments)
    asked = opened(arguments, terminal)
    with ExitStack() as while_launching:
        place, prepared = _checked_there(asked, arguments, terminal, while_launching)
        order = order_at(place, prepared, asked, arguments, terminal)
        history = _history(arguments, while_launching)
        try:
            with progress_shown(terminal) as progress:
                launched = launch(order, history, progress=progress)
        except KeyboardInterrupt:
            raise LaunchInterrupted from None
        begun = "was found again" if launched.adopted else "is being created"
        terminal.line(f"{launched.deployment.id}: its stack {begun}.")
        watched = arguments.ephemeral or not arguments.no_watch
        try:
            return finish(launched.deployment, place.target, history, terminal, watched=watched)
        except LeftAlone:
            if arguments.ephemeral:
                raise Cancelled from None
            raise


def _refuse_stray_options(arguments: argparse.Namespace) -> None:
    given = (
        ("--ephemeral", arguments.ephemeral),
        ("--kubeconfig", arguments.kubeconfig),
        ("--context", arguments.context),
        ("--callback-host", arguments.callback_host),
        ("--kubernetes-version", arguments.kubernetes_version),
        ("--helm", arguments.helm),
    )
    for option, value in given:
        if value and not arguments.rehearse:
            raise NeedsRehearse(option=option)


def _tell_helm(plan: Plan, running: Rehearsal, terminal: Terminal) -> None:
    """Say which Helm runs the Job where it is another than the cluster's will be."""
    installing = installing_helm(plan)
    if running.helm_version and running.helm_version != installing:
        terminal.line(
            f"This rehearsal runs Helm {running.helm_version}; "
            + (f"the cluster's will be {installing}." if installing else "the image's may differ.")
        )


def _checked_there(
    asked: Opened, arguments: argparse.Namespace, terminal: Terminal, while_launching: ExitStack
) -> tuple[Place, Preparation]:
    """Return where it goes and what it comes to there, checked before a rehearsal is started."""
    plan = asked.file.plan
    if not arguments.rehearse:
        place = in_the_cloud(plan, arguments.cluster, ask_version=not arguments.no_check)
        surroundings = place.surroundings(plan)
        return place, prepared_for(surroundings, asked, arguments, terminal, in_the_cloud=True)
    cluster = given_cluster(arguments.kubeconfig, arguments.context)
    surroundings = replace(
        foreseen_in_rehearsal(plan, cluster, arguments.kubernetes_version), command=arguments.helm
    )
    prepared = prepared_for(surroundings, asked, arguments, terminal)
    running = while_launching.enter_context(
        rehearsal(
            cluster,
            arguments.callback_host,
            lasting=not arguments.ephemeral,
            kubernetes_version=arguments.kubernetes_version,
            helm=arguments.helm,
        )
    )
    check_tools(plan, running)
    _tell_helm(plan, running, terminal)
    return in_rehearsal(running, plan.account.region), prepared


def _history(arguments: argparse.Namespace, while_launching: ExitStack) -> History:
    """Return the history; that of an ephemeral rehearsal goes with it."""
    if not arguments.ephemeral:
        return History()
    folder = while_launching.enter_context(tempfile.TemporaryDirectory(prefix="chartnest-"))
    return History(Path(folder) / "history.sqlite")
