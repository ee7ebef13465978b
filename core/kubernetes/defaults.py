"""The defaults the API server fills in before it judges an object.

Those that rules judge, and those that clients read back: Helm's and kubectl's waits look at
replicas, strategies and limits, and fail on an object without them.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.service_defaults import fill_in_service, set_absent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Body = dict[str, Any]
    Default = Callable[[Body, Body | None], None]

_PROBE: Final = {
    "timeoutSeconds": 1,
    "periodSeconds": 10,
    "successThreshold": 1,
    "failureThreshold": 3,
}
_QUARTER: Final = {"maxUnavailable": "25%", "maxSurge": "25%"}


def fill_in(group: str, kind: str, body: Body, before: Body | None = None) -> None:
    """Put the defaults of its kind into `body`; `before` is the object it would replace."""
    default = _DEFAULTS.get((group, kind))
    if default:
        default(body, before)


def _below(body: Body, *names: str) -> Body:
    """Return the object at a path; where there is none, one that belongs to nothing."""
    for name in names:
        value = body.get(name)
        if not isinstance(value, dict):
            return {}
        body = value
    return body


def _each(body: Body, name: str) -> Iterable[Body]:
    return [item for item in body.get(name) or () if isinstance(item, dict)]


def _pod(body: Body, _: Body | None) -> None:
    spec = _below(body, "spec")
    _pod_spec(spec)
    for container in (*_each(spec, "initContainers"), *_each(spec, "containers")):
        resources = container["resources"]
        if resources.get("limits"):
            resources["requests"] = {**resources["limits"], **(resources.get("requests") or {})}
        for port in _each(container, "ports") if spec.get("hostNetwork") else ():
            set_absent(port, hostPort=port.get("containerPort"))


def _pod_spec(spec: Body) -> None:
    set_absent(
        spec,
        restartPolicy="Always",
        terminationGracePeriodSeconds=30,
        dnsPolicy="ClusterFirst",
        securityContext={},
        schedulerName="default-scheduler",
    )
    if "serviceAccountName" in spec:
        spec["serviceAccount"] = spec["serviceAccountName"]
    elif spec.get("serviceAccount"):
        spec["serviceAccountName"] = spec["serviceAccount"]
    for field in ("initContainers", "containers", "ephemeralContainers"):
        for container in _each(spec, field):
            _container(container)
    for volume in _each(spec, "volumes"):
        _volume(volume)


def _volume(volume: Body) -> None:
    for name in ("secret", "configMap", "projected", "downwardAPI"):
        if isinstance(volume.get(name), dict):
            set_absent(volume[name], defaultMode=0o644)
    for source in _each(_below(volume, "projected"), "sources"):
        if isinstance(source.get("serviceAccountToken"), dict):
            set_absent(source["serviceAccountToken"], expirationSeconds=3600)
    template = _below(volume, "ephemeral", "volumeClaimTemplate", "spec")
    if template:
        set_absent(template, volumeMode="Filesystem")
    if volume.keys() <= {"name"}:
        volume["emptyDir"] = {}


def _container(container: Body) -> None:
    image = str(container.get("image", ""))
    tag = image.rpartition("/")[2].partition(":")[2]
    set_absent(
        container,
        imagePullPolicy="IfNotPresent" if "@" in image or tag not in ("", "latest") else "Always",
        terminationMessagePath="/dev/termination-log",
        terminationMessagePolicy="File",
        resources={},
    )
    for port in _each(container, "ports"):
        set_absent(port, protocol="TCP")
    for env in _each(container, "env"):
        if isinstance(_below(env, "valueFrom").get("fieldRef"), dict):
            set_absent(env["valueFrom"]["fieldRef"], apiVersion="v1")
    for name in ("livenessProbe", "readinessProbe", "startupProbe"):
        if isinstance(container.get(name), dict):
            # Zero is no number of times here, but a field that is not set.
            container[name] |= {k: v for k, v in _PROBE.items() if not container[name].get(k)}
            _http(container[name])
    for hook in ("postStart", "preStop"):
        _http(_below(container, "lifecycle", hook))


def _http(action: Body) -> None:
    if isinstance(action.get("httpGet"), dict):
        set_absent(action["httpGet"], path="/", scheme="HTTP")


def _template(spec: Body) -> None:
    set_absent(spec, template={})
    template = spec["template"]
    set_absent(template, metadata={}, spec={})
    _pod_spec(template["spec"])


def _deployment(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    set_absent(
        spec,
        replicas=1,
        strategy={},
        revisionHistoryLimit=10,
        progressDeadlineSeconds=600,
    )
    set_absent(spec["strategy"], type="RollingUpdate")
    if spec["strategy"]["type"] == "RollingUpdate":
        set_absent(spec["strategy"], rollingUpdate={})
        set_absent(spec["strategy"]["rollingUpdate"], **_QUARTER)
    _template(spec)


def _stateful_set(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    set_absent(
        spec,
        replicas=1,
        podManagementPolicy="OrderedReady",
        updateStrategy={},
        revisionHistoryLimit=10,
        serviceName="",
    )
    set_absent(spec["updateStrategy"], type="RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate":
        set_absent(spec["updateStrategy"], rollingUpdate={})
        set_absent(spec["updateStrategy"]["rollingUpdate"], partition=0)
    if isinstance(spec.get("persistentVolumeClaimRetentionPolicy"), dict):
        policy = spec["persistentVolumeClaimRetentionPolicy"]
        set_absent(policy, whenDeleted="Retain", whenScaled="Retain")
    for claim in _each(spec, "volumeClaimTemplates"):
        set_absent(claim, apiVersion="v1", kind="PersistentVolumeClaim", metadata={}, spec={})
        _claim(claim, None)
    _template(spec)


def _daemon_set(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    set_absent(spec, updateStrategy={}, revisionHistoryLimit=10)
    set_absent(spec["updateStrategy"], type="RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate":
        set_absent(spec["updateStrategy"], rollingUpdate={})
        rolling = spec["updateStrategy"]["rollingUpdate"]
        surge = rolling.get("maxSurge")
        unavailable = 1 if surge in (None, 0, "0%") else 0
        set_absent(rolling, maxUnavailable=unavailable, maxSurge=0)
    _template(spec)


def _replica_set(body: Body, _: Body | None) -> None:
    set_absent(body["spec"], replicas=1)
    _template(body["spec"])


def _replication_controller(body: Body, before: Body | None) -> None:
    _replica_set(body, before)
    labels = body["spec"]["template"]["metadata"].get("labels")
    set_absent(body["spec"], selector=labels)


def _job(body: Body, before: Body | None) -> None:
    spec = body["spec"]
    _job_spec(spec)
    set_absent(spec, manualSelector=False)
    # The selector is made once; whoever replaces a Job has to send it along.
    if before is None and not spec["manualSelector"]:
        _select_own_pods(spec, body["metadata"])


def _job_spec(spec: Body) -> None:
    _template(spec)
    set_absent(
        spec,
        backoffLimit=2**31 - 1 if spec.get("backoffLimitPerIndex") is not None else 6,
        completionMode="NonIndexed",
        suspend=False,
        podReplacementPolicy="Failed" if spec.get("podFailurePolicy") else "TerminatingOrFailed",
    )
    if spec.get("parallelism") is None and spec.get("completions") is None:
        spec |= {"completions": 1, "parallelism": 1}
    set_absent(spec, parallelism=1)


def _select_own_pods(spec: Body, metadata: Body) -> None:
    uid, name = metadata.get("uid", ""), metadata.get("name", "")
    labels = spec["template"]["metadata"].get("labels") or {}
    spec["template"]["metadata"]["labels"] = {
        **labels,
        "batch.kubernetes.io/controller-uid": uid,
        "batch.kubernetes.io/job-name": name,
        "controller-uid": uid,
        "job-name": name,
    }
    selector = spec.get("selector") or {}
    own = {"batch.kubernetes.io/controller-uid": uid}
    spec["selector"] = {**selector, "matchLabels": {**(selector.get("matchLabels") or {}), **own}}


def _cron_job(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    set_absent(
        spec,
        concurrencyPolicy="Allow",
        suspend=False,
        successfulJobsHistoryLimit=3,
        failedJobsHistoryLimit=1,
        jobTemplate={},
    )
    set_absent(spec["jobTemplate"], spec={})
    _template(spec["jobTemplate"]["spec"])


def _secret(body: Body, _: Body | None) -> None:
    set_absent(body, type="Opaque")
    for key, value in (body.pop("stringData", None) or {}).items():
        encoded = base64.b64encode((value or "").encode()).decode()
        body["data"] = (body.get("data") or {}) | {key: encoded}


def _claim(body: Body, _: Body | None) -> None:
    set_absent(_below(body, "spec"), volumeMode="Filesystem")
    set_absent(body, status={"phase": "Pending"})


def _volume_of_cluster(body: Body, _: Body | None) -> None:
    set_absent(body["spec"], volumeMode="Filesystem", persistentVolumeReclaimPolicy="Retain")


def _namespace(body: Body, before: Body | None) -> None:
    name = body["metadata"].get("name", "")
    labels = body["metadata"].get("labels") or {}
    body["metadata"]["labels"] = labels | {"kubernetes.io/metadata.name": name}
    if before is None:
        own = _below(body, "spec").get("finalizers") or ()
        body["spec"] = {"finalizers": list(dict.fromkeys(["kubernetes", *own]))}


def _definition(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    names = spec.setdefault("names", {})
    if names.get("kind"):
        set_absent(names, singular=names["kind"].lower(), listKind=f"{names['kind']}List")
    set_absent(spec, conversion={"strategy": "None"})


def _role_binding(body: Body, _: Body | None) -> None:
    set_absent(body, roleRef={})
    set_absent(body["roleRef"], apiGroup="rbac.authorization.k8s.io")
    for subject in _each(body, "subjects"):
        if subject.get("kind") in ("User", "Group"):
            set_absent(subject, apiGroup="rbac.authorization.k8s.io")


def _autoscaler(body: Body, _: Body | None) -> None:
    set_absent(body["spec"], minReplicas=1, scaleTargetRef={})
    behavior = _below(body["spec"], "behavior")
    for direction in ("scaleUp", "scaleDown"):
        rules = behavior.get(direction)
        if not isinstance(rules, dict):
            continue
        policies = [{"type": "Percent", "value": 100, "periodSeconds": 15}]
        if direction == "scaleUp":
            policies.append({"type": "Pods", "value": 4, "periodSeconds": 15})
        set_absent(rules, selectPolicy="Max", policies=policies)


def _network_policy(body: Body, _: Body | None) -> None:
    spec = body["spec"]
    set_absent(spec, podSelector={})
    for direction in ("ingress", "egress"):
        for each in _each(spec, direction):
            for port in _each(each, "ports"):
                set_absent(port, protocol="TCP")
    kinds = ["Ingress", *(["Egress"] if spec.get("egress") else [])]
    set_absent(spec, policyTypes=kinds)


def _limit_range(body: Body, _: Body | None) -> None:
    for limit in _each(body["spec"], "limits"):
        if limit.get("type") != "Container":
            continue
        default = {**(limit.get("max") or {}), **(limit.get("default") or {})}
        request = {**(limit.get("min") or {}), **default, **(limit.get("defaultRequest") or {})}
        for name, amounts in (("default", default), ("defaultRequest", request)):
            if amounts:
                limit[name] = amounts


def _webhooks(body: Body, _: Body | None) -> None:
    for webhook in _each(body, "webhooks"):
        set_absent(
            webhook,
            failurePolicy="Fail",
            matchPolicy="Equivalent",
            timeoutSeconds=10,
            namespaceSelector={},
            objectSelector={},
        )
        for rule in _each(webhook, "rules"):
            set_absent(rule, scope="*")
        service = _below(webhook, "clientConfig", "service")
        if service:
            set_absent(service, port=443)


def _storage_class(body: Body, _: Body | None) -> None:
    set_absent(body, reclaimPolicy="Delete", volumeBindingMode="Immediate")


def _priority_class(body: Body, _: Body | None) -> None:
    set_absent(body, preemptionPolicy="PreemptLowerPriority")


def _ingress_class(body: Body, _: Body | None) -> None:
    if isinstance(_below(body, "spec").get("parameters"), dict):
        set_absent(body["spec"]["parameters"], scope="Cluster")


def _endpoints(body: Body, _: Body | None) -> None:
    for subset in _each(body, "subsets"):
        for port in _each(subset, "ports"):
            set_absent(port, protocol="TCP")


def _pod_template(body: Body, _: Body | None) -> None:
    _template(body)


_RBAC: Final = "rbac.authorization.k8s.io"
_ADMISSION: Final = "admissionregistration.k8s.io"
_DEFAULTS: Final[dict[tuple[str, str], Default]] = {
    ("", "Endpoints"): _endpoints,
    ("", "LimitRange"): _limit_range,
    ("", "Namespace"): _namespace,
    ("", "PersistentVolume"): _volume_of_cluster,
    ("", "PersistentVolumeClaim"): _claim,
    ("", "Pod"): _pod,
    ("", "PodTemplate"): _pod_template,
    ("", "ReplicationController"): _replication_controller,
    ("", "Secret"): _secret,
    ("", "Service"): fill_in_service,
    (_ADMISSION, "MutatingWebhookConfiguration"): _webhooks,
    (_ADMISSION, "ValidatingWebhookConfiguration"): _webhooks,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): _definition,
    ("apps", "DaemonSet"): _daemon_set,
    ("apps", "Deployment"): _deployment,
    ("apps", "ReplicaSet"): _replica_set,
    ("apps", "StatefulSet"): _stateful_set,
    ("autoscaling", "HorizontalPodAutoscaler"): _autoscaler,
    ("batch", "CronJob"): _cron_job,
    ("batch", "Job"): _job,
    ("networking.k8s.io", "IngressClass"): _ingress_class,
    ("networking.k8s.io", "NetworkPolicy"): _network_policy,
    (_RBAC, "ClusterRoleBinding"): _role_binding,
    (_RBAC, "RoleBinding"): _role_binding,
    ("scheduling.k8s.io", "PriorityClass"): _priority_class,
    ("storage.k8s.io", "StorageClass"): _storage_class,
}
