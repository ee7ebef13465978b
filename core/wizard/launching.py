"""From the wizard's answers to a place, a preparation, a launch; everything here may block."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cloud.kubeconfig import given_cluster
from core.delivery.parameters import secret_parameters
from core.deployment.change import next_revision, update
from core.deployment.launch import launch
from core.deployment.preview import foreseen
from core.errors import ChartNestError, say, warning
from core.places import (
    Place,
    check_tools,
    foreseen_in_rehearsal,
    in_rehearsal,
    in_the_cloud,
    place_of,
    rehearsal,
)
from core.preparation import (
    Finding,
    Part,
    Preparation,
    answers_at,
    order,
    prepare,
    require_good,
)
from core.wizard.steps import Step, step_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.cloud.accounts import Accounts
    from core.cloud.kubeconfig import KubeconfigCluster
    from core.cloud.stacks import PlannedResource
    from core.delivery.model import Bundle
    from core.deployment.history import History
    from core.plan.model import Plan
    from core.progress import Progress
    from core.wizard.draft import Draft


class Kept(Protocol):
    """What outlives a plan: who deploys, and what was deployed."""

    @property
    def accounts(self) -> Accounts:
        """Return the profiles."""

    @property
    def history(self) -> History:
        """Return the deployments launched from this computer."""


def prepared_draft(plan: Plan, chart: Chart, draft: Draft, kept: Kept) -> Preparation:
    """Return the plan of a draft made ready for where it goes; the cluster is asked for itself.

    A version that nobody tells is a warning: then everything is checked for the default.
    """
    try:
        surroundings = _surroundings(plan, draft, kept.accounts)
    except ChartNestError as error:
        surroundings = draft.surroundings
        what = say("The cluster's version is not known: {reason}", reason=error.sentence)
        remedy = say(
            "All is checked for Kubernetes {version}.", version=surroundings.kubernetes_version
        )
        unknown = Finding(Part.PLAN, warning("cluster", what, remedy))
        prepared = prepare(plan, chart, surroundings, in_the_cloud=not draft.rehearse)
        return replace(prepared, findings=(*prepared.findings, unknown))
    return prepare(plan, chart, surroundings, in_the_cloud=not draft.rehearse)


def step_of_finding(found: Finding) -> Step:
    """Return the step on which what was found is mended."""
    if found.part in (Part.VALUES, Part.CHART):
        return Step.VALUES
    return Step.DELIVERY if found.problem.place == "template" else step_of(found.problem)


def place_of_draft(draft: Draft, kept: Kept) -> Place:
    """Return where the answers say; a rehearsal is started when none runs."""
    plan = draft.plan()
    if plan is None:
        raise ValueError(draft.name)
    if not draft.rehearse:
        return in_the_cloud(plan, None, ask_version=False, accounts=kept.accounts)
    chosen, cluster = draft.rehearsal, _chosen_cluster(draft)
    with rehearsal(
        cluster,
        chosen.callback_host or None,
        lasting=True,
        kubernetes_version=chosen.kubernetes_version,
    ) as running:
        check_tools(plan, running)
        return in_rehearsal(running, draft.account.region)


@dataclass(frozen=True)
class Launch:
    """A draft that was prepared and found good, with its secrets, ready to go."""

    draft: Draft
    prepared: Preparation
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def run(self, kept: Kept, progress: Progress) -> str:
        """Create the stack and return the deployment's id; said again, it finds the same one."""
        prepared = self.prepared
        if self.secrets:  # until now, stand-ins took their places
            prepared = prepare(
                prepared.plan,
                prepared.chart,
                prepared.surroundings,
                secrets=self.secrets,
                in_the_cloud=not self.draft.rehearse,
            )
            require_good(prepared)
        place = place_of_draft(self.draft, kept)
        wanted = order(prepared, place, self.secrets, plan_file=self.draft.file)
        return launch(wanted, kept.history, progress=progress).deployment.id


@dataclass(frozen=True)
class Update:
    """A plan and its opened chart, and the deployment they are for."""

    deployment: str
    plan: Plan
    chart: Chart
    plan_file: Path | None = None

    def secrets(self, kept: Kept) -> dict[str, str]:
        """Return the secrets it needs, by path, as far as the keyring knows them."""
        wanted = [each.secret for each in secret_parameters(self.plan)]
        return kept.accounts.recalled(self.plan.name, wanted)

    def run(self, kept: Kept, secrets: Mapping[str, str], progress: Progress) -> None:
        """Check the plan for where the deployment is, and ask for the update."""
        deployment = kept.history.deployment(self.deployment)
        place = place_of(deployment, self.plan, kept.accounts)
        prepared = prepare(
            self.plan,
            self.chart,
            place.surroundings(self.plan),
            secrets=secrets,
            revision=next_revision(deployment),
            in_the_cloud=not deployment.rehearsed,
        )
        require_good(prepared)
        wanted = order(prepared, place, secrets, plan_file=self.plan_file)
        update(deployment, wanted, kept.history, progress=progress)


def foreseen_by_ros(draft: Draft, bundle: Bundle, kept: Kept) -> tuple[PlannedResource, ...]:
    """Return what ROS says a launch would create."""
    place = place_of_draft(draft, kept)
    return foreseen(bundle, place.target, answers_at(place))


def command_line(draft: Draft) -> str:
    """Return the command that launches the same plan."""
    words = ["chartnest", "launch", str(draft.file or f"{draft.name}.yaml")]
    if draft.rehearse:
        words += ["--rehearse", *_cluster_options(draft)]
    plan = draft.plan()
    for number, parameter in enumerate(secret_parameters(plan) if plan else (), 1):
        words += ["--secret", f"{parameter.secret}=env:SECRET_{number}"]
    return shlex.join(words)


def _cluster_options(draft: Draft) -> Iterator[str]:
    chosen = draft.rehearsal
    options = (
        ("--kubeconfig", chosen.kubeconfig),
        ("--context", chosen.context),
        ("--callback-host", chosen.callback_host),
    )
    if not chosen.kubeconfig and chosen.kubernetes_version != DEFAULT_KUBERNETES_VERSION:
        yield from ("--kubernetes-version", chosen.kubernetes_version)
    for option, value in options:
        if value:
            yield from (option, value)


def _surroundings(plan: Plan, draft: Draft, accounts: Accounts) -> Surroundings:
    if draft.rehearse:
        chosen = draft.rehearsal.kubernetes_version
        return foreseen_in_rehearsal(plan, _chosen_cluster(draft), chosen)
    return in_the_cloud(plan, None, ask_version=True, accounts=accounts).surroundings(plan)


def _chosen_cluster(draft: Draft) -> KubeconfigCluster | None:
    file = draft.rehearsal.kubeconfig
    return given_cluster(Path(file) if file else None, draft.rehearsal.context)
