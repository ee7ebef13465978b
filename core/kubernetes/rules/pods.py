"""What Pods and the templates of Pods must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.rules.checks import (
    LARGEST_INT32,
    absent,
    between,
    label_key,
    labels,
    one_of,
    text,
    unique,
)
from core.kubernetes.rules.containers import ACTING, CONTAINER, NOT_ACTING
from core.kubernetes.rules.metadata import annotation_texts
from core.kubernetes.rules.resources import requirements
from core.kubernetes.rules.scheduling import AFFINITY, SPREAD, toleration
from core.kubernetes.rules.security import POD_SECURITY
from core.kubernetes.rules.table import Table, row
from core.kubernetes.rules.volumes import VOLUME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_DNS_POLICIES: Final = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")


def _containers(at: Field) -> Iterator[Cause]:
    """Refuse containers that share a name or a port of the node."""
    names: set[str] = set()
    for field in ("containers", "initContainers"):
        for each in at.at(field).items():
            name = each.at("name")
            if name.value and name.value in names:
                yield name.duplicate()
            names.add(name.value)
    taken: set[str] = set()
    for each in at.at("containers").items():
        for port in each.at("ports").items():
            number = port.get("hostPort")
            key = f"{port.get('protocol')}/{port.get('hostIP') or ''}/{number}"
            if number and key in taken:
                yield port.at("hostPort").duplicate(key)
            taken.add(key)


def _init_container(at: Field) -> Iterator[Cause]:
    """Init containers that restart keep running beside the others, so they may have probes."""
    restart = at.at("restartPolicy")
    if restart.value == "Always":
        yield from ACTING(at)
    else:
        yield from NOT_ACTING(at)
    # Since 1.35 a container may have restart rules of its own.
    known = ("Always",) if at.version < (1, 35) else ("Always", "Never", "OnFailure")
    if restart.value is not None and restart.value not in known:
        yield restart.unsupported(known)


def _mounted_volumes(at: Field) -> Iterator[Cause]:
    """Refuse mounts of volumes the Pod does not have."""
    volumes = {each.get("name"): each for each in at.get("volumes") or ()}
    for field in ("containers", "initContainers", "ephemeralContainers"):
        for container in at.at(field).items():
            yield from _mounts(container, volumes)


def _mounts(container: Field, volumes: dict[str, object]) -> Iterator[Cause]:
    devices = {
        each.get("name"): each.get("devicePath") for each in container.get("volumeDevices") or ()
    }
    for each in container.at("volumeMounts").items():
        name = each.at("name")
        if name.value not in volumes:
            yield name.not_found()
        if name.value in devices:
            yield name.invalid("must not already exist in volumeDevices")
        if each.get("mountPath") in devices.values():
            yield each.at("mountPath").invalid("must not already exist as a path in volumeDevices")
    for each in container.at("volumeDevices").items():
        name = each.at("name")
        volume = volumes.get(name.value)
        if volume is None:
            yield name.not_found()
        elif isinstance(volume, dict) and not {"persistentVolumeClaim", "ephemeral"} & set(volume):
            yield name.invalid(
                "can only use volume source type of PersistentVolumeClaim or Ephemeral for block"
                " mode"
            )


def _host_network(at: Field) -> Iterator[Cause]:
    """Refuse ports of the node that differ from the container's where both are the same."""
    if not at.get("hostNetwork"):
        return
    for container in at.at("containers").items():
        for port in container.at("ports").items():
            number = port.get("hostPort")
            if number and number != port.get("containerPort"):
                yield port.at("hostPort").invalid(
                    "must match `containerPort` when `hostNetwork` is true"
                )


def _host_users(at: Field) -> Iterator[Cause]:
    if at.get("hostUsers") is not False:
        return
    for name, field in (
        ("hostNetwork", "hostNetwork"),
        ("hostPID", "HostPID"),
        ("hostIPC", "HostIPC"),
    ):
        if at.get(name) and not (name == "hostNetwork" and at.version >= (1, 35)):
            yield at.at(field).forbidden("when `pod.Spec.HostUsers` is false")


def _dns(at: Field) -> Iterator[Cause]:
    config = at.at("dnsConfig")
    if at.get("dnsPolicy") == "None":
        if config.value is None:
            yield config.required("must provide `dnsConfig` when `dnsPolicy` is None")
        elif not config.get("nameservers"):
            yield config.at("nameservers").required(
                "must provide at least one DNS nameserver when `dnsPolicy` is None"
            )
    if len(config.get("nameservers") or ()) > 3:
        yield config.at("nameservers").invalid("must not have more than 3 nameservers")
    searches = config.get("searches") or ()
    if len(searches) > 32:
        yield config.at("searches").invalid("must not have more than 32 search paths")
    if len(" ".join(searches)) > 2048:
        yield config.at("searches").invalid(
            "must not have more than 2048 characters (including spaces) in the search list"
        )
    for each in config.at("options").items():
        if not each.get("name"):
            yield each.required("must not be empty")


def _search(at: Field) -> Iterator[Cause]:
    domain = at.value.removesuffix(".")
    if at.value != "." or at.version < (1, 33):
        relaxed = at.version >= (1, 33)
        look = formats.dns_subdomain_with_underscore if relaxed else formats.dns_subdomain
        yield from (at.invalid(why, domain) for why in look(domain))


def _sleeps(at: Field) -> Iterator[Cause]:
    """Refuse a hook that sleeps for longer than the Pod has to end."""
    grace = at.get("terminationGracePeriodSeconds")
    for container in at.at("containers").items():
        for hook in ("postStart", "preStop"):
            sleep = container.at("lifecycle", hook, "sleep")
            seconds = sleep.get("seconds")
            least = 0 if at.version >= (1, 33) else 1
            if seconds is not None and grace is not None and not least <= seconds <= grace:
                yield sleep.invalid(
                    f"must be non-negative and less than terminationGracePeriodSeconds ({grace})",
                    seconds,
                )


def _claims(at: Field) -> Iterator[Cause]:
    for each in at.value:
        held = [
            name for name in ("resourceClaimName", "resourceClaimTemplateName") if each.get(name)
        ]
        if len(held) > 1:
            yield at.invalid(
                "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be"
                " specified",
                each,
            )


def _shared_processes(at: Field) -> Iterator[Cause]:
    if at.get("shareProcessNamespace") and at.get("hostPID"):
        yield at.at("securityContext", "shareProcessNamespace").invalid(
            "ShareProcessNamespace and HostPID cannot both be enabled", True
        )


def _gates(at: Field) -> Iterator[Cause]:
    for each in at.items():
        yield from (
            each.invalid(w, each.get("name"))
            for w in formats.qualified_name(each.get("name") or "")
        )


SPEC: Final = Table(
    row("volumes", unique(lambda volume: volume.get("name"), "name")),
    row("volumes[]", VOLUME),
    row("containers", needed=""),
    row("containers[]", CONTAINER, ACTING),
    row(
        "containers[].restartPolicy",
        absent("may not be set for non-init containers"),
        until="1.35",
    ),
    row("initContainers[]", CONTAINER, _init_container),
    row("", _containers, _mounted_volumes, _host_network, _host_users, _dns, _sleeps),
    row("", _shared_processes),
    row("resourceClaims", unique(lambda claim: claim.get("name"), "name"), _claims),
    row("resources", requirements, since="1.34"),
    row("restartPolicy", one_of("Always", "OnFailure", "Never")),
    row("dnsPolicy", one_of(*_DNS_POLICIES)),
    row("dnsConfig.nameservers[]", text(formats.address)),
    row("dnsConfig.searches[]", _search),
    row("nodeSelector", labels),
    row("securityContext", POD_SECURITY),
    row("affinity", AFFINITY),
    row("readinessGates[].conditionType", label_key, needed="name part must be non-empty"),
    row("schedulingGates", _gates, unique(lambda gate: gate.get("name"))),
    row("topologySpreadConstraints", SPREAD),
    row("serviceAccountName", text(formats.dns_subdomain)),
    row("nodeName", text(formats.dns_subdomain)),
    row("activeDeadlineSeconds", between(1, LARGEST_INT32)),
    row("hostname", text(formats.dns_label)),
    row("subdomain", text(formats.dns_label)),
    row("tolerations[]", toleration),
    row("hostAliases[].ip", text(formats.address), needed=""),
    row("hostAliases[].hostnames[]", text(formats.dns_subdomain)),
    row("priorityClassName", text(formats.dns_subdomain)),
    row("runtimeClassName", text(formats.dns_subdomain)),
    row("preemptionPolicy", one_of("PreemptLowerPriority", "Never")),
    row("os.name", one_of("linux", "windows"), needed="cannot be empty"),
)
"""What the `spec` of a Pod, or of a template of Pods, must satisfy."""


def _image(at: Field) -> Iterator[Cause]:
    # Templates of Pods may hold such an image; some tools replace it later.
    if at.value != at.value.strip():
        yield at.invalid("must not have leading or trailing whitespace")


def _token_without_account(at: Field) -> Iterator[Cause]:
    if at.get("serviceAccountName"):
        return
    for volume in at.at("volumes").items():
        for source in volume.at("projected", "sources").items():
            if source.get("serviceAccountToken") is not None:
                yield source.at("serviceAccountToken").forbidden(
                    "must not be specified when serviceAccountName is not set"
                )


POD: Final = Table(
    row("spec", SPEC, _token_without_account),
    row("spec.containers[].image", _image),
    row("spec.initContainers[].image", _image),
    row("spec.ephemeralContainers", absent("cannot be set on create")),
)

RUNTIME_CLASS: Final = Table(
    row("handler", text(formats.dns_label), needed=""),
    row("scheduling.nodeSelector", labels),
    row("scheduling.tolerations[]", toleration),
)
TEMPLATE: Final = Table(
    # The API leaves `metadata` out of these two places.
    row("", lambda at: _moved(at, "labels")),
    row("", lambda at: _moved(at, "annotations")),
    row("spec", SPEC),
    row("spec.ephemeralContainers", absent("ephemeral containers not allowed in pod template")),
)
"""What the template of Pods must satisfy, in whatever kind."""


def _moved(at: Field, name: str) -> Iterator[Cause]:
    place = at.at(name).with_value(at.get("metadata", name))
    if place.value:
        yield from (labels if name == "labels" else annotation_texts)(place)
