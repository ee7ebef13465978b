"""The defaults a real API server fills in before an object is kept.

Only those that clients read back: Helm's and kubectl's waits look at replicas, strategies and
limits, and fail on an object without them.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body

_PROBE: Final = {
    "timeoutSeconds": 1,
    "periodSeconds": 10,
    "successThreshold": 1,
    "failureThreshold": 3,
}
_QUARTER: Final = {"maxUnavailable": "25%", "maxSurge": "25%"}


def fill_in(kind: Kind, body: Body) -> None:
    """Put the defaults of its kind into `body`."""
    default = _DEFAULTS.get((kind.group, kind.name))
    if default:
        default(body)


def _set(target: Body, **defaults: Any) -> None:
    for name, value in defaults.items():
        if target.get(name) is None:
            target[name] = value


def _pod(spec: Body) -> None:
    _set(
        spec,
        restartPolicy="Always",
        terminationGracePeriodSeconds=30,
        dnsPolicy="ClusterFirst",
        securityContext={},
        schedulerName="default-scheduler",
    )
    if "serviceAccountName" in spec:
        spec["serviceAccount"] = spec["serviceAccountName"]
    for container in [*(spec.get("initContainers") or ()), *(spec.get("containers") or ())]:
        _container(container)
    for volume in spec.get("volumes") or ():
        for source in ("secret", "configMap", "projected", "downwardAPI"):
            if isinstance(volume.get(source), dict):
                _set(volume[source], defaultMode=0o644)
        for source in (volume.get("projected") or {}).get("sources") or ():
            if "serviceAccountToken" in source:
                _set(source["serviceAccountToken"], expirationSeconds=3600)
        if volume.keys() == {"name"}:
            volume["emptyDir"] = {}


def _container(container: Body) -> None:
    image = str(container.get("image", ""))
    tag = image.rpartition("/")[2].partition(":")[2]
    _set(
        container,
        imagePullPolicy="IfNotPresent" if "@" in image or tag not in ("", "latest") else "Always",
        terminationMessagePath="/dev/termination-log",
        terminationMessagePolicy="File",
        resources={},
    )
    for port in container.get("ports") or ():
        _set(port, protocol="TCP")
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        if isinstance(container.get(probe), dict):
            _set(container[probe], **_PROBE)
            if isinstance(container[probe].get("httpGet"), dict):
                _set(container[probe]["httpGet"], path="/", scheme="HTTP")


def _deployment(body: Body) -> None:
    spec = body["spec"]
    _set(
        spec,
        replicas=1,
        strategy={},
        revisionHistoryLimit=10,
        progressDeadlineSeconds=600,
    )
    _set(spec["strategy"], type="RollingUpdate")
    if spec["strategy"]["type"] == "RollingUpdate":
        _set(spec["strategy"], rollingUpdate={})
        _set(spec["strategy"]["rollingUpdate"], **_QUARTER)
    _template(spec)


def _stateful_set(body: Body) -> None:
    spec = body["spec"]
    _set(
        spec,
        replicas=1,
        podManagementPolicy="OrderedReady",
        updateStrategy={},
        revisionHistoryLimit=10,
        serviceName="",
    )
    _set(spec["updateStrategy"], type="RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate":
        _set(spec["updateStrategy"], rollingUpdate={"partition": 0})
    for claim in spec.get("volumeClaimTemplates") or ():
        _set(claim, apiVersion="v1", kind="PersistentVolumeClaim", metadata={}, spec={})
        _claim(claim)
    _template(spec)


def _daemon_set(body: Body) -> None:
    spec = body["spec"]
    _set(spec, updateStrategy={}, revisionHistoryLimit=10)
    _set(spec["updateStrategy"], type="RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate":
        _set(spec["updateStrategy"], rollingUpdate={"maxUnavailable": 1, "maxSurge": 0})
    _template(spec)


def _replica_set(body: Body) -> None:
    _set(body["spec"], replicas=1)
    _template(body["spec"])


def _replication_controller(body: Body) -> None:
    _replica_set(body)
    _set(body["spec"], selector=body["spec"]["template"]["metadata"].get("labels"))


def _template(spec: Body) -> None:
    _set(spec, template={})
    _set(spec["template"], metadata={}, spec={})
    _pod(spec["template"]["spec"])


def _job(body: Body) -> None:
    spec = body["spec"]
    _template(spec)
    _set(
        spec,
        backoffLimit=6,
        completionMode="NonIndexed",
        suspend=False,
        podReplacementPolicy="TerminatingOrFailed",
        manualSelector=False,
    )
    if "parallelism" not in spec:
        _set(spec, completions=1, parallelism=1)
    if not spec["manualSelector"]:
        _select_own_pods(spec, body["metadata"])


def _select_own_pods(spec: Body, metadata: Body) -> None:
    uid, name = metadata["uid"], metadata["name"]
    labels = spec["template"]["metadata"].setdefault("labels", {})
    labels |= {
        "batch.kubernetes.io/controller-uid": uid,
        "batch.kubernetes.io/job-name": name,
        "controller-uid": uid,
        "job-name": name,
    }
    spec["selector"] = {"matchLabels": {"batch.kubernetes.io/controller-uid": uid}}


def _cron_job(body: Body) -> None:
    spec = body["spec"]
    _set(
        spec,
        concurrencyPolicy="Allow",
        suspend=False,
        successfulJobsHistoryLimit=3,
        failedJobsHistoryLimit=1,
    )
    _set(spec["jobTemplate"], spec={})
    _template(spec["jobTemplate"]["spec"])


def _service(body: Body) -> None:
    spec = body.setdefault("spec", {})
    _set(spec, type="ClusterIP", sessionAffinity="None")
    for port in spec.get("ports") or ():
        _set(port, protocol="TCP", targetPort=port.get("port"))
    if spec["type"] == "ExternalName":
        return
    number = _number(body)
    _set(
        spec,
        clusterIP=f"10.{96 + number % 16}.{number // 16 % 256}.{number // 4096 % 254 + 1}",
        internalTrafficPolicy="Cluster",
        ipFamilies=["IPv4"],
        ipFamilyPolicy="SingleStack",
    )
    _set(spec, clusterIPs=[spec["clusterIP"]])
    if spec["type"] in ("NodePort", "LoadBalancer"):
        _set(spec, externalTrafficPolicy="Cluster")
        for index, port in enumerate(spec.get("ports") or ()):
            _set(port, nodePort=30000 + (number + index) % 2768)
    if spec["type"] == "LoadBalancer":
        _set(spec, allocateLoadBalancerNodePorts=True)


def _number(body: Body) -> int:
    """Return a number that is the same for the same object, for addresses and ports."""
    metadata = body["metadata"]
    named = f"{metadata.get('namespace')}/{metadata.get('name')}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:6])


def _secret(body: Body) -> None:
    _set(body, type="Opaque")
    for key, value in (body.pop("stringData", None) or {}).items():
        encoded = base64.b64encode((value or "").encode()).decode()
        body.setdefault("data", {})
        body["data"] = (body["data"] or {}) | {key: encoded}


def _claim(body: Body) -> None:
    _set(body["spec"], volumeMode="Filesystem", storageClassName="standard")
    _set(body, status={"phase": "Pending"})


def _namespace(body: Body) -> None:
    name = body["metadata"]["name"]
    labels = body["metadata"].get("labels") or {}
    body["metadata"]["labels"] = labels | {"kubernetes.io/metadata.name": name}
    body["spec"] = {"finalizers": ["kubernetes"]}


def _definition(body: Body) -> None:
    spec = body["spec"]
    names = spec["names"]
    _set(names, singular=names["kind"].lower(), listKind=f"{names['kind']}List")
    _set(spec, conversion={"strategy": "None"})


def _role_binding(body: Body) -> None:
    _set(body["roleRef"], apiGroup="rbac.authorization.k8s.io")
    for subject in body.get("subjects") or ():
        group = "" if subject.get("kind") == "ServiceAccount" else "rbac.authorization.k8s.io"
        _set(subject, **({"apiGroup": group} if group else {}))


_DEFAULTS: dict[tuple[str, str], Callable[[Body], None]] = {
    ("", "Pod"): lambda body: _pod(body["spec"]),
    ("", "Service"): _service,
    ("", "Secret"): _secret,
    ("", "PersistentVolumeClaim"): _claim,
    ("", "ReplicationController"): _replication_controller,
    ("", "Namespace"): _namespace,
    ("apps", "Deployment"): _deployment,
    ("apps", "StatefulSet"): _stateful_set,
    ("apps", "DaemonSet"): _daemon_set,
    ("apps", "ReplicaSet"): _replica_set,
    ("batch", "Job"): _job,
    ("batch", "CronJob"): _cron_job,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): _definition,
    ("scheduling.k8s.io", "PriorityClass"): lambda body: _set(
        body, preemptionPolicy="PreemptLowerPriority"
    ),
    ("rbac.authorization.k8s.io", "RoleBinding"): _role_binding,
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): _role_binding,
}
