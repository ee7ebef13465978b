"""What a cluster says it serves: its version, and the API versions Helm offers to templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.cloud.api_server import ApiServerFailed, api_server
from core.cloud.kubeconfig import KubeconfigUnusable
from core.errors import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.api_server import ApiServer
    from core.cloud.kubeconfig import KubeconfigCluster

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
    try:
        with api_server(cluster.kubeconfig()) as api:
            version = str((api.get("/version") or {})["gitVersion"])
            names = [name for path in ("/api", "/apis") for name in _offered(api, path)]
    except (ApiServerFailed, KeyError, TypeError, AttributeError) as error:
        why: object = type(error).__name__
        if isinstance(error, ApiServerFailed):
            why = error.arguments["reason"]
        reason = say("its cluster does not say what it serves ({error})", error=why)
        raise KubeconfigUnusable(reason=reason) from None
    return Served(version, frozenset(names))


def _offered(api: ApiServer, path: str) -> Iterator[str]:
    untrusted = api.get(path, accept=f"{_ACCEPT},application/json") or {}
    match untrusted["kind"]:
        case "APIGroupDiscoveryList":
            yield from _aggregated(untrusted)
        case "APIVersions":
            for version in untrusted["versions"]:
                yield from _listed(api, version, f"{path}/{version}")
        case _:
            for group in untrusted["groups"]:
                for version in group["versions"]:
                    name = version["groupVersion"]
                    yield from _listed(api, name, f"{path}/{name}")


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


def _listed(api: ApiServer, name: str, path: str) -> Iterator[str]:
    yield name
    yield from (f"{name}/{each['kind']}" for each in api.resources(path))
