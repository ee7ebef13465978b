"""Namespaces that come with a resource of a cluster, and go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.rehearsal.stack.kubernetes import Kubernetes

PROTECTED: Final = frozenset(
    {"default", "kube-node-lease", "kube-public", "kube-system", "arms-prom"}
)
CREATED: Final = "namespace created"


async def delete_namespace(
    kubernetes: Kubernetes, name: str, *, wanted: bool | None, created: bool
) -> None:
    """Delete the namespace when that is wanted, or nothing was said and we created it."""
    if name not in PROTECTED and (created if wanted is None else wanted):
        manifest = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
        await kubernetes.delete(manifest, "")
