"""What autoscalers and disruption budgets must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.causes import invalid_value
from core.kubernetes.quantities import amount
from core.kubernetes.rules.checks import (
    above_zero,
    at_least,
    int_or_percent,
    label_selector,
    no_more_than_all,
    one_of,
    positive,
    text,
)
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

# The type of a metric, and the field that describes it.
_METRICS: Final = {
    "ContainerResource": "containerResource",
    "External": "external",
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
}


def _bounds(at: Field) -> Iterator[Cause]:
    least, most = at.get("minReplicas"), at.at("maxReplicas")
    if (most.value or 0) < 1:
        yield most.invalid("must be greater than 0", most.value or 0)
    if least is not None and (most.value or 0) < least:
        yield most.invalid("must be greater than or equal to `minReplicas`")


def _metric(at: Field) -> Iterator[Cause]:
    kind = at.at("type")
    if kind.value not in _METRICS:
        yield kind.unsupported(_METRICS)
    held = at.holds(*_METRICS.values())
    expected = _METRICS.get(kind.value or "", (kind.value or "").lower())
    if expected not in held:
        yield at.at(expected).required("must populate information for the given metric source")
    for name in held:
        if name != expected:
            yield at.at(name).forbidden("must populate the given metric source only")


def _above_none(at: Field) -> Iterator[Cause]:
    if amount(at.value) <= 0:
        yield at.invalid("must be positive", str(at.value))


def _target_type(at: Field) -> Iterator[Cause]:
    if at.value not in ("Utilization", "Value", "AverageValue"):
        yield at.invalid("must be either Utilization, Value, or AverageValue")


def _of_resource(at: Field) -> Iterator[Cause]:
    utilization, average = at.at("averageUtilization"), at.at("averageValue")
    if utilization.value is None and average.value is None:
        yield utilization.required("must set either a target raw value or a target utilization")
    elif utilization.value is not None and average.value is not None:
        yield average.forbidden("may not set both a target raw value and a target utilization")


def _of_pods(at: Field) -> Iterator[Cause]:
    if at.get("averageValue") is None:
        yield at.at("averageValue").required("must specify a positive target averageValue")


def _of_object(at: Field) -> Iterator[Cause]:
    if at.get("value") is None and at.get("averageValue") is None:
        yield at.at("averageValue").required("must set either a target value or averageValue")


def _of_external(at: Field) -> Iterator[Cause]:
    held = at.holds("value", "averageValue")
    if not held:
        yield at.at("averageValue").required(
            "must set either a target value for metric or a per-pod target"
        )
    elif len(held) > 1:
        yield at.at("value").forbidden(
            "may not set both a target value for metric and a per-pod target"
        )


_TARGET: Final = (
    row("target.type", _target_type, needed="must specify a metric target type"),
    row("target.value", _above_none),
    row("target.averageValue", _above_none),
    row("target.averageUtilization", above_zero),
)
_METRIC_NAME: Final = (
    row("metric.name", text(formats.path_segment), needed="must specify a metric name"),
    row("metric.selector", label_selector),
)
_REFERENCE: Final = Table(
    row("kind", text(formats.path_segment), needed=""),
    row("name", text(formats.path_segment), needed=""),
)
_METRIC: Final = Table(
    row("", _metric),
    row(
        "resource",
        Table(
            row("name", needed="must specify a resource name"),
            *_TARGET,
            row("target", _of_resource),
        ),
    ),
    row(
        "containerResource",
        Table(
            row("name", needed="must specify a resource name"),
            row("container", needed="must specify a container"),
            *_TARGET,
            row("target", _of_resource),
        ),
    ),
    row("pods", Table(*_METRIC_NAME, *_TARGET, row("target", _of_pods))),
    row(
        "object",
        Table(
            row("describedObject", _REFERENCE), *_METRIC_NAME, *_TARGET, row("target", _of_object)
        ),
    ),
    row("external", Table(*_METRIC_NAME, *_TARGET, row("target", _of_external))),
)


def _window(at: Field) -> Iterator[Cause]:
    if at.value < 0:
        yield at.invalid("must be greater than or equal to zero")
    if at.value > 3600:
        yield at.invalid("must be less than or equal to 3600")


def _period(at: Field) -> Iterator[Cause]:
    yield from positive(at)
    if at.value > 1800:
        yield at.invalid("must be less than or equal to 1800")


_SCALING: Final = Table(
    row("stabilizationWindowSeconds", _window),
    row("selectPolicy", one_of("Disabled", "Max", "Min")),
    row("policies", needed="must specify at least one Policy"),
    row("policies[].type", one_of("Percent", "Pods")),
    row("policies[].value", positive, needed="must be greater than zero"),
    row("policies[].periodSeconds", _period, needed="must be greater than zero"),
)
AUTOSCALER: Final = Table(
    row("spec.minReplicas", at_least(1)),
    row("spec", _bounds),
    row("spec.scaleTargetRef", _REFERENCE),
    row("spec.metrics[]", _METRIC),
    row("spec.behavior.scaleUp", _SCALING),
    row("spec.behavior.scaleDown", _SCALING),
)


def _utilization(at: Field) -> Iterator[Cause]:
    # An object of v1 is judged as the one of v2 that it becomes.
    if at.value < 1:
        path = "spec.metrics[0].resource.target.averageUtilization"
        yield invalid_value(path, at.value, "must be greater than 0")


AUTOSCALER_V1: Final = Table(
    row("spec.minReplicas", at_least(1)),
    row("spec", _bounds),
    row("spec.scaleTargetRef", _REFERENCE),
    row("spec.targetCPUUtilizationPercentage", _utilization),
)


def _both(at: Field) -> Iterator[Cause]:
    if len(at.holds("minAvailable", "maxUnavailable")) > 1:
        yield at.invalid("minAvailable and maxUnavailable cannot be both set")


BUDGET: Final = Table(
    row("spec", _both),
    row("spec.minAvailable", int_or_percent, no_more_than_all),
    row("spec.maxUnavailable", int_or_percent, no_more_than_all),
    row("spec.selector", label_selector),
    row("spec.unhealthyPodEvictionPolicy", one_of("AlwaysAllow", "IfHealthyBudget")),
)
