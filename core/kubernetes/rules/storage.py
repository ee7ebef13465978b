"""What claims, volumes of a cluster and their classes must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.causes import unsupported
from core.kubernetes.quantities import amount
from core.kubernetes.rules.checks import label_selector, one_of, text
from core.kubernetes.rules.scheduling import node_selector
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_MODES: Final = ("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
_VOLUME_MODES: Final = ("Block", "Filesystem")
_MANY: Final = "may not specify more than 1 volume type"
_SOURCES: Final = (
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "nfs",
    "rbd",
    "quobyte",
    "glusterfs",
    "cephfs",
    "flocker",
    "iscsi",
    "cinder",
    "fc",
    "flexVolume",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "scaleIO",
    "local",
    "storageos",
    "csi",
)


def _access_modes(at: Field) -> Iterator[Cause]:
    for each in at.value:
        if each not in _MODES:
            yield unsupported(at.path, each, _MODES)
    if "ReadWriteOncePod" in at.value and len(set(at.value) & set(_MODES)) > 1:
        yield at.forbidden("may not use ReadWriteOncePod with other access modes")


def _claimed_size(at: Field) -> Iterator[Cause]:
    size = at.at("resources").key("storage", at.get("resources", "requests", "storage"))
    if size.value is None:
        yield size.required()
    elif amount(size.value) <= 0:
        yield size.invalid("must be greater than zero", str(size.value))


def _data_source(at: Field) -> Iterator[Cause]:
    if not at.get("apiGroup") and at.get("kind") not in (None, "PersistentVolumeClaim"):
        yield at.invalid(
            "must be 'PersistentVolumeClaim' when referencing the default apiGroup",
            at.get("kind"),
        )


_DATA_SOURCE: Final = Table(
    row("name", needed=""),
    row("kind", needed=""),
    row("", _data_source),
    row("apiGroup", text(formats.dns_subdomain)),
    row("namespace", text(formats.namespace_name)),
)

CLAIM_SPEC: Final = Table(
    row("accessModes", _access_modes, needed="at least 1 access mode is required"),
    row("selector", label_selector),
    row("", _claimed_size),
    row("storageClassName", text(formats.dns_subdomain)),
    row("volumeMode", one_of(*_VOLUME_MODES)),
    row("volumeAttributesClassName", text(formats.dns_subdomain)),
    row("dataSource", _DATA_SOURCE),
    row("dataSourceRef", _DATA_SOURCE),
)
CLAIM: Final = Table(row("spec", CLAIM_SPEC))


def _capacity(at: Field) -> Iterator[Cause]:
    if set(at.value) != {"storage"}:
        yield at.unsupported(("storage",))
    size = at.key("storage")
    if size.value is not None and amount(size.value) <= 0:
        yield size.invalid("must be greater than zero", str(size.value))


def _volume_source(at: Field) -> Iterator[Cause]:
    held = at.holds(*_SOURCES)
    if not held:
        yield at.required("must specify a volume type")
    for name in held[1:]:
        yield at.at("cephFS" if name == "cephfs" else name).forbidden(_MANY)
    if at.get("local") is not None and at.get("nodeAffinity") is None:
        yield at.at("nodeAffinity").required("Local volume requires node affinity")


VOLUME: Final = Table(
    row("spec.accessModes", _access_modes, needed=""),
    row("spec.capacity", _capacity, needed=""),
    row("spec.persistentVolumeReclaimPolicy", one_of("Delete", "Recycle", "Retain")),
    row("spec.volumeMode", one_of(*_VOLUME_MODES)),
    row("spec.storageClassName", text(formats.dns_subdomain)),
    row(
        "spec.nodeAffinity.required", node_selector, needed="must specify required node constraints"
    ),
    row("spec", _volume_source),
    row("spec.hostPath.path", needed=""),
    row("spec.local.path", needed=""),
    row("spec.nfs.server", needed=""),
    row("spec.nfs.path", needed=""),
    row("spec.csi.driver", needed=""),
    row("spec.csi.volumeHandle", needed=""),
)


def _provisioner(at: Field) -> Iterator[Cause]:
    yield from (at.invalid(why) for why in formats.qualified_name(at.value.lower()))


def _parameters(at: Field) -> Iterator[Cause]:
    if any(not key for key in at.value):
        yield at.invalid("field must not be empty", "")


CLASS: Final = Table(
    row("provisioner", _provisioner, needed=""),
    row("parameters", _parameters),
    row("reclaimPolicy", one_of("Delete", "Retain")),
    row("volumeBindingMode", one_of("Immediate", "WaitForFirstConsumer")),
)
