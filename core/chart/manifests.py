"""From the text Helm renders to single Kubernetes objects, in the order Helm installs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.model import RenderedObject
from core.errors import Problem, say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SEPARATOR: Final = re.compile(r"^---[ \t]*", re.MULTILINE)

# Helm's InstallOrder (pkg/release/v1/util/kind_sorter.go); other kinds follow, by name.
_INSTALL_ORDER: Final = (
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
)
_POSITIONS: Final = {kind: position for position, kind in enumerate(_INSTALL_ORDER)}


def split_manifests(
    crds: Iterable[tuple[str, str]], templates: Mapping[str, str], problems: list[Problem]
) -> tuple[RenderedObject, ...]:
    """Return the objects in `crds` (file, text) and `templates` (rendered text by file).

    The order is Helm's: the CRDs, ordinary objects by kind, then hooks by kind. What cannot be
    read is added to `problems`.
    """
    definitions = [each for path, text in crds for each in _definitions(path, text, problems)]
    rendered = [
        each for path in sorted(templates) for each in _objects(path, templates[path], problems)
    ]
    rendered.sort(key=lambda each: (is_hook(each.body), _install_position(each.kind)))
    return (*definitions, *rendered)


def nameless(objects: Iterable[RenderedObject]) -> Iterator[Problem]:
    """Yield each object whose name the cluster is to make up: Helm asks for it by name before.

    It creates hooks without having asked; an object without any name Kubernetes itself refuses.
    """
    for each in objects:
        for body in _listed(each.body):
            metadata = _child(body, "metadata")
            made_up = metadata.get("generateName") and not metadata.get("name")
            if body.get("kind") and made_up and not is_hook(body):
                what = say("A {kind} has no metadata.name.", kind=body["kind"])
                yield Problem(each.source, what, say("Name it in the template."))


def _listed(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = body.get("items")
    if str(body.get("kind")).endswith("List") and isinstance(items, list):
        return [item for item in items if isinstance(item, dict)]
    return [body]


def is_hook(body: Mapping[str, object]) -> bool:
    """Tell whether Helm runs the object as a hook instead of keeping it in the release."""
    return "helm.sh/hook" in _child(_child(body, "metadata"), "annotations")


def _install_position(kind: str) -> tuple[int, str]:
    return _POSITIONS.get(kind, len(_POSITIONS)), kind


def _definitions(path: str, text: str, problems: list[Problem]) -> Iterator[RenderedObject]:
    """Yield the objects of a file in `crds/`; Helm refuses one without any."""
    before = len(problems)
    found = tuple(_objects(path, text, problems))
    if not found and len(problems) == before:
        what = say("Helm installs what is in crds/, and this file holds nothing to install.")
        problems.append(Problem(_inside(path), what, say("Take the file out of crds/.")))
    yield from found


def _objects(path: str, text: str, problems: list[Problem]) -> Iterator[RenderedObject]:
    for document in _SEPARATOR.split(text.lstrip()):
        manifest = document.strip()
        if not manifest:
            continue
        try:
            body = go_yaml.load(manifest)
        except (yaml.YAMLError, ValueError) as error:
            problems.append(_unreadable(path, error))
            continue
        if isinstance(body, dict) and body:
            yield _object(path, manifest, body)
        elif body is not None:
            what = say("The rendered text is no Kubernetes object.")
            problems.append(Problem(_inside(path), what, say("Mend the template.")))


def _object(path: str, manifest: str, body: dict[str, Any]) -> RenderedObject:
    metadata = _child(body, "metadata")
    return RenderedObject(
        source=_inside(path),
        text=manifest,
        api_version=_string(body.get("apiVersion")),
        kind=_string(body.get("kind")),
        name=_string(metadata.get("name")),
        namespace=_string(metadata.get("namespace")),
        body=body,
    )


def _unreadable(path: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or error
    what = say(
        "The rendered text is no YAML: {reason} in its line {line}.",
        reason=reason,
        line=mark.line + 1 if mark else "?",
    )
    return Problem(_inside(path), what, say("Mend the template, or the values it renders."))


def _inside(path: str) -> str:
    """Return the path inside the chart: Helm's paths begin with the chart's name."""
    return path.partition("/")[2] or path


def _child(body: Mapping[str, object], key: str) -> Mapping[str, Any]:
    child = body.get(key)
    return child if isinstance(child, dict) else {}


def _string(value: object) -> str:
    return "" if value is None else str(value)
