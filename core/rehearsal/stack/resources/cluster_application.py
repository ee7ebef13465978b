"""ALIYUN::CS::ClusterApplication: objects written out in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.namespaces import CREATED, delete_namespace
from core.rehearsal.stack.resources.shape import Made, Property, ResourceType, Site
from core.rehearsal.stack.resources.wait_until import check_conditions, wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClusterApplication(ResourceType):
    """Applied in the order written, deleted in reverse; of stage Delete, applied at deletion."""

    properties: ClassVar[Mapping[str, Property]] = {
        "ClusterId": Property(required=True, kind=str),
        "YamlContent": Property(required=True, updatable=True, kind=str),
        "CreationMode": Property(updatable=True, kind=str, allowed=("Normal", "Apply")),
        "DefaultNamespace": Property(kind=str),
        "DefaultNamespaceDeletion": Property(updatable=True, kind=bool),
        "RolePolicy": Property(
            updatable=True, kind=str, allowed=("EnsureAdminRoleAndBinding", "None")
        ),
        "Stage": Property(kind=str, allowed=("All", "Delete")),
        "ValidationMode": Property(kind=str, allowed=("Basic", "Strict")),
        "WaitUntil": Property(updatable=True, kind=list, check=check_conditions),
    }
    attributes = frozenset({"ClusterId", "WaitUntilData"})

    async def create(self, site: Site) -> Made:
        """Create or apply the objects; keep them for the deletion when the stage is Delete."""
        wanted = site.properties
        kubernetes = site.surroundings.kubernetes
        manifests = _manifests(wanted)
        site.remember(CREATED, False)
        if wanted.get("Stage") == "Delete":
            return await _made(site, "Create")
        site.remember(CREATED, await kubernetes.ensure_namespace(_namespace(wanted)))
        for manifest in manifests:
            if wanted.get("CreationMode") == "Apply":
                await kubernetes.apply(manifest, _namespace(wanted))
            else:
                await kubernetes.create(manifest, _namespace(wanted))
        return await _made(site, "Create")

    async def update(self, site: Site) -> Made:
        """Apply the new objects, delete those that are no longer written."""
        wanted = site.properties
        kubernetes = site.surroundings.kubernetes
        manifests = _manifests(wanted)
        if wanted.get("Stage") != "Delete":
            for manifest in manifests:
                await kubernetes.apply(manifest, _namespace(wanted))
            kept = {_identity(manifest) for manifest in manifests}
            for manifest in reversed(_manifests(site.resource.properties)):
                if _identity(manifest) not in kept:
                    await kubernetes.delete(manifest, _namespace(wanted))
        return await _made(site, "Update")

    async def delete(self, site: Site) -> None:
        """Delete the objects, or apply those that were kept for now."""
        had = site.resource.properties
        if CREATED not in site.resource.remembered:  # its creation never began
            return
        kubernetes, namespace = site.surroundings.kubernetes, _namespace(had)
        if had.get("Stage") == "Delete":
            await kubernetes.ensure_namespace(namespace)
            for manifest in _manifests(had):
                await kubernetes.apply(manifest, namespace)
        else:
            for manifest in reversed(_manifests(had)):
                await kubernetes.delete(manifest, namespace)
        await wait_until(kubernetes, had, "Delete", namespace)
        await delete_namespace(
            kubernetes,
            namespace,
            wanted=had.get("DefaultNamespaceDeletion"),
            created=site.resource.remembered[CREATED],
        )


def _namespace(properties: Mapping[str, Any]) -> str:
    return str(properties.get("DefaultNamespace") or "default")


async def _made(site: Site, stage: str) -> Made:
    wanted = site.properties
    found = await wait_until(site.surroundings.kubernetes, wanted, stage, _namespace(wanted))
    attributes = {"ClusterId": wanted["ClusterId"], "WaitUntilData": found}
    return Made(f"{wanted['ClusterId']}/{site.resource.logical_id}", attributes)


def _manifests(properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    try:
        documents = list(yaml.safe_load_all(properties["YamlContent"]))
    except yaml.YAMLError as error:
        raise ResourceFailed("ValidationError", f"YamlContent: {error}") from error
    manifests: list[dict[str, Any]] = []
    for document in documents:
        if isinstance(document, dict) and document.get("kind") == "List":
            manifests.extend(document.get("items") or [])
        elif document is not None:
            manifests.append(document)
    for manifest in manifests:
        _check(manifest)
    return manifests


def _check(manifest: Any) -> None:
    complete = isinstance(manifest, dict) and all(
        manifest.get(field) for field in ("apiVersion", "kind", "metadata")
    )
    if not complete or not manifest["metadata"].get("name"):
        raise ResourceFailed(
            "ValidationError", "YamlContent: an object lacks apiVersion, kind or metadata.name"
        )


def _identity(manifest: Mapping[str, Any]) -> tuple[str, str, str, str]:
    metadata = manifest["metadata"]
    return (
        str(manifest["apiVersion"]).rpartition("/")[0],
        manifest["kind"],
        metadata.get("namespace") or "",
        metadata["name"],
    )
