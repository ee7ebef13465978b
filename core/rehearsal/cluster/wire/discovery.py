"""What the cluster says it serves: version, groups, resources, in the old and the new form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from core.kubernetes.versions import told_minor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.kinds.served import Kinds

_ALL: Final = frozenset(
    {
        "cronjobs",
        "daemonsets",
        "deployments",
        "horizontalpodautoscalers",
        "jobs",
        "pods",
        "replicasets",
        "replicationcontrollers",
        "services",
        "statefulsets",
    }
)
_SUBRESOURCE_VERBS: Final = {
    "log": ["get"],
    "scale": ["get", "patch", "update"],
    "status": ["get", "patch", "update"],
    "token": ["create"],
}
AggregatedVersion = Literal["v2", "v2beta1"]


def version_body(version: str) -> dict[str, str]:
    """Return the answer of `/version` for a version such as `1.33` or `1.30.1-aliyun.1`."""
    major, minor, *patch = version.split(".", maxsplit=2)
    return {
        "major": major,
        "minor": told_minor(version),
        "gitVersion": ".".join((f"v{major}", minor, *(patch or "0"))),
        "gitCommit": "",
        "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z",
        "goVersion": "",
        "compiler": "",
        "platform": "linux/amd64",
    }


def aggregated_version(accept: str) -> AggregatedVersion | None:
    """Return which aggregated form the client takes, if any; the newer one first."""
    wanted = [part for part in accept.split(",") if "g=apidiscovery.k8s.io" in part]
    if any("v=v2;" in f"{part};" for part in wanted):
        return "v2"
    return "v2beta1" if any("v=v2beta1;" in f"{part};" for part in wanted) else None


def aggregated_content_type(version: AggregatedVersion) -> str:
    """Return the content type by which clients recognise the aggregated form."""
    return f"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList"


def core_versions() -> dict[str, Any]:
    """Return the answer of `/api`."""
    return {
        "kind": "APIVersions",
        "versions": ["v1"],
        "serverAddressByClientCIDRs": [],
    }


def group_list(kinds: Kinds) -> dict[str, Any]:
    """Return the answer of `/apis`."""
    groups = [group_body(kinds, group) for group in _groups(kinds) if group]
    return {"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}


def group_body(kinds: Kinds, group: str) -> dict[str, Any]:
    """Return the answer of `/apis/GROUP`; refuse a group that is not served."""
    versions = [
        {"groupVersion": f"{group}/{version}", "version": version}
        for version in _versions(kinds.of_group(group))
    ]
    return {
        "kind": "APIGroup",
        "apiVersion": "v1",
        "name": group,
        "versions": versions,
        "preferredVersion": versions[0],
    }


def resource_list(kinds: Kinds, group: str, version: str) -> dict[str, Any]:
    """Return the answer of `/apis/GROUP/VERSION` or `/api/v1`."""
    resources = []
    for kind in kinds.of_group(group, version):
        resources.append(_resource(kind))
        resources.extend(
            {
                "name": f"{kind.plural}/{subresource}",
                "singularName": "",
                "namespaced": kind.namespaced,
                "kind": kind.name,
                "verbs": _SUBRESOURCE_VERBS[subresource],
            }
            for subresource in kind.subresources
        )
    return {
        "kind": "APIResourceList",
        "apiVersion": "v1",
        "groupVersion": f"{group}/{version}" if group else version,
        "resources": resources,
    }


def _resource(kind: Kind) -> dict[str, Any]:
    return {
        "name": kind.plural,
        "singularName": kind.name.lower(),
        "namespaced": kind.namespaced,
        "kind": kind.name,
        "verbs": list(kind.verbs),
        "shortNames": list(kind.short_names),
        "categories": _categories(kind),
    }


def aggregated(kinds: Kinds, version: AggregatedVersion, *, core: bool) -> dict[str, Any]:
    """Return every group with every resource at once, as `/api` or `/apis` give it."""
    groups = [group for group in _groups(kinds) if (group == "") is core]
    return {
        "kind": "APIGroupDiscoveryList",
        "apiVersion": f"apidiscovery.k8s.io/{version}",
        "metadata": {},
        "items": [
            {
                "metadata": {"name": group},
                "versions": [
                    {
                        "version": each,
                        "resources": [_aggregated_resource(k) for k in kinds.of_group(group, each)],
                        "freshness": "Current",
                    }
                    for each in _versions(kinds.of_group(group))
                ],
            }
            for group in groups
        ],
    }


def _aggregated_resource(kind: Kind) -> dict[str, Any]:
    response_kind = {"group": kind.group, "version": kind.version, "kind": kind.name}
    return {
        "resource": kind.plural,
        "responseKind": response_kind,
        "scope": "Namespaced" if kind.namespaced else "Cluster",
        "singularResource": kind.name.lower(),
        "verbs": list(kind.verbs),
        "shortNames": list(kind.short_names),
        "categories": _categories(kind),
        "subresources": [
            {
                "subresource": subresource,
                "responseKind": response_kind,
                "verbs": _SUBRESOURCE_VERBS[subresource],
            }
            for subresource in kind.subresources
        ],
    }


def _categories(kind: Kind) -> list[str]:
    return ["all"] if kind.plural in _ALL and not kind.custom else []


def _groups(kinds: Iterable[Kind]) -> list[str]:
    return list(dict.fromkeys(kind.group for kind in kinds))


def _versions(kinds: Iterable[Kind]) -> list[str]:
    return list(dict.fromkeys(kind.version for kind in kinds))
