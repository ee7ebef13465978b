"""What a cluster's Kubernetes would refuse in the objects a chart renders, said before a launch."""

from __future__ import annotations

import difflib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from core.errors import Problem, Severity, say, warning
from core.kubernetes.decoding import findings, without_nulls
from core.kubernetes.defaults import fill_in
from core.kubernetes.retired_kinds import RETIRED, Retired
from core.kubernetes.schemas import custom_schema, is_built_in_group, schema_of
from core.kubernetes.versions import minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import RenderedObject
    from core.kubernetes.causes import Cause
    from core.kubernetes.decoding import Finding
    from core.kubernetes.schemas import Schema

_JSON_NAMES: Final = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
}


def check_objects(objects: Iterable[RenderedObject], version: str) -> tuple[Problem, ...]:
    """Return what Kubernetes `version` would refuse in `objects`, or warn about."""
    listed = [(each, item) for each in objects for item in _listed(each.body)]
    custom = _Definitions((body for _, body in listed), version)
    problems = [
        problem
        for rendered, body in listed
        for problem in _check_object(rendered, body, custom, version)
    ]
    return (*problems, *_check_neighbours(listed))


def _listed(body: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
    items = body.get("items")
    if body.get("kind") == "List" and isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))
    else:
        yield body


class _Definitions:
    """The kinds that a chart defines itself, each read when the chart has an object of it."""

    def __init__(self, bodies: Iterable[Mapping[str, Any]], version: str) -> None:
        self._bodies = [each for each in bodies if each.get("kind") == "CustomResourceDefinition"]
        self._version = version

    def schema(self, api_version: str, kind: str) -> Schema:
        """Return what is known of a kind: its definition's schema, or its metadata alone."""
        return custom_schema(self._schemas.get((api_version, kind), {}), self._version)

    @cached_property
    def _schemas(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        return {
            (f"{spec.get('group')}/{each.get('name')}", str(spec["names"].get("kind"))): node
            for spec in self._good_specs()
            for each in spec.get("versions") or ()
            if isinstance(node := (each.get("schema") or {}).get("openAPIV3Schema"), dict)
        }

    def _good_specs(self) -> Iterator[Mapping[str, Any]]:
        """Yield what can be read; the rest is told of where it stands."""
        for body in self._bodies:
            schema = schema_of(str(body.get("apiVersion")), str(body.get("kind")), self._version)
            read = _read(body, schema) if schema else {}
            if schema and not any(findings(read, schema, "CustomResourceDefinition")):
                yield read["spec"]


def _check_object(
    rendered: RenderedObject,
    body: Mapping[str, Any],
    custom: _Definitions,
    version: str,
) -> Iterator[Problem]:
    api_version, kind = str(body.get("apiVersion") or ""), str(body.get("kind") or "")
    place = _place(rendered, kind)
    if not api_version or not kind:
        what = say("The object has no {field}.", field="kind" if api_version else "apiVersion")
        yield Problem(rendered.source, what, say("Name it in the template."))
        return
    retired = RETIRED.get((api_version, kind))
    if retired and minor(retired.deprecated) <= minor(version):
        yield _retirement(place, api_version, kind, retired, version)
    schema = schema_of(api_version, kind, version)
    if schema:
        yield from _built_in(place, body, schema, version)
    elif not retired and not is_built_in_group(api_version, version):
        yield from _of_definition(place, body, custom.schema(api_version, kind), version)
    elif not retired:
        what = say(
            "Kubernetes {version} has no {kind} in {api}.",
            version=version,
            kind=kind,
            api=api_version,
        )
        yield Problem(place, what, say("Check apiVersion and kind."))


def _place(rendered: RenderedObject, kind: str) -> str:
    return f"{rendered.source} {kind}/{rendered.name}"


def _built_in(
    place: str, body: Mapping[str, Any], schema: Schema, version: str
) -> Iterator[Problem]:
    read = _read(body, schema)
    if "spec" in schema.fields:
        read.setdefault("spec", {})
    found = list(findings(read, schema, read["kind"]))
    if any(each.what != "missing" for each in found):
        # What cannot be read is not judged.
        yield from (_problem(place, each) for each in found)
        return
    # Rules cost their import, which commands that check nothing do not pay.
    from core.kubernetes.rules.kinds import causes, later_causes  # noqa: PLC0415

    _complete(read, schema)
    missing = {each.place for each in found}
    refused = [each for each in _once(causes(read, version=version)) if each.field not in missing]
    for each in found:
        # A rule that says what is missing below says it better.
        if not any(cause.field.startswith(f"{each.place}.") for cause in refused):
            yield _problem(place, each)
    yield from (_refusal(place, cause) for cause in refused)
    yield from (_doubt(place, cause, version) for cause in _once(later_causes(read, version)))


def _complete(read: dict[str, Any], schema: Schema) -> None:
    """Add what the server adds before it judges: defaults, and what only it knows."""
    metadata = read.setdefault("metadata", {})
    if not metadata.get("name") and metadata.get("generateName"):
        metadata["name"] = f"{metadata['generateName'][:58]}abcde"
    metadata["uid"] = "00000000-0000-0000-0000-000000000000"
    if "status" in schema.fields:
        read.pop("status", None)
    group, slash, _ = str(read["apiVersion"]).partition("/")
    fill_in(group if slash else "", read["kind"], read)


def _of_definition(
    place: str, body: Mapping[str, Any], schema: Schema, version: str
) -> Iterator[Problem]:
    """Check an object of a kind that the chart defines by what its definition says."""
    from core.kubernetes.custom_values import value_causes, with_defaults  # noqa: PLC0415
    from core.kubernetes.expressions import expression_causes  # noqa: PLC0415
    from core.kubernetes.rules.kinds import causes  # noqa: PLC0415

    read = with_defaults(_read(body, schema), schema)
    unread = [each for each in findings(read, schema, read["kind"]) if each.path[0] == "metadata"]
    if unread:
        yield from (_problem(place, each) for each in unread)
        return
    if not read.setdefault("metadata", {}).get("name"):
        read["metadata"]["name"] = "unnamed"
    found = [
        *value_causes(read, schema),
        *expression_causes(read, None, schema),
        *causes(read, version=version, custom=True),
    ]
    yield from (_refusal(place, cause) for cause in _once(found))


def _read(body: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """Return a copy of an object as the server reads it."""
    nulls: list[None] = []
    read: dict[str, Any] = _as_json(body, nulls)
    return without_nulls(read, schema) if nulls else read


def _as_json(value: Any, nulls: list[None]) -> Any:
    """Return what YAML means once it went through JSON: a 1.0 is a 1; count nulls by the way."""
    kind = type(value)
    if kind is str:
        return value
    if isinstance(value, dict):
        return {
            name if type(name) is str else str(name): item
            if type(item) is str
            else _as_json(item, nulls)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_as_json(item, nulls) for item in value]
    if value is None:
        nulls.append(None)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _once(causes: Iterable[Cause]) -> Iterable[Cause]:
    return dict.fromkeys(causes)


def _refusal(place: str, cause: Cause) -> Problem:
    what = say(
        "Kubernetes refuses {path}: {reason}.",
        path=cause.field,
        reason=cause.message.removesuffix("."),
    )
    return Problem(place, what, say("Change it in the values, or in the template."))


def _doubt(place: str, cause: Cause, version: str) -> Problem:
    what = say(
        "Kubernetes {version} takes it, but makes no Pods of it: {path}: {reason}.",
        version=version,
        path=cause.field,
        reason=cause.message.removesuffix("."),
    )
    return warning(place, what, say("Change it in the values, or in the template."))


def _check_neighbours(listed: list[tuple[RenderedObject, Mapping[str, Any]]]) -> Iterator[Problem]:
    """Yield what is refused because of another object of the chart.

    Hooks and the CRDs in `crds/` do not count: Helm deletes the ones and leaves the others alone.
    """
    ordinary = [
        (rendered, body)
        for rendered, body in listed
        if "crds/" not in f"/{rendered.source}" and "helm.sh/hook" not in _annotations(body)
    ]
    names = Counter(_named(rendered, body) for rendered, body in ordinary if rendered.name)
    for rendered, body in ordinary:
        key = _named(rendered, body)
        if names[key] > 1:
            names[key] = 0
            kind = str(body.get("kind"))
            what = say("The chart renders {kind} {name} more than once.", kind=kind, name=key[2])
            remedy = say("Rename one of them, or take it out.")
            yield Problem(_place(rendered, kind), what, remedy)
    yield from _check_node_ports(ordinary)


def _named(rendered: RenderedObject, body: Mapping[str, Any]) -> tuple[str, str, str]:
    metadata = body.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    kind = f"{str(body.get('apiVersion')).rpartition('/')[0]}/{body.get('kind')}"
    return kind, str(metadata.get("namespace") or ""), str(metadata.get("name") or rendered.name)


def _annotations(body: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = body.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    return annotations if isinstance(annotations, dict) else {}


def _check_node_ports(
    listed: list[tuple[RenderedObject, Mapping[str, Any]]],
) -> Iterator[Problem]:
    taken: dict[tuple[str, int], str] = {}
    for rendered, body in listed:
        if (body.get("apiVersion"), body.get("kind")) != ("v1", "Service"):
            continue
        spec = body.get("spec")
        ports = spec.get("ports") if isinstance(spec, dict) else None
        for index, port in enumerate(ports if isinstance(ports, list) else ()):
            number = port.get("nodePort") if isinstance(port, dict) else None
            if not isinstance(number, int) or not number:
                continue
            owner = taken.setdefault((str(port.get("protocol") or "TCP"), number), rendered.name)
            if owner != rendered.name:
                what = say(
                    "Kubernetes refuses {path}: {reason}.",
                    path=f"spec.ports[{index}].nodePort",
                    reason=f"Invalid value: {number}: provided port is already allocated",
                )
                remedy = say("Change it: the Service {name} of this chart has it.", name=owner)
                yield Problem(_place(rendered, "Service"), what, remedy)


def _retirement(place: str, api_version: str, kind: str, retired: Retired, version: str) -> Problem:
    gone = retired.removed is not None and minor(retired.removed) <= minor(version)
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


def _problem(place: str, finding: Finding) -> Problem:
    path = finding.place
    match finding.what:
        case "unknown":
            what = say("Kubernetes knows no field {path}.", path=path)
            close = difflib.get_close_matches(str(finding.path[-1]), finding.schema.fields, n=1)
            remedy = say("Take it out, or mend its indentation.")
            if close:
                remedy = say("Did you mean {name}?", name=close[0])
        case "missing":
            what = say("The field {path} is missing.", path=path)
            remedy = say("Set it in the template or in the values.")
        case "mistyped":
            what, remedy = _mistyped(path, finding)
        case "malformed":
            is_text = finding.schema.target.get("format") == "byte"
            what = say(
                "{path} must be {wanted}, but is {found}.",
                path=path,
                found="text" if is_text else finding.value,
                wanted="base64" if is_text else "a quantity such as 500m or 1Gi",
            )
            remedy = say("Change it to what Kubernetes allows.")
    return Problem(place, what, remedy)


def _mistyped(path: str, finding: Finding) -> tuple[Any, Any]:
    found = _JSON_NAMES.get(type(finding.value), "object")
    wanted = [each for each in finding.schema.types if each != "null"]
    if found in wanted:
        bits = 32 if finding.schema.target.get("format") == "int32" else 64
        what = say(
            "{path} must be {wanted}, but is {found}.",
            path=path,
            found=finding.value,
            wanted=f"a {bits}-bit number",
        )
        return what, say("Change it to what Kubernetes allows.")
    what = say(
        "{path} must be of type {wanted}, but is {found}.",
        path=path,
        found=found,
        wanted=" or ".join(wanted),
    )
    if {found, *wanted} & {"object", "array"}:
        return what, say("Mend its indentation, or the value it comes from.")
    return what, say("Quote it, or take the quotes away.")
