"""Requests read and answers written: paths, bodies in JSON, YAML and protobuf, options."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import yaml
from aiohttp import web

from core.rehearsal.cluster.state.cluster import Options
from core.rehearsal.cluster.state.refusals import Refusal, bad_request, no_such_path
from core.rehearsal.cluster.wire.protobuf import MEDIA_TYPE as PROTOBUF
from core.rehearsal.cluster.wire.protobuf import read_protobuf
from core.rehearsal.cluster.wire.selectors import parse_selector
from core.rehearsal.cluster.wire.watches import WatchRequest
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.kinds.served import Kinds
    from core.rehearsal.cluster.state.objects import Body, Key
    from core.rehearsal.cluster.wire.decoding import FieldValidation
    from core.rehearsal.cluster.wire.selectors import Selector

_VALIDATIONS: Final[dict[str, FieldValidation]] = {
    "": "Warn",
    "Ignore": "Ignore",
    "Warn": "Warn",
    "Strict": "Strict",
}


@dataclass(frozen=True)
class Target:
    """What a path names: a collection, one object, or one of its subresources."""

    kind: Kind
    namespace: str | None
    name: str = ""
    subresource: str = ""

    @property
    def place(self) -> str:
        """Return the namespace objects of this path are kept in."""
        return self.namespace or ""

    @property
    def key(self) -> Key:
        """Return where the object this path names is kept."""
        return self.kind.key(self.place, self.name)


def read_target(kinds: Kinds, untrusted_path: str) -> Target:
    """Return what `/api/v1/…` or `/apis/GROUP/VERSION/…` names; refuse an unknown one."""
    steps = untrusted_path.strip("/").split("/")
    if steps[0] == "api" and len(steps) > 2:
        group, version, rest = "", steps[1], steps[2:]
    elif steps[0] == "apis" and len(steps) > 3:
        group, version, rest = steps[1], steps[2], steps[3:]
    else:
        raise no_such_path()
    namespace = None
    of_the_namespace_itself = {"status", "finalize"}
    if rest[0] == "namespaces" and len(rest) > 2 and rest[2] not in of_the_namespace_itself:
        namespace, rest = rest[1], rest[2:]
    kind = kinds.at(group, version, rest[0])
    if len(rest) > 3 or (kind.namespaced and namespace is None and len(rest) > 1):
        raise no_such_path()
    name, subresource = (*rest[1:], "", "")[:2]
    return Target(kind, namespace if kind.namespaced else None, name, subresource)


async def read_body(request: web.Request) -> Body:
    """Return the object a request carries; refuse a format or text that cannot be read."""
    untrusted = await request.read()
    if not untrusted:
        return {}
    if request.content_type == PROTOBUF:
        return read_protobuf(untrusted)
    body = read_text(untrusted)
    if not isinstance(body, dict):
        raise bad_request("the body of the request is not an object")
    return body


def read_text(untrusted: bytes) -> Any:
    """Return what a JSON or YAML text says."""
    try:
        return json.loads(untrusted)
    except ValueError:
        pass
    try:
        return go_yaml.load(untrusted)
    except yaml.YAMLError as error:
        raise bad_request(f"error decoding the body: {error}") from error


def read_options(query: Mapping[str, str], subresource: str, *, trusted: bool) -> Options:
    """Return how the query wants a change to be made."""
    validation = query.get("fieldValidation", "")
    if validation not in _VALIDATIONS:
        raise bad_request(f'fieldValidation: Unsupported value: "{validation}"')
    dry_run = "All" in query.get("dryRun", "")
    return Options(dry_run, _VALIDATIONS[validation], subresource, trusted, admission=True)


def read_selector(query: Mapping[str, str]) -> Selector:
    """Return which objects the query means."""
    return parse_selector(query.get("labelSelector", ""), query.get("fieldSelector", ""))


def read_watch(target: Target, query: Mapping[str, str], *, as_table: bool) -> WatchRequest | None:
    """Return the watch a query asks for; None when it asks for a list."""
    if query.get("watch") not in ("1", "true"):
        return None
    request = WatchRequest(
        target.kind,
        target.namespace,
        read_selector(query),
        read_number(query, "resourceVersion"),
        initial_events=query.get("sendInitialEvents") == "true",
        bookmarks=query.get("allowWatchBookmarks") == "true",
        as_table=as_table,
    )
    timeout = read_number(query, "timeoutSeconds")
    return replace(request, timeout=timeout) if timeout else request


def read_number(query: Mapping[str, str], name: str) -> int:
    """Return a number of the query, 0 when it is not there; refuse what is none."""
    try:
        return int(query.get(name) or 0)
    except ValueError as error:
        raise bad_request(f"{name}: Invalid value: {query[name]!r}") from error


def json_response(body: Any, status: int = 200, content_type: str = "") -> web.Response:
    """Answer with a body made here."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return text_response(text, status, content_type)


def text_response(text: bytes, status: int = 200, content_type: str = "") -> web.Response:
    """Answer with JSON that is text already."""
    headers = {"Content-Type": content_type or "application/json"}
    return web.Response(body=text, status=status, headers=headers)


def refusal_response(refusal: Refusal) -> web.Response:
    """Answer with the `Status` of a refusal."""
    return json_response(refusal.status, refusal.code)
