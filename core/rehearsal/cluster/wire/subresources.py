"""The paths beside plain objects: scale, logs, tokens, and questions about rights."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import web

from core.rehearsal.cluster.state.clock import now
from core.rehearsal.cluster.wire.messages import read_number

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body, Stored

TOKEN: Final = "rehearsal"  # noqa: S105 - nothing checks it
_USER: Final = {"username": "chartnest-rehearsal", "groups": ["system:masters"]}
_EVERYTHING: Final = {
    "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}],
    "nonResourceRules": [{"verbs": ["*"], "nonResourceURLs": ["*"]}],
    "incomplete": False,
}
_REVIEWS: Final[dict[str, Body]] = {
    "SelfSubjectAccessReview": {"allowed": True},
    "LocalSubjectAccessReview": {"allowed": True},
    "SubjectAccessReview": {"allowed": True},
    "SelfSubjectRulesReview": _EVERYTHING,
    "SelfSubjectReview": {"userInfo": _USER},
    "TokenReview": {"authenticated": True, "user": _USER},
}


class Logs(Protocol):
    """Where the logs of Pods are."""

    def lines(self, pod: Stored, *, follow: bool) -> AsyncIterator[bytes]:
        """Yield the log of a Pod piece by piece; with `follow` until the Pod ends."""


def answered_review(kind: Kind, body: Body) -> Body:
    """Return the question with its answer: everything is allowed here."""
    return {
        **body,
        "apiVersion": kind.api_version,
        "kind": kind.name,
        "metadata": body.get("metadata") or {},
        "status": _REVIEWS[kind.name],
    }


def issued_token(account: Stored, body: Body) -> Body:
    """Return a TokenRequest with a token that says what it is."""
    return {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "metadata": {"name": account.key.name, "namespace": account.key.namespace},
        "spec": body.get("spec") or {},
        "status": {"token": TOKEN, "expirationTimestamp": now()},
    }


def scale_of(stored: Stored) -> Body:
    """Return the Scale of a workload."""
    body = stored.body()
    metadata = body["metadata"]
    labels = body["spec"].get("selector", {}).get("matchLabels") or {}
    return {
        "apiVersion": "autoscaling/v1",
        "kind": "Scale",
        "metadata": {
            name: metadata[name]
            for name in ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")
        },
        "spec": {"replicas": body["spec"].get("replicas", 0)},
        "status": {
            "replicas": body.get("status", {}).get("replicas", 0),
            "selector": ",".join(f"{key}={value}" for key, value in labels.items()),
        },
    }


def scaled(stored: Stored, scale: Body) -> Body:
    """Return the workload with as many replicas as `scale` says."""
    body = stored.body()
    body["spec"]["replicas"] = (scale.get("spec") or {}).get("replicas", 0)
    return body


async def log_response(request: web.Request, pod: Stored, logs: Logs) -> web.StreamResponse:
    """Answer with a Pod's log: all of it, its last `tailLines`, or as it grows."""
    follow = request.query.get("follow") == "true"
    headers = {"Content-Type": "text/plain"}
    if not follow:
        text = b"".join([part async for part in logs.lines(pod, follow=False)])
        last = read_number(request.query, "tailLines")
        lines = text.splitlines(keepends=True)
        return web.Response(body=b"".join(lines[-last:]), headers=headers)
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    with contextlib.suppress(ConnectionResetError):
        async for part in logs.lines(pod, follow=True):
            await response.write(part)
    return response
