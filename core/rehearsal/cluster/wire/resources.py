"""What each request does to the resource its path names."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from core.rehearsal.cluster.state import refusals
from core.rehearsal.cluster.state.objects import Key
from core.rehearsal.cluster.state.patches import json_patch, merge_patch, strategic_merge_patch
from core.rehearsal.cluster.wire.messages import (
    Target,
    json_response,
    read_body,
    read_number,
    read_options,
    read_selector,
    read_target,
    read_text,
    read_watch,
    text_response,
)
from core.rehearsal.cluster.wire.subresources import (
    answered_review,
    issued_token,
    log_response,
    scale_of,
    scaled,
)
from core.rehearsal.cluster.wire.tables import table, wants_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.cluster.state.cluster import Cluster, Options, Outcome
    from core.rehearsal.cluster.state.objects import Body, Stored
    from core.rehearsal.cluster.wire.subresources import Logs
    from core.rehearsal.cluster.wire.watches import Watches

_Answer = Callable[[web.Request, Target], Awaitable[web.StreamResponse]]
_APPLY: Final = "application/apply-patch+yaml"
_CONTAINER_ONLY: Final = frozenset({"attach", "exec", "portforward", "proxy"})


class Resources:
    """Answers everything below `/api/v1/` and `/apis/GROUP/VERSION/` of one address.

    What is written at the `trusted` address may become a Job that runs.
    """

    def __init__(self, cluster: Cluster, watches: Watches, logs: Logs, *, trusted: bool) -> None:
        self._cluster = cluster
        self._trusted = trusted
        self._watches = watches
        self._logs = logs
        self._on_collection: Mapping[str, _Answer] = {
            "GET": self._list_or_watch,
            "POST": self._create,
            "DELETE": self._delete_all,
        }
        self._on_object: Mapping[str, _Answer] = {
            "GET": self._read,
            "POST": self._create_below,
            "PUT": self._replace,
            "PATCH": self._patch,
            "DELETE": self._delete,
        }

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Carry out one request."""
        target = read_target(self._cluster.kinds, request.match_info["path"])
        if target.subresource in _CONTAINER_ONLY:
            raise refusals.not_rehearsed(target.subresource)
        if target.subresource and target.subresource not in (*target.kind.subresources, "finalize"):
            raise refusals.no_such_path()
        answers = self._on_object if target.name else self._on_collection
        if request.method not in answers:
            raise refusals.method_not_allowed()
        return await answers[request.method](request, target)

    async def _list_or_watch(self, request: web.Request, target: Target) -> web.StreamResponse:
        as_table = wants_table(request.headers.get("Accept", ""))
        watch = read_watch(target, request.query, as_table=as_table)
        if watch is None:
            return self._list(target, request.query, as_table=as_table)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            async for line in self._watches.lines(watch):
                await response.write(line)
        return response

    def _list(self, target: Target, query: Mapping[str, str], *, as_table: bool) -> web.Response:
        found = self._selected(target, query)
        begin = _decoded_position(query.get("continue", ""))
        limit = read_number(query, "limit") or len(found)
        page = found[begin : begin + limit]
        metadata = {"resourceVersion": str(self._cluster.objects.resource_version)}
        if begin + limit < len(found):
            metadata["continue"] = _encoded_position(begin + limit)
        kind = target.kind
        if as_table:
            bodies = (stored.body() for stored in page)
            shown = table(kind, bodies, self._cluster.objects.resource_version)
            return json_response(shown | {"metadata": metadata})
        items = b",".join(self._cluster.shown(kind, stored) for stored in page)
        head = json.dumps(
            {"kind": f"{kind.name}List", "apiVersion": kind.api_version, "metadata": metadata}
        )
        return text_response(b'%s,"items":[%s]}' % (head[:-1].encode(), items))

    def _selected(self, target: Target, query: Mapping[str, str]) -> list[Stored]:
        selector = read_selector(query)
        objects = self._cluster.objects
        if selector.only_name and not (target.kind.namespaced and target.namespace is None):
            named = objects.get(Key(target.kind.resource, target.place, selector.only_name))
            candidates = [named] if named else []
        else:
            namespace = target.namespace if target.kind.namespaced else ""
            candidates = list(objects.select(target.kind.resource, namespace))
        return [stored for stored in candidates if selector.matches(stored)]

    async def _read(self, request: web.Request, target: Target) -> web.StreamResponse:
        stored = self._cluster.get(target.kind, target.key)
        if target.subresource == "log":
            return await log_response(request, stored, self._logs)
        if target.subresource == "scale":
            return json_response(scale_of(stored))
        if wants_table(request.headers.get("Accept", "")):
            return json_response(table(target.kind, [stored.body()], stored.resource_version))
        return text_response(self._cluster.shown(target.kind, stored))

    async def _create(self, request: web.Request, target: Target) -> web.Response:
        body = await read_body(request)
        if target.kind.is_review:
            return json_response(answered_review(target.kind, body), HTTPStatus.CREATED)
        if target.kind.namespaced and target.namespace is None:
            raise refusals.method_not_allowed()
        options = self._options(request)
        return self._told(target, self._cluster.create(target.kind, target.place, body, options))

    async def _create_below(self, request: web.Request, target: Target) -> web.Response:
        if target.subresource != "token":
            raise refusals.method_not_allowed()
        account = self._cluster.get(target.kind, target.key)
        token = issued_token(account, await read_body(request))
        return json_response(token, HTTPStatus.CREATED)

    async def _replace(self, request: web.Request, target: Target) -> web.Response:
        body = await read_body(request)
        return self._change(request, target, lambda _: body)

    async def _patch(self, request: web.Request, target: Target) -> web.Response:
        if request.content_type == _APPLY:
            return await self._apply(request, target)
        patch = read_text(await request.read())
        schema = self._cluster.schema_of(target.kind)
        match request.content_type:
            case "application/json-patch+json":
                return self._change(request, target, lambda body: json_patch(body, patch))
            case "application/merge-patch+json":
                return self._change(request, target, lambda body: merge_patch(body, patch))
            case "application/strategic-merge-patch+json" if not target.kind.custom:
                return self._change(
                    request, target, lambda body: strategic_merge_patch(body, patch, schema)
                )
        raise refusals.unsupported_media_type(request.content_type)

    def _change(
        self, request: web.Request, target: Target, change: Callable[[Body], Body]
    ) -> web.Response:
        options = self._options(request, target.subresource)
        if target.subresource != "scale":
            outcome = self._cluster.patch(target.kind, target.key, _fitting(change), options)
            return self._told(target, outcome)
        stored = self._cluster.get(target.kind, target.key)
        wanted = scaled(stored, _fitting(change)(scale_of(stored)))
        outcome = self._cluster.update(target.kind, target.key, wanted, self._options(request))
        return json_response(scale_of(outcome.stored))

    async def _apply(self, request: web.Request, target: Target) -> web.Response:
        wanted = await read_body(request)
        options = self._options(request, target.subresource)
        applier = request.query.get("fieldManager", "unknown")
        outcome = self._cluster.apply(target.kind, target.key, wanted, applier, options)
        return self._told(target, outcome)

    def _options(self, request: web.Request, subresource: str = "") -> Options:
        return read_options(request.query, subresource, trusted=self._trusted)

    def _told(self, target: Target, outcome: Outcome) -> web.Response:
        status = HTTPStatus.CREATED if outcome.created else HTTPStatus.OK
        text = self._cluster.shown(target.kind, outcome.stored)
        response = text_response(text, status)
        for warning in outcome.warnings:
            response.headers.add("Warning", f"299 - {json.dumps(warning)}")
        return response

    async def _delete(self, request: web.Request, target: Target) -> web.Response:
        options = await read_body(request)
        stored = self._cluster.get(target.kind, target.key)
        _check_preconditions(target, stored, options)
        if not _is_dry(request, options):
            self._cluster.deletion.delete(stored.key, _policy(target, request.query, options))
        left = self._cluster.objects.get(stored.key)
        if left:
            return text_response(self._cluster.shown(target.kind, left))
        return json_response(_deleted(target, stored))

    async def _delete_all(self, request: web.Request, target: Target) -> web.Response:
        options = await read_body(request)
        for stored in self._selected(target, request.query):
            if not _is_dry(request, options):
                policy = _policy(target, request.query, options)
                self._cluster.deletion.delete(stored.key, policy)
        return json_response({"kind": "Status", "apiVersion": "v1", "status": "Success"})


def _fitting(change: Callable[[Body], Body]) -> Callable[[Body], Body]:
    """Return `change`, refusing a patch that cannot be applied to what it meets."""

    def fitted(body: Body) -> Body:
        try:
            changed = change(body)
        except (AttributeError, KeyError, TypeError) as error:
            raise refusals.bad_request(f"the patch does not fit the object: {error}") from error
        if not isinstance(changed, dict):
            raise refusals.bad_request("the patch makes something else of the object")
        return changed

    return fitted


def _is_dry(request: web.Request, options: Body) -> bool:
    return "All" in (options.get("dryRun") or request.query.get("dryRun", ""))


def _policy(target: Target, query: Mapping[str, str], options: Body) -> str:
    policy = options.get("propagationPolicy") or query.get("propagationPolicy")
    if policy:
        return str(policy)
    orphan = options.get("orphanDependents")
    if orphan is not None:
        return "Orphan" if orphan else "Background"
    # As in real clusters: of all kinds, Jobs alone leave their Pods behind unless told not to.
    return "Orphan" if target.kind.resource == "jobs.batch" else "Background"


def _check_preconditions(target: Target, stored: Stored, options: Body) -> None:
    wanted = options.get("preconditions") or {}
    found = {"uid": stored.uid, "resourceVersion": str(stored.resource_version)}
    for name, value in wanted.items():
        if value and value != found.get(name):
            raise refusals.conflict(
                target.kind,
                target.name,
                f"Precondition failed: {name} in precondition: {value}, in object meta:"
                f" {found.get(name)}",
            )


def _deleted(target: Target, stored: Stored) -> dict[str, Any]:
    return {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "details": {
            "name": stored.key.name,
            "group": target.kind.group,
            "kind": target.kind.plural,
            "uid": stored.uid,
        },
    }


def _encoded_position(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _decoded_position(token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(token) or 0)
    except ValueError as error:
        raise refusals.bad_request("continue key is not valid") from error
