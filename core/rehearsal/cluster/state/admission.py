"""What depends on the other objects of the cluster: accounts and classes named, ports taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes.causes import invalid_value
from core.rehearsal.cluster.state import refusals
from core.rehearsal.cluster.state.objects import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body, Objects

_SYSTEM_PRIORITY: Final = "system-"


def admit(objects: Objects, kind: Kind, body: Body) -> None:
    """Refuse a Pod that names an account or class there is not."""
    if (kind.group, kind.name) != ("", "Pod"):
        return
    spec, metadata = body.get("spec") or {}, body["metadata"]
    namespace, name = metadata["namespace"], metadata["name"]
    account = spec.get("serviceAccountName") or spec.get("serviceAccount")
    if account and not objects.get(Key("serviceaccounts", namespace, account)):
        raise refusals.forbidden(
            kind,
            name,
            f"error looking up service account {namespace}/{account}:"
            f' serviceaccount "{account}" not found',
        )
    class_ = spec.get("runtimeClassName")
    if class_ and not objects.get(Key("runtimeclasses.node.k8s.io", "", class_)):
        raise refusals.forbidden(kind, name, f'pod rejected: RuntimeClass "{class_}" not found')
    priority = spec.get("priorityClassName") or ""
    key = Key("priorityclasses.scheduling.k8s.io", "", priority)
    if priority and not priority.startswith(_SYSTEM_PRIORITY) and not objects.get(key):
        raise refusals.forbidden(kind, name, f"no PriorityClass with name {priority} was found")


def taken_places(objects: Objects, kind: Kind, body: Body) -> list[Cause]:
    """Return the address and the ports that a Service asks for and another Service has."""
    if (kind.group, kind.name) != ("", "Service"):
        return []
    asked, address = list(_node_ports(body)), (body.get("spec") or {}).get("clusterIP")
    if not asked and address in (None, "", "None"):
        return []
    metadata = body["metadata"]
    others = [
        stored.body()
        for stored in objects.select("services")
        if (stored.key.namespace, stored.key.name) != (metadata["namespace"], metadata["name"])
    ]
    ports = {(protocol, port) for other in others for _, protocol, port in _node_ports(other)}
    found = [
        invalid_value(f"spec.ports[{index}].nodePort", port, "provided port is already allocated")
        for index, protocol, port in asked
        if (protocol, port) in ports
    ]
    if address not in (None, "", "None") and any(
        other["spec"].get("clusterIP") == address for other in others
    ):
        why = f"failed to allocate IP {address}: provided IP is already allocated"
        found.append(invalid_value("spec.clusterIPs", [address], why))
    return found


def _node_ports(service: Body) -> Iterator[tuple[int, str, int]]:
    for index, port in enumerate((service.get("spec") or {}).get("ports") or ()):
        if port.get("nodePort"):
            yield index, port.get("protocol") or "TCP", port["nodePort"]
