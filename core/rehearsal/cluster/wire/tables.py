"""Objects as the tables that `kubectl get` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body

Column = tuple[str, "Callable[[Any], object]"]


def wants_table(accept: str) -> bool:
    """Tell whether a client would rather have a table than objects."""
    return "as=Table" in accept


def table(kind: Kind, bodies: Iterable[Body], resource_version: int) -> Body:
    """Return objects of one kind as a Table."""
    special = () if kind.custom else _COLUMNS.get(kind.name, ())
    columns: tuple[Column, ...] = (("Name", _name), *special)
    if kind.name != "Event":
        columns = (*columns, ("Age", lambda body: _age(body["metadata"].get("creationTimestamp"))))
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": {"resourceVersion": str(resource_version)},
        "columnDefinitions": [_definition(name) for name, _ in columns],
        "rows": [
            {
                "cells": [cell(body) for _, cell in columns],
                "object": {
                    "kind": "PartialObjectMetadata",
                    "apiVersion": "meta.k8s.io/v1",
                    "metadata": body["metadata"],
                },
            }
            for body in bodies
        ],
    }


def _definition(name: str) -> Body:
    is_name = "name" if name == "Name" else ""
    return {"name": name, "type": "string", "format": is_name, "description": "", "priority": 0}


def _name(body: Body) -> str:
    return str(body["metadata"]["name"])


def _age(since: str | None) -> str:
    """Return the time that has passed as kubectl rounds it."""
    try:
        seconds = int((datetime.now(UTC) - datetime.fromisoformat(since or "")).total_seconds())
    except (TypeError, ValueError):
        return "<unknown>"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 2:
        return f"{max(seconds, 0)}s"
    if hours < 3:
        return f"{minutes}m"
    return f"{hours}h" if days < 2 else f"{days}d"


def _spec(path: str, otherwise: object = "<none>") -> Callable[[Any], object]:
    return _at(f"spec.{path}", otherwise)


def _status(path: str, otherwise: object = 0) -> Callable[[Any], object]:
    return _at(f"status.{path}", otherwise)


def _at(path: str, otherwise: object) -> Callable[[Any], object]:
    def cell(body: Any) -> object:
        for step in path.split("."):
            body = body.get(step) if isinstance(body, dict) else None
        return otherwise if body is None else body

    return cell


def _ready(body: Any) -> str:
    return f"{_status('readyReplicas')(body)}/{_spec('replicas', 0)(body)}"


def _ready_containers(body: Any) -> str:
    statuses = body.get("status", {}).get("containerStatuses") or ()
    return f"{sum(each['ready'] for each in statuses)}/{len(body['spec']['containers'])}"


def _pod_state(body: Any) -> object:
    if "deletionTimestamp" in body["metadata"]:
        return "Terminating"
    status = body.get("status", {})
    for container in status.get("containerStatuses") or ():
        for state in ("waiting", "terminated"):
            if state in container["state"]:
                return container["state"][state]["reason"]
    return "Completed" if status.get("phase") == "Succeeded" else status.get("phase", "Unknown")


def _job_state(body: Any) -> str:
    conditions = body.get("status", {}).get("conditions") or ()
    ended = [c["type"] for c in conditions if c["type"] in ("Complete", "Failed")]
    return ended[0] if ended else "Running"


def _completions(body: Any) -> str:
    return f"{_status('succeeded')(body)}/{_spec('completions', 1)(body)}"


def _external(body: Any) -> str:
    balanced = body.get("status", {}).get("loadBalancer", {}).get("ingress") or ()
    addresses = [each.get("ip") or each.get("hostname", "") for each in balanced]
    return ",".join(addresses) or str(_spec("externalName")(body))


def _service_ports(body: Any) -> str:
    ports = body["spec"].get("ports") or ()
    return ",".join(
        f"{p['port']}:{p['nodePort']}/{p['protocol']}"
        if "nodePort" in p
        else f"{p['port']}/{p['protocol']}"
        for p in ports
    )


def _hosts(body: Any) -> str:
    hosts = [rule.get("host", "*") for rule in body["spec"].get("rules") or ()]
    return ",".join(hosts) or "*"


def _keys(body: Any) -> int:
    return len(body.get("data") or ()) + len(body.get("binaryData") or ())


def _involved(body: Any) -> str:
    involved = body["involvedObject"]
    return f"{involved.get('kind', '').lower()}/{involved.get('name', '')}"


_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "ConfigMap": (("Data", _keys),),
    "CronJob": (("Schedule", _spec("schedule")), ("Suspend", _spec("suspend", False))),
    "DaemonSet": (
        ("Desired", _status("desiredNumberScheduled")),
        ("Current", _status("currentNumberScheduled")),
        ("Ready", _status("numberReady")),
        ("Up-to-date", _status("updatedNumberScheduled")),
        ("Available", _status("numberAvailable")),
    ),
    "Deployment": (
        ("Ready", _ready),
        ("Up-to-date", _status("updatedReplicas")),
        ("Available", _status("availableReplicas")),
    ),
    "Event": (
        ("Last Seen", lambda body: _age(body.get("lastTimestamp"))),
        ("Type", _at("type", "")),
        ("Reason", _at("reason", "")),
        ("Object", _involved),
        ("Message", _at("message", "")),
    ),
    "Ingress": (
        ("Class", _spec("ingressClassName")),
        ("Hosts", _hosts),
        ("Address", _external),
    ),
    "Job": (("Status", _job_state), ("Completions", _completions)),
    "Namespace": (("Status", _status("phase")),),
    "Node": (("Status", lambda _: "Ready"), ("Roles", lambda _: "<none>")),
    "PersistentVolumeClaim": (
        ("Status", _status("phase")),
        ("Capacity", _status("capacity.storage", "")),
        ("StorageClass", _spec("storageClassName")),
    ),
    "Pod": (
        ("Ready", _ready_containers),
        ("Status", _pod_state),
        ("Restarts", lambda _: 0),
    ),
    "ReplicaSet": (
        ("Desired", _spec("replicas", 0)),
        ("Current", _status("replicas")),
        ("Ready", _status("readyReplicas")),
    ),
    "Secret": (("Type", _at("type", "")), ("Data", _keys)),
    "Service": (
        ("Type", _spec("type")),
        ("Cluster-IP", _spec("clusterIP")),
        ("External-IP", _external),
        ("Port(s)", _service_ports),
    ),
    "StatefulSet": (("Ready", _ready),),
}
