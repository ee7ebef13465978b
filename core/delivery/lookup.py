"""What ROS itself can look up in the cluster, and wait for, when no Job does it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.chart.manifests import is_hook
from core.delivery.ros_template import attribute
from core.plan.model import ServiceOutput
from core.yaml.layout import RosFunction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.chart.model import RenderedObject, Rendering
    from core.plan.model import Plan, Release

CONDITION_LIMIT: Final = 5
"""Conditions that WaitUntil takes."""

_LEAST_TIMEOUT, _MOST_TIMEOUT = 10, 10_800
INGRESS: Final = "$.status.loadBalancer.ingress[0]"


@dataclass(frozen=True)
class Lookup:
    """A JSONPath into an object, and the output made of the answer."""

    kind: str
    name: str
    json_path: str
    value: RosFunction


def answer_of(resource: str) -> RosFunction:
    """Return what a data source answers, as it is."""
    return attribute(resource, "Response")


def decoded_answer(resource: str) -> RosFunction:
    """Return what a data source answers in base64, decoded."""
    return RosFunction({"Fn::Base64Decode": answer_of(resource)})


def first_address(resource: str) -> RosFunction:
    """Return the address in what a data source answers of a load balancer."""
    return RosFunction({"Fn::Jq": ["First", ".ip // .hostname", answer_of(resource)]})


def ros_path(json_path: str) -> str:
    """Return a path as ROS writes it, `$.status.phase`, from any way kubectl takes it."""
    inner = re.sub(r"^\{?\$?\.?|\}$", "", json_path)
    return f"${inner}" if inner.startswith("[") else f"$.{inner}"


def ready_conditions(plan: Plan, rendering: Rendering | None) -> list[dict[str, object]]:
    """Return what WaitUntil should wait for, in order of weight; it takes `CONDITION_LIMIT`."""
    conditions = list(_addresses(plan))
    if rendering and plan.release.wait:
        conditions += _workloads(plan.release, rendering)
    return conditions


def _addresses(plan: Plan) -> Iterator[dict[str, object]]:
    if isinstance(plan.output, ServiceOutput):
        yield _condition(
            plan.release,
            INGRESS,
            ApiVersion="v1",
            Kind="Service",
            Name=plan.output.service,
            Namespace=plan.release.namespace,
        )


def _workloads(release: Release, rendering: Rendering) -> Iterator[dict[str, object]]:
    for each in rendering.objects:
        path = _readiness_path(each, release)
        if path and not is_hook(each.body):
            condition = _condition(
                release,
                path,
                ApiVersion=each.api_version,
                Kind=each.kind,
                Name=each.name,
                Namespace=each.namespace or release.namespace,
            )
            yield condition | _wanted(each)


def _readiness_path(found: RenderedObject, release: Release) -> str | None:
    """Return the field of its status that is absent until the object is ready."""
    if _replicas(found) == 0:
        return None
    match found.kind:
        case "Deployment" | "StatefulSet":
            return "$.status.readyReplicas"
        case "DaemonSet":
            return "$.status.numberAvailable"
        case "Job" if release.wait_for_jobs:
            return "$.status.succeeded"
    return None


def _wanted(found: RenderedObject) -> dict[str, object]:
    """Return the number to wait for; any will do where an autoscaler or the nodes decide it."""
    replicas = _replicas(found)
    if replicas is None:
        return {}
    return {"Operator": "Equals", "Value": str(replicas), "ValueType": "Json"}


def _replicas(found: RenderedObject) -> int | None:
    spec: Any = found.body.get("spec")
    replicas = spec.get("replicas") if isinstance(spec, dict) else None
    return replicas if isinstance(replicas, int) else None


def _condition(release: Release, path: str, **subject: str) -> dict[str, object]:
    return {
        **subject,
        "JsonPath": path,
        "FirstMatch": True,
        "Operator": "NotEmpty",
        "Timeout": max(_LEAST_TIMEOUT, min(release.timeout, _MOST_TIMEOUT)),
    }
