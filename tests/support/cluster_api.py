"""The built-in cluster's API as tests ask it, and small objects to give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

Body = dict[str, Any]

CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"
DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments"
PODS = "/api/v1/namespaces/default/pods"


class Api:
    """Asks the API; every answer is JSON, expected to have the given code."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def ask(self, method: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        answer = await self.client.request(method, path, json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def get(self, path: str, *, expect: int = 200) -> Any:
        return await self.ask("GET", path, expect=expect)

    async def create(self, path: str, body: Body, *, expect: int = 201) -> Any:
        return await self.ask("POST", path, body, expect=expect)

    async def delete(self, path: str, policy: str = "Background") -> Any:
        return await self.ask("DELETE", path, {"propagationPolicy": policy})

    async def names(self, path: str) -> list[str]:
        return [item["metadata"]["name"] for item in (await self.get(path))["items"]]

    async def patch(self, path: str, patch: Any, how: str, *, expect: int = 200) -> Any:
        kind = "apply-patch+yaml" if how == "apply" else f"{how}-patch+json"
        headers = {"Content-Type": f"application/{kind}"}
        answer = await self.client.request("PATCH", path, json=patch, headers=headers)
        assert answer.status_code == expect, answer.text
        return answer.json()


def config_map(name: str, **data: str) -> Body:
    return {"metadata": {"name": name}, "data": data}


def deployment(name: str = "web", replicas: int = 2) -> Body:
    labels = {"app": name}
    container = {"name": "web", "image": "nginx:1.27"}
    return {
        "metadata": {"name": name},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }


def definition(*, schema: Body | None = None) -> Body:
    """A CustomResourceDefinition of `carts.example.com`."""
    kept = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    return {
        "metadata": {"name": "carts.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Namespaced",
            "names": {"kind": "Cart", "plural": "carts", "shortNames": ["ct"]},
            "versions": [
                {
                    "name": version,
                    "served": True,
                    "storage": version == "v1",
                    "schema": {"openAPIV3Schema": schema or kept},
                }
                for version in ("v1", "v1beta1")
            ],
        },
    }
