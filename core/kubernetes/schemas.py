"""The schemas Kubernetes ships: which kinds a version serves, and what their fields are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.versions import minor

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER: Final = re.compile(r"v(\d+\.\d+)\.\d+-local-strict")
_OBJECT_META: Final = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_REFERENCE: Final = "#/$defs/"
QUANTITY: Final = "io.k8s.apimachinery.pkg.api.resource.Quantity"
# The JSON types whose values Python has one type for, whatever their size.
_PLAIN: Final[Mapping[str, type]] = {"string": str, "boolean": bool, "array": list, "object": dict}


def _schema_folders() -> dict[str, Path]:
    # Found, not imported: importing kubernetes_validate costs more than all we take from it.
    spec = find_spec("kubernetes_validate")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("kubernetes_validate", name="kubernetes_validate")
    package = Path(spec.submodule_search_locations[0])
    folders = (package / "kubernetes-json-schema").glob("v*-local-strict")
    found = {match[1]: path for path in folders if (match := _FOLDER.fullmatch(path.name))}
    return dict(sorted(found.items(), key=lambda item: minor(item[0])))


_FOLDERS: Final = _schema_folders()
VERSIONS: Final = tuple(_FOLDERS)


@dataclass(frozen=True, eq=False)
class Schema:
    """One place in the schema of a kind, as patches and checks walk it, field by field.

    `node` is a JSON schema whose `$ref` point into `definitions`; a place that no schema
    describes has an empty node and takes anything.
    """

    node: Mapping[str, Any]
    definitions: Mapping[str, Any]

    @cached_property
    def reference(self) -> str:
        """Return the definition meant here (`io.k8s.api.apps.v1.DeploymentSpec`), or nothing."""
        return str(self.node.get("$ref", "")).removeprefix(_REFERENCE)

    @cached_property
    def target(self) -> Mapping[str, Any]:
        """Return the node that holds type and properties."""
        return self.definitions.get(self.reference, self.node) if self.reference else self.node

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Return the JSON types a value may have; empty: any."""
        if self.target.get("x-kubernetes-int-or-string"):
            return ("integer", "string")
        choices = (self.target,) if "type" in self.target else self.target.get("oneOf") or ()
        declared = [choice.get("type", ()) for choice in choices]
        return tuple(t for d in declared for t in ((d,) if isinstance(d, str) else d))

    @cached_property
    def plain_types(self) -> frozenset[type]:
        """Return the Python types whose values always fit; numbers have sizes besides."""
        if not self.types:
            return frozenset((str, bool, list, dict, int, float))
        return frozenset(_PLAIN[name] for name in self.types if name in _PLAIN)

    @cached_property
    def is_coded(self) -> bool:
        """Tell whether texts here mean something that can be unreadable."""
        return self.reference == QUANTITY or self.target.get("format") == "byte"

    @cached_property
    def is_open(self) -> bool:
        """Tell whether fields no schema names are kept here."""
        target = self.target
        return bool(
            target.get("x-kubernetes-preserve-unknown-fields")
            or target.get("x-kubernetes-embedded-resource")
            or not (target.get("properties") or isinstance(self._others, dict))
        )

    @cached_property
    def _others(self) -> Any:
        return self.target.get("additionalProperties")

    @cached_property
    def is_map(self) -> bool:
        """Tell whether keys are free, as those of labels are."""
        return not self.fields and isinstance(self._others, dict)

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """Return the schemas of the named fields."""
        return self.target.get("properties") or {}

    @cached_property
    def merge_key(self) -> str | None:
        """Return the field by which a strategic merge patch pairs the items of this list."""
        key = self.node.get("x-kubernetes-patch-merge-key")
        return key if "merge" in self.patch_strategies else None

    @cached_property
    def patch_strategies(self) -> tuple[str, ...]:
        """Return how a strategic merge patch treats this place."""
        return tuple(self.node.get("x-kubernetes-patch-strategy", "").split(","))

    @cached_property
    def map_keys(self) -> tuple[str, ...]:
        """Return the fields by which server-side apply pairs the items of this list."""
        if keys := self.node.get("x-kubernetes-list-map-keys"):
            return tuple(keys)
        # Before 1.27 the schemas lack list types where patches have had merge keys for long.
        declared = "x-kubernetes-list-type" in self.node
        return () if declared or not self.merge_key else (self.merge_key,)

    @cached_property
    def is_set(self) -> bool:
        """Tell whether server-side apply unites lists at this place."""
        return self.node.get("x-kubernetes-list-type") == "set"

    @cached_property
    def is_atomic(self) -> bool:
        """Tell whether a whole map is replaced at once by server-side apply."""
        return "atomic" in (
            self.node.get("x-kubernetes-map-type"),
            self.target.get("x-kubernetes-map-type"),
        )

    @cached_property
    def has_rules(self) -> bool:
        """Tell whether rules in CEL stand here or below."""
        return not self.reference and "x-kubernetes-validations" in json.dumps(self.node)

    @cached_property
    def _named(self) -> dict[str, Schema]:
        return {}

    @cached_property
    def _any_other(self) -> Schema | None:
        if isinstance(self._others, dict):
            return Schema(self._others, self.definitions)
        return _ANYTHING if self.is_open else None

    def field(self, name: str) -> Schema | None:
        """Return the place of a field; None when the schema does not know it."""
        known = self._named.get(name)
        if known is None and name in self.fields:
            known = self._named[name] = Schema(self.fields[name], self.definitions)
        return known or self._any_other

    def inside(self, name: str) -> Schema:
        """Return the place of a field, taking anything where the schema does not know it."""
        return self.field(name) or _ANYTHING

    @cached_property
    def items(self) -> Schema:
        """Return the place of each item of a list."""
        return Schema(self.target.get("items") or {}, self.definitions)


_ANYTHING: Final = Schema({}, {})


class _Kinds:
    """The schemas of all kinds of one Kubernetes version."""

    def __init__(self, folder: Path) -> None:
        content = json.loads((folder / "_definitions.json").read_bytes())
        self.definitions: Mapping[str, Mapping[str, Any]] = content["$defs"]
        self._schemas: dict[tuple[str, str], Schema] = {}
        for definition in self.definitions.values():
            for gvk in definition.get("x-kubernetes-group-version-kind", ()):
                api_version = f"{gvk['group']}/{gvk['version']}".lstrip("/")
                schema = Schema(definition, self.definitions)
                self._schemas.setdefault((api_version, gvk["kind"]), schema)

    def schema(self, api_version: str, kind: str) -> Schema | None:
        return self._schemas.get((api_version, kind))

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(_group(api_version) for api_version, _ in self._schemas)


@lru_cache(maxsize=3)
def _kinds(version: str) -> _Kinds:
    return _Kinds(_FOLDERS[version])


@lru_cache(maxsize=64)
def _nearest(version: str) -> str:
    wanted = minor(version)
    return next((known for known in reversed(VERSIONS) if minor(known) <= wanted), VERSIONS[0])


def schema_of(api_version: str, kind: str, version: str) -> Schema | None:
    """Return the schema of a built-in kind in Kubernetes `version`, None if it has no such kind.

    A version newer than the newest schemas takes the newest, an older one the oldest; raises
    BadKubernetesVersion for what is no version.
    """
    return _kinds(_nearest(version)).schema(api_version, kind)


def is_built_in_group(api_version: str, version: str) -> bool:
    """Tell whether Kubernetes itself, in `version`, serves kinds of that group."""
    return _group(api_version) in _kinds(_nearest(version)).groups


def custom_schema(node: Mapping[str, Any], version: str) -> Schema:
    """Return what a CustomResourceDefinition's schema means for objects: metadata included."""
    everywhere = {
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        "metadata": {"$ref": f"{_REFERENCE}{_OBJECT_META}"},
    }
    if not node.get("properties"):
        node = {"x-kubernetes-preserve-unknown-fields": True, **node}
    whole = {**node, "properties": {**(node.get("properties") or {}), **everywhere}}
    return Schema(whole, _kinds(_nearest(version)).definitions)


def _group(api_version: str) -> str:
    group, slash, _ = api_version.partition("/")
    return group if slash else ""
