"""All that has been answered in the wizard so far, and the plan it comes to."""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION, Surroundings
from core.delivery.surroundings import surroundings_of
from core.plan.model import (
    Account,
    AskedValue,
    ChartSource,
    ClusterParameter,
    Delivery,
    ExistingCluster,
    Output,
    Plan,
    PlanPart,
    Release,
)


class RehearsalCluster(PlanPart):
    """Where a rehearsal deploys to: the built-in cluster, or the one of a kubeconfig.

    Objects are checked against `kubernetes_version`; an empty `context` is the kubeconfig's
    current one; pods of a kubeconfig's cluster reach this computer at `callback_host`.
    """

    kubernetes_version: str = DEFAULT_KUBERNETES_VERSION
    kubeconfig: str = ""
    context: str = ""
    callback_host: str = ""


class Draft(PlanPart):
    """All that has been answered so far; incomplete where a plan may not be. Holds no secret.

    `reference` spells the chart; `typed` is what stands in its place and has not been opened yet.
    """

    model_config = ConfigDict(**{**PlanPart.model_config, "extra": "ignore"})

    name: str = "untitled"
    file: Path | None = None
    rehearse: bool = True
    account: Account = Account()
    rehearsal: RehearsalCluster = RehearsalCluster()
    cluster_id: str = ""
    cluster_name: str = ""
    cluster_version: str = ""
    namespace: str = "default"
    reference: str = ""
    typed: str | None = None
    chart: ChartSource | None = None
    values: str = ""
    parameters: tuple[AskedValue, ...] = ()
    release_name: str = ""
    timeout: int = 600
    wait: bool = True
    wait_for_jobs: bool = False
    delivery: Delivery = Delivery()
    outputs: tuple[Output, ...] = ()
    deployment: str = ""

    @property
    def base(self) -> Path:
        """Return the folder that relative chart paths start from."""
        return (self.file.parent if self.file else Path()).resolve()

    @property
    def surroundings(self) -> Surroundings:
        """Return what the chart meets where it goes."""
        chosen = self.rehearsal.kubernetes_version if self.rehearse else self.cluster_version
        return surroundings_of(self.plan(), chosen or None)

    def plan(self) -> Plan | None:
        """Return the plan these answers come to, or None while there is no chart."""
        if self.chart is None:
            return None
        return Plan(
            name=self.name,
            account=self.account,
            cluster=ExistingCluster(id=self.cluster_id)
            if self.cluster_id
            else ClusterParameter(parameter=True),
            chart=self.chart,
            values=self.values,
            parameters=self.parameters,
            release=Release(
                name=self.release_name or self.name,
                namespace=self.namespace,
                timeout=self.timeout,
                wait=self.wait,
                wait_for_jobs=self.wait_for_jobs,
            ),
            delivery=self.delivery,
            outputs=self.outputs,
        )


def answers_alone(draft: Draft) -> Draft:
    """Return the answers without where they are kept, how they look, and what they led to."""
    return draft.model_copy(
        update={
            "file": None,
            "deployment": "",
            "reference": "",
            "cluster_name": "",
            "cluster_version": "",
        }
    )


def draft_of(plan: Plan, file: Path | None, reference: str) -> Draft:
    """Return the draft that answers every step as `plan` does; `reference` spells its chart."""
    cluster_id = plan.cluster.id if isinstance(plan.cluster, ExistingCluster) else ""
    return Draft(
        name=plan.name,
        file=file,
        account=plan.account,
        cluster_id=cluster_id,
        namespace=plan.release.namespace,
        reference=reference,
        chart=plan.chart,
        values=plan.values,
        parameters=plan.parameters,
        release_name=plan.release.name,
        timeout=plan.release.timeout,
        wait=plan.release.wait,
        wait_for_jobs=plan.release.wait_for_jobs,
        delivery=plan.delivery,
        outputs=plan.outputs,
    )
