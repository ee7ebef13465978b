"""A deployment's cluster, looked into over its own API; nothing there is changed."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from core.cloud.ack import AckClient
from core.cloud.errors import CloudError
from core.cloud.kubeconfig import cluster_access
from core.delivery.model import CLUSTER_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from core.deployment.model import Deployment, Target


class ClusterUnreachable(CloudError):
    """The cluster's API server does not answer from here, or not to this user."""

    code = "cluster-unreachable"
    what = "The cluster {cluster} cannot be looked into: {message}"
    remedy = "Look with kubectl from where the cluster can be reached."


class ClusterView:
    """What can be read in one cluster."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any] | None:
        """Return an object or a list, None when it is not there."""
        answer = self._client.get(path, params=parameters)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def listed(self, path: str, selector: str) -> list[dict[str, Any]]:
        """Return what a label selector finds; nothing of what this user may not list."""
        answer = self._client.get(path, params={"labelSelector": selector})
        items: list[dict[str, Any]] = answer.json().get("items") if answer.is_success else []
        return items or []

    def served(self, path: str) -> list[dict[str, Any]]:
        """Return the resources of an API version; nothing when who serves it does not answer."""
        answer = self._client.get(path)
        resources: list[dict[str, Any]] = (
            answer.json().get("resources") if answer.is_success else []
        )
        return resources or []

    def text(self, path: str, parameters: Mapping[str, str] | None = None) -> str | None:
        """Return a text, None when it is not there or not yet."""
        answer = self._client.get(path, params=parameters)
        if answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST):
            return None
        return answer.raise_for_status().content.decode(errors="replace")


@contextmanager
def cluster_view(deployment: Deployment, target: Target) -> Iterator[ClusterView]:
    """Give a view of the deployment's cluster, by a kubeconfig that ends after 15 minutes.

    Raises `ClusterUnreachable`, or what ACK refuses.
    """
    import httpx

    cluster_id = deployment.revision.parameters.get(CLUSTER_ID, "")
    access = cluster_access(AckClient(target.connection).kubeconfig(cluster_id, minutes=15))
    try:
        with httpx.Client(
            **access.client_options, timeout=httpx.Timeout(10.0, connect=5.0)
        ) as client:
            yield ClusterView(client)
    except httpx.HTTPError as failure:
        raise ClusterUnreachable(cluster=cluster_id, message=failure) from None
