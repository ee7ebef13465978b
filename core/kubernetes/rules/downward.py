"""References to fields of a Pod and to resources of its containers (the downward API)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.kubernetes import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.rules.table import Check

# All that may be referred to at all; each place allows some of them.
_CONVERTIBLE: Final = frozenset(
    {
        "metadata.annotations",
        "metadata.labels",
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.serviceAccountName",
        "spec.schedulerName",
        "spec.hostNetwork",
        "status.phase",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs",
        "status.nominatedNodeName",
    }
)
_RESOURCES: Final = (
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
)
_BINARY: Final = frozenset({"1", *(f"1{each}" for each in "kMGTPE"), *(f"1{e}i" for e in "KMGTPE")})


def object_field(*allowed: str) -> Check:
    """Refuse a reference to a field of the Pod that is not among the `allowed`."""

    def check(at: Field) -> Iterator[Cause]:
        path = at.at("fieldPath")
        if not path.value:
            yield path.required()
            return
        subscript = re.fullmatch(r"(.+)\['(.*)'\]", path.value)
        base = subscript[1] if subscript else path.value
        if base not in _CONVERTIBLE or (subscript and not base.startswith("metadata.")):
            yield path.invalid(
                f"error converting fieldPath: field label not supported: {path.value}"
            )
        elif subscript:
            yield from _subscript_causes(at, base, subscript[2])
        elif base not in allowed:
            yield path.unsupported(allowed)

    return check


def _subscript_causes(at: Field, base: str, key: str) -> Iterator[Cause]:
    if base not in ("metadata.annotations", "metadata.labels"):
        yield at.invalid("does not support subscript", base)
        return
    named = key.lower() if base == "metadata.annotations" else key
    yield from (at.invalid(why, named) for why in formats.qualified_name(named))


def container_field(at: Field) -> Iterator[Cause]:
    """Refuse a reference to a resource no container has, or in a strange unit."""
    resource = at.at("resource")
    name = resource.value or ""
    if not name:
        yield resource.required()
    elif name not in _RESOURCES and not name.startswith(
        ("requests.hugepages-", "limits.hugepages-")
    ):
        yield resource.unsupported(_RESOURCES)
    divisor = at.get("divisor")
    if divisor in (None, "", 0, "0"):
        return
    of = name.partition(".")[2]
    if of == "cpu" and str(divisor) not in ("1m", "1"):
        yield at.at("divisor").invalid(
            "only divisor's values 1m and 1 are supported with the cpu resource", name
        )
    elif of in ("memory", "ephemeral-storage") and str(divisor) not in _BINARY:
        yield at.at("divisor").invalid(
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are"
            f" supported with the {of.replace('ephemeral-', 'local ephemeral ')} resource",
            name,
        )


def container_field_of(at: Field) -> Iterator[Cause]:
    """Refuse the same in a volume, where the container must be named."""
    if not at.get("containerName"):
        yield at.at("containerName").required()
    else:
        yield from container_field(at)
