"""Kinds Kubernetes no longer serves, or soon will not, and what takes their place.

From the Kubernetes deprecation guide and the release notes of 1.16 to 1.37.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Retired:
    """Since which minor version a kind is deprecated and removed; `replacement` is an apiVersion.

    `removed` is None while no removal is announced; the replacement is empty when there is none.
    """

    deprecated: str
    removed: str | None
    replacement: str


def _retire(
    api_version: str, kinds: str, deprecated: str, removed: str | None, replacement: str
) -> dict[tuple[str, str], Retired]:
    retired = Retired(deprecated, removed, replacement)
    return {(api_version, kind): retired for kind in kinds.split()}


_RBAC: Final = "ClusterRole ClusterRoleBinding Role RoleBinding"
_WEBHOOKS: Final = "MutatingWebhookConfiguration ValidatingWebhookConfiguration"
_FLOWS: Final = "FlowSchema PriorityLevelConfiguration"
_CLAIMS: Final = "ResourceClaim ResourceClaimTemplate"

RETIRED: Final = {
    **_retire("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "1.9", "1.16", "apps/v1"),
    **_retire("extensions/v1beta1", "NetworkPolicy", "1.9", "1.16", "networking.k8s.io/v1"),
    **_retire("extensions/v1beta1", "PodSecurityPolicy", "1.11", "1.16", ""),
    **_retire("extensions/v1beta1", "Ingress", "1.14", "1.22", "networking.k8s.io/v1"),
    **_retire("apps/v1beta1", "Deployment StatefulSet", "1.9", "1.16", "apps/v1"),
    **_retire(
        "apps/v1beta2", "DaemonSet Deployment ReplicaSet StatefulSet", "1.9", "1.16", "apps/v1"
    ),
    **_retire(
        "networking.k8s.io/v1beta1", "Ingress IngressClass", "1.19", "1.22", "networking.k8s.io/v1"
    ),
    **_retire(
        "rbac.authorization.k8s.io/v1beta1", _RBAC, "1.17", "1.22", "rbac.authorization.k8s.io/v1"
    ),
    **_retire(
        "admissionregistration.k8s.io/v1beta1",
        _WEBHOOKS,
        "1.16",
        "1.22",
        "admissionregistration.k8s.io/v1",
    ),
    **_retire(
        "apiextensions.k8s.io/v1beta1",
        "CustomResourceDefinition",
        "1.16",
        "1.22",
        "apiextensions.k8s.io/v1",
    ),
    **_retire(
        "apiregistration.k8s.io/v1beta1", "APIService", "1.10", "1.22", "apiregistration.k8s.io/v1"
    ),
    **_retire(
        "certificates.k8s.io/v1beta1",
        "CertificateSigningRequest",
        "1.19",
        "1.22",
        "certificates.k8s.io/v1",
    ),
    **_retire("coordination.k8s.io/v1beta1", "Lease", "1.14", "1.22", "coordination.k8s.io/v1"),
    **_retire("scheduling.k8s.io/v1beta1", "PriorityClass", "1.14", "1.22", "scheduling.k8s.io/v1"),
    **_retire(
        "storage.k8s.io/v1beta1",
        "CSIDriver CSINode StorageClass VolumeAttachment",
        "1.17",
        "1.22",
        "storage.k8s.io/v1",
    ),
    **_retire("batch/v1beta1", "CronJob", "1.21", "1.25", "batch/v1"),
    **_retire("discovery.k8s.io/v1beta1", "EndpointSlice", "1.21", "1.25", "discovery.k8s.io/v1"),
    **_retire("events.k8s.io/v1beta1", "Event", "1.19", "1.25", "events.k8s.io/v1"),
    **_retire("policy/v1beta1", "PodDisruptionBudget", "1.21", "1.25", "policy/v1"),
    **_retire("policy/v1beta1", "PodSecurityPolicy", "1.21", "1.25", ""),
    **_retire("node.k8s.io/v1beta1", "RuntimeClass", "1.20", "1.25", "node.k8s.io/v1"),
    **_retire("autoscaling/v2beta1", "HorizontalPodAutoscaler", "1.22", "1.25", "autoscaling/v2"),
    **_retire("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.23", "1.26", "autoscaling/v2"),
    **_retire("storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.24", "1.27", "storage.k8s.io/v1"),
    **_retire(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        _FLOWS,
        "1.23",
        "1.26",
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    **_retire(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        _FLOWS,
        "1.26",
        "1.29",
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    **_retire(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        _FLOWS,
        "1.29",
        "1.32",
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    **_retire(
        "admissionregistration.k8s.io/v1beta1",
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        "1.30",
        "1.34",
        "admissionregistration.k8s.io/v1",
    ),
    **_retire("resource.k8s.io/v1alpha2", _CLAIMS, "1.31", "1.31", "resource.k8s.io/v1"),
    **_retire("resource.k8s.io/v1alpha3", _CLAIMS, "1.32", "1.34", "resource.k8s.io/v1"),
    **_retire("v1", "ComponentStatus", "1.19", None, ""),
    **_retire("v1", "Endpoints", "1.33", None, "discovery.k8s.io/v1"),
}
