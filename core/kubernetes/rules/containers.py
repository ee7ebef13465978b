"""What one container of a Pod must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.rules.checks import (
    above_zero,
    absent,
    local_path,
    not_negative,
    one_of,
    port,
    port_number,
    text,
    unique,
    user_id,
)
from core.kubernetes.rules.downward import container_field, object_field
from core.kubernetes.rules.resources import requirements
from core.kubernetes.rules.security import app_armor, seccomp
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

PROTOCOLS: Final = ("SCTP", "TCP", "UDP")
_ENV_FIELDS: Final = (
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
)
_ENV_SOURCES: Final = (
    "fieldRef",
    "resourceFieldRef",
    "configMapKeyRef",
    "secretKeyRef",
    "fileKeyRef",
)
_HANDLERS: Final = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")


def _container_port(at: Field) -> Iterator[Cause]:
    if at.value == 0:
        yield at.required()
    else:
        yield from port_number(at)


def _host_port(at: Field) -> Iterator[Cause]:
    if at.value:
        yield from port_number(at)


def _env(at: Field) -> Iterator[Cause]:
    source = at.at("valueFrom")
    if source.value is None:
        return
    held = source.holds(*_ENV_SOURCES)
    if not held:
        yield source.invalid(
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or"
            " `secretKeyRef`",
            "",
        )
    elif at.get("value"):
        yield source.invalid("may not be specified when `value` is not empty", "")
    elif len(held) > 1:
        yield source.invalid("may not have more than one field specified at a time", "")


def _key_reference(at: Field) -> Iterator[Cause]:
    name, key = at.at("name"), at.at("key")
    yield from (
        name.invalid(why, name.value or "") for why in formats.dns_subdomain(name.value or "")
    )
    if not key.value:
        yield key.required()
    else:
        yield from (key.invalid(why) for why in formats.config_key(key.value))


def _env_from(at: Field) -> Iterator[Cause]:
    """Messages about the sources name no position, as those of the API."""
    for each in at.items():
        held = each.holds("configMapRef", "secretRef")
        if not held:
            yield at.invalid("must specify one of: `configMapRef` or `secretRef`", "")
        elif len(held) > 1:
            yield at.invalid("may not have more than one field specified at a time", "")


def handler(at: Field) -> Iterator[Cause]:
    """Refuse a probe or hook without exactly one way to act."""
    held = at.holds(*_HANDLERS)
    if not held:
        yield at.required("must specify a handler type")
    for name in held[1:]:
        yield at.at(name).forbidden("may not specify more than 1 handler type")


def _headers(at: Field) -> Iterator[Cause]:
    for each in at.value:
        name = each.get("name") or ""
        yield from (at.invalid(why, name) for why in formats.header_name(name))


_ACTION: Final = (
    row("", handler),
    row("exec.command", needed=""),
    row("httpGet.path", needed=""),
    row("httpGet.port", port, needed=""),
    row("httpGet.scheme", one_of("HTTP", "HTTPS")),
    row("httpGet.httpHeaders", _headers),
    row("tcpSocket.port", port, needed=""),
    row("grpc.port", port_number, needed=""),
)
_PROBE: Final = (
    *_ACTION,
    row("initialDelaySeconds", not_negative),
    row("timeoutSeconds", not_negative),
    row("periodSeconds", not_negative),
    row("successThreshold", not_negative),
    row("failureThreshold", not_negative),
    row("terminationGracePeriodSeconds", above_zero),
)


def _is_one(at: Field) -> Iterator[Cause]:
    if at.value != 1:
        yield at.invalid("must be 1")


def _not_of_readiness(at: Field) -> Iterator[Cause]:
    yield at.invalid("must not be set for readinessProbes")


ACTING: Final = Table(
    row("lifecycle.postStart", Table(*_ACTION)),
    row("lifecycle.preStop", Table(*_ACTION)),
    row("livenessProbe", Table(*_PROBE, row("successThreshold", _is_one))),
    row("readinessProbe", Table(*_PROBE, row("terminationGracePeriodSeconds", _not_of_readiness))),
    row("startupProbe", Table(*_PROBE, row("successThreshold", _is_one))),
)
"""What the containers that keep running may have: hooks and probes."""

_NO_RESTART: Final = "may not be set for init containers without restartPolicy=Always"
NOT_ACTING: Final = Table(
    *(
        row(name, absent(_NO_RESTART))
        for name in ("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")
    )
)
"""What the init containers that end may not have."""


_propagation: Final = one_of("Bidirectional", "HostToContainer", "None")


def _mounts(at: Field) -> Iterator[Cause]:
    """Messages about paths inside a volume name no position, as those of the API."""
    seen: set[str] = set()
    for each in at.items():
        path = each.at("mountPath")
        if path.value in seen:
            yield path.invalid("must be unique")
        seen.add(path.value or "")
        inside, computed = each.get("subPath"), each.get("subPathExpr")
        if inside and computed:
            yield each.at("subPathExpr").invalid("subPathExpr and subPath are mutually exclusive")
        for name in ("subPath", "subPathExpr"):
            if each.get(name):
                yield from local_path(at.at(name).with_value(each.get(name)))
        if each.get("mountPropagation") is not None:
            place = at.at("mountPropagation").with_value(each.get("mountPropagation"))
            yield from _propagation(place)


def _devices(at: Field) -> Iterator[Cause]:
    seen: set[str] = set()
    for each in at.items():
        path = each.at("devicePath")
        if path.value and path.value in seen:
            yield path.invalid("must be unique")
        seen.add(path.value or "")
        if path.value and ".." in path.value.split("/"):
            yield path.invalid("can not contain backsteps ('..')")


def _escalation(at: Field) -> Iterator[Cause]:
    if at.get("allowPrivilegeEscalation") is not False:
        return
    if at.get("privileged"):
        yield at.invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true")
    if "CAP_SYS_ADMIN" in (at.get("capabilities", "add") or ()):
        yield at.invalid(
            "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"
        )


CONTAINER: Final = Table(
    row("name", text(formats.dns_label), needed=""),
    row("image", needed=""),
    row("imagePullPolicy", one_of("Always", "IfNotPresent", "Never")),
    row("terminationMessagePolicy", one_of("File", "FallbackToLogsOnError")),
    row("ports", unique(lambda port_: port_.get("name"), "name")),
    row("ports[].name", text(formats.port_name)),
    row("ports[].containerPort", _container_port, needed=""),
    row("ports[].hostPort", _host_port),
    row("ports[].protocol", one_of(*PROTOCOLS)),
    row("env[].name", text(formats.env_name), needed="", until="1.32"),
    row("env[].name", text(formats.relaxed_env_name), needed="", since="1.32"),
    row("env[]", _env),
    row("env[].valueFrom.fieldRef", object_field(*_ENV_FIELDS)),
    row("env[].valueFrom.resourceFieldRef", container_field),
    row("env[].valueFrom.configMapKeyRef", _key_reference),
    row("env[].valueFrom.secretKeyRef", _key_reference),
    row("envFrom", _env_from),
    row("envFrom[].prefix", text(formats.env_name), until="1.32"),
    row("envFrom[].prefix", text(formats.relaxed_env_name), since="1.32"),
    row("envFrom[].configMapRef.name", text(formats.dns_subdomain), needed=""),
    row("envFrom[].secretRef.name", text(formats.dns_subdomain), needed=""),
    row("volumeMounts", _mounts),
    row("volumeMounts[].name", needed=""),
    row("volumeMounts[].mountPath", needed=""),
    row("volumeDevices", _devices),
    row("volumeDevices[].name", needed=""),
    row("volumeDevices[].devicePath", needed=""),
    row("resources", requirements),
    row("resizePolicy[].resourceName", one_of("cpu", "memory")),
    row("resizePolicy[].restartPolicy", one_of("NotRequired", "RestartContainer")),
    row("securityContext", _escalation),
    row("securityContext.runAsUser", user_id),
    row("securityContext.runAsGroup", user_id),
    row("securityContext.procMount", one_of("Default", "Unmasked")),
    row("securityContext.seccompProfile", seccomp),
    row("securityContext.appArmorProfile", app_armor),
)
"""What every container must satisfy, whether it keeps running or ends."""
