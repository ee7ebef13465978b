"""What a cluster says it serves: its version, and the API versions Helm offers to templates."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from core.cloud.kubeconfig import KubeconfigUnusable, cluster_access
from core.errors import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from core.cloud.kubeconfig import KubeconfigCluster

_TIMEOUT: Final = 10.0
_ONE_ANSWER: Final = "g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList"
_ACCEPT: Final = ",".join(
    f"application/json;{_ONE_ANSWER.format(version)}" for version in ("v2", "v2beta1")
)


@dataclass(frozen=True)
class Served:
    """What a cluster serves: its version, whole (`v1.30.1-aliyun.1`), and its API versions."""

    kubernetes_version: str
    api_versions: frozenset[str]


def served_by(cluster: KubeconfigCluster) -> Served:
    """Return what Helm offers to templates there: `apps/v1` and `apps/v1/Deployment`.

    A group whose own server does not answer is left out, as Helm leaves it out. Raises
    `KubeconfigUnusable`, also when the cluster does not answer.
    """
    import httpx

    access = cluster_access(cluster.kubeconfig())
    try:
        with httpx.Client(**access.client_options, timeout=_TIMEOUT) as client:
            version = str(client.get("/version").raise_for_status().json()["gitVersion"])
            names = [name for path in ("/api", "/apis") for name in _offered(client, path)]
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = say(
            "its cluster does not say what it serves ({error})", error=type(error).__name__
        )
        raise KubeconfigUnusable(reason=reason) from None
    return Served(version, frozenset(names))


def _offered(client: httpx.Client, path: str) -> Iterator[str]:
    answer = client.get(path, headers={"Accept": f"{_ACCEPT},application/json"})
    untrusted = answer.raise_for_status().json()
    match untrusted["kind"]:
        case "APIGroupDiscoveryList":
            yield from _aggregated(untrusted)
        case "APIVersions":
            for version in untrusted["versions"]:
                yield from _listed(client, version, f"{path}/{version}")
        case _:
            for group in untrusted["groups"]:
                for version in group["versions"]:
                    name = version["groupVersion"]
                    yield from _listed(client, name, f"{path}/{name}")


def _aggregated(untrusted: dict[str, Any]) -> Iterator[str]:
    for group in untrusted["items"]:
        name = group["metadata"].get("name", "")
        for version in group["versions"]:
            served = f"{name}/{version['version']}" if name else version["version"]
            yield served
            for resource in version.get("resources", ()):
                for each in (resource, *resource.get("subresources", ())):
                    if kind := (each.get("responseKind") or {}).get("kind"):
                        yield f"{served}/{kind}"


def _listed(client: httpx.Client, name: str, path: str) -> Iterator[str]:
    yield name
    answer = client.get(path)
    if answer.status_code == HTTPStatus.OK:
        yield from (f"{name}/{each['kind']}" for each in answer.json()["resources"])
