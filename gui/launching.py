"""From the answers to a running stack; everything here may block and belongs in a worker."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.review import custom_resources
from core.cloud.kubeconfig import given_cluster
from core.delivery.model import CLUSTER_ID
from core.deployment.launch import Order, launch
from core.deployment.preview import foreseen
from core.places import Place, check_tools, in_rehearsal, in_the_cloud, rehearsal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart
    from core.cloud.stacks import PlannedResource
    from core.delivery.model import Bundle
    from core.progress import Progress
    from core.wizard.flow import Draft
    from gui.services import Services


def place_of_draft(draft: Draft, services: Services) -> Place:
    """Return where the answers say; a rehearsal is started when none runs."""
    plan = draft.plan()
    if plan is None:
        raise ValueError(draft.name)
    if draft.rehearse:
        chosen = draft.rehearsal
        file = Path(chosen.kubeconfig) if chosen.kubeconfig else None
        cluster = given_cluster(file, chosen.context)
        with rehearsal(cluster, chosen.callback_host or None, lasting=True) as running:
            check_tools(plan, running)
            return in_rehearsal(running, draft.account.region)
    return in_the_cloud(plan, None, ask_version=False, accounts=services.accounts)


@dataclass(frozen=True)
class Launch:
    """A reviewed plan with its secrets, ready to go."""

    draft: Draft
    chart: Chart
    bundle: Bundle
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def run(self, services: Services, progress: Progress) -> str:
        """Create the stack and return the deployment's id; said again, it finds the same one."""
        place = place_of_draft(self.draft, services)
        order = Order(
            bundle=self.bundle,
            target=place.target,
            secrets=self.secrets,
            answers={CLUSTER_ID: place.cluster_id} if place.cluster_id else {},
            custom_resources=custom_resources(self.chart),
            plan_file=self.draft.file,
        )
        return launch(order, services.history, progress=progress).deployment.id


def foreseen_by_ros(
    draft: Draft, bundle: Bundle, services: Services
) -> tuple[PlannedResource, ...]:
    """Return what ROS says a launch would create."""
    place = place_of_draft(draft, services)
    answers = {CLUSTER_ID: place.cluster_id} if place.cluster_id else {}
    return foreseen(bundle, place.target, answers)


def command_line(draft: Draft) -> str:
    """Return the command that launches the same plan."""
    words = ["chartnest", "launch", str(draft.file or f"{draft.name}.yaml")]
    if draft.rehearse:
        words.append("--rehearse")
        if draft.rehearsal.kubeconfig:
            words += ["--kubeconfig", draft.rehearsal.kubeconfig]
        if draft.rehearsal.context:
            words += ["--context", draft.rehearsal.context]
        if draft.rehearsal.callback_host:
            words += ["--callback-host", draft.rehearsal.callback_host]
    for number, secret in enumerate(draft.parameters, 1):
        words += ["--secret", f"{secret.path}=env:SECRET_{number}"]
    return shlex.join(words)
