"""Container Service: the one cluster of a rehearsal, as ACK shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLUSTER: Final = re.compile(r"/clusters/(?P<id>[^/]+)")
_KUBECONFIG: Final = re.compile(r"/k8s/(?P<id>[^/]+)/user_config")


@dataclass(frozen=True)
class AckCluster:
    """A cluster under its ACK id."""

    id: str
    name: str
    region: str
    version: str
    kubeconfig: str


def answer(cluster: AckCluster, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the answer to a CS request."""
    if path == "/api/v1/clusters":
        return _describe_clusters(cluster, query)
    for pattern, describe in ((_CLUSTER, _describe_cluster), (_KUBECONFIG, _describe_kubeconfig)):
        match = pattern.fullmatch(path)
        if match and match["id"] != cluster.id:
            raise Refusal(
                "ErrorClusterNotFound", f"failed to find cluster with id {match['id']}", 404
            )
        if match:
            return describe(cluster)
    raise Refusal("InvalidAction.NotFound", f"{path} is not done in a rehearsal.", 404)


def _describe_clusters(cluster: AckCluster, query: Mapping[str, str]) -> dict[str, Any]:
    wanted = {
        "name": cluster.name,
        "cluster_id": cluster.id,
        "region_id": cluster.region,
        "cluster_type": "ManagedKubernetes",
    }
    fits = all(query.get(key, value) in {"", value} for key, value in wanted.items())
    found = [_describe_cluster(cluster)] if fits else []
    page, size = int(query.get("page_number", "1")), int(query.get("page_size", "10"))
    return {
        "clusters": found if page == 1 else [],
        "page_info": {"page_number": page, "page_size": size, "total_count": len(found)},
    }


def _describe_cluster(cluster: AckCluster) -> dict[str, Any]:
    return {
        "cluster_id": cluster.id,
        "name": cluster.name,
        "region_id": cluster.region,
        "state": "running",
        "cluster_type": "ManagedKubernetes",
        "cluster_spec": "ack.standard",
        "current_version": cluster.version,
        "init_version": cluster.version,
        "size": 1,
        "profile": "Default",
        "tags": [],
    }


def _describe_kubeconfig(cluster: AckCluster) -> dict[str, Any]:
    expiration = datetime.now(UTC) + timedelta(days=3)
    return {
        "config": cluster.kubeconfig,
        "expiration": expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
