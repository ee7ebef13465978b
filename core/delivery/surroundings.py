"""What a plan's chart meets: the Kubernetes of its cluster, the Helm that installs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION, Surroundings
from core.delivery.images import installing_helm

if TYPE_CHECKING:
    from core.plan.model import Plan


def surroundings_of(
    plan: Plan | None,
    kubernetes_version: str | None = None,
    api_versions: frozenset[str] | None = None,
) -> Surroundings:
    """Return what a plan's chart meets on a cluster of this version, None where none says it."""
    helm = installing_helm(plan) if plan else None
    return Surroundings(kubernetes_version or DEFAULT_KUBERNETES_VERSION, api_versions, helm)
