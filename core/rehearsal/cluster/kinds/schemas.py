"""The Kubernetes schema of a kind, as patches and checks walk it, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.chart.kubernetes import validator_for
from core.rehearsal.cluster.state.objects import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Objects

DEFINITIONS: Final = "customresourcedefinitions.apiextensions.k8s.io"
_OBJECT_META: Final = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_REFERENCE: Final = "#/$defs/"


@dataclass(frozen=True)
class Schema:
    """One place in the schema of a kind.

    `node` is a JSON schema whose `$ref` point into `definitions`; a place that no schema
    describes has an empty node and takes anything.
    """

    node: Mapping[str, Any]
    definitions: Mapping[str, Any]

    @property
    def reference(self) -> str:
        """Return the definition meant here (`io.k8s.api.apps.v1.DeploymentSpec`), or nothing."""
        return str(self.node.get("$ref", "")).removeprefix(_REFERENCE)

    @property
    def target(self) -> Mapping[str, Any]:
        """Return the node that holds type and properties."""
        return self.definitions.get(self.reference, self.node) if self.reference else self.node

    @property
    def types(self) -> tuple[str, ...]:
        """Return the JSON types a value may have; empty: any."""
        if self.target.get("x-kubernetes-int-or-string"):
            return ("integer", "string")
        choices = self.target.get("oneOf") or (self.target,)
        declared = [choice.get("type", ()) for choice in choices]
        return tuple(t for d in declared for t in ((d,) if isinstance(d, str) else d))

    @property
    def is_open(self) -> bool:
        """Tell whether fields no schema names are kept here."""
        target = self.target
        return bool(
            target.get("x-kubernetes-preserve-unknown-fields")
            or target.get("x-kubernetes-embedded-resource")
            or not (target.get("properties") or isinstance(self._others, dict))
        )

    @property
    def _others(self) -> Any:
        return self.target.get("additionalProperties")

    @property
    def is_map(self) -> bool:
        """Tell whether keys are free, as those of labels are."""
        return not self.fields and isinstance(self._others, dict)

    @property
    def fields(self) -> Mapping[str, Any]:
        """Return the schemas of the named fields."""
        return self.target.get("properties") or {}

    @property
    def merge_key(self) -> str | None:
        """Return the field by which a strategic merge patch pairs the items of this list."""
        key = self.node.get("x-kubernetes-patch-merge-key")
        return key if "merge" in self.patch_strategies else None

    @property
    def patch_strategies(self) -> tuple[str, ...]:
        """Return how a strategic merge patch treats this place."""
        return tuple(self.node.get("x-kubernetes-patch-strategy", "").split(","))

    @property
    def map_keys(self) -> tuple[str, ...]:
        """Return the fields by which server-side apply pairs the items of this list."""
        if keys := self.node.get("x-kubernetes-list-map-keys"):
            return tuple(keys)
        # Before 1.27 the schemas lack list types where patches have had merge keys for long.
        declared = "x-kubernetes-list-type" in self.node
        return () if declared or not self.merge_key else (self.merge_key,)

    @property
    def is_set(self) -> bool:
        """Tell whether server-side apply unites lists at this place."""
        return self.node.get("x-kubernetes-list-type") == "set"

    @property
    def is_atomic(self) -> bool:
        """Tell whether a whole map is replaced at once by server-side apply."""
        return "atomic" in (
            self.node.get("x-kubernetes-map-type"),
            self.target.get("x-kubernetes-map-type"),
        )

    def field(self, name: str) -> Schema | None:
        """Return the place of a field; None when the schema does not know it."""
        if name in self.fields:
            return Schema(self.fields[name], self.definitions)
        if isinstance(self._others, dict):
            return Schema(self._others, self.definitions)
        return Schema({}, {}) if self.is_open else None

    def inside(self, name: str) -> Schema:
        """Return the place of a field, taking anything where the schema does not know it."""
        return self.field(name) or Schema({}, {})

    @property
    def items(self) -> Schema:
        """Return the place of each item of a list."""
        return Schema(self.target.get("items") or {}, self.definitions)


def built_in_schema(kind: Kind, version: str) -> Schema | None:
    """Return the schema of a built-in kind in Kubernetes `version`, which may not have it."""
    validator = validator_for(kind.api_version, kind.name, version)
    return Schema(validator.schema, validator.definitions) if validator else None


def custom_schema(definition: dict[str, Any], kind: Kind, version: str) -> Schema:
    """Return the schema that a CustomResourceDefinition gives one version of its kind."""
    versions = {each["name"]: each for each in definition["spec"]["versions"]}
    node: dict[str, Any] = versions[kind.version].get("schema", {}).get("openAPIV3Schema") or {}
    pod = validator_for("v1", "Pod", version)
    definitions = pod.definitions if pod else {}
    everywhere = {
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        "metadata": {"$ref": f"{_REFERENCE}{_OBJECT_META}"},
    }
    if not node.get("properties"):
        node = {"x-kubernetes-preserve-unknown-fields": True} | node
    return Schema(node | {"properties": (node.get("properties") or {}) | everywhere}, definitions)


class Schemas:
    """The schemas of all kinds that a cluster of one version serves."""

    def __init__(self, version: str, objects: Objects) -> None:
        self._version = version
        self._objects = objects
        self._custom: dict[Kind, tuple[int, Schema]] = {}

    def __call__(self, kind: Kind) -> Schema:
        """Return the schema of a served kind."""
        if not kind.custom:
            return built_in_schema(kind, self._version) or Schema({}, {})
        definition = self._objects.get(Key(DEFINITIONS, "", kind.resource))
        if definition is None:
            return Schema({}, {})
        known = self._custom.get(kind)
        if known is None or known[0] != definition.resource_version:
            schema = custom_schema(definition.body(), kind, self._version)
            known = self._custom[kind] = (definition.resource_version, schema)
        return known[1]
