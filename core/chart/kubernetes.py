"""The Kubernetes schemas: which kinds a version serves, and what is wrong with an object."""

from __future__ import annotations

import base64
import binascii
import difflib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.chart.errors import BadKubernetesVersion
from core.chart.retired_kinds import RETIRED, Retired
from core.chart.semver import Version
from core.errors import Problem, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import RenderedObject

_FOLDER: Final = re.compile(r"v(\d+\.\d+)\.\d+-local-strict")
_REFERENCE: Final = "#/$defs/"
_TYPE_NAMES: Final[Mapping[type, str]] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
}


def _schema_folders() -> dict[str, Path]:
    # Found, not imported: importing kubernetes_validate costs more than all we take from it.
    spec = find_spec("kubernetes_validate")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("kubernetes_validate", name="kubernetes_validate")
    package = Path(spec.submodule_search_locations[0])
    folders = (package / "kubernetes-json-schema").glob("v*-local-strict")
    found = {match[1]: path for path in folders if (match := _FOLDER.fullmatch(path.name))}
    return dict(sorted(found.items(), key=lambda item: _minor(item[0])))


def _minor(version: str) -> tuple[int, int]:
    parsed = Version.parse(version)
    if parsed is None:
        raise BadKubernetesVersion(version=version)
    return parsed.major, parsed.minor


_FOLDERS: Final = _schema_folders()
VERSIONS: Final = tuple(_FOLDERS)


class Fault(StrEnum):
    """In what way a field is wrong."""

    UNKNOWN = "unknown field"
    MISSING = "missing"
    TYPE = "wrong type"
    VALUE = "wrong value"


@dataclass(frozen=True)
class FieldFault:
    """One field at fault: its path (`spec.containers[0].image`), what was found and is wanted."""

    fault: Fault
    path: str
    found: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Validator:
    """The schema of one kind; `schema` and `definitions` are JSON schema as Kubernetes ships it."""

    definitions: Mapping[str, Mapping[str, Any]]
    schema: Mapping[str, Any]

    def faults(self, body: Mapping[str, object]) -> tuple[FieldFault, ...]:
        """Return all that is wrong with an object of this kind, in its own order."""
        return tuple(self._check(body, self.schema, ""))

    def _check(self, value: object, schema: Mapping[str, Any], path: str) -> Iterator[FieldFault]:
        reference = schema.get("$ref")
        if reference is not None:
            schema = self.definitions[reference.rpartition(_REFERENCE)[2]]
        wanted = _types(schema)
        if wanted and not _is_any(value, wanted):
            wanted_names = " or ".join(name for name in wanted if name != "null")
            yield FieldFault(Fault.TYPE, path, _type_name(value), wanted_names)
        elif isinstance(value, dict):
            yield from self._check_fields(value, schema, path)
        elif isinstance(value, list) and "items" in schema:
            for position, item in enumerate(value):
                yield from self._check(item, schema["items"], f"{path}[{position}]")
        elif fault := _check_scalar(value, schema, path):
            yield fault

    def _check_fields(
        self, value: Mapping[str, object], schema: Mapping[str, Any], path: str
    ) -> Iterator[FieldFault]:
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties")
        for name, field in value.items():
            field_path = _join(path, name)
            if name in properties:
                yield from self._check(field, properties[name], field_path)
            elif others is False:
                close = difflib.get_close_matches(str(name), properties, n=1)
                yield FieldFault(Fault.UNKNOWN, field_path, wanted=close[0] if close else "")
            elif isinstance(others, dict):
                yield from self._check(field, others, field_path)
        for name in schema.get("required", ()):
            if value.get(name) is None:
                yield FieldFault(Fault.MISSING, _join(path, name))


def validator_for(api_version: str, kind: str, version: str) -> Validator | None:
    """Return the validator of a kind in Kubernetes `version`, None for kinds it does not know.

    A version newer than the newest schemas takes the newest, an older one the oldest.
    """
    return _schemas(_nearest(version)).validator(api_version, kind)


def is_older(version: str, than: str) -> bool:
    """Tell whether a Kubernetes version is older than another by its major and minor number."""
    return _minor(version) < _minor(than)


def check_objects(objects: Iterable[RenderedObject], version: str) -> tuple[Problem, ...]:
    """Return what Kubernetes `version` would refuse in `objects`, or warn about."""
    schemas = _schemas(_nearest(version))
    return tuple(
        problem
        for each in objects
        for item in _listed(each.body)
        for problem in _check_object(each, item, schemas, version)
    )


class _Schemas:
    """All schemas of one Kubernetes version."""

    def __init__(self, folder: Path) -> None:
        content = json.loads((folder / "_definitions.json").read_bytes())
        self._definitions: Mapping[str, Mapping[str, Any]] = content["$defs"]
        self._validators: dict[tuple[str, str], Validator] = {}
        for definition in self._definitions.values():
            for gvk in definition.get("x-kubernetes-group-version-kind", ()):
                api_version = f"{gvk['group']}/{gvk['version']}".lstrip("/")
                validator = Validator(self._definitions, definition)
                self._validators.setdefault((api_version, gvk["kind"]), validator)

    def validator(self, api_version: str, kind: str) -> Validator | None:
        return self._validators.get((api_version, kind))

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(_group(api_version) for api_version, _ in self._validators)


@lru_cache(maxsize=3)
def _schemas(version: str) -> _Schemas:
    return _Schemas(_FOLDERS[version])


def _nearest(version: str) -> str:
    wanted = _minor(version)
    return next((known for known in reversed(VERSIONS) if _minor(known) <= wanted), VERSIONS[0])


def _listed(body: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
    items = body.get("items")
    if body.get("kind") == "List" and isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))
    else:
        yield body


def _check_object(
    rendered: RenderedObject, body: Mapping[str, Any], schemas: _Schemas, version: str
) -> Iterator[Problem]:
    api_version, kind = str(body.get("apiVersion") or ""), str(body.get("kind") or "")
    place = f"{rendered.source} {kind}/{rendered.name}"
    if not api_version or not kind:
        what = say("The object has no {field}.", field="kind" if api_version else "apiVersion")
        yield Problem(rendered.source, what, say("Name it in the template."))
        return
    retired = RETIRED.get((api_version, kind))
    if retired and _minor(retired.deprecated) <= _minor(version):
        yield _retirement(place, api_version, kind, retired, version)
    validator = schemas.validator(api_version, kind)
    if validator:
        for fault in validator.faults(body):
            yield _problem(place, fault)
    elif not retired and _group(api_version) in schemas.groups:
        what = say(
            "Kubernetes {version} has no {kind} in {api}.",
            version=version,
            kind=kind,
            api=api_version,
        )
        yield Problem(place, what, say("Check apiVersion and kind."))


def _retirement(place: str, api_version: str, kind: str, retired: Retired, version: str) -> Problem:
    gone = retired.removed is not None and _minor(retired.removed) <= _minor(version)
    what = say(
        "{api} {kind} was removed in Kubernetes {since}."
        if gone
        else "{api} {kind} is deprecated since Kubernetes {since}.",
        api=api_version,
        kind=kind,
        since=retired.removed if gone else retired.deprecated,
    )
    remedy = say("Use {replacement}.", replacement=retired.replacement)
    if not retired.replacement:
        remedy = say("Do without it: nothing takes its place.")
    severity = Severity.ERROR if gone else Severity.WARNING
    return Problem(place, what, remedy, severity=severity)


def _problem(place: str, fault: FieldFault) -> Problem:
    match fault.fault:
        case Fault.UNKNOWN:
            what = say("Kubernetes knows no field {path}.", path=fault.path)
            remedy = say("Did you mean {name}?", name=fault.wanted)
            if not fault.wanted:
                remedy = say("Take it out, or mend its indentation.")
        case Fault.MISSING:
            what = say("The field {path} is missing.", path=fault.path)
            remedy = say("Set it in the template or in the values.")
        case Fault.TYPE:
            what = say("{path} must be of type {wanted}, but is {found}.", **_words(fault))
            remedy = say("Quote it, or take the quotes away.")
            if {fault.found, *fault.wanted.split(" or ")} & {"object", "array"}:
                remedy = say("Mend its indentation, or the value it comes from.")
        case Fault.VALUE:
            what = say("{path} must be {wanted}, but is {found}.", **_words(fault))
            remedy = say("Change it to what Kubernetes allows.")
    return Problem(place, what, remedy)


def _words(fault: FieldFault) -> dict[str, str]:
    return {"path": fault.path, "found": fault.found, "wanted": fault.wanted}


def _group(api_version: str) -> str:
    group, slash, _ = api_version.partition("/")
    return group if slash else ""


def _join(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    if "oneOf" in schema:
        return tuple(each for choice in schema["oneOf"] for each in _types(choice))
    declared = schema.get("type", ())
    return (declared,) if isinstance(declared, str) else tuple(declared)


def _is_any(value: object, wanted: tuple[str, ...]) -> bool:
    found = _type_name(value)
    if found in wanted or (found == "integer" and "number" in wanted):
        return True
    # Through JSON a YAML 1.0 becomes 1.
    return isinstance(value, float) and "integer" in wanted and value.is_integer()


def _type_name(value: object) -> str:
    return _TYPE_NAMES.get(type(value), "object")


def _check_scalar(value: object, schema: Mapping[str, Any], path: str) -> FieldFault | None:
    allowed = schema.get("enum")
    if allowed and value is not None and value not in allowed:
        return FieldFault(Fault.VALUE, path, str(value), " or ".join(map(str, allowed)))
    if isinstance(value, int) and schema.get("format") == "int32" and not -(2**31) <= value < 2**31:
        return FieldFault(Fault.VALUE, path, str(value), "a 32-bit number")
    if isinstance(value, str) and schema.get("format") == "byte" and not _is_base64(value):
        return FieldFault(Fault.VALUE, path, "text", "base64")
    return None


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
