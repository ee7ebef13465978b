"""A small client that reads from a cluster's API server, for any kubeconfig; it changes nothing."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from core.cloud.kubeconfig import cluster_access
from core.errors import ChartNestError, ExitCode, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import httpx

_SECONDS: Final = 10.0
_LARGEST: Final = 64 << 20  # bytes of one answer
_JSON: Final = "application/json"
# The user may not look, or there is nothing to be looked at; any other failure says neither.
_NOT_GIVEN: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


class ApiServerFailed(ChartNestError):
    """The API server does not answer, refuses, or answers with what is none."""

    code = "api-server-failed"
    what = "The cluster's API server cannot be read: {reason}."
    remedy = "See that `kubectl get namespaces` works with the same kubeconfig, then try again."
    exit_code = ExitCode.REFUSED


class ApiServer:
    """One API server; every answer is bounded, and what goes wrong is an `ApiServerFailed`."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def get(
        self, path: str, parameters: Mapping[str, str] | None = None, *, accept: str = _JSON
    ) -> dict[str, Any] | None:
        """Return an object or a list, None when it is not there."""
        body = self._body(path, parameters, accept, (HTTPStatus.NOT_FOUND,))
        return None if body is None else _document(body)

    def get_if_allowed(
        self, path: str, parameters: Mapping[str, str] | None = None
    ) -> dict[str, Any] | None:
        """Return an object or a list, None also when the user may not have it."""
        body = self._body(path, parameters, _JSON, _NOT_GIVEN)
        return None if body is None else _document(body)

    def items(self, path: str, selector: str) -> list[dict[str, Any]]:
        """Return what a label selector finds; nothing of what this user may not list."""
        found = self.get_if_allowed(path, {"labelSelector": selector}) or {}
        return found.get("items") or []

    def resources(self, path: str) -> list[dict[str, Any]]:
        """Return the resources of an API version; nothing when who serves it does not answer."""
        none = (*_NOT_GIVEN, HTTPStatus.SERVICE_UNAVAILABLE)  # a group's own server may be away
        body = self._body(path, None, _JSON, none)
        return [] if body is None else _document(body).get("resources") or []

    def text(self, path: str, parameters: Mapping[str, str] | None = None) -> str | None:
        """Return a text, None when it is not there or not yet."""
        none = (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST)
        body = self._body(path, parameters, "*/*", none)
        return None if body is None else body.decode(errors="replace")

    def _body(
        self,
        path: str,
        parameters: Mapping[str, str] | None,
        accept: str,
        none: Collection[int],
    ) -> bytes | None:
        import httpx

        headers = {"Accept": accept}
        try:
            with self._client.stream("GET", path, params=parameters, headers=headers) as answer:
                if answer.status_code in none:
                    return None
                answer.raise_for_status()
                return _bounded(answer)
        except httpx.HTTPStatusError as refusal:
            status = refusal.response.status_code
            raise ApiServerFailed(reason=say("it answers {status}", status=status)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            raise ApiServerFailed(reason=str(failure) or type(failure).__name__) from None


@contextmanager
def api_server(kubeconfig: str) -> Iterator[ApiServer]:
    """Give the API server of a kubeconfig's current context; raises `KubeconfigUnusable`."""
    import httpx

    access = cluster_access(kubeconfig)
    try:
        client = httpx.Client(**access.client_options, timeout=_SECONDS)
    except httpx.InvalidURL as failure:
        raise ApiServerFailed(reason=str(failure)) from None
    with client:
        yield ApiServer(client)


def _bounded(answer: httpx.Response) -> bytes:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > _LARGEST:
            limit = _LARGEST >> 20
            raise ApiServerFailed(reason=say("its answer is larger than {limit} MiB", limit=limit))
    return bytes(body)


def _document(untrusted_body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(untrusted_body)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ApiServerFailed(reason=say("its answer is no JSON object"))
    return document
