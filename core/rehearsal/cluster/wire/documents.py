"""The paths that name no object: version, health, discovery, OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from core.rehearsal.cluster.wire import discovery
from core.rehearsal.cluster.wire.messages import json_response

if TYPE_CHECKING:
    from core.rehearsal.cluster.kinds.served import Kinds

_OPENAPI_V2: Final = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"


class Documents:
    """Answers what a client asks before it asks for objects."""

    def __init__(self, version: str, kinds: Kinds) -> None:
        self._version = version
        self._kinds = kinds

    def routes(self) -> list[web.RouteDef]:
        """Return the paths and what answers them."""
        return [
            web.get("/version", self._version_body),
            web.get("/{probe:healthz|livez|readyz}", _healthy),
            web.get("/api", self._core_versions),
            web.get("/apis", self._groups),
            web.get("/api/{version}", self._kinds_of_version),
            web.get("/apis/{group}", self._group),
            web.get("/apis/{group}/{version}", self._kinds_of_version),
            web.get("/openapi/v2", _no_openapi_v2),
            web.get("/openapi/v3", _no_openapi_v3),
        ]

    async def _version_body(self, _: web.Request) -> web.Response:
        return json_response(discovery.version_body(self._version))

    async def _core_versions(self, request: web.Request) -> web.Response:
        return self._aggregated(request, core=True) or json_response(discovery.core_versions())

    async def _groups(self, request: web.Request) -> web.Response:
        aggregated = self._aggregated(request, core=False)
        return aggregated or json_response(discovery.group_list(self._kinds))

    def _aggregated(self, request: web.Request, *, core: bool) -> web.Response | None:
        version = discovery.aggregated_version(request.headers.get("Accept", ""))
        if version is None:
            return None
        body = discovery.aggregated(self._kinds, version, core=core)
        return json_response(body, content_type=discovery.aggregated_content_type(version))

    async def _group(self, request: web.Request) -> web.Response:
        return json_response(discovery.group_body(self._kinds, request.match_info["group"]))

    async def _kinds_of_version(self, request: web.Request) -> web.Response:
        group, version = request.match_info.get("group", ""), request.match_info["version"]
        return json_response(discovery.resource_list(self._kinds, group, version))


async def _healthy(_: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _no_openapi_v2(_: web.Request) -> web.Response:
    # Zero bytes are an empty protobuf document: the client then leaves all checks to the server.
    return web.Response(body=b"", headers={"Content-Type": _OPENAPI_V2})


async def _no_openapi_v3(_: web.Request) -> web.Response:
    return json_response({"paths": {}})
