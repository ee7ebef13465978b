"""What the volumes of a Pod must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.quantities import amount
from core.kubernetes.rules.checks import at_least, between, local_path, no_backsteps, one_of, text
from core.kubernetes.rules.downward import container_field_of, object_field
from core.kubernetes.rules.storage import CLAIM_SPEC
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_SOURCES: Final = (
    "emptyDir",
    "hostPath",
    "gitRepo",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "secret",
    "nfs",
    "iscsi",
    "glusterfs",
    "flocker",
    "persistentVolumeClaim",
    "rbd",
    "cinder",
    "cephfs",
    "quobyte",
    "downwardAPI",
    "fc",
    "flexVolume",
    "configMap",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "storageos",
    "projected",
    "scaleIO",
    "csi",
    "ephemeral",
    "image",
)
_VOLUME_FIELDS: Final = (
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
)
_HOST_PATH_TYPES: Final = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)
_PROJECTIONS: Final = (
    "secret",
    "configMap",
    "downwardAPI",
    "serviceAccountToken",
    "clusterTrustBundle",
    "podCertificate",
)


def _mode(at: Field) -> Iterator[Cause]:
    if not 0 <= at.value <= 0o777:
        yield at.invalid("must be a number between 0 and 0777 (octal), both inclusive")


def _source(at: Field) -> Iterator[Cause]:
    held = at.holds(*_SOURCES)
    if not held:
        yield at.required("must specify a volume type")
    for name in held[1:]:
        # The API misspells this one field.
        field = "downwarAPI" if name == "downwardAPI" else name
        yield at.at(field).forbidden("may not specify more than 1 volume type")


def _size_limit(at: Field) -> Iterator[Cause]:
    if amount(at.value) < 0:
        yield at.forbidden("SizeLimit field must be a valid resource quantity")


def _file_path(at: Field) -> Iterator[Cause]:
    yield from local_path(at)
    if at.value.startswith("..") and not at.value.startswith("../"):
        yield at.invalid("must not start with '..'")


_KEY_TO_PATH: Final = Table(
    row("key", needed=""),
    row("path", _file_path, needed=""),
    row("mode", _mode),
)


def _downward_item(at: Field) -> Iterator[Cause]:
    yield from _DOWNWARD_ITEM(at)
    held = at.holds("fieldRef", "resourceFieldRef")
    if not held:
        yield at.required("one of fieldRef and resourceFieldRef is required")
    elif len(held) > 1:
        yield at.invalid(
            "fieldRef and resourceFieldRef can not be specified simultaneously", "resource"
        )


_DOWNWARD_ITEM: Final = Table(
    row("path", _file_path, needed=""),
    row("mode", _mode),
    row("fieldRef", object_field(*_VOLUME_FIELDS)),
    row("resourceFieldRef", container_field_of),
)


def _downward_items(at: Field) -> Iterator[Cause]:
    """Messages about the items name no position, as those of the API."""
    for each in at.get("items") or ():
        yield from _downward_item(at.with_value(each))


def _projection(at: Field) -> Iterator[Cause]:
    held = at.holds(*_PROJECTIONS)
    if not held:
        yield at.required(
            "one of `secret`, `downwardAPI`, `configMap`, `serviceAccountToken` or"
            " `clusterTrustBundle` is required"
        )
    for name in held[1:]:
        yield at.at(name).forbidden("may not specify more than 1 volume type per source")


def _projected_paths(at: Field) -> Iterator[Cause]:
    seen: set[str] = set()
    for source in at.get("sources") or ():
        for name in ("secret", "configMap", "downwardAPI"):
            for item in (source.get(name) or {}).get("items") or ():
                path = item.get("path")
                if path and path in seen:
                    yield at.invalid("conflicting duplicate paths", path)
                seen.add(path or "")


def _absolute(at: Field) -> Iterator[Cause]:
    if not at.value.startswith("/"):
        yield at.invalid("must be an absolute path")


VOLUME: Final = Table(
    row("name", text(formats.dns_label), needed=""),
    row("", _source),
    row("emptyDir.sizeLimit", _size_limit),
    row("hostPath.path", no_backsteps, needed=""),
    row("hostPath.type", one_of(*_HOST_PATH_TYPES)),
    row("gitRepo.repository", needed=""),
    row("gitRepo.directory", local_path),
    row("secret.secretName", needed=""),
    row("secret.defaultMode", _mode),
    row("secret.items[]", _KEY_TO_PATH),
    row("configMap.name", needed=""),
    row("configMap.defaultMode", _mode),
    row("configMap.items[]", _KEY_TO_PATH),
    row("nfs.server", needed=""),
    row("nfs.path", _absolute, needed=""),
    row("persistentVolumeClaim.claimName", needed=""),
    row("downwardAPI.defaultMode", _mode),
    row("downwardAPI", _downward_items),
    row("projected.defaultMode", _mode),
    row("projected", _projected_paths),
    row("projected.sources[]", _projection),
    row("projected.sources[].secret.name", needed=""),
    row("projected.sources[].secret.items[]", _KEY_TO_PATH),
    row("projected.sources[].configMap.name", needed=""),
    row("projected.sources[].configMap.items[]", _KEY_TO_PATH),
    row("projected.sources[].downwardAPI.items[]", _downward_item),
    row("projected.sources[].serviceAccountToken.path", _file_path, needed=""),
    row(
        "projected.sources[].serviceAccountToken.expirationSeconds",
        at_least(600, "may not specify a duration less than 10 minutes"),
    ),
    row("iscsi.targetPortal", needed=""),
    row("iscsi.iqn", needed=""),
    row("iscsi.lun", between(0, 255)),
    row("gcePersistentDisk.pdName", needed=""),
    row("awsElasticBlockStore.volumeID", needed=""),
    row("rbd.monitors", needed=""),
    row("rbd.image", needed=""),
    row("cephfs.monitors", needed=""),
    row("glusterfs.endpoints", needed=""),
    row("glusterfs.path", needed=""),
    row("azureFile.secretName", needed=""),
    row("azureFile.shareName", needed=""),
    row("csi.driver", needed=""),
    row("ephemeral.volumeClaimTemplate", needed=""),
    row("ephemeral.volumeClaimTemplate.spec", CLAIM_SPEC),
    row("image.pullPolicy", one_of("Always", "IfNotPresent", "Never")),
)
