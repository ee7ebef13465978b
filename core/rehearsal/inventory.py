"""What is in a rehearsal's cluster now: compare two inventories to see what came and went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from core.cloud.kubeconfig import cluster_access

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    access = cluster_access(rehearsal.kubeconfig.read_text(encoding="utf-8"))
    with httpx.Client(**access.client_options) as cluster:
        return tuple(sorted({found for path in _paths(cluster) for found in _list(cluster, path)}))


def _paths(cluster: httpx.Client) -> Iterator[tuple[str, str]]:
    """Yield the kind and the path of everything that can be listed."""
    groups = _get(cluster, "/apis")["groups"]
    versions = ["/api/v1"] + [
        f"/apis/{group['preferredVersion']['groupVersion']}" for group in groups
    ]
    for version in versions:
        for resource in _get(cluster, version)["resources"]:
            if "list" in resource["verbs"] and resource["kind"] != "Event":
                yield resource["kind"], f"{version}/{resource['name']}"


def _list(cluster: httpx.Client, listed: tuple[str, str]) -> Iterator[ClusterObject]:
    kind, path = listed
    for item in _get(cluster, path)["items"]:
        metadata = item["metadata"]
        yield ClusterObject(metadata.get("namespace", ""), kind, metadata["name"])


def _get(cluster: httpx.Client, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = cluster.get(path).raise_for_status().json()
    return answer
