"""What a well-formed object must still satisfy: names, labels, sizes, references, fixed fields."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.state.refusals import (
    Cause,
    bad_request,
    invalid,
    invalid_value,
    required,
    unsupported,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body

_LABEL_PATTERN: Final = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN_PATTERN: Final = rf"{_LABEL_PATTERN}(\.{_LABEL_PATTERN})*"
_SERVICE_PATTERN: Final = "[a-z]([-a-z0-9]*[a-z0-9])?"
_VALUE_PATTERN: Final = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?"
_KEY_PATTERN: Final = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_DATA_KEY_PATTERN: Final = "[-._a-zA-Z0-9]+"

_LABEL_RULE: Final = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
    " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
    f" validation is '{_LABEL_PATTERN}')"
)
_SUBDOMAIN_RULE: Final = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
    " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
    f" validation is '{_LABEL_PATTERN}(\\.{_LABEL_PATTERN})*')"
)
_SERVICE_RULE: Final = (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
    " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123',"
    f" regex used for validation is '{_SERVICE_PATTERN}')"
)
_VALUE_RULE: Final = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
    " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
    f" '12345', regex used for validation is '{_VALUE_PATTERN}')"
)
_KEY_RULE: Final = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
    " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
    f" validation is '{_KEY_PATTERN}')"
)
_DATA_KEY_RULE: Final = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',"
    f"  or 'KEY_NAME',  or 'key-name', regex used for validation is '{_DATA_KEY_PATTERN}')"
)
# Kinds whose names are path segments, free but for "/" and "%".
_FREE_NAMES: Final = frozenset({"Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"})
_LARGEST_DATA: Final = 1024 * 1024
_IMMUTABLE: Final = "field is immutable"


def validate(kind: Kind, body: Body, before: Body | None) -> None:
    """Refuse `body` when it breaks a rule; `before` is what it would replace."""
    causes = [*_name_causes(kind, body), *_metadata_causes(body)]
    if not kind.group and kind.name in _DATA_RULES:
        causes += _DATA_RULES[kind.name](kind, body)
    causes += _workload_causes(kind, body)
    if (kind.group, kind.name) == ("", "Service"):
        causes += _service_causes(body["spec"])
    if kind.name == "CustomResourceDefinition":
        causes += _definition_causes(body)
    if before:
        causes += _fixed_causes(kind, body, before)
    if causes:
        raise invalid(kind, body["metadata"]["name"], causes)


def _name_causes(kind: Kind, body: Body) -> Iterator[Cause]:
    name = body["metadata"]["name"]
    pattern, rule, longest = _SUBDOMAIN_PATTERN, _SUBDOMAIN_RULE, 253
    if (kind.group, kind.name) == ("", "Namespace"):
        pattern, rule, longest = _LABEL_PATTERN, _LABEL_RULE, 63
    elif (kind.group, kind.name) == ("", "Service"):
        pattern, rule, longest = _SERVICE_PATTERN, _SERVICE_RULE, 63
    elif kind.name in _FREE_NAMES:
        pattern, rule = "[^/%]+", "may not contain '/'"
    if len(name) > longest:
        yield invalid_value("metadata.name", name, f"must be no more than {longest} characters")
    if not re.fullmatch(pattern, name):
        yield invalid_value("metadata.name", name, rule)


def _metadata_causes(body: Body) -> Iterator[Cause]:
    metadata = body["metadata"]
    yield from _label_causes("metadata.labels", metadata.get("labels") or {})
    annotations = metadata.get("annotations") or {}
    for key in annotations:
        yield from _key_causes("metadata.annotations", key.lower())
    size = sum(len(k.encode()) + len(v.encode()) for k, v in annotations.items())
    if size > 256 * 1024:
        yield Cause(
            "FieldValueTooLong",
            "metadata.annotations",
            "Too long: may not be more than 262144 bytes",
        )


def _label_causes(field: str, labels: Body) -> Iterator[Cause]:
    for key, value in labels.items():
        yield from _key_causes(field, key)
        if len(value) > 63:
            yield invalid_value(field, value, "must be no more than 63 bytes")
        if not re.fullmatch(_VALUE_PATTERN, value):
            yield invalid_value(field, value, _VALUE_RULE)


def _key_causes(field: str, key: str) -> Iterator[Cause]:
    prefix, slash, name = key.rpartition("/")
    if slash and not re.fullmatch(_SUBDOMAIN_PATTERN, prefix):
        yield invalid_value(field, key, f"prefix part {_SUBDOMAIN_RULE}")
    if not name:
        yield invalid_value(field, key, "name part must be non-empty")
    elif len(name) > 63:
        yield invalid_value(field, key, "name part must be no more than 63 bytes")
    elif not re.fullmatch(_KEY_PATTERN, name):
        yield invalid_value(field, key, _KEY_RULE)


def _secret_causes(kind: Kind, body: Body) -> Iterator[Cause]:
    yield from _data_key_causes(body, "data")
    size = 0
    for value in (body.get("data") or {}).values():
        try:
            size += len(base64.b64decode(value or "", validate=True))
        except binascii.Error as error:
            raise bad_request(
                f'Secret in version "{kind.version}" cannot be handled as a Secret:'
                " illegal base64 data at input byte 0"
            ) from error
    if size > _LARGEST_DATA:
        yield Cause(
            "FieldValueTooLong", "data", f"Too long: may not be more than {_LARGEST_DATA} bytes"
        )


def _config_map_causes(_: Kind, body: Body) -> Iterator[Cause]:
    yield from _data_key_causes(body, "data")
    yield from _data_key_causes(body, "binaryData")
    size = sum(len((v or "").encode()) for v in (body.get("data") or {}).values())
    size += sum(len(v or "") * 3 // 4 for v in (body.get("binaryData") or {}).values())
    if size > _LARGEST_DATA:
        yield Cause(
            "FieldValueTooLong", "[]", f"Too long: may not be more than {_LARGEST_DATA} bytes"
        )


_DATA_RULES: Final = {"Secret": _secret_causes, "ConfigMap": _config_map_causes}


def _data_key_causes(body: Body, field: str) -> Iterator[Cause]:
    for key in body.get(field) or {}:
        if not re.fullmatch(_DATA_KEY_PATTERN, key) or key in (".", ".."):
            yield invalid_value(f"{field}[{key}]", key, _DATA_KEY_RULE)


def _service_causes(spec: Body) -> Iterator[Cause]:
    types = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
    if spec["type"] not in types:
        yield unsupported("spec.type", spec["type"], types)
    if not spec.get("ports") and spec["type"] != "ExternalName" and spec.get("clusterIP") != "None":
        yield required("spec.ports")
    for index, port in enumerate(spec.get("ports") or ()):
        field = f"spec.ports[{index}]"
        yield from _port_causes(f"{field}.port", port.get("port", 0))
        if len(spec["ports"]) > 1 and not port.get("name"):
            yield required(f"{field}.name")


def _definition_causes(body: Body) -> Iterator[Cause]:
    spec = body["spec"]
    named = f"{spec['names']['plural']}.{spec['group']}"
    if body["metadata"]["name"] != named:
        why = f'must be spec.names.plural+"."+spec.group ({named})'
        yield invalid_value("metadata.name", body["metadata"]["name"], why)
    if "." not in spec["group"]:
        yield invalid_value("spec.group", spec["group"], "should be a domain with at least one dot")
    if spec["scope"] not in ("Cluster", "Namespaced"):
        yield unsupported("spec.scope", spec["scope"], ("Cluster", "Namespaced"))
    if sum(bool(version.get("storage")) for version in spec["versions"]) != 1:
        why = "must have exactly one version marked as storage version"
        yield invalid_value("spec.versions", "{...}", why)


def _port_causes(field: str, port: int) -> Iterator[Cause]:
    if not 1 <= port <= 65535:
        yield invalid_value(field, port, "must be between 1 and 65535, inclusive")


_SELECTING: Final = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"})


def _workload_causes(kind: Kind, body: Body) -> Iterator[Cause]:
    spec = body.get("spec") or {}
    if kind.group == "apps" and kind.name in _SELECTING:
        if spec.get("replicas", 0) < 0:
            why = "must be greater than or equal to 0"
            yield invalid_value("spec.replicas", spec["replicas"], why)
        yield from _selector_causes(spec)
        claims = [c["metadata"].get("name") for c in spec.get("volumeClaimTemplates") or ()]
        for index, name in enumerate(claims):
            if not name:
                yield required(f"spec.volumeClaimTemplates[{index}].metadata.name")
        yield from _template_causes(spec["template"], claims)
        policy = spec["template"]["spec"]["restartPolicy"]
        if policy != "Always":
            yield unsupported("spec.template.spec.restartPolicy", policy, ("Always",))
    elif (kind.group, kind.name) == ("batch", "Job"):
        yield from _template_causes(spec["template"])
        if spec["template"]["spec"]["restartPolicy"] not in ("OnFailure", "Never"):
            yield required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"')
    elif (kind.group, kind.name) == ("", "ReplicationController"):
        yield from _template_causes(spec["template"])
    elif (kind.group, kind.name) == ("", "Pod"):
        yield from _pod_causes("spec", spec)


def _selector_causes(spec: Body) -> Iterator[Cause]:
    labels = spec["template"].get("metadata", {}).get("labels") or {}
    wanted = spec["selector"].get("matchLabels") or {}
    if not wanted and not spec["selector"].get("matchExpressions"):
        yield invalid_value("spec.selector", "{}", "empty selector is invalid for deployment")
    elif any(labels.get(key) != value for key, value in wanted.items()):
        yield Cause(
            "FieldValueInvalid",
            "spec.template.metadata.labels",
            f"Invalid value: {_go_map(labels)}: `selector` does not match template `labels`",
        )


def _go_map(labels: Body) -> str:
    pairs = ", ".join(f'"{key}":"{value}"' for key, value in sorted(labels.items()))
    return f"map[string]string{{{pairs}}}"


def _template_causes(template: Body, claims: Collection[str] = ()) -> Iterator[Cause]:
    labels = template.get("metadata", {}).get("labels") or {}
    yield from _label_causes("spec.template.labels", labels)
    yield from _pod_causes("spec.template.spec", template["spec"], claims)


def _pod_causes(at: str, spec: Body, claims: Collection[str] = ()) -> Iterator[Cause]:
    """Yield what is wrong with a Pod; of a StatefulSet, `claims` are volumes too."""
    if not spec.get("containers"):
        yield required(f"{at}.containers")
    volumes: set[str] = set()
    for index, volume in enumerate(spec.get("volumes") or ()):
        yield from _entry_causes(f"{at}.volumes[{index}].name", volume["name"], volumes)
    volumes.update(claims)
    seen: set[str] = set()
    for field in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(field) or ()):
            place = f"{at}.{field}[{index}]"
            yield from _entry_causes(f"{place}.name", container["name"], seen)
            yield from _container_causes(place, container, volumes)


def _entry_causes(place: str, name: str, seen: set[str]) -> Iterator[Cause]:
    """Yield what is wrong with the name of a container or volume, and add it to those `seen`."""
    if not re.fullmatch(_LABEL_PATTERN, name) or len(name) > 63:
        yield invalid_value(place, name, _LABEL_RULE)
    if name in seen:
        yield Cause("FieldValueDuplicate", place, f'Duplicate value: "{name}"')
    seen.add(name)


def _container_causes(place: str, container: Body, volumes: set[str]) -> Iterator[Cause]:
    if not container.get("image"):
        yield required(f"{place}.image")
    for index, port in enumerate(container.get("ports") or ()):
        number = port.get("containerPort", 0)
        yield from _port_causes(f"{place}.ports[{index}].containerPort", number)
    taken: set[str] = set()
    for index, mount in enumerate(container.get("volumeMounts") or ()):
        at = f"{place}.volumeMounts[{index}]"
        if mount["name"] not in volumes:
            yield Cause("FieldValueNotFound", f"{at}.name", f'Not found: "{mount["name"]}"')
        if mount["mountPath"] in taken:
            yield invalid_value(f"{at}.mountPath", mount["mountPath"], "must be unique")
        taken.add(mount["mountPath"])
        if ".." in mount.get("subPath", "").split("/"):
            yield invalid_value(f"{at}.subPath", mount["subPath"], "must not contain '..'")


_FIXED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "Deployment": (("spec", "selector"),),
    "DaemonSet": (("spec", "selector"),),
    "ReplicaSet": (("spec", "selector"),),
    "Job": (("spec", "template"), ("spec", "selector"), ("spec", "completions")),
    "RoleBinding": (("roleRef",),),
    "ClusterRoleBinding": (("roleRef",),),
    "Secret": (("type",),),
    "StorageClass": (("provisioner",), ("parameters",)),
}
_STATEFUL_SET_MAY_CHANGE: Final = frozenset(
    {
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
    }
)


def _fixed_causes(kind: Kind, body: Body, before: Body) -> Iterator[Cause]:
    for path in () if kind.custom else _FIXED.get(kind.name, ()):
        new, old = _at(body, path), _at(before, path)
        if new != old:
            yield invalid_value(".".join(path), _shown(new), _IMMUTABLE)
    if before.get("immutable") and not kind.group and kind.name in _DATA_RULES:
        for field in ("data", "binaryData"):
            if body.get(field) != before.get(field):
                yield _forbidden(field, "field is immutable when `immutable` is set")
    if (kind.group, kind.name) == ("apps", "StatefulSet") and _frozen(body) != _frozen(before):
        yield _forbidden(
            "spec",
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
            " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
            " 'minReadySeconds' are forbidden",
        )


def _forbidden(field: str, why: str) -> Cause:
    return Cause("FieldValueForbidden", field, f"Forbidden: {why}")


def _at(body: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        body = (body or {}).get(step)
    return body


def _shown(value: Any) -> Any:
    return value if isinstance(value, str) else "{...}"


def _frozen(body: Body) -> Body:
    return {k: v for k, v in body["spec"].items() if k not in _STATEFUL_SET_MAY_CHANGE}
