"""The cluster itself: what creating and changing objects does to it and to other objects."""

from __future__ import annotations

import copy
import json
import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.kubernetes.causes import required
from core.kubernetes.defaults import fill_in
from core.kubernetes.expressions import expression_causes
from core.rehearsal.cluster.kinds.schemas import DEFINITIONS
from core.rehearsal.cluster.kinds.served import Kinds, kinds_of_definition
from core.rehearsal.cluster.kinds.validation import check
from core.rehearsal.cluster.kinds.workloads import dependents, none_ready, report
from core.rehearsal.cluster.state import refusals
from core.rehearsal.cluster.state.admission import admit, taken_places
from core.rehearsal.cluster.state.apply import applied
from core.rehearsal.cluster.state.clock import now
from core.rehearsal.cluster.state.deletion import NAMESPACES, Deletion
from core.rehearsal.cluster.state.objects import Body, Key, Objects, Stored
from core.rehearsal.cluster.wire.decoding import FieldValidation, checked_apply, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.kubernetes.causes import Cause
    from core.kubernetes.schemas import Schema
    from core.rehearsal.cluster.kinds.kind import Kind

# Set by the server alone; whatever a client says of them is replaced by what was there.
_SERVER_METADATA: Final = (
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "selfLink",
)


@dataclass(frozen=True)
class Options:
    """How a request wants to be carried out.

    It is `trusted` when it came to the trusted address; `admission` looks for what it names.
    """

    dry_run: bool = False
    validation: FieldValidation = "Ignore"
    subresource: str = ""
    trusted: bool = False
    admission: bool = False


_PLAIN: Final = Options()
# What the cluster itself reports of an object leaves the object as trusted as it was.
_REPORTED: Final = Options(trusted=True)


@dataclass(frozen=True)
class Outcome:
    """The object after a request, and what to warn of."""

    stored: Stored
    warnings: tuple[str, ...] = ()
    created: bool = False


class Cluster:
    """Every object and kind, and the rules between them.

    `schema_of` gives the schema of a kind; it is asked anew at each request, so that custom
    kinds may come and go.
    """

    def __init__(
        self, objects: Objects, kinds: Kinds, schema_of: Callable[[Kind], Schema], version: str
    ) -> None:
        self.objects = objects
        self.kinds = kinds
        self.schema_of = schema_of
        self.version = version
        for definition in objects.select(DEFINITIONS):
            kinds.replace(definition.key.name, kinds_of_definition(definition.body()))
        self.deletion = Deletion(objects, kinds, self.keep_reported)

    def kind_of(self, body: Body) -> Kind:
        """Return the kind of an object the cluster made or keeps itself."""
        kind = self.kinds.named(body["apiVersion"], body["kind"])
        if kind is None:
            raise refusals.no_such_path()
        return kind

    def get(self, kind: Kind, key: Key) -> Stored:
        """Return an object; refuse a name that none has."""
        stored = self.objects.get(key)
        if stored is None:
            raise refusals.not_found(kind, key.name)
        return stored

    def shown(self, kind: Kind, stored: Stored) -> bytes:
        """Return an object's text as `kind`, which may be another version than the stored."""
        if not self.kinds.has_versions(kind.resource):
            return stored.text
        body = stored.body() | {"apiVersion": kind.api_version}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    def create(self, kind: Kind, namespace: str, body: Body, options: Options = _PLAIN) -> Outcome:
        """Add an object; refuse a name that is taken and a body that is wrong."""
        _address(kind, namespace, body)
        read = decoded(kind, body, self.schema_of(kind), options.validation)
        body = read.body
        name = _named(kind, body["metadata"])
        self._check_namespace(kind, namespace, name)
        for field in _SERVER_METADATA:
            body["metadata"].pop(field, None)
        body["metadata"] |= {"uid": str(uuid.uuid4()), "creationTimestamp": now(), "generation": 1}
        if "status" in kind.subresources:
            body.pop("status", None)
        if options.admission:
            admit(self.objects, kind, body)
        taken = taken_places(self.objects, kind, body)
        fill_in(kind.group, kind.name, body)
        check(kind, body, None, self.version, (*read.causes, *taken, *self._broken(kind, body)))
        if self.objects.get(kind.key(namespace, name)):
            raise refusals.already_exists(kind, name)
        report(kind, body)
        return Outcome(self._keep(kind, body, options), read.warnings, created=True)

    def _broken(self, kind: Kind, body: Body, old: Body | None = None) -> tuple[Cause, ...]:
        """Return what the rules of a custom kind's definition refuse."""
        return tuple(expression_causes(body, old, self.schema_of(kind))) if kind.custom else ()

    def _check_namespace(self, kind: Kind, namespace: str, name: str) -> None:
        if not kind.namespaced:
            return
        key = Key(NAMESPACES, "", namespace)
        if self.objects.get(key) is None:
            raise refusals.not_found(self.kinds.at("", "v1", NAMESPACES), namespace)
        if self.deletion.is_leaving(key):
            raise refusals.forbidden(
                kind,
                name,
                f"unable to create new content in namespace {namespace} because it is being"
                " terminated",
            )

    def update(self, kind: Kind, key: Key, body: Body, options: Options = _PLAIN) -> Outcome:
        """Replace an object, or the part of it that the subresource names."""
        before = self.get(kind, key)
        _address(kind, key.namespace, body)
        metadata = body["metadata"]
        if metadata.setdefault("name", key.name) != key.name:
            raise refusals.bad_request(
                f"the name of the object ({metadata['name']}) does not match the name on the URL"
                f" ({key.name})"
            )
        seen = metadata.get("resourceVersion")
        if seen not in (None, "", "0", str(before.resource_version)):
            raise refusals.modified(kind, key.name)
        uid = metadata.get("uid")
        if uid and uid != before.uid:
            raise refusals.conflict(
                kind,
                key.name,
                f"Precondition failed: UID in precondition: {uid}, UID in object meta:"
                f" {before.uid}",
            )
        return self._change(kind, before, body, options)

    def patch(
        self, kind: Kind, key: Key, change: Callable[[Body], Body], options: Options = _PLAIN
    ) -> Outcome:
        """Replace an object by what `change` makes of it."""
        before = self.get(kind, key).body() | {"apiVersion": kind.api_version}
        return self.update(kind, key, change(before), options)

    def apply(
        self, kind: Kind, key: Key, wanted: Body, applier: str, options: Options = _PLAIN
    ) -> Outcome:
        """Make an object have what `wanted` says, creating it where there is none."""
        _address(kind, key.namespace, wanted)
        wanted["metadata"].setdefault("name", key.name)
        schema = self.schema_of(kind)
        wanted = checked_apply(kind, wanted, schema)

        def merged(live: Body) -> Body:
            return applied(live, wanted, schema, applier, now())

        if self.objects.get(key):
            return self.patch(kind, key, merged, options)
        return self.create(kind, key.namespace, merged(_blank(kind, key)), options)

    def _change(self, kind: Kind, before: Stored, body: Body, options: Options) -> Outcome:
        old = before.body()
        if options.subresource == "status":
            body = old | {"status": body.get("status", {})}
        elif "status" in kind.subresources:
            body = body | {"status": old.get("status")}
        read = decoded(kind, body, self.schema_of(kind), options.validation)
        body = read.body
        body["metadata"] = {
            **{k: v for k, v in body["metadata"].items() if k not in _SERVER_METADATA},
            **{k: v for k, v in old["metadata"].items() if k in _SERVER_METADATA},
        }
        taken = taken_places(self.objects, kind, body)
        fill_in(kind.group, kind.name, body, old)
        broken = self._broken(kind, body, old)
        check(kind, body, old, self.version, (*read.causes, *taken, *broken))
        if _content(body) != _content(old):
            body["metadata"]["generation"] = old["metadata"].get("generation", 1) + 1
        if not options.subresource:
            report(kind, body)
        body["metadata"]["resourceVersion"] = str(before.resource_version)
        if _untimed(body) == _untimed(old):
            return Outcome(before, read.warnings)
        stored = self._keep(kind, body, options)
        self.deletion.settle()
        return Outcome(stored, read.warnings)

    def keep_reported(self, body: Body) -> Stored:
        """Keep an object the cluster itself changed, with the status that goes with it."""
        kind = self.kind_of(body)
        report(kind, body)
        return self._keep(kind, body, _REPORTED)

    def write_status(self, stored: Stored, status: Body) -> Stored:
        """Set the status of an object whose controller knows better than `report`."""
        body = stored.body() | {"status": status}
        return self._keep(self.kind_of(body), body, _REPORTED)

    def _keep(self, kind: Kind, body: Body, options: Options) -> Stored:
        if body.get("status", "") is None:
            del body["status"]
        if options.dry_run:
            body["metadata"]["resourceVersion"] = str(self.objects.resource_version)
            return Stored.of(kind.resource, body)
        body["metadata"]["resourceVersion"] = str(self.objects.next_version())
        before = self.objects.get(self._key_of(body))
        trusted = options.trusted and (before is None or before.trusted)
        stored = Stored.of(kind.resource, body, trusted=trusted)
        if kind.resource == DEFINITIONS:
            self.kinds.replace(stored.key.name, kinds_of_definition(body))
        self.objects.put(stored)
        if "deletionTimestamp" not in body["metadata"]:
            self._keep_dependents(kind, stored, body)
        return stored

    def _keep_dependents(self, kind: Kind, owner: Stored, body: Body) -> None:
        """Create, change and delete what controllers make for `owner`."""
        made = dependents(kind, body)
        if made is None:
            return
        wanted = {self._key_of(dependent): dependent for dependent in made}
        for stale in self.objects.owned_by(owner.uid):
            if stale.key not in wanted:
                self.deletion.delete(stale.key)
        refused = [
            key for key, each in wanted.items() if not self._keep_dependent(owner, key, each)
        ]
        if refused and "status" in body:
            # Nobody judged the template before: there are no such Pods, so none is ready.
            body["status"] = none_ready(body["status"])
            body["metadata"]["resourceVersion"] = str(self.objects.next_version())
            self.objects.put(Stored.of(kind.resource, body, trusted=owner.trusted))

    def _keep_dependent(self, owner: Stored, key: Key, dependent: Body) -> bool:
        of = self.kind_of(dependent)
        there = self.objects.get(key)
        if there and owner.uid not in there.owners:
            return True
        try:
            if there and self._updated(of, key, dependent):
                return True
            self.create(of, key.namespace, dependent)
        except refusals.Refusal:
            return False
        return True

    def _updated(self, kind: Kind, key: Key, body: Body) -> bool:
        """Tell whether an object could be changed; what may not change is out of the way then."""
        try:
            self.update(kind, key, copy.deepcopy(body))
        except refusals.Refusal:
            self.deletion.delete(key)
            return False
        return True

    def _key_of(self, body: Body) -> Key:
        metadata = body["metadata"]
        return self.kind_of(body).key(metadata.get("namespace", ""), metadata["name"])


def _address(kind: Kind, namespace: str, body: Body) -> None:
    """Make sure `body` says what the path says."""
    metadata = body["metadata"] = body.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise refusals.bad_request("metadata is not an object")
    said = body.setdefault("apiVersion", kind.api_version), body.setdefault("kind", kind.name)
    if said != (kind.api_version, kind.name):
        raise refusals.bad_request(
            f"the API version in the data ({said[0]}, Kind={said[1]}) does not match the expected"
            f" API version ({kind.api_version}, Kind={kind.name})"
        )
    if not kind.namespaced:
        metadata.pop("namespace", None)
    elif (metadata.get("namespace") or namespace) != namespace:
        raise refusals.bad_request(
            "the namespace of the provided object does not match the namespace sent on the request"
        )
    else:
        metadata["namespace"] = namespace


def _named(kind: Kind, metadata: Body) -> str:
    """Return the name of a new object, made up where only its beginning is given."""
    if not metadata.get("name") and metadata.get("generateName"):
        metadata["name"] = f"{metadata['generateName'][:58]}{secrets.token_hex(3)[:5]}"
    if not metadata.get("name"):
        cause = required("metadata.name", "name or generateName is required")
        raise refusals.invalid(kind, "", [cause])
    return str(metadata["name"])


def _blank(kind: Kind, key: Key) -> Body:
    return {"apiVersion": kind.api_version, "kind": kind.name, "metadata": {"name": key.name}}


def _content(body: Body) -> Body:
    return {name: value for name, value in body.items() if name not in ("metadata", "status")}


def _untimed(body: Body) -> Body:
    """Return the body without the times at which fields were applied."""
    entries = body["metadata"].get("managedFields") or []
    untimed = [{k: v for k, v in entry.items() if k != "time"} for entry in entries]
    return body | {"metadata": body["metadata"] | {"managedFields": untimed}}
