"""A small Kubernetes client over plain HTTP, for any kubeconfig."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx

from core.cloud.kubeconfig import cluster_access
from core.rehearsal.stack.refusals import ResourceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_MANAGER: Final = "ros"
_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
_POLL: Final = 0.2


@dataclass(frozen=True)
class Kind:
    """Where objects of a kind live."""

    path: str
    plural: str
    namespaced: bool


class Kubernetes:
    """One cluster; lives on one event loop."""

    def __init__(self, kubeconfig: str) -> None:
        access = cluster_access(kubeconfig)
        self._client = httpx.AsyncClient(**access.client_options, timeout=_TIMEOUT)
        self._kinds: dict[tuple[str, str], Kind] = {}

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def version(self) -> str:
        """Return the cluster's version, without its `v`."""
        return str((await self._json("GET", "/version"))["gitVersion"]).removeprefix("v")

    async def apply(self, manifest: Mapping[str, Any], namespace: str) -> None:
        """Make the object so, whether it is there or not."""
        await self._json(
            "PATCH",
            await self._path_of(manifest, namespace),
            params={"fieldManager": FIELD_MANAGER, "force": "true"},
            json=manifest,
            headers={"Content-Type": "application/apply-patch+yaml"},
        )

    async def create(self, manifest: Mapping[str, Any], namespace: str) -> None:
        """Create the object; one that is there already is an error."""
        path = (await self._path_of(manifest, namespace)).rpartition("/")[0]
        await self._json("POST", path, json=manifest)

    async def delete(self, manifest: Mapping[str, Any], namespace: str) -> None:
        """Delete the object and wait until it is gone; a missing one is fine."""
        try:
            path = await self._path_of(manifest, namespace)
        except ResourceFailed:  # its kind went with its custom resource definition
            return
        body = {"propagationPolicy": "Background"}
        answer = await self._client.request("DELETE", path, json=body)
        if answer.status_code != httpx.codes.NOT_FOUND:
            _checked(answer)
            while await self._is_there(path):  # noqa: ASYNC110 - a cluster is asked, not heard
                await asyncio.sleep(_POLL)

    async def find(
        self, kind: str, name: str, namespace: str, api_version: str | None
    ) -> dict[str, Any] | None:
        """Return an object, None when it is not there; without a version any group will do."""
        place = await self._kind(api_version, kind)
        answer = await self._client.get(_object_path(place, name, namespace))
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        found: dict[str, Any] = _checked(answer).json()
        return found

    async def ensure_namespace(self, name: str) -> bool:
        """Create a namespace; return whether it was not there before."""
        body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
        answer = await self._client.post("/api/v1/namespaces", json=body)
        if answer.status_code == httpx.codes.CONFLICT:
            return False
        _checked(answer)
        return True

    async def _is_there(self, path: str) -> bool:
        answer = await self._client.get(path)
        return answer.status_code != httpx.codes.NOT_FOUND and bool(_checked(answer))

    async def _path_of(self, manifest: Mapping[str, Any], namespace: str) -> str:
        place = await self._kind(manifest["apiVersion"], manifest["kind"])
        metadata = manifest["metadata"]
        return _object_path(place, metadata["name"], metadata.get("namespace") or namespace)

    async def _kind(self, api_version: str | None, kind: str) -> Kind:
        key = (api_version or "", kind)
        if key not in self._kinds:
            groups = [api_version] if api_version else await self._group_versions()
            for group in groups:
                found = await self._find_kind(group, kind)
                if found is not None:
                    self._kinds[key] = found
                    return found
            raise ResourceFailed("NotFound", f'no matches for kind "{kind}" in {api_version}')
        return self._kinds[key]

    async def _group_versions(self) -> list[str]:
        groups = (await self._json("GET", "/apis"))["groups"]
        return ["v1", *(group["preferredVersion"]["groupVersion"] for group in groups)]

    async def _find_kind(self, group_version: str, kind: str) -> Kind | None:
        path = f"/apis/{group_version}" if "/" in group_version else f"/api/{group_version}"
        answer = await self._client.get(path)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        for resource in _checked(answer).json()["resources"]:
            if resource["kind"] == kind and "/" not in resource["name"]:
                return Kind(path, resource["name"], resource["namespaced"])
        return None

    async def _json(self, method: str, path: str, **rest: Any) -> dict[str, Any]:
        answer: dict[str, Any] = _checked(await self._client.request(method, path, **rest)).json()
        return answer


def _object_path(kind: Kind, name: str, namespace: str) -> str:
    middle = f"/namespaces/{namespace}" if kind.namespaced else ""
    return f"{kind.path}{middle}/{kind.plural}/{name}"


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        try:
            status = answer.json()
            reason, message = status.get("reason") or "Error", status.get("message") or ""
        except ValueError:
            reason, message = answer.reason_phrase, answer.text[:500]
        raise ResourceFailed(reason or "Error", message)
    return answer
