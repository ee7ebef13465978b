"""Kubernetes protobuf bodies read into what JSON would have said.

The kinds are those that Helm and kubectl send so and whose fields are few; the field numbers are
those of Kubernetes' `generated.proto`.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.state.refusals import bad_request, unsupported_media_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.rehearsal.cluster.state.objects import Body

MEDIA_TYPE: Final = "application/vnd.kubernetes.protobuf"
_MAGIC: Final = b"k8s\0"

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True)
class _Field:
    """How one field reads; `repeated` gathers a list, `entries` a map."""

    name: str
    read: Callable[[Any], Any]
    repeated: bool = False
    entries: bool = False


def _text(untrusted: bytes) -> str:
    return untrusted.decode()


def _base64(untrusted: bytes) -> str:
    return base64.b64encode(untrusted).decode()


def _time(untrusted: bytes) -> str | None:
    seconds = dict(_wire(untrusted)).get(1)
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _message(fields: Mapping[int, _Field]) -> Callable[[bytes], Body]:
    return lambda untrusted: _read(untrusted, fields)


_OWNER: Final = {
    1: _Field("kind", _text),
    3: _Field("name", _text),
    4: _Field("uid", _text),
    5: _Field("apiVersion", _text),
    6: _Field("controller", bool),
    7: _Field("blockOwnerDeletion", bool),
}
_METADATA: Final = {
    1: _Field("name", _text),
    2: _Field("generateName", _text),
    3: _Field("namespace", _text),
    5: _Field("uid", _text),
    6: _Field("resourceVersion", _text),
    7: _Field("generation", int),
    8: _Field("creationTimestamp", _time),
    11: _Field("labels", _text, entries=True),
    12: _Field("annotations", _text, entries=True),
    13: _Field("ownerReferences", _message(_OWNER), repeated=True),
    14: _Field("finalizers", _text, repeated=True),
}


def _object(*fields: _Field) -> Mapping[int, _Field]:
    """Return the table of a kind whose fields after its metadata are numbered without a gap."""
    return dict(enumerate((_Field("metadata", _message(_METADATA)), *fields), 1))


def _struct(*names: str) -> Callable[[bytes], Body]:
    """Return what reads a struct of texts that are numbered without a gap."""
    return _message({number: _Field(name, _text) for number, name in enumerate(names, 1)})


_lists = ("verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs")
_RULES: Final = _Field(
    "rules",
    _message({n: _Field(name, _text, repeated=True) for n, name in enumerate(_lists, 1)}),
    repeated=True,
)
_SUBJECTS: Final = _Field(
    "subjects", _struct("kind", "apiGroup", "name", "namespace"), repeated=True
)
_ROLE_REF: Final = _Field("roleRef", _struct("apiGroup", "kind", "name"))
_ACCESS: Final = {
    1: _Field(
        "resourceAttributes",
        _struct("namespace", "verb", "group", "version", "resource", "subresource", "name"),
    ),
    2: _Field("nonResourceAttributes", _struct("path", "verb")),
}
_PRECONDITIONS: Final = _Field("preconditions", _struct("uid", "resourceVersion"))
_KINDS: Final[Mapping[str, Mapping[int, _Field]]] = {
    "ClusterRole": _object(_RULES),
    "ClusterRoleBinding": _object(_SUBJECTS, _ROLE_REF),
    "ConfigMap": _object(
        _Field("data", _text, entries=True),
        _Field("binaryData", _base64, entries=True),
        _Field("immutable", bool),
    ),
    "DeleteOptions": {
        1: _Field("gracePeriodSeconds", int),
        2: _PRECONDITIONS,
        3: _Field("orphanDependents", bool),
        4: _Field("propagationPolicy", _text),
        5: _Field("dryRun", _text, repeated=True),
    },
    "Namespace": _object(_Field("spec", _message({1: _Field("finalizers", _text, repeated=True)}))),
    "Role": _object(_RULES),
    "RoleBinding": _object(_SUBJECTS, _ROLE_REF),
    "Secret": _object(
        _Field("data", _base64, entries=True),
        _Field("type", _text),
        _Field("stringData", _text, entries=True),
        _Field("immutable", bool),
    ),
    "SelfSubjectAccessReview": _object(_Field("spec", _message(_ACCESS))),
    "SelfSubjectReview": _object(),
    "SelfSubjectRulesReview": _object(_Field("spec", _struct("namespace"))),
    "ServiceAccount": _object(),
    "TokenRequest": _object(),
}
_ENVELOPE: Final = {1: _Field("type", _struct("apiVersion", "kind")), 2: _Field("raw", bytes)}


def read_protobuf(untrusted: bytes) -> Body:
    """Return the body in the envelope; refuse a kind that is not read here."""
    if not untrusted.startswith(_MAGIC):
        raise unsupported_media_type(MEDIA_TYPE)
    try:
        return _unwrapped(untrusted[len(_MAGIC) :])
    except (ValueError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise bad_request(f"the body is not what {MEDIA_TYPE} says: {error}") from error


def _unwrapped(untrusted: bytes) -> Body:
    envelope = _read(untrusted, _ENVELOPE)
    type_meta: Body = envelope.get("type", {})
    kind = type_meta.get("kind", "")
    fields = _KINDS.get(kind)
    if fields is None:
        raise unsupported_media_type(f"{MEDIA_TYPE} ({kind}: a rehearsal takes it as JSON or YAML)")
    return type_meta | _read(envelope.get("raw", b""), fields)


def _read(untrusted: bytes, fields: Mapping[int, _Field]) -> Body:
    body: Body = {}
    for number, value in _wire(untrusted):
        field = fields.get(number)
        if field is None:
            continue
        if field.entries:
            entry = dict(_wire(value))
            read = field.read(entry.get(2, b""))
            body.setdefault(field.name, {})[_text(entry.get(1, b""))] = read
        elif field.repeated:
            body.setdefault(field.name, []).append(field.read(value))
        else:
            body[field.name] = field.read(value)
    # Go writes absent numbers and texts as zero values: they mean nothing was said.
    return {name: value for name, value in body.items() if value not in ("", None)}


def _wire(untrusted: bytes) -> Iterator[tuple[int, Any]]:
    position = 0
    while position < len(untrusted):
        tag, position = _varint(untrusted, position)
        number, wire_type = tag >> 3, tag & 7
        if wire_type == _VARINT:
            value, position = _varint(untrusted, position)
            yield number, value
            continue
        if wire_type == _BYTES:
            length, position = _varint(untrusted, position)
        elif wire_type in (_FIXED64, _FIXED32):
            length = 8 if wire_type == _FIXED64 else 4
        else:
            raise ValueError("unknown wire type")
        yield number, untrusted[position : position + length]
        position += length


def _varint(untrusted: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if position >= len(untrusted) or shift > 63:
            raise ValueError("unfinished number")
        byte = untrusted[position]
        value |= (byte & 0x7F) << shift
        position += 1
        shift += 7
        if byte < 0x80:
            return value, position
