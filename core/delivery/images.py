"""Images the Job can run in, and what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.plan.model import Plan


@dataclass(frozen=True)
class Image:
    """An image that holds helm, sh, curl and timeout; `in_mainland` if nodes there can pull it."""

    reference: str
    helm: str
    holds: tuple[str, ...]
    in_mainland: bool


ALPINE_HELM: Final = Image(
    "docker.io/alpine/helm:3.17.3", "3.17.3", ("helm", "curl", "wget", "git", "bash"), False
)
COMPUTE_NEST: Final = Image(
    "compute-nest-registry.cn-hangzhou.cr.aliyuncs.com/public/dtzar/helm-kubectl:3.12.0",
    "3.12.0",
    ("helm", "kubectl", "curl", "wget", "git", "bash", "jq"),
    True,
)
PRESETS: Final = (ALPINE_HELM, COMPUTE_NEST)


def image(plan: Plan) -> str:
    """Return the image the plan's Job runs in: its own choice, or one its region can pull."""
    if plan.delivery.image is not None:
        return plan.delivery.image
    mainland = plan.account.region.startswith("cn-") and plan.account.region != "cn-hongkong"
    return (COMPUTE_NEST if mainland else ALPINE_HELM).reference
