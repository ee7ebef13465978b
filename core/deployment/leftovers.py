"""What a deletion leaves in the cluster on purpose, looked up in the cluster itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.deployment.cluster import cluster_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.deployment.cluster import ClusterView
    from core.deployment.model import Deployment, Target

_DEFINITIONS: Final = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"


@dataclass(frozen=True)
class Leftover:
    """An object that is still there; `namespace` is empty for what lives in none."""

    kind: str
    name: str
    namespace: str = ""


def leftovers(deployment: Deployment, target: Target) -> tuple[Leftover, ...]:
    """Return the namespace, the volume claims and the CRDs of a release that are still there.

    Helm deletes none of them: claims made from a StatefulSet's template hold data, and deleting
    a CRD deletes everything of its kind in the whole cluster. Raises `ClusterUnreachable`, or
    what ACK refuses.
    """
    with cluster_view(deployment, target) as cluster:
        return tuple(_found(cluster, deployment))


def _found(cluster: ClusterView, deployment: Deployment) -> Iterator[Leftover]:
    namespace = f"/api/v1/namespaces/{deployment.namespace}"
    if cluster.get(namespace) is not None:
        yield Leftover("Namespace", deployment.namespace)
    claims = cluster.get(f"{namespace}/persistentvolumeclaims") or {"items": []}
    for claim in claims["items"]:
        if _belongs(claim["metadata"], deployment.release):
            yield Leftover("PersistentVolumeClaim", claim["metadata"]["name"], deployment.namespace)
    for name in deployment.custom_resources:
        if cluster.get(f"{_DEFINITIONS}/{name}") is not None:
            yield Leftover("CustomResourceDefinition", name)


def _belongs(metadata: dict[str, Any], release: str) -> bool:
    """Tell whose a claim is: a StatefulSet's has its labels, Helm's own has its annotation."""
    labels, annotations = metadata.get("labels") or {}, metadata.get("annotations") or {}
    return release in {
        labels.get("app.kubernetes.io/instance"),
        annotations.get("meta.helm.sh/release-name"),
    }
