"""ACK: the clusters of an account, and the way into one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from core.cloud.sdk import errors_translated, open_api_config

if TYPE_CHECKING:
    from core.cloud.connection import Connection

_PAGE: Final = 50
_RUNNING: Final = "running"


@dataclass(frozen=True)
class Cluster:
    """One ACK cluster; `nodes` counts its nodes, `version` is that of Kubernetes."""

    id: str
    name: str
    state: str
    version: str
    region: str
    type: str
    nodes: int
    vpc_id: str
    created: str

    @property
    def is_running(self) -> bool:
        """Tell whether something can be installed now."""
        return self.state == _RUNNING


class AckClient:
    """A client for one account and region; may be shared between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def clusters(self) -> tuple[Cluster, ...]:
        """Return every cluster of the connection's region."""
        found: list[Cluster] = []
        number = 1
        while True:
            request = self._models.DescribeClustersV1Request(
                region_id=self._connection.region, page_number=number, page_size=_PAGE
            )
            with errors_translated("ACK", "DescribeClustersV1"):
                body = self._client.describe_clusters_v1(request).body
            page = body.clusters or ()
            found.extend(_cluster(item) for item in page)
            total = (body.page_info and body.page_info.total_count) or 0
            if len(page) < _PAGE or len(found) >= total:
                return tuple(found)
            number += 1

    def cluster(self, cluster_id: str) -> Cluster:
        """Return one cluster."""
        with errors_translated("ACK", "DescribeClusterDetail"):
            return _cluster(self._client.describe_cluster_detail(cluster_id).body)

    def kubeconfig(self, cluster_id: str, *, minutes: int = 60, private: bool = False) -> str:
        """Return a kubeconfig of the caller's own, valid for `minutes` (15 to 4320)."""
        request = self._models.DescribeClusterUserKubeconfigRequest(
            temporary_duration_minutes=minutes, private_ip_address=private
        )
        with errors_translated("ACK", "DescribeClusterUserKubeconfig"):
            answer = self._client.describe_cluster_user_kubeconfig(cluster_id, request)
        return str(answer.body.config or "")

    @cached_property
    def _models(self) -> Any:
        from alibabacloud_cs20151215 import models

        return models

    @cached_property
    def _client(self) -> Any:
        from alibabacloud_cs20151215.client import Client

        return Client(open_api_config(self._connection, self._connection.endpoints.cs))


def _cluster(item: Any) -> Cluster:
    return Cluster(
        id=str(item.cluster_id),
        name=str(item.name or ""),
        state=str(item.state or ""),
        version=str(item.current_version or ""),
        region=str(item.region_id or ""),
        type=str(item.cluster_type or ""),
        nodes=int(item.size or 0),
        vpc_id=str(item.vpc_id or ""),
        created=str(item.created or ""),
    )
