"""What is in a rehearsal's cluster now: compare two inventories to see what came and went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.cloud.api_server import api_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.api_server import ApiServer
    from core.rehearsal.rehearsal import Rehearsal


@dataclass(frozen=True, order=True)
class ClusterObject:
    """An object by its place; `namespace` is empty for what lives in none."""

    namespace: str
    kind: str
    name: str

    def __str__(self) -> str:
        where = f"{self.namespace}/" if self.namespace else ""
        return f"{self.kind} {where}{self.name}"


def inventory(rehearsal: Rehearsal) -> tuple[ClusterObject, ...]:
    """Return every object in the cluster but its events, sorted."""
    with api_server(rehearsal.kubeconfig.read_text(encoding="utf-8")) as cluster:
        return tuple(sorted({found for path in _paths(cluster) for found in _list(cluster, path)}))


def _paths(cluster: ApiServer) -> Iterator[tuple[str, str]]:
    """Yield the kind and the path of everything that can be listed."""
    groups = (cluster.get("/apis") or {"groups": []})["groups"]
    versions = ["/api/v1"] + [
        f"/apis/{group['preferredVersion']['groupVersion']}" for group in groups
    ]
    for version in versions:
        for resource in cluster.resources(version):
            if "list" in resource["verbs"] and resource["kind"] != "Event":
                yield resource["kind"], f"{version}/{resource['name']}"


def _list(cluster: ApiServer, listed: tuple[str, str]) -> Iterator[ClusterObject]:
    kind, path = listed
    for item in (cluster.get(path) or {"items": []})["items"]:
        metadata = item["metadata"]
        yield ClusterObject(metadata.get("namespace", ""), kind, metadata["name"])
