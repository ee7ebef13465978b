"""The names of the delivery methods; apart from the plan's model, which costs an import 0.1 s."""

from __future__ import annotations

from enum import StrEnum


class DeliveryMethod(StrEnum):
    """How ROS gets the chart into the cluster."""

    HOOK = "hook"
    DIRECT = "direct"
    JOB = "job"

    @property
    def runs_job(self) -> bool:
        """Tell whether a Job of ours, in an image with a current Helm, does the work."""
        return self is not DeliveryMethod.DIRECT
