"""Where a plan is launched and a deployment is found: Alibaba Cloud, or a rehearsal here."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cloud.accounts import Accounts
from core.cloud.ack import AckClient
from core.cloud.discovery import served_by
from core.delivery.model import CLUSTER_ID
from core.delivery.surroundings import surroundings_of
from core.deployment.errors import DeployedElsewhere
from core.deployment.hosting import RehearsalHost, host_of
from core.deployment.model import REHEARSAL, Target
from core.plan.model import ExistingCluster
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral, find, find_again, find_or_start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.chart.surroundings import Surroundings
    from core.cloud.connection import Connection
    from core.cloud.kubeconfig import KubeconfigCluster
    from core.deployment.model import Deployment
    from core.plan.model import Plan
    from core.rehearsal.rehearsal import Rehearsal


@dataclass(frozen=True)
class Place:
    """A target with its cluster; its version, and what it serves, None where they are not known."""

    target: Target
    cluster_id: str | None
    kubernetes_version: str | None
    api_versions: frozenset[str] | None = None

    def surroundings(self, plan: Plan) -> Surroundings:
        """Return what the chart of `plan` meets here."""
        return surroundings_of(plan, self.kubernetes_version, self.api_versions)


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


def foreseen_in_rehearsal(
    plan: Plan, cluster: KubeconfigCluster | None, kubernetes_version: str | None
) -> Surroundings:
    """Return what the chart will meet in a rehearsal that may not have started yet."""
    if cluster is not None:
        served = served_by(cluster)
        return surroundings_of(plan, served.kubernetes_version, served.api_versions)
    running = find()
    built_in = running is not None and running.given_cluster is None
    version = running.kubernetes_version if running and built_in else None
    return surroundings_of(plan, kubernetes_version or version)


@contextmanager
def rehearsal(
    cluster: KubeconfigCluster | None,
    callback_host: str | None,
    *,
    lasting: bool,
    kubernetes_version: str | None = None,
    helm: Path | None = None,
) -> Iterator[Rehearsal]:
    """Give the rehearsal of this computer, started if need be, or one that ends with the block.

    `kubernetes_version` is that of the built-in cluster; None takes the one that runs.
    """
    if cluster is not None:
        cluster.kubeconfig()  # what is wrong with it is said before a server starts
    if helm is not None:
        from core.rehearsal.job_helm import job_helm  # noqa: PLC0415 - plans' models, 0.1 s

        job_helm(helm)  # as above
    if lasting:
        yield find_or_start(cluster, callback_host, kubernetes_version, helm)
        return
    options = Options(
        given_cluster=cluster,
        callback_host=callback_host,
        kubernetes_version=kubernetes_version or DEFAULT_KUBERNETES_VERSION,
        helm=helm,
    )
    with ephemeral(options) as served:
        yield served


def check_tools(plan: Plan, running: Rehearsal) -> None:
    """Raise `ToolsMissing` when the plan's Jobs are to run on this computer and cannot."""
    from core.rehearsal.cluster.jobs import tools  # noqa: PLC0415 (0.2 s)

    if running.given_cluster is None and plan.delivery.method.runs_job:
        tools.require_tools()


def in_rehearsal(running: Rehearsal, region: str) -> Place:
    """Return the place a rehearsal offers: its one cluster, whatever the plan names."""
    connection = running.connection(region)
    target = Target(REHEARSAL, connection, RehearsalHost(connection))
    return Place(target, running.cluster_id, running.kubernetes_version)


def place_of(
    deployment: Deployment, plan: Plan | None = None, accounts: Accounts | None = None
) -> Place:
    """Return where a deployment is; with the plan it is brought to, what that plan meets there.

    Raises `DeployedElsewhere` when the plan names another cluster or region.
    """
    if deployment.rehearsed:
        running = find_again()
        place = in_rehearsal(running, deployment.region)
        if plan is None or running.given_cluster is None:
            return place
        return replace(place, api_versions=served_by(running.given_cluster).api_versions)
    cluster_id = deployment.revision.parameters.get(CLUSTER_ID)
    if plan is not None:
        _check_same_place(deployment, plan, cluster_id)
    connection = _cloud_connection(deployment, accounts)
    host = host_of(plan.delivery.hosting, connection) if plan else None
    version = AckClient(connection).cluster(cluster_id).version if plan and cluster_id else None
    return Place(Target(deployment.account, connection, host), cluster_id, version)


def _check_same_place(deployment: Deployment, plan: Plan, cluster_id: str | None) -> None:
    wanted = plan.cluster.id if isinstance(plan.cluster, ExistingCluster) else None
    there = (deployment.region, cluster_id)
    named = (plan.account.region, wanted or cluster_id)
    if named != there:
        raise DeployedElsewhere(
            deployment=deployment.id,
            there=" ".join(filter(None, there)),
            named=" ".join(filter(None, named)),
        )


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
