"""The schemas of the kinds a cluster serves: its version's own, and those its CRDs bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.schemas import Schema, custom_schema, schema_of
from core.rehearsal.cluster.state.objects import Key

if TYPE_CHECKING:
    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Objects

DEFINITIONS: Final = "customresourcedefinitions.apiextensions.k8s.io"


class Schemas:
    """The schemas of all kinds that a cluster of one version serves."""

    def __init__(self, version: str, objects: Objects) -> None:
        self._version = version
        self._objects = objects
        self._custom: dict[Kind, tuple[int, Schema]] = {}

    def __call__(self, kind: Kind) -> Schema:
        """Return the schema of a served kind."""
        if not kind.custom:
            return schema_of(kind.api_version, kind.name, self._version) or Schema({}, {})
        definition = self._objects.get(Key(DEFINITIONS, "", kind.resource))
        if definition is None:
            return Schema({}, {})
        known = self._custom.get(kind)
        if known is None or known[0] != definition.resource_version:
            schema = _schema_in(definition.body(), kind, self._version)
            known = self._custom[kind] = (definition.resource_version, schema)
        return known[1]


def _schema_in(definition: dict[str, Any], kind: Kind, version: str) -> Schema:
    versions = {each["name"]: each for each in definition["spec"]["versions"]}
    node = (versions[kind.version].get("schema") or {}).get("openAPIV3Schema") or {}
    return custom_schema(node, version)
