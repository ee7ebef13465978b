"""From a plan file to an order: what `launch` and `update` do before anything is created."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.review import custom_resources
from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cli.checking import PlanFile, bundle_of, check, open_plan_chart, read
from core.cli.dependencies import add_dependency_options, dependency_logins
from core.cli.secrets import (
    add_secret_option,
    all_secrets,
    forget_secrets,
    given_secrets,
    remember_secrets,
)
from core.delivery.model import CLUSTER_ID
from core.deployment.launch import Order

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.cli.terminal import Terminal
    from core.delivery.model import Bundle
    from core.places import Place


@dataclass(frozen=True)
class Prepared:
    """A plan whose chart was opened, checked unless that was refused, and made a bundle."""

    file: PlanFile
    chart: Chart
    bundle: Bundle
    secrets: dict[str, str]


def add_preparation_options(parser: argparse.ArgumentParser) -> None:
    """Add the plan and what both launching and updating take."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    add_secret_option(parser)
    add_dependency_options(parser)
    parser.add_argument(
        "--remember-secrets",
        action=argparse.BooleanOptionalAction,
        help="keep them in the keyring for next time, or forget those kept there",
    )
    parser.add_argument("--rollback", action="store_true", help="undo a failure at once")
    parser.add_argument("--no-check", action="store_true", help="go ahead without checking")
    parser.add_argument("--no-watch", action="store_true", help="return while it goes on")


def prepare(arguments: argparse.Namespace, terminal: Terminal, revision: int = 1) -> Prepared:
    """Read and check all that can be without a cluster; raise before anything is asked for."""
    file = read(arguments.plan, arguments, terminal)
    given = given_secrets(arguments.secret, file.plan)
    secrets = all_secrets(file.plan, given, terminal)
    logins = dependency_logins(arguments.dependency_login)
    chart = open_plan_chart(file, secrets, terminal, logins)
    if not arguments.no_check:
        check(file, chart, secrets, DEFAULT_KUBERNETES_VERSION, terminal)
    bundle = bundle_of(file, chart, terminal, revision)
    return Prepared(file, chart, bundle, secrets)


def order_at(
    place: Place, prepared: Prepared, arguments: argparse.Namespace, terminal: Terminal
) -> Order:
    """Return the order for a place, checked against its version of Kubernetes."""
    version = place.kubernetes_version
    if version and not arguments.no_check:
        check(prepared.file, prepared.chart, prepared.secrets, version, terminal)
    if arguments.remember_secrets:
        remember_secrets(prepared.file.plan, prepared.secrets, terminal)
    elif arguments.remember_secrets is False:
        forget_secrets(prepared.file.plan)
    return Order(
        bundle=prepared.bundle,
        target=place.target,
        secrets=prepared.secrets,
        answers={CLUSTER_ID: place.cluster_id} if place.cluster_id else {},
        rollback=arguments.rollback,
        custom_resources=custom_resources(prepared.chart),
        plan_file=prepared.file.path,
    )
