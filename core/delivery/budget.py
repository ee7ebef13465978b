"""All the times of one delivery, each inside the next, from the one number in the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.plan.model import InstallAs

if TYPE_CHECKING:
    from core.plan.model import Plan

# Helm gives hooks 5 minutes and ClusterHelmApplication cannot change that. Before Helm 3.4 the
# watch on a hook may die sooner, so a hook must be done well before.
HOOK_LIMIT: Final = 240
WAIT_CONDITION_LIMIT: Final = 43_200
_STACK_MINUTES_LEAST, _STACK_MINUTES_MOST = 10, 1440


@dataclass(frozen=True)
class Budget:
    """Seconds, each longer than the one before; `stack_minutes` is in minutes.

    helm: what the plan gives the install. script: with fetching, readiness and output.
    pod: with pulling its image. wait_condition: with ROS applying the hook chart.
    """

    helm: int

    @property
    def script(self) -> int:
        """Return what the script may take."""
        return self.helm + 30 + self._slack

    @property
    def pod(self) -> int:
        """Return the Job's activeDeadlineSeconds."""
        return self.script + 60 + self._slack

    @property
    def wait_condition(self) -> int:
        """Return the WaitCondition's Timeout."""
        return min(self.pod + 180, WAIT_CONDITION_LIMIT)

    @property
    def stack_minutes(self) -> int:
        """Return the stack's TimeoutInMinutes, with minutes to spare for all the rest."""
        minutes = -(-self.wait_condition // 60) + 10
        return max(_STACK_MINUTES_LEAST, min(minutes, _STACK_MINUTES_MOST))

    @property
    def fits_a_hook(self) -> bool:
        """Tell whether the outer Helm can wait for all of it."""
        return self.pod <= HOOK_LIMIT

    @property
    def _slack(self) -> int:
        return min(self.helm // 10, 300)


def budget(plan: Plan) -> Budget:
    """Return the times of `plan`'s delivery."""
    return Budget(plan.release.timeout)


def install_as(plan: Plan) -> InstallAs:
    """Return what the install Job is to the outer Helm: `auto` settled by the budget."""
    if plan.delivery.install_as is not InstallAs.AUTO:
        return plan.delivery.install_as
    return InstallAs.HOOK if budget(plan).fits_a_hook else InstallAs.OBJECT
