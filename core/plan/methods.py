"""The names of the delivery methods; apart from the plan's model, which costs an import 0.1 s."""

from __future__ import annotations

from enum import StrEnum


class DeliveryMethod(StrEnum):
    """How ROS gets the chart into the cluster."""

    HOOK = "hook"
    DIRECT = "direct"
    JOB = "job"
