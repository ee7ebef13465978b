"""What the review of a bundle finds: limits of ROS, times that do not fit, images out of reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from core.delivery.images import COMPUTE_NEST, copy_commands, image, preset
from core.delivery.ros_template import TEMPLATE_LIMIT
from core.errors import Problem, say, warning
from core.plan.model import OciChart, RepositoryChart, UrlChart
from core.plan.regions import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.delivery.model import Bundle
    from core.plan.model import ChartSource, Plan

PARAMETER_LIMIT: Final = 200
"""Parameters of a template that ROS accepts."""

_OUT_OF_REACH: Final = frozenset(
    ("docker.io", "docker.com", "gcr.io", "ghcr.io", "quay.io", "k8s.io", "pkg.dev")
)
_SLOW: Final = frozenset(("github.com", "github.io", "githubusercontent.com"))
_PLACEHOLDER: Final = re.compile(r"\{\{ *computenest::[^{}]*\}\}")


def check_bundle(bundle: Bundle) -> tuple[Problem, ...]:
    """Return what the review finds in a bundle of any method; each has checks of its own beside."""
    return (
        *_check_limits(bundle),
        *_check_reach(bundle),
        *_check_placeholders(bundle),
    )


def check_hosting(bundle: Bundle) -> tuple[Problem, ...]:
    """Return what a launch on Alibaba Cloud still needs; a rehearsal hosts archives itself."""
    if bundle.hosted is None or bundle.plan.delivery.hosting is not None:
        return ()
    what = say(
        "{archive} has no address yet that ROS could fetch it from.", archive=bundle.hosted.filename
    )
    remedy = say("Name an OSS bucket of yours (bucket: …), or where you have put it (url: …).")
    return (Problem("delivery.hosting", what, remedy),)


def check_image(plan: Plan) -> tuple[Problem, ...]:
    """Return that nobody knows which Helm an image of one's own holds; it keeps no bundle back."""
    given = plan.delivery.image
    if not plan.delivery.method.runs_job or given is None:
        return ()
    if given.helm is not None or preset(given.reference) is not None:
        return ()
    what = say("Which Helm installs the chart is not known: {image}.", image=given.reference)
    remedy = say("Say which one the image holds: 3.17.3, for example, or unknown.")
    return (Problem("delivery.image.helm", what, remedy),)


def _check_limits(bundle: Bundle) -> Iterator[Problem]:
    size = len(bundle.template_text.encode())
    if size > TEMPLATE_LIMIT:
        what = say(
            "The template has {size} bytes; ROS takes {limit}.", size=size, limit=TEMPLATE_LIMIT
        )
        remedy = say(
            "Shorten the longest texts of the plan, or deliver by hook, whose chart carries them."
        )
        yield Problem("template", what, remedy)
    if len(bundle.parameters) > PARAMETER_LIMIT:
        what = say(
            "The template has {count} parameters; ROS takes {limit}.",
            count=len(bundle.parameters),
            limit=PARAMETER_LIMIT,
        )
        remedy = say("Put some secrets together in one value of type json.")
        yield Problem("parameters", what, remedy)


def _check_reach(bundle: Bundle) -> Iterator[Problem]:
    """Yield what nodes in mainland China wait for in vain."""
    plan = bundle.plan
    region = REGIONS.get(plan.account.region)
    if region is None or not region.mainland:
        return
    if plan.delivery.method.runs_job:
        reference = image(plan)
        host = _registry(reference)
        if _is_within(host, _OUT_OF_REACH):
            what = say(
                "{region} pulls {image} from {host}, which is out of reach from mainland China: "
                "no pod, no signal.",
                region=region.en,
                image=reference,
                host=host,
            )
            repository = f"registry.{plan.account.region}.aliyuncs.com/YOUR-NAMESPACE/helm"
            remedy = say(
                "Leave the image out to use {image}, or copy yours to a repository of your own and "
                "name that: {commands}",
                image=COMPUTE_NEST.reference,
                commands=" && ".join(copy_commands(reference, repository)),
            )
            yield warning("delivery.image.reference", what, remedy)
    host = urlsplit(_address(plan.chart)).hostname or ""
    if _is_within(host, _OUT_OF_REACH | _SLOW):
        what = say("Downloads from {host} time out in mainland China.", host=host)
        yield warning(
            "chart", what, say("Put the chart into ACR or OSS, or deliver it from a path.")
        )


def _address(source: ChartSource) -> str:
    match source:
        case UrlChart():
            return source.url
        case RepositoryChart():
            return source.repo
        case OciChart():
            return source.oci
    return ""


def _registry(reference: str) -> str:
    """Return the host an image is pulled from, as the container runtime decides it."""
    first, slash, _ = reference.partition("/")
    return first if slash and ("." in first or ":" in first) else "docker.io"


def _is_within(host: str, domains: frozenset[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _check_placeholders(bundle: Bundle) -> Iterator[Problem]:
    for placeholder in sorted(set(_PLACEHOLDER.findall(bundle.plan.values))):
        if placeholder not in bundle.template_text:
            what = say(
                "Compute Nest will not find {placeholder}: the values travel encoded.",
                placeholder=placeholder,
            )
            remedy = say("Remove carriage returns and control characters, or shorten the values.")
            yield warning("values", what, remedy)
