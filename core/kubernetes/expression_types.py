"""The schema of a custom kind as CEL's type checker wants it: protobuf messages."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE: Final = "schema"
_RESERVED: Final = (
    " true false null in as break const continue else for function if import let loop package"
    " namespace return var void while "
)
_ANY: Final = "google.protobuf.Value"
_LIST: Final = "google.protobuf.ListValue"
_OF_FORMATS: Final = {
    "date": "google.protobuf.Timestamp",
    "date-time": "google.protobuf.Timestamp",
    "datetime": "google.protobuf.Timestamp",
    "duration": "google.protobuf.Duration",
}
_METADATA: Final = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "generateName": {"type": "string"}},
}


@lru_cache(maxsize=128)
def declared(schema_text: str, *, is_root: bool) -> tuple[Any, Any]:
    """Return the pool of messages that a schema (JSON) means, and CEL's type of its values."""
    from cel_expr_python import cel
    from google.protobuf import (
        descriptor_pb2,
        descriptor_pool,
        duration_pb2,
        struct_pb2,
        timestamp_pb2,
    )

    schema = json.loads(schema_text)
    if is_root:
        everywhere = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}}
        named = {**(schema.get("properties") or {}), **everywhere, "metadata": _METADATA}
        schema = {**schema, "properties": named}
    known = (duration_pb2, struct_pb2, timestamp_pb2)
    file = descriptor_pb2.FileDescriptorProto(
        name="schema.proto",
        package=_PACKAGE,
        syntax="proto3",
        dependency=[each.DESCRIPTOR.name for each in known],
    )
    kind = _Messages(file, cel).type_of(schema)
    pool = descriptor_pool.DescriptorPool()
    for each in known:
        pool.AddSerializedFile(each.DESCRIPTOR.serialized_pb)
    pool.AddSerializedFile(file.SerializeToString())
    return pool, kind


class _Messages:
    """Adds a message to a file for each object of a schema."""

    def __init__(self, file: Any, cel: Any) -> None:
        self._file = file
        self._cel = cel
        self._scalars = {
            "boolean": (8, cel.Type.BOOL),
            "integer": (3, cel.Type.INT),
            "number": (1, cel.Type.DOUBLE),
            "string": (9, cel.Type.STRING),
        }

    def type_of(self, schema: Mapping[str, Any]) -> Any:
        """Return the type of `self` where a rule stands."""
        kind = _kind_of(schema)
        if kind in self._scalars and _format_of(schema) is None:
            return self._scalars[kind][1]
        if kind == "array":
            return self._cel.Type.List(self.type_of(schema.get("items") or {}))
        if kind == "map":
            below = self.type_of(schema["additionalProperties"])
            return self._cel.Type.Map(self._cel.Type.STRING, below)
        if kind == "object":
            return self._cel.Type(f"{_PACKAGE}.{self._message(schema)}")
        return self._cel.Type.DYN

    def _message(self, schema: Mapping[str, Any]) -> str:
        name = f"Object{len(self._file.message_type)}"
        message = self._file.message_type.add(name=name)
        for number, (field, below) in enumerate((schema.get("properties") or {}).items(), start=1):
            if escaped := _escaped(field):
                self._add(message, name, escaped, below, number)
        return name

    def _add(
        self, message: Any, owner: str, name: str, schema: Mapping[str, Any], number: int
    ) -> None:
        kind = _kind_of(schema)
        # A field of a message may be absent, whatever its type: proto3 calls that optional.
        field = message.field.add(name=name, number=number, label=1)
        if kind == "array":
            field.label = 3
            self._set(field, schema.get("items") or {})
        elif kind == "map":
            # protobuf asks for this name of a map's entries: the field's in camel case.
            entry_name = f"{''.join(part[:1].upper() + part[1:] for part in name.split('_'))}Entry"
            entry = message.nested_type.add(name=entry_name)
            entry.options.map_entry = True
            entry.field.add(name="key", number=1, label=1, type=9)
            value = entry.field.add(name="value", number=2, label=1)
            self._set(value, schema["additionalProperties"])
            field.label, field.type = 3, 11
            field.type_name = f".{_PACKAGE}.{owner}.{entry_name}"
        else:
            self._set(field, schema)

    def _set(self, field: Any, schema: Mapping[str, Any]) -> None:
        """Give a field the type of one value; lists of lists are lists of anything."""
        kind = _kind_of(schema)
        of_format = _format_of(schema)
        if kind in self._scalars and of_format is None:
            field.type = self._scalars[kind][0]
            return
        field.type = 11
        if kind == "object":
            field.type_name = f".{_PACKAGE}.{self._message(schema)}"
        else:
            field.type_name = f".{of_format or (_LIST if kind == 'array' else _ANY)}"


def _kind_of(schema: Mapping[str, Any]) -> str:
    if schema.get("x-kubernetes-int-or-string") or schema.get("nullable"):
        return "any"
    kind = str(schema.get("type") or "any")
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "map"
    if schema.get("x-kubernetes-preserve-unknown-fields"):
        return "any"
    if kind == "string" and schema.get("format") == "byte":
        return "any"
    if kind == "object" and (schema.get("additionalProperties") or not schema.get("properties")):
        return "any" if schema.get("additionalProperties") else "object"
    return kind


def _format_of(schema: Mapping[str, Any]) -> str | None:
    return _OF_FORMATS.get(schema.get("format") or "") if schema.get("type") == "string" else None


def _escaped(name: str) -> str:
    """Return how rules write a field: reserved words and odd characters are spelt out."""
    if f" {name} " in _RESERVED:
        return f"__{name}__"
    text = name.replace("__", "__underscores__")
    for char, word in ((".", "__dot__"), ("-", "__dash__"), ("/", "__slash__")):
        text = text.replace(char, word)
    return text if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", text) else ""
