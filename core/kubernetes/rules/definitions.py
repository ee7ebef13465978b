"""What a CustomResourceDefinition must satisfy, apart from its schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes import formats
from core.kubernetes.fields import Field
from core.kubernetes.rules.checks import one_of, text
from core.kubernetes.rules.definition_schemas import schema_causes
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.rules.table import Check

_COLUMN_TYPES: Final = ("boolean", "date", "integer", "number", "string")
_COLUMN_FORMATS: Final = (
    "byte",
    "date",
    "date-time",
    "double",
    "float",
    "int32",
    "int64",
    "password",
)


def _name(at: Field) -> Iterator[Cause]:
    name = at.at("metadata", "name")
    plural, group = at.get("spec", "names", "plural"), at.get("spec", "group")
    if plural and group and name.value != f"{plural}.{group}":
        yield name.invalid('must be spec.names.plural+"."+spec.group')


def _group(at: Field) -> Iterator[Cause]:
    wrong = list(formats.dns_subdomain(at.value))
    yield from (at.invalid(why) for why in wrong)
    if not wrong and "." not in at.value:
        yield at.invalid("should be a domain with at least one dot")


def _versions(at: Field) -> Iterator[Cause]:
    names = [each.get("name") for each in at.value]
    if len(set(names)) < len(names):
        yield at.invalid("must contain unique version names")
    if sum(bool(each.get("storage")) for each in at.value) != 1:
        yield at.invalid("must have exactly one version marked as storage version")


def _kind(at: Field) -> Iterator[Cause]:
    yield from (
        at.invalid(f"may have mixed case, but should otherwise match: {why}")
        for why in formats.dns_1035(at.value.lower())
    )


def _names(at: Field) -> Iterator[Cause]:
    if at.get("kind") and at.get("kind") == at.get("listKind"):
        yield at.at("listKind").invalid("kind and listKind may not be the same")


def _columns(at: Field) -> Iterator[Cause]:
    yield from _COLUMN(at)
    path = at.get("jsonPath")
    if path and not path.startswith("."):
        yield at.at("jsonPath").invalid("must be a simple json path starting with .")


_COLUMN: Final = Table(
    row("name", needed=""),
    row("type", one_of(*_COLUMN_TYPES), needed=""),
    row("format", one_of(*_COLUMN_FORMATS)),
    row("jsonPath", needed=""),
)


def _scale_path(field: str, *, status: bool) -> Check:
    root = ".status" if status else ".spec"

    def check(at: Field) -> Iterator[Cause]:
        if not at.value.startswith("."):
            yield at.invalid("must be a json path without the array notation")
        elif field != "labelSelectorPath" and not at.value.startswith(f"{root}."):
            yield at.invalid(f"should be a json path under {root}")

    return check


_SCALE: Final = Table(
    row("specReplicasPath", _scale_path("specReplicasPath", status=False), needed=""),
    row("statusReplicasPath", _scale_path("statusReplicasPath", status=True), needed=""),
    row("labelSelectorPath", _scale_path("labelSelectorPath", status=True)),
)


def _conversion(at: Field) -> Iterator[Cause]:
    strategy, webhook = at.get("strategy"), at.at("webhook")
    if strategy == "Webhook":
        if webhook.get("clientConfig") is None:
            yield at.at("webhookClientConfig").required("required when strategy is set to Webhook")
        if not webhook.get("conversionReviewVersions"):
            yield at.at("conversionReviewVersions").required()
    elif webhook.value is not None:
        yield at.at("webhookClientConfig").forbidden(
            "should not be set when strategy is not set to Webhook"
        )


def _of_versions(at: Field) -> Iterator[Cause]:
    """Check what each version says; what all say alike, the API names as said once."""
    versions = [each for each in at.get("versions") or () if isinstance(each, dict)]
    for index, each in enumerate(versions):
        if not (each.get("schema") or {}).get("openAPIV3Schema"):
            place = at.at("versions").key(index).at("schema", "openAPIV3Schema")
            yield place.required("schemas are required")
    for place in _said(at, versions, "schema", "validation"):
        yield from schema_causes(place.at("openAPIV3Schema"))
    for place in _said(at, versions, "subresources", "subresources"):
        if place.get("scale") is not None:
            yield from _SCALE(place.at("scale"))
    for place in _said(at, versions, "additionalPrinterColumns", "additionalPrinterColumns"):
        for column in place.items():
            yield from _columns(column)


def _said(at: Field, versions: list[dict[str, Any]], name: str, alike: str) -> Iterator[Field]:
    values = [each.get(name) for each in versions]
    if values and all(value == values[0] for value in values):
        if values[0]:
            yield Field(f"{at.path}.{alike}", values[0], at.version)
        return
    for index, value in enumerate(values):
        if value:
            yield Field(f"{at.path}.versions[{index}].{name}", value, at.version)


def _must_be_false(at: Field) -> Iterator[Cause]:
    if at.value:
        yield at.invalid("must be false in order to use defaults in the schema")


DEFINITION: Final = Table(
    row("spec.preserveUnknownFields", _must_be_false),
    row("", _name),
    row("spec.group", _group, needed=""),
    row("spec.scope", one_of("Cluster", "Namespaced"), needed=""),
    row("spec.versions", _versions, needed=""),
    row("spec.versions[].name", text(formats.dns_1035), needed=""),
    row("spec.names.plural", text(formats.dns_1035), needed=""),
    row("spec.names.singular", text(formats.dns_1035)),
    row("spec.names.kind", _kind, needed=""),
    row("spec.names.listKind", _kind),
    row("spec.names", _names),
    row("spec.names.shortNames[]", text(formats.dns_1035)),
    row("spec.names.categories[]", text(formats.dns_1035)),
    row("spec.conversion", _conversion),
    row("spec", _of_versions),
)
