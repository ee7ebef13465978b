"""What a chart meets where it goes: the Kubernetes of its cluster, the Helm of its image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_KUBERNETES_VERSION: Final = "1.33"
"""The version that everything is checked against where no cluster says another."""


@dataclass(frozen=True)
class Surroundings:
    """What a chart is rendered and checked for.

    `kubernetes_version` is whole, as the cluster says it: `v1.30.1-aliyun.1`. `api_versions` are
    those of the cluster's own discovery (`apps/v1`, `apps/v1/Deployment`); None stands for what
    that version serves. `helm` is the version that will install, None where nobody knows it;
    `command` is a `helm` of this computer that was named to look at it with.
    """

    kubernetes_version: str = DEFAULT_KUBERNETES_VERSION
    api_versions: frozenset[str] | None = None
    helm: str | None = None
    command: Path | None = None


ANYWHERE: Final = Surroundings()
"""Where nothing is known of the cluster or the image."""
