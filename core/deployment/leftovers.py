"""What a deletion leaves in the cluster on purpose, looked up in the cluster itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
    selector = {"labelSelector": f"app.kubernetes.io/instance={deployment.release}"}
    claims = cluster.get(f"{namespace}/persistentvolumeclaims", selector) or {"items": []}
    for claim in claims["items"]:
        yield Leftover("PersistentVolumeClaim", claim["metadata"]["name"], deployment.namespace)
    for name in deployment.custom_resources:
        if cluster.get(f"{_DEFINITIONS}/{name}") is not None:
            yield Leftover("CustomResourceDefinition", name)
