"""Every resource type a rehearsal creates, by the name templates use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.rehearsal.stack.refusals import validation_failed
from core.rehearsal.stack.resources.cluster_application import ClusterApplication
from core.rehearsal.stack.resources.cluster_application_resources import (
    ClusterApplicationResources,
)
from core.rehearsal.stack.resources.cluster_helm_application import ClusterHelmApplication
from core.rehearsal.stack.resources.cluster_user_kubeconfig import ClusterUserKubeconfig
from core.rehearsal.stack.resources.sleep import Sleep
from core.rehearsal.stack.resources.wait_condition import WaitCondition
from core.rehearsal.stack.resources.wait_condition_handle import WaitConditionHandle

if TYPE_CHECKING:
    from core.rehearsal.stack.resources.shape import ResourceType

TYPES: Final[dict[str, ResourceType]] = {
    "ALIYUN::CS::ClusterApplication": ClusterApplication(),
    "ALIYUN::CS::ClusterHelmApplication": ClusterHelmApplication(),
    "ALIYUN::ROS::Sleep": Sleep(),
    "ALIYUN::ROS::WaitCondition": WaitCondition(),
    "ALIYUN::ROS::WaitConditionHandle": WaitConditionHandle(),
    "DATASOURCE::CS::ClusterApplicationResources": ClusterApplicationResources(),
    "DATASOURCE::CS::ClusterUserKubeconfig": ClusterUserKubeconfig(),
}


def resource_type(name: str) -> ResourceType:
    """Return the type; raise the refusal that names it when a rehearsal does not create it."""
    if name not in TYPES:
        raise validation_failed(f"The resource type {name} is not done in a rehearsal.")
    return TYPES[name]
