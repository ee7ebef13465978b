"""Images the Job can run in, what each holds, and how to bring one within a cluster's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Sentence, say
from core.plan.model import UNKNOWN_HELM
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
# Of the images that public templates name in registries of Alibaba Cloud this has the newest Helm;
# no copy of alpine/helm is among them (looked for in November 2026). A copy of one's own is the way
# to a newer one: `copy_commands`.
COMPUTE_NEST: Final = Image(
    "compute-nest-registry.cn-hangzhou.cr.aliyuncs.com/public/dtzar/helm-kubectl:3.12.0",
    "3.12.0",
    ("kubectl", "wget", "git", "bash", "jq"),
    in_mainland=True,
    about=say("In a registry of Alibaba Cloud, which Compute Nest's own templates use."),
)
PRESETS: Final = (ALPINE_HELM, COMPUTE_NEST)
ACK_HELM: Final = "3.0"
"""The line of Helm behind ClusterHelmApplication; upstream it ends at 3.0.3."""


def image(plan: Plan) -> str:
    """Return the image the plan's Job runs in: its own choice, or one its region can pull."""
    if plan.delivery.image is not None:
        return plan.delivery.image.reference
    return _of_region(plan).reference


def preset(reference: str) -> Image | None:
    """Return the image of ours that `reference` names, None when it is one of somebody's own."""
    return next((each for each in PRESETS if each.reference == reference), None)


def installing_helm(plan: Plan) -> str | None:
    """Return the version of the Helm that installs the plan's chart, None where nobody knows it."""
    if not plan.delivery.method.runs_job:
        return ACK_HELM
    given = plan.delivery.image
    if given is None:
        return _of_region(plan).helm
    if given.helm is not None:
        return None if given.helm == UNKNOWN_HELM else given.helm.removeprefix("v")
    known = preset(given.reference)
    return known.helm if known else None


def _of_region(plan: Plan) -> Image:
    region = REGIONS.get(plan.account.region)
    return COMPUTE_NEST if region is not None and region.mainland else ALPINE_HELM


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
