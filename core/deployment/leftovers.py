"""What a deletion leaves in the cluster on purpose, looked up in the cluster itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx

from core.cloud.ack import AckClient
from core.cloud.errors import CloudError
from core.cloud.kubeconfig import cluster_access
from core.delivery.model import CLUSTER_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.deployment.model import Deployment, Target

_TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
_DEFINITIONS: Final = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"


class ClusterUnreachable(CloudError):
    """The cluster's API server does not answer from here, or not to this user."""

    code = "cluster-unreachable"
    what = "The cluster {cluster} cannot be looked into: {message}"
    remedy = "Look with kubectl from where the cluster can be reached."


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
    cluster_id = deployment.revision.parameters.get(CLUSTER_ID, "")
    access = cluster_access(AckClient(target.connection).kubeconfig(cluster_id, minutes=15))
    try:
        with httpx.Client(
            base_url=access.server,
            verify=access.verify,
            headers=access.headers,
            auth=access.auth,
            timeout=_TIMEOUT,
            trust_env=False,
        ) as cluster:
            return tuple(_found(cluster, deployment))
    except httpx.HTTPError as failure:
        raise ClusterUnreachable(cluster=cluster_id, message=failure) from None


def _found(cluster: httpx.Client, deployment: Deployment) -> Iterator[Leftover]:
    namespace = f"/api/v1/namespaces/{deployment.namespace}"
    if _get(cluster, namespace) is not None:
        yield Leftover("Namespace", deployment.namespace)
    selector = {"labelSelector": f"app.kubernetes.io/instance={deployment.release}"}
    claims = _get(cluster, f"{namespace}/persistentvolumeclaims", selector) or {"items": []}
    for claim in claims["items"]:
        yield Leftover("PersistentVolumeClaim", claim["metadata"]["name"], deployment.namespace)
    for name in deployment.custom_resources:
        if _get(cluster, f"{_DEFINITIONS}/{name}") is not None:
            yield Leftover("CustomResourceDefinition", name)


def _get(
    cluster: httpx.Client, path: str, parameters: dict[str, str] | None = None
) -> dict[str, Any] | None:
    """Return an object or a list, None when it is not there."""
    answer = cluster.get(path, params=parameters)
    if answer.status_code == httpx.codes.NOT_FOUND:
        return None
    found: dict[str, Any] = answer.raise_for_status().json()
    return found
