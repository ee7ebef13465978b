"""Where a plan is launched and a deployment is found: Alibaba Cloud, or a rehearsal here."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.cloud.accounts import Accounts
from core.cloud.ack import AckClient
from core.delivery.model import CLUSTER_ID
from core.deployment.hosting import RehearsalHost, host_of
from core.deployment.model import REHEARSAL, Target
from core.plan.model import DeliveryMethod, ExistingCluster
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral, find, find_again, find_or_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.connection import Connection
    from core.cloud.kubeconfig import KubeconfigCluster
    from core.deployment.model import Deployment
    from core.plan.model import Plan
    from core.rehearsal.rehearsal import Rehearsal


@dataclass(frozen=True)
class Place:
    """A target with its cluster; `kubernetes_version` is None where it is not known."""

    target: Target
    cluster_id: str | None
    kubernetes_version: str | None


def in_the_cloud(
    plan: Plan, cluster_id: str | None, *, ask_version: bool, accounts: Accounts | None = None
) -> Place:
    """Return the place a plan names, with the cluster given where the plan leaves it open."""
    accounts = accounts or Accounts()
    connection = accounts.connection(plan.account.profile, region=plan.account.region)
    if isinstance(plan.cluster, ExistingCluster):
        cluster_id = plan.cluster.id
    target = Target(plan.account.profile, connection, host_of(plan.delivery.hosting, connection))
    version = (
        AckClient(connection).cluster(cluster_id).version if ask_version and cluster_id else None
    )
    return Place(target, cluster_id, version)


@contextmanager
def rehearsal(
    cluster: KubeconfigCluster | None, callback_host: str | None, *, lasting: bool
) -> Iterator[Rehearsal]:
    """Give the rehearsal of this computer, started if need be, or one that ends with the block."""
    if cluster is not None:
        cluster.kubeconfig()  # what is wrong with it is said before a server starts
    if lasting:
        yield find_or_start(cluster, callback_host)
        return
    with ephemeral(Options(given_cluster=cluster, callback_host=callback_host)) as served:
        yield served


def check_tools(plan: Plan, running: Rehearsal) -> None:
    """Raise `ToolsMissing` when the plan's Jobs are to run on this computer and cannot."""
    from core.rehearsal.cluster.jobs import tools  # noqa: PLC0415 (0.2 s)

    if running.given_cluster is None and plan.delivery.method is not DeliveryMethod.DIRECT:
        tools.require_tools()


def in_rehearsal(running: Rehearsal, region: str) -> Place:
    """Return the place a rehearsal offers: its one cluster, whatever the plan names."""
    connection = running.connection(region)
    target = Target(REHEARSAL, connection, RehearsalHost(connection))
    return Place(target, running.cluster_id, running.kubernetes_version)


def place_of(
    deployment: Deployment, plan: Plan | None = None, accounts: Accounts | None = None
) -> Place:
    """Return where a deployment is, with the hosting of the plan it is brought to."""
    if deployment.rehearsed:
        return in_rehearsal(find_again(), deployment.region)
    connection = _cloud_connection(deployment, accounts)
    host = host_of(plan.delivery.hosting, connection) if plan else None
    cluster_id = deployment.revision.parameters.get(CLUSTER_ID)
    return Place(Target(deployment.account, connection, host), cluster_id, None)


def connection_if_any(deployment: Deployment) -> Connection | None:
    """Return the connection to a deployment's cloud; None where no rehearsal runs."""
    if not deployment.rehearsed:
        return _cloud_connection(deployment)
    running = find()
    return running.connection(deployment.region) if running else None


def _cloud_connection(deployment: Deployment, accounts: Accounts | None = None) -> Connection:
    return (accounts or Accounts()).connection(
        deployment.account, region=deployment.region, endpoints=deployment.endpoints
    )
