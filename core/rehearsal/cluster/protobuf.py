"""Kubernetes protobuf bodies read into what JSON would have said.

Only what Helm and kubectl send so: Secret, ConfigMap, Namespace and DeleteOptions. The field
numbers are those of Kubernetes' `generated.proto`.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.refusals import unsupported_media_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.rehearsal.cluster.objects import Body

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
_SECRET: Final = {
    1: _Field("metadata", _message(_METADATA)),
    2: _Field("data", _base64, entries=True),
    3: _Field("type", _text),
    4: _Field("stringData", _text, entries=True),
    5: _Field("immutable", bool),
}
_CONFIG_MAP: Final = {
    1: _Field("metadata", _message(_METADATA)),
    2: _Field("data", _text, entries=True),
    3: _Field("binaryData", _base64, entries=True),
    4: _Field("immutable", bool),
}
_NAMESPACE: Final = {
    1: _Field("metadata", _message(_METADATA)),
    2: _Field("spec", _message({1: _Field("finalizers", _text, repeated=True)})),
}
_DELETE_OPTIONS: Final = {
    1: _Field("gracePeriodSeconds", int),
    2: _Field(
        "preconditions",
        _message({1: _Field("uid", _text), 2: _Field("resourceVersion", _text)}),
    ),
    3: _Field("orphanDependents", bool),
    4: _Field("propagationPolicy", _text),
    5: _Field("dryRun", _text, repeated=True),
}
_KINDS: Final[Mapping[str, Mapping[int, _Field]]] = {
    "Secret": _SECRET,
    "ConfigMap": _CONFIG_MAP,
    "Namespace": _NAMESPACE,
    "DeleteOptions": _DELETE_OPTIONS,
}
_TYPE_META: Final = {1: _Field("apiVersion", _text), 2: _Field("kind", _text)}
_ENVELOPE: Final = {1: _Field("type", _message(_TYPE_META)), 2: _Field("raw", bytes)}


def read_protobuf(untrusted: bytes) -> Body:
    """Return the body in the envelope; refuse a kind that is not read here."""
    if not untrusted.startswith(_MAGIC):
        raise unsupported_media_type(MEDIA_TYPE)
    envelope = _read(untrusted[len(_MAGIC) :], _ENVELOPE)
    fields = _KINDS.get(envelope["type"].get("kind", ""))
    if fields is None:
        raise unsupported_media_type(MEDIA_TYPE)
    type_meta: Body = envelope["type"]
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
            raise unsupported_media_type(MEDIA_TYPE)
        yield number, untrusted[position : position + length]
        position += length


def _varint(untrusted: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if position >= len(untrusted) or shift > 63:
            raise unsupported_media_type(MEDIA_TYPE)
        byte = untrusted[position]
        value |= (byte & 0x7F) << shift
        position += 1
        shift += 7
        if byte < 0x80:
            return value, position
