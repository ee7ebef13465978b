"""From the plan that is open to an update of a deployment; everything here may block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chart.review import custom_resources
from core.delivery.bundle import make_bundle
from core.delivery.model import CLUSTER_ID
from core.deployment.change import next_revision, update
from core.deployment.launch import Order
from core.places import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.chart.model import Chart
    from core.plan.model import Plan
    from core.progress import Progress
    from gui.services import Services


@dataclass(frozen=True)
class Update:
    """A plan and its opened chart, and the deployment they are for."""

    deployment: str
    plan: Plan
    chart: Chart
    plan_file: Path | None = None

    def secrets(self, services: Services) -> dict[str, str]:
        """Return the secrets it needs, by path, as far as the keyring knows them."""
        deployment = services.history.deployment(self.deployment)
        bundle = make_bundle(self.plan, self.chart, next_revision(deployment))
        wanted = [parameter.secret for parameter in bundle.parameters if parameter.secret]
        return services.accounts.recalled(self.plan.name, wanted)

    def run(self, services: Services, secrets: Mapping[str, str], progress: Progress) -> None:
        """Ask for the update; the stack then goes on by itself."""
        history = services.history
        deployment = history.deployment(self.deployment)
        place = place_of(deployment, self.plan, services.accounts)
        order = Order(
            bundle=make_bundle(self.plan, self.chart, next_revision(deployment)),
            target=place.target,
            secrets=secrets,
            answers={CLUSTER_ID: place.cluster_id} if place.cluster_id else {},
            custom_resources=custom_resources(self.chart),
            plan_file=self.plan_file,
        )
        update(deployment, order, history, progress=progress)
