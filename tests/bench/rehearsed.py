"""Launches in a rehearsal, for the measurements that need one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.delivery.bundle import make_bundle
from core.delivery.model import CLUSTER_ID
from core.deployment.change import delete
from core.deployment.history import History
from core.deployment.hosting import RehearsalHost
from core.deployment.launch import Order, launch
from core.deployment.model import REHEARSAL, Deployment, Target
from core.deployment.watch import watch
from core.plan.model import ClusterParameter, Plan, Release

if TYPE_CHECKING:
    from pathlib import Path

    from core.chart.model import Chart
    from core.rehearsal.rehearsal import Rehearsal


@dataclass
class Launches:
    """Launches one chart again and again, each time as another release."""

    rehearsal: Rehearsal
    chart: Chart
    folder: Path
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.history = History(self.folder / "history.sqlite")
        connection = self.rehearsal.connection()
        self.target = Target(REHEARSAL, connection, RehearsalHost(connection))

    def launch(self) -> Deployment:
        """Launch, wait for the outputs, and return the deployment."""
        name = f"bench-{next(self._numbers)}"
        plan = Plan(
            name=name,
            cluster=ClusterParameter(parameter=True),
            chart=self.chart.source,
            release=Release(name=name, namespace=name),
        )
        order = Order(
            bundle=make_bundle(plan, self.chart),
            target=self.target,
            answers={CLUSTER_ID: self.rehearsal.cluster_id},
        )
        deployment = launch(order, self.history).deployment
        *_, last = watch(deployment, self.target, self.history)
        if not (last.succeeded and last.outputs):
            raise RuntimeError(f"{last.status}: {last.reason}")
        return deployment

    def delete(self, deployment: Deployment) -> None:
        """Delete and wait for the end."""
        deleting = delete(deployment, self.target, self.history)
        *_, last = watch(deleting, self.target, self.history)
        if not last.succeeded:
            raise RuntimeError(f"{last.status}: {last.reason}")
