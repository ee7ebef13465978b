"""What a deletion leaves in the cluster on purpose, looked up in the cluster itself."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.deployment.cluster import cluster_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.cloud.api_server import ApiServer
    from core.deployment.model import Deployment, Target

_DEFINITIONS: Final = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
_INSTANCE: Final = "app.kubernetes.io/instance"
_RELEASE: Final = "meta.helm.sh/release-name"
_RELEASE_NAMESPACE: Final = "meta.helm.sh/release-namespace"
_POLICY: Final = "helm.sh/resource-policy"
_HOOK: Final = "helm.sh/hook"
_AT_ONCE: Final = 8  # requests


@dataclass(frozen=True)
class Leftover:
    """An object that is still there; `namespace` is empty for what lives in none."""

    kind: str
    name: str
    namespace: str = ""
    path: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class _Resource:
    """A kind that can be listed; `path` is where all of it is."""

    kind: str
    path: str
    plural: str
    namespaced: bool

    def path_of(self, namespace: str, name: str) -> str:
        where = f"/namespaces/{namespace}" if self.namespaced else ""
        return f"{self.path}{where}/{self.plural}/{name}"


def leftovers(
    deployment: Deployment, target: Target, known: Iterable[Leftover] = ()
) -> tuple[Leftover, ...]:
    """Return what Helm does not delete with a release, as far as it is there now.

    The namespace; claims made for a StatefulSet, which hold data; CRDs, since with one goes
    everything of its kind in the whole cluster; objects of any kind whose chart says so by
    `helm.sh/resource-policy: keep`; and what hooks have made. `known` is what was found before the
    deletion: claims are told apart best while their StatefulSet is there. Raises
    `ClusterUnreachable`, or what ACK refuses.
    """
    with cluster_view(deployment, target) as cluster:
        found = [*_found(cluster, deployment), *_kept(cluster, deployment)]
        found += [each for each in known if each.path and cluster.get(each.path) is not None]
    return tuple(dict.fromkeys(found))


def _found(cluster: ApiServer, deployment: Deployment) -> Iterator[Leftover]:
    namespace = f"/api/v1/namespaces/{deployment.namespace}"
    if cluster.get(namespace) is not None:
        yield Leftover("Namespace", deployment.namespace, path=namespace)
    claims = cluster.get(f"{namespace}/persistentvolumeclaims") or {"items": []}
    made = _claim_names(cluster, deployment)
    for claim in claims["items"]:
        name = claim["metadata"]["name"]
        if _belongs(claim["metadata"], deployment.release) or (made and made.fullmatch(name)):
            path = f"{namespace}/persistentvolumeclaims/{name}"
            yield Leftover("PersistentVolumeClaim", name, deployment.namespace, path)
    for name in deployment.custom_resources:
        if cluster.get(f"{_DEFINITIONS}/{name}") is not None:
            yield Leftover("CustomResourceDefinition", name, path=f"{_DEFINITIONS}/{name}")


def _claim_names(cluster: ApiServer, deployment: Deployment) -> re.Pattern[str] | None:
    """Return how the claims of the release's StatefulSets are called, whatever their labels."""
    sets = cluster.get(f"/apis/apps/v1/namespaces/{deployment.namespace}/statefulsets")
    names = [
        f"{re.escape(template['metadata']['name'])}-{re.escape(one['metadata']['name'])}-\\d+"
        for one in (sets or {"items": []})["items"]
        if _is_of(one["metadata"], deployment)
        for template in one["spec"].get("volumeClaimTemplates") or ()
    ]
    return re.compile("|".join(names)) if names else None


def _belongs(metadata: dict[str, Any], release: str) -> bool:
    """Tell whose a claim is: a StatefulSet's has its labels, Helm's own has its annotation."""
    labels, annotations = metadata.get("labels") or {}, metadata.get("annotations") or {}
    return release in {labels.get(_INSTANCE), annotations.get(_RELEASE)}


def _kept(cluster: ApiServer, deployment: Deployment) -> list[Leftover]:
    """Return the objects of any kind that Helm keeps, in whatever namespace."""
    selectors = ("app.kubernetes.io/managed-by=Helm", f"{_INSTANCE}={deployment.release}")

    def listed(resource: _Resource) -> list[Leftover]:
        return [
            _leftover(resource, item["metadata"])
            for selector in selectors
            for item in cluster.items(f"{resource.path}/{resource.plural}", selector)
            if _stays(item["metadata"], deployment)
        ]

    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        groups = at_once.map(lambda path: _resources(cluster, path), _group_versions(cluster))
        resources = [resource for group in groups for resource in group]
        found = [left for some in at_once.map(listed, resources) for left in some]
    return sorted(set(found), key=lambda left: (left.kind, left.namespace, left.name))


def _group_versions(cluster: ApiServer) -> list[str]:
    groups = (cluster.get("/apis") or {"groups": []})["groups"]
    return ["/api/v1", *(f"/apis/{each['preferredVersion']['groupVersion']}" for each in groups)]


def _resources(cluster: ApiServer, path: str) -> list[_Resource]:
    """Return what one API version serves and can list; nothing when its server is away."""
    return [
        _Resource(each["kind"], path, each["name"], each["namespaced"])
        for each in cluster.resources(path)
        if "list" in (each.get("verbs") or ()) and "/" not in each["name"]
    ]


def _stays(metadata: dict[str, Any], deployment: Deployment) -> bool:
    """Tell whether Helm leaves an object of the release behind.

    What a controller made of a kept object carries its annotations, and goes and stays with it.
    """
    if metadata.get("ownerReferences"):
        return False
    annotations = metadata.get("annotations") or {}
    if annotations.get(_POLICY, "").strip().lower() == "keep":
        return _is_of(metadata, deployment)
    labels = metadata.get("labels") or {}
    of_a_hook = _HOOK in annotations and metadata.get("namespace") == deployment.namespace
    return of_a_hook and labels.get(_INSTANCE) == deployment.release


def _is_of(metadata: dict[str, Any], deployment: Deployment) -> bool:
    annotations = metadata.get("annotations") or {}
    named = annotations.get(_RELEASE), annotations.get(_RELEASE_NAMESPACE)
    return named == (deployment.release, deployment.namespace)


def _leftover(resource: _Resource, metadata: dict[str, Any]) -> Leftover:
    namespace, name = metadata.get("namespace", ""), metadata["name"]
    return Leftover(resource.kind, name, namespace, resource.path_of(namespace, name))
