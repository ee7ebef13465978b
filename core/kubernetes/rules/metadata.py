"""What metadata must satisfy: names by kind, labels, annotations, owners, finalizers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.causes import too_long
from core.kubernetes.rules.checks import labels, text
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.formats import Format

_LONGEST_ANNOTATIONS: Final = 256 * 1024
_UNQUALIFIED: Final = "name is neither a standard finalizer name nor is it fully qualified"
_STANDARD_FINALIZERS: Final = frozenset({"kubernetes", "orphan", "foregroundDeletion"})


def service_name(at: Field) -> Iterator[Cause]:
    """Refuse what is no name of a Service."""
    # RelaxedServiceNameValidation: an alpha of 1.34, in force since 1.36.
    name = formats.dns_label if at.version >= (1, 36) else formats.dns_1035
    yield from (at.invalid(why) for why in name(at.value))


def _bundle_name(text: str) -> Iterator[str]:
    """Before the last colon stands the bundle's signer, as in `example.com:signer:bundle`."""
    return formats.dns_subdomain(text.rpartition(":")[2])


_RBAC: Final = "rbac.authorization.k8s.io"
# Kinds whose names are not RFC 1123 subdomains.
_NAMES: Final[dict[tuple[str, str], tuple[Format, ...]]] = {
    ("", "Namespace"): (formats.namespace_name,),
    (_RBAC, "Role"): (formats.path_segment,),
    (_RBAC, "RoleBinding"): (formats.path_segment,),
    (_RBAC, "ClusterRole"): (formats.path_segment,),
    (_RBAC, "ClusterRoleBinding"): (formats.path_segment,),
    ("apiregistration.k8s.io", "APIService"): (formats.path_segment,),
    ("certificates.k8s.io", "CertificateSigningRequest"): (formats.path_segment,),
    ("certificates.k8s.io", "ClusterTrustBundle"): (_bundle_name,),
    ("events.k8s.io", "Event"): (),
    ("", "Event"): (),
    ("networking.k8s.io", "IPAddress"): (),
    ("storage.k8s.io", "CSIDriver"): (),
}


def metadata_causes(at: Field, group: str, kind: str, *, custom: bool) -> Iterator[Cause]:
    """Yield what is wrong with the metadata of an object of that kind."""
    yield from _name_causes(at, group, kind)
    yield from _METADATA(at)
    for each in at.at("finalizers").items():
        if not custom and "/" not in each.value and each.value not in _STANDARD_FINALIZERS:
            yield each.invalid(_UNQUALIFIED)


def _name_causes(at: Field, group: str, kind: str) -> Iterator[Cause]:
    name = at.at("name")
    if not name.value:
        yield name.required("name or generateName is required")
    elif (group, kind) == ("", "Service"):
        yield from service_name(name)
    else:
        for each in _NAMES.get((group, kind), (formats.dns_subdomain,)):
            yield from (name.invalid(why) for why in each(name.value))
    if (group, kind) == ("batch", "CronJob") and len(name.value or "") > 52:
        # A Job's name is this one and eleven characters, and becomes a label.
        yield name.invalid("must be no more than 52 characters")


def annotation_texts(at: Field) -> Iterator[Cause]:
    """Refuse annotations with wrong keys, or too many of them."""
    for key in at.value:
        yield from (at.invalid(why, key) for why in formats.qualified_name(key.lower()))
    size = sum(len(key.encode()) + len((value or "").encode()) for key, value in at.value.items())
    if size > _LONGEST_ANNOTATIONS:
        yield too_long(at.path, _LONGEST_ANNOTATIONS)


def _owners(at: Field) -> Iterator[Cause]:
    """Messages about an owner name no position, as those of the API."""
    for owner in at.value:
        version = str(owner.get("apiVersion") or "").rpartition("/")[2]
        if not version:
            yield at.at("apiVersion").invalid("version must not be empty", "")
        for name in ("kind", "name", "uid"):
            if not owner.get(name):
                yield at.at(name).invalid("must not be empty", "")
    if sum(bool(owner.get("controller")) for owner in at.value) > 1:
        yield at.invalid("Only one reference can have Controller set to true")


def _finalizers(at: Field) -> Iterator[Cause]:
    for each in at.value:
        yield from (at.invalid(why, each) for why in formats.qualified_name(each))
    if {"orphan", "foregroundDeletion"} <= set(at.value):
        yield at.invalid('finalizer "orphan" and "foregroundDeletion" cannot be both set')


_METADATA: Final = Table(
    row("namespace", text(formats.namespace_name)),
    row("labels", labels),
    row("annotations", annotation_texts),
    row("ownerReferences", _owners),
    row("finalizers", _finalizers),
)
