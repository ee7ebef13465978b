"""What running would have made of an object: its status, and the objects it brings along.

Nothing runs here, so everything is ready at once. Our own Jobs are the exception: the Job
controller writes their status.
"""

from __future__ import annotations

import copy
import hashlib
import json
from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.state.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body

NODE: Final = "rehearsal"
# From the block for documentation (RFC 5737): nobody mistakes it for a real address.
_ADDRESS: Final = "203.0.113.10"
_REVISION: Final = "deployment.kubernetes.io/revision"
_HASH: Final = "pod-template-hash"
# Replicas beyond these are reported ready without a Pod each.
_MOST_PODS: Final = 50


def report(kind: Kind, body: Body) -> None:
    """Write the status that a cluster in which all goes well would report."""
    status = None if kind.custom else _STATUS.get((kind.group, kind.name))
    if status:
        body["status"] = status(body)


def dependents(kind: Kind, body: Body) -> list[Body] | None:
    """Return the objects a controller would make for this one; None where there is none."""
    make = None if kind.custom else _DEPENDENTS.get((kind.group, kind.name))
    return make(body) if make else None


def none_ready(status: Body) -> Body:
    """Return the status of an object whose Pods could not be made."""
    counts = {k: 0 for k, v in status.items() if isinstance(v, int) and k != "observedGeneration"}
    return {k: v for k, v in status.items() if k != "conditions"} | counts


def condition(body: Body, type_: str, reason: str = "", message: str = "") -> Body:
    """Return a condition that is true; the one `body` has already keeps its time."""
    for old in body.get("status", {}).get("conditions") or ():
        if (old["type"], old["status"], old.get("reason", "")) == (type_, "True", reason):
            return dict(old)
    made = {"type": type_, "status": "True", "lastTransitionTime": now()}
    return made | ({"reason": reason} if reason else {}) | ({"message": message} if message else {})


def owned_by(owner: Body) -> Body:
    """Return the reference by which `owner` controls another object."""
    return {
        "apiVersion": owner["apiVersion"],
        "kind": owner["kind"],
        "name": owner["metadata"]["name"],
        "uid": owner["metadata"]["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }


def _observed(body: Body) -> Body:
    return {"observedGeneration": body["metadata"].get("generation", 1)}


def _deployment_status(body: Body) -> Body:
    replicas = body["spec"]["replicas"]
    return {
        **_observed(body),
        "replicas": replicas,
        "updatedReplicas": replicas,
        "readyReplicas": replicas,
        "availableReplicas": replicas,
        "conditions": [
            condition(body, "Available", "MinimumReplicasAvailable"),
            condition(body, "Progressing", "NewReplicaSetAvailable"),
        ],
    }


def _replica_set_status(body: Body) -> Body:
    replicas = body["spec"]["replicas"]
    return {
        **_observed(body),
        "replicas": replicas,
        "fullyLabeledReplicas": replicas,
        "readyReplicas": replicas,
        "availableReplicas": replicas,
    }


def _stateful_set_status(body: Body) -> Body:
    replicas = body["spec"]["replicas"]
    revision = f"{body['metadata']['name']}-{_template_hash(body)}"
    return {
        **_observed(body),
        "replicas": replicas,
        "currentReplicas": replicas,
        "updatedReplicas": replicas,
        "readyReplicas": replicas,
        "availableReplicas": replicas,
        "currentRevision": revision,
        "updateRevision": revision,
        "collisionCount": 0,
    }


def _daemon_set_status(body: Body) -> Body:
    return {
        **_observed(body),
        "desiredNumberScheduled": 1,
        "currentNumberScheduled": 1,
        "updatedNumberScheduled": 1,
        "numberAvailable": 1,
        "numberReady": 1,
        "numberMisscheduled": 0,
    }


def _pod_status(body: Body) -> Body:
    """Return that a Pod which is a task has succeeded, and that any other is ready."""
    owners = body["metadata"].get("ownerReferences") or ()
    if any(owner["kind"] == "Job" for owner in owners):
        return body.get("status") or {"phase": "Pending"}
    if not owners and body["spec"]["restartPolicy"] != "Always":
        return {**_pod_basics(body), "phase": "Succeeded"}
    types = ("Initialized", "Ready", "ContainersReady", "PodScheduled")
    containers = [
        {
            "name": container["name"],
            "image": container.get("image", ""),
            "imageID": "",
            "ready": True,
            "started": True,
            "restartCount": 0,
            "state": {"running": {"startedAt": body["metadata"]["creationTimestamp"]}},
        }
        for container in body["spec"]["containers"]
    ]
    return {
        **_pod_basics(body),
        "phase": "Running",
        "conditions": [condition(body, type_) for type_ in types],
        "containerStatuses": containers,
    }


def _pod_basics(body: Body) -> Body:
    return {
        "hostIP": "127.0.0.1",
        "podIP": "10.244.0.1",
        "qosClass": "BestEffort",
        "startTime": body["metadata"]["creationTimestamp"],
    }


def _claim_status(body: Body) -> Body:
    return {
        "phase": "Bound",
        "accessModes": body["spec"].get("accessModes") or [],
        "capacity": (body["spec"].get("resources") or {}).get("requests") or {},
    }


def _service_status(body: Body) -> Body:
    balanced = body["spec"]["type"] == "LoadBalancer"
    return {"loadBalancer": _ingress() if balanced else {}}


def _ingress() -> Body:
    return {"ingress": [{"ip": _ADDRESS}]}


def _disruption_budget_status(body: Body) -> Body:
    return {
        **_observed(body),
        "currentHealthy": 1,
        "desiredHealthy": 1,
        "expectedPods": 1,
        "disruptionsAllowed": 0,
        "conditions": [condition(body, "DisruptionAllowed", "SufficientPods")],
    }


def _definition_status(body: Body) -> Body:
    versions = body["spec"]["versions"]
    return {
        "acceptedNames": body["spec"]["names"],
        "storedVersions": [v["name"] for v in versions if v.get("storage")],
        "conditions": [
            condition(body, "NamesAccepted", "NoConflicts"),
            condition(body, "Established", "InitialNamesAccepted"),
        ],
    }


def _namespace_status(body: Body) -> Body:
    leaving = "deletionTimestamp" in body["metadata"]
    return {"phase": "Terminating" if leaving else "Active"}


_STATUS: Final[dict[tuple[str, str], Callable[[Body], Body]]] = {
    ("", "Namespace"): _namespace_status,
    ("", "PersistentVolume"): lambda _: {"phase": "Available"},
    ("", "PersistentVolumeClaim"): _claim_status,
    ("", "Pod"): _pod_status,
    ("", "Service"): _service_status,
    ("", "ReplicationController"): _replica_set_status,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): _definition_status,
    ("apiregistration.k8s.io", "APIService"): lambda body: {
        "conditions": [condition(body, "Available", "Passed")]
    },
    ("apps", "DaemonSet"): _daemon_set_status,
    ("apps", "Deployment"): _deployment_status,
    ("apps", "ReplicaSet"): _replica_set_status,
    ("apps", "StatefulSet"): _stateful_set_status,
    ("networking.k8s.io", "Ingress"): lambda _: {"loadBalancer": _ingress()},
    ("policy", "PodDisruptionBudget"): _disruption_budget_status,
}


def _service_account(namespace: Body) -> list[Body]:
    """Return the account Pods run as; it goes with the namespace, not with an owner."""
    metadata = {"name": "default", "namespace": namespace["metadata"]["name"]}
    return [{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}]


def _replica_sets(deployment: Body) -> list[Body]:
    """Helm 3 waits for a ReplicaSet whose template equals the Deployment's."""
    hash_ = _template_hash(deployment)
    spec = deployment["spec"]
    template = copy.deepcopy(spec["template"])
    template["metadata"].setdefault("labels", {})[_HASH] = hash_
    selector = copy.deepcopy(spec["selector"])
    selector.setdefault("matchLabels", {})[_HASH] = hash_
    body = _made_by(deployment, "apps/v1", "ReplicaSet", f"-{hash_}")
    body["metadata"]["labels"] = template["metadata"]["labels"]
    body["metadata"]["annotations"] = {_REVISION: str(deployment["metadata"]["generation"])}
    body["spec"] = {"replicas": spec["replicas"], "selector": selector, "template": template}
    return [body]


def _replica_set_pods(owner: Body) -> list[Body]:
    name = owner["metadata"]["name"]
    return [
        _pod_of(owner, f"-{_short_hash(f'{name}/{number}', 5)}")
        for number in range(min(owner["spec"]["replicas"], _MOST_PODS))
    ]


def _stateful_set_dependents(owner: Body) -> list[Body]:
    numbers = range(min(owner["spec"]["replicas"], _MOST_PODS))
    claims = [
        _claim_of(owner, template, number)
        for template in owner["spec"].get("volumeClaimTemplates") or ()
        for number in numbers
    ]
    return claims + [_numbered_pod(owner, number) for number in numbers]


def _claim_of(owner: Body, template: Body, number: int) -> Body:
    """Return a claim; no reference makes it go with its owner, so it is kept on deletion."""
    claim = copy.deepcopy(template)
    labels = claim["metadata"].get("labels") or {}
    claim["metadata"] |= {
        "name": _claim_name(owner, template, number),
        "namespace": owner["metadata"]["namespace"],
        "labels": labels | (owner["spec"]["selector"].get("matchLabels") or {}),
    }
    return claim


def _claim_name(owner: Body, template: Body, number: int) -> str:
    return f"{template['metadata']['name']}-{owner['metadata']['name']}-{number}"


def _numbered_pod(owner: Body, number: int) -> Body:
    """Return a Pod of a StatefulSet, with its claims as volumes."""
    pod = _pod_of(owner, f"-{number}")
    claimed = {
        template["metadata"]["name"]: _claim_name(owner, template, number)
        for template in owner["spec"].get("volumeClaimTemplates") or ()
    }
    others = [v for v in pod["spec"].get("volumes") or () if v["name"] not in claimed]
    pod["spec"]["volumes"] = [
        {"name": name, "persistentVolumeClaim": {"claimName": claim}}
        for name, claim in claimed.items()
    ] + others
    return pod


def _pod_of(owner: Body, suffix: str) -> Body:
    template = copy.deepcopy(owner["spec"]["template"])
    pod = _made_by(owner, "v1", "Pod", suffix)
    pod["metadata"] |= {
        name: template["metadata"][name]
        for name in ("labels", "annotations")
        if template["metadata"].get(name)
    }
    pod["spec"] = template["spec"] | {"nodeName": NODE}
    return pod


def _made_by(owner: Body, api_version: str, kind: str, suffix: str) -> Body:
    return {
        "apiVersion": api_version,
        "kind": kind,
        "metadata": {
            "name": f"{owner['metadata']['name']}{suffix}",
            "namespace": owner["metadata"]["namespace"],
            "ownerReferences": [owned_by(owner)],
        },
    }


def _template_hash(owner: Body) -> str:
    template = json.dumps(owner["spec"]["template"], sort_keys=True)
    return _short_hash(template, 10)


def _short_hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


_DEPENDENTS: Final[dict[tuple[str, str], Callable[[Body], list[Body]]]] = {
    ("apps", "Deployment"): _replica_sets,
    ("apps", "ReplicaSet"): _replica_set_pods,
    ("", "ReplicationController"): _replica_set_pods,
    ("apps", "StatefulSet"): _stateful_set_dependents,
    ("", "Namespace"): _service_account,
    ("apps", "DaemonSet"): lambda owner: [_pod_of(owner, f"-{_template_hash(owner)[:5]}")],
}
