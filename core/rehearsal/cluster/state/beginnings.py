"""What is in a cluster before anybody used it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.kinds.workloads import NODE
from core.rehearsal.cluster.state.clock import now
from core.rehearsal.cluster.state.objects import Key

if TYPE_CHECKING:
    from core.rehearsal.cluster.state.cluster import Cluster
    from core.rehearsal.cluster.state.objects import Body

_RULES: Final = [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]
_NODE_STATUS: Final = {
    "capacity": {"cpu": "4", "memory": "16Gi", "pods": "110"},
    "allocatable": {"cpu": "4", "memory": "16Gi", "pods": "110"},
    "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
}


def _objects() -> list[Body]:
    names = ("default", "kube-node-lease", "kube-public", "kube-system")
    namespaces = [_object("v1", "Namespace", name) for name in names]
    roles = [
        _object("rbac.authorization.k8s.io/v1", "ClusterRole", name) | {"rules": _RULES}
        for name in ("cluster-admin", "admin", "edit", "view")
    ]
    service = _object("v1", "Service", "kubernetes", "default")
    service["spec"] = {"clusterIP": "10.96.0.1", "ports": [{"name": "https", "port": 443}]}
    storage = _object("storage.k8s.io/v1", "StorageClass", "standard")
    storage["provisioner"] = "rehearsal.chartnest"
    return [*namespaces, *roles, service, storage, _object("v1", "Node", NODE)]


def _object(api_version: str, kind: str, name: str, namespace: str = "") -> Body:
    metadata = {"name": name} | ({"namespace": namespace} if namespace else {})
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata}


def begin(cluster: Cluster) -> None:
    """Make what is missing of the objects every cluster has."""
    for body in _objects():
        kind = cluster.kind_of(body)
        metadata = body["metadata"]
        key = Key(kind.resource, metadata.get("namespace", ""), metadata["name"])
        if cluster.objects.get(key):
            continue
        stored = cluster.create(kind, key.namespace, body).stored
        if kind.name == "Node":
            ready = {"type": "Ready", "status": "True", "lastTransitionTime": now()}
            cluster.write_status(stored, {**_NODE_STATUS, "conditions": [ready]})
