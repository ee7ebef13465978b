"""What may not change once an object is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes.causes import forbidden, invalid_value, required
from core.kubernetes.quantities import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.kubernetes.causes import Cause

    Body = dict[str, Any]
    Change = Callable[[Body, Body], Iterator[Cause]]

_IMMUTABLE: Final = "field is immutable"
_RBAC: Final = "rbac.authorization.k8s.io"


def _at(body: Any, path: str) -> Any:
    for step in path.split("."):
        body = body.get(step) if isinstance(body, dict) else None
    return body


def fixed(*paths: str) -> Change:
    """Refuse to change these fields."""

    def check(new: Body, old: Body) -> Iterator[Cause]:
        for path in paths:
            if _at(new, path) != _at(old, path):
                yield invalid_value(path, _at(new, path), _IMMUTABLE)

    return check


def _role_ref(new: Body, old: Body) -> Iterator[Cause]:
    if new.get("roleRef") != old.get("roleRef"):
        yield invalid_value("roleRef", new.get("roleRef"), "cannot change roleRef")


def _data(*fields: str) -> Change:
    """Refuse to change these fields of an object that says it never changes."""
    why = "field is immutable when `immutable` is set"

    def check(new: Body, old: Body) -> Iterator[Cause]:
        if not old.get("immutable"):
            return
        if not new.get("immutable"):
            yield forbidden("immutable", why)
        for field in fields:
            if (new.get(field) or {}) != (old.get(field) or {}):
                yield forbidden(field, why)

    return check


def _forbidden(path: str, why: str) -> Change:
    def check(new: Body, old: Body) -> Iterator[Cause]:
        if _at(new, path) != _at(old, path):
            yield forbidden(path, why)

    return check


_OF_STATEFUL_SETS: Final = (
    "replicas",
    "ordinals",
    "template",
    "updateStrategy",
    "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy",
    "minReadySeconds",
)


def _stateful_set(new: Body, old: Body) -> Iterator[Cause]:
    if _without(new.get("spec"), _OF_STATEFUL_SETS) != _without(old.get("spec"), _OF_STATEFUL_SETS):
        *most, last = (f"'{name}'" for name in _OF_STATEFUL_SETS)
        yield forbidden(
            "spec",
            "updates to statefulset spec for fields other than"
            f" {', '.join(most)} and {last} are forbidden",
        )


def _without(spec: Any, names: tuple[str, ...]) -> Body:
    return {name: value for name, value in (spec or {}).items() if name not in names}


def _job(new: Body, old: Body) -> Iterator[Cause]:
    after, before = new["spec"], old["spec"]
    if after.get("completions") != before.get("completions") and not _is_elastic(after, before):
        yield invalid_value("spec.completions", after.get("completions"), _IMMUTABLE)
    if after.get("selector") is None:
        yield required("spec.selector")
    yield from fixed("spec.selector")(new, old)
    if _job_template(after) != _job_template(before) and not before.get("suspend"):
        yield invalid_value("spec.template", after.get("template"), _IMMUTABLE)
    yield from fixed(
        "spec.completionMode", "spec.podFailurePolicy", "spec.backoffLimitPerIndex",
        "spec.managedBy", "spec.successPolicy",
    )(new, old)  # fmt: skip


def _is_elastic(after: Body, before: Body) -> bool:
    """Tell whether an indexed Job changes both its numbers alike, as it may."""
    both = after.get("completions") == after.get("parallelism")
    return before.get("completionMode") == "Indexed" and both


def _job_template(spec: Body) -> Any:
    template = spec.get("template") or {}
    metadata = {k: v for k, v in (template.get("metadata") or {}).items() if v}
    return {**template, "metadata": metadata}


_OF_PODS: Final = (
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    "`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)


def _pod(new: Body, old: Body) -> Iterator[Cause]:
    after, before = new["spec"], old["spec"]
    for field in ("containers", "initContainers"):
        if len(after.get(field) or ()) != len(before.get(field) or ()):
            yield forbidden(f"spec.{field}", "pod updates may not add or remove containers")
            return
    yield from _pod_deadline(after, before)
    kept = list(before.get("tolerations") or ())
    if any(_eternal(each) not in map(_eternal, after.get("tolerations") or ()) for each in kept):
        yield forbidden(
            "spec.tolerations",
            "existing toleration can not be modified except its tolerationSeconds",
        )
    if _unchanging(after) != _unchanging(before):
        yield forbidden("spec", f"pod updates may not change fields other than {_OF_PODS}")


def _pod_deadline(after: Body, before: Body) -> Iterator[Cause]:
    path, new, old = (
        "spec.activeDeadlineSeconds",
        after.get("activeDeadlineSeconds"),
        before.get("activeDeadlineSeconds"),
    )
    if old is None:
        return
    if new is None:
        yield invalid_value(path, None, "must not update from a positive integer to nil value")
    elif new > old:
        yield invalid_value(path, new, "must be less than or equal to previous value")


def _eternal(toleration: Body) -> Body:
    return {k: v for k, v in toleration.items() if k != "tolerationSeconds"}


# Set by the cluster in every Pod, and by those who write Pods seldom.
_PLACED: Final = (
    "activeDeadlineSeconds",
    "tolerations",
    "nodeName",
    "schedulingGates",
    "terminationGracePeriodSeconds",
    "serviceAccount",
)


def _unchanging(spec: Body) -> Body:
    result = _without(spec, (*_PLACED, "containers", "initContainers"))
    result.setdefault("serviceAccountName", "default")
    for field in ("containers", "initContainers"):
        result[field] = [
            {k: v for k, v in container.items() if k not in ("image", "imagePullPolicy")}
            for container in spec.get(field) or ()
        ]
    return result


def _claim(new: Body, old: Body) -> Iterator[Cause]:
    after, before = new["spec"], old["spec"]
    free = ["volumeName"] if not before.get("volumeName") else []
    if before.get("storageClassName") is None:
        free.append("storageClassName")
    bound = (new.get("status") or {}).get("phase") == "Bound"
    free += ["resources", "volumeAttributesClassName"] if bound else []
    if _without(after, tuple(free)) != _without(before, tuple(free)):
        yield forbidden(
            "spec",
            "spec is immutable after creation except resources.requests and"
            " volumeAttributesClassName for bound claims",
        )
    size, had = _storage(after), _storage(before)
    if size is not None and had is not None and amount(size) < amount(had):
        yield forbidden(
            "spec.resources.requests.storage", "field can not be less than status.capacity"
        )


def _storage(spec: Body) -> Any:
    return _at(spec, "resources.requests.storage")


def _service(new: Body, old: Body) -> Iterator[Cause]:
    """Refuse another address; only from and to ExternalName does it come and go."""
    after, before = new["spec"], old["spec"]
    if "ExternalName" in (after.get("type"), before.get("type")):
        return
    had, has = before.get("clusterIP"), after.get("clusterIP")
    if had and has != had:
        addresses = after.get("clusterIPs") or [has]
        yield invalid_value("spec.clusterIPs[0]", addresses, "may not change once set")
    families = (before.get("ipFamilies") or [None])[0], (after.get("ipFamilies") or [None])[0]
    if families[0] and families[1] and families[0] != families[1]:
        yield invalid_value("spec.ipFamilies[0]", after["ipFamilies"], "may not change once set")
    both = {after.get("type"), before.get("type")} == {"LoadBalancer"}
    if both and after.get("loadBalancerClass") != before.get("loadBalancerClass"):
        why = "may not change once set"
        yield invalid_value("spec.loadBalancerClass", after.get("loadBalancerClass"), why)


_OF_VOLUMES: Final = (
    "capacity",
    "accessModes",
    "claimRef",
    "persistentVolumeReclaimPolicy",
    "mountOptions",
    "storageClassName",
    "nodeAffinity",
    "volumeMode",
    "volumeAttributesClassName",
)


def _volume(new: Body, old: Body) -> Iterator[Cause]:
    if _without(new["spec"], _OF_VOLUMES) != _without(old["spec"], _OF_VOLUMES):
        yield forbidden(
            "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation"
        )
    if _at(new, "spec.volumeMode") != _at(old, "spec.volumeMode"):
        yield invalid_value("volumeMode", _at(new, "spec.volumeMode"), _IMMUTABLE)


def _quota(new: Body, old: Body) -> Iterator[Cause]:
    if set(_at(new, "spec.scopes") or ()) != set(_at(old, "spec.scopes") or ()):
        yield invalid_value("spec.scopes", _at(new, "spec.scopes"), _IMMUTABLE)


def _definition(new: Body, old: Body) -> Iterator[Cause]:
    """Refuse what a definition in force keeps, and a cluster puts one in force at once."""
    yield from fixed("spec.scope", "spec.names.kind")(new, old)
    yield from fixed("spec.group", "spec.names.plural")(new, old)
    stored = (old.get("status") or {}).get("storedVersions") or ()
    names = [each.get("name") for each in _at(new, "spec.versions") or ()]
    for index, name in enumerate(stored):
        if name not in names:
            yield invalid_value(
                f"status.storedVersions[{index}]",
                name,
                "missing from spec.versions; "
                f"{name} was previously a storage version, and must remain in spec.versions until"
                " a storage migration ensures no data remains persisted in it and removes it from"
                " status.storedVersions",
            )


CHANGES: Final[dict[tuple[str, str], tuple[Change, ...]]] = {
    ("", "ConfigMap"): (_data("data", "binaryData"),),
    ("", "PersistentVolume"): (_volume,),
    ("", "PersistentVolumeClaim"): (_claim,),
    ("", "Pod"): (_pod,),
    ("", "ResourceQuota"): (_quota,),
    ("", "Secret"): (fixed("type"), _data("data")),
    ("", "Service"): (_service,),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): (_definition,),
    ("apps", "ControllerRevision"): (fixed("data"),),
    ("apps", "DaemonSet"): (fixed("spec.selector"),),
    ("apps", "Deployment"): (fixed("spec.selector"),),
    ("apps", "ReplicaSet"): (fixed("spec.selector"),),
    ("apps", "StatefulSet"): (_stateful_set,),
    ("batch", "Job"): (_job,),
    ("discovery.k8s.io", "EndpointSlice"): (fixed("addressType"),),
    ("networking.k8s.io", "IngressClass"): (fixed("spec.controller"),),
    ("node.k8s.io", "RuntimeClass"): (fixed("handler"),),
    (_RBAC, "ClusterRoleBinding"): (_role_ref,),
    (_RBAC, "RoleBinding"): (_role_ref,),
    ("scheduling.k8s.io", "PriorityClass"): (
        _forbidden("value", "may not be changed in an update."),
        fixed("preemptionPolicy"),
    ),
    ("storage.k8s.io", "CSIDriver"): (fixed("spec.attachRequired"),),
    ("storage.k8s.io", "StorageClass"): (
        _forbidden("parameters", "updates to parameters are forbidden."),
        fixed("provisioner"),
        _forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden."),
        fixed("volumeBindingMode"),
    ),
}
"""What each kind keeps for good."""
