"""Images the Job can run in, what each holds, and how to bring one within a cluster's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Sentence, say
from core.plan.regions import REGIONS

if TYPE_CHECKING:
    from core.plan.model import Plan


@dataclass(frozen=True)
class Image:
    """An image that holds at least helm 3.8, sh, curl and timeout.

    `holds` are the commands in it besides; `in_mainland` tells whether nodes in mainland China
    can pull it.
    """

    reference: str
    helm: str
    holds: tuple[str, ...]
    in_mainland: bool
    about: Sentence


ALPINE_HELM: Final = Image(
    "docker.io/alpine/helm:3.17.3",
    "3.17.3",
    ("wget", "git", "bash"),
    in_mainland=False,
    about=say("Small and current, on Docker Hub: out of reach of much of mainland China."),
)
COMPUTE_NEST: Final = Image(
    "compute-nest-registry.cn-hangzhou.cr.aliyuncs.com/public/dtzar/helm-kubectl:3.12.0",
    "3.12.0",
    ("kubectl", "wget", "git", "bash", "jq"),
    in_mainland=True,
    about=say("In a registry of Alibaba Cloud, which Compute Nest's own templates use."),
)
PRESETS: Final = (ALPINE_HELM, COMPUTE_NEST)


def image(plan: Plan) -> str:
    """Return the image the plan's Job runs in: its own choice, or one its region can pull."""
    if plan.delivery.image is not None:
        return plan.delivery.image
    region = REGIONS.get(plan.account.region)
    in_mainland = region is not None and region.mainland
    return (COMPUTE_NEST if in_mainland else ALPINE_HELM).reference


def copy_commands(reference: str, repository: str) -> tuple[str, ...]:
    """Return the commands that copy an image to `repository` of one's own, as in ACR.

    `repository` has no tag, `registry.cn-hangzhou.cr.aliyuncs.com/mine/helm`; the copy keeps the
    tag it had, and of an image named by digest alone is tagged `copy`.
    """
    named = reference.partition("@")[0]
    tag = named.rpartition(":")[2] if ":" in named.rpartition("/")[2] else "copy"
    copy = f"{repository}:{tag}"
    return (
        f"docker login {repository.partition('/')[0]}",
        f"docker pull --platform linux/amd64 {reference}",
        f"docker tag {reference} {copy}",
        f"docker push {copy}",
    )
