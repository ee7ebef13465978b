"""The index of all rules: kind by kind, what an object must satisfy and what it keeps for good.

To add a rule, add a row to the table of the kind; to add a kind, add a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.fields import Field
from core.kubernetes.rules import (
    admission,
    batch,
    configuration,
    definitions,
    networking,
    pods,
    rbac,
    scaling,
    services,
    storage,
    workloads,
)
from core.kubernetes.rules.changes import CHANGES
from core.kubernetes.rules.metadata import metadata_causes
from core.kubernetes.rules.table import Table, row
from core.kubernetes.versions import is_older, minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause

_NETWORKING: Final = "networking.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"

RULES: Final[dict[tuple[str, str], Table]] = {
    ("", "ConfigMap"): configuration.CONFIG_MAP,
    ("", "Endpoints"): services.ENDPOINTS,
    ("", "LimitRange"): configuration.LIMIT_RANGE,
    ("", "Namespace"): configuration.NAMESPACE,
    ("", "PersistentVolume"): storage.VOLUME,
    ("", "PersistentVolumeClaim"): storage.CLAIM,
    ("", "Pod"): pods.POD,
    ("", "PodTemplate"): Table(row("template", pods.TEMPLATE)),
    ("", "ReplicationController"): workloads.REPLICATION_CONTROLLER,
    ("", "ResourceQuota"): configuration.RESOURCE_QUOTA,
    ("", "Secret"): configuration.SECRET,
    ("", "Service"): services.SERVICE,
    (_ADMISSION, "MutatingWebhookConfiguration"): admission.WEBHOOKS,
    (_ADMISSION, "ValidatingWebhookConfiguration"): admission.WEBHOOKS,
    (_ADMISSION, "ValidatingAdmissionPolicy"): admission.POLICY,
    (_ADMISSION, "ValidatingAdmissionPolicyBinding"): admission.POLICY_BINDING,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): definitions.DEFINITION,
    ("apiregistration.k8s.io", "APIService"): admission.API_SERVICE,
    ("apps", "DaemonSet"): workloads.DAEMON_SET,
    ("apps", "Deployment"): workloads.DEPLOYMENT,
    ("apps", "ReplicaSet"): workloads.REPLICA_SET,
    ("apps", "StatefulSet"): workloads.STATEFUL_SET,
    ("autoscaling", "HorizontalPodAutoscaler"): scaling.AUTOSCALER,
    ("batch", "CronJob"): batch.CRON_JOB,
    ("batch", "Job"): batch.JOB,
    ("discovery.k8s.io", "EndpointSlice"): services.ENDPOINT_SLICE,
    ("coordination.k8s.io", "Lease"): configuration.LEASE,
    (_NETWORKING, "Ingress"): networking.INGRESS,
    (_NETWORKING, "IngressClass"): networking.INGRESS_CLASS,
    (_NETWORKING, "NetworkPolicy"): networking.NETWORK_POLICY,
    ("node.k8s.io", "RuntimeClass"): pods.RUNTIME_CLASS,
    ("policy", "PodDisruptionBudget"): scaling.BUDGET,
    (rbac.GROUP, "ClusterRole"): rbac.CLUSTER_ROLE,
    (rbac.GROUP, "ClusterRoleBinding"): rbac.CLUSTER_ROLE_BINDING,
    (rbac.GROUP, "Role"): rbac.ROLE,
    (rbac.GROUP, "RoleBinding"): rbac.ROLE_BINDING,
    ("scheduling.k8s.io", "PriorityClass"): configuration.PRIORITY_CLASS,
    ("storage.k8s.io", "StorageClass"): storage.CLASS,
}

# Objects that are judged otherwise in an older version of their kind, or when they are new.
_OLDER: Final = {("autoscaling/v1", "HorizontalPodAutoscaler"): scaling.AUTOSCALER_V1}
_NEW: Final = {(_NETWORKING, "Ingress"): networking.NEW_INGRESS}


def later_causes(body: dict[str, Any], version: str) -> Iterator[Cause]:
    """Yield why what the API server takes comes to nothing: what its controllers will refuse."""
    is_set = (body.get("apiVersion"), body.get("kind")) == ("apps/v1", "StatefulSet")
    if is_set and is_older(version, workloads.JUDGED_SINCE):
        yield from workloads.STATEFUL_SET_PODS(Field("", body, minor(version)))


def causes(
    body: dict[str, Any],
    before: dict[str, Any] | None = None,
    *,
    version: str,
    custom: bool = False,
) -> Iterator[Cause]:
    """Yield why Kubernetes `version` refuses an object that is well-formed and has its defaults.

    `before` is what it would replace; `custom` says that a CustomResourceDefinition made its kind.
    """
    api_version, kind = str(body.get("apiVersion")), str(body.get("kind"))
    group, slash, _ = api_version.partition("/")
    named = (group if slash else "", kind)
    root = Field("", body, minor(version))
    yield from metadata_causes(root.at("metadata"), *named, custom=custom)
    if custom:
        return
    table = _OLDER.get((api_version, kind)) or (not before and _NEW.get(named)) or RULES.get(named)
    if table:
        yield from table(root)
    if before:
        for change in CHANGES.get(named, ()):
            yield from change(body, before)
