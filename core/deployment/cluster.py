"""A deployment's cluster, looked into over its own API; nothing there is changed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.cloud.ack import AckClient
from core.cloud.api_server import ApiServerFailed, api_server
from core.cloud.errors import CloudError
from core.delivery.model import CLUSTER_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.api_server import ApiServer
    from core.deployment.model import Deployment, Target


class ClusterUnreachable(CloudError):
    """The cluster's API server does not answer from here, or not to this user."""

    code = "cluster-unreachable"
    what = "The cluster {cluster} cannot be looked into: {message}"
    remedy = "Look with kubectl from where the cluster can be reached."


@contextmanager
def cluster_view(deployment: Deployment, target: Target) -> Iterator[ApiServer]:
    """Give the API server of the deployment's cluster, by a kubeconfig that ends after 15 minutes.

    Raises `ClusterUnreachable`, or what ACK refuses.
    """
    cluster_id = deployment.revision.parameters.get(CLUSTER_ID, "")
    kubeconfig = AckClient(target.connection).kubeconfig(cluster_id, minutes=15)
    try:
        with api_server(kubeconfig) as api:
            yield api
    except ApiServerFailed as failure:
        message = failure.arguments["reason"]
        raise ClusterUnreachable(cluster=cluster_id, message=message) from None
