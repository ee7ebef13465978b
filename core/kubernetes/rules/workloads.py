"""What the kinds that keep Pods there must satisfy: Deployment, StatefulSet and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes.rules.checks import (
    int_or_percent,
    label_selector,
    no_more_than_all,
    not_negative,
    one_of,
)
from core.kubernetes.rules.pods import TEMPLATE
from core.kubernetes.rules.selectors import selects
from core.kubernetes.rules.storage import CLAIM_SPEC
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.rules.table import Check


def _selector(kind: str) -> Check:
    """Refuse a selector that selects nothing, or not the Pods of the template."""

    def check(at: Field) -> Iterator[Cause]:
        selector, found = at.at("selector"), at.at("template", "metadata", "labels")
        if selector.value is None:
            yield selector.required()
            yield found.invalid("`selector` does not match template `labels`")
        elif not selector.get("matchLabels") and not selector.get("matchExpressions"):
            yield selector.invalid(f"empty selector is invalid for {kind}")
        elif not selects(selector.value, found.value or {}):
            yield found.invalid("`selector` does not match template `labels`")

    return check


def _always(at: Field) -> Iterator[Cause]:
    policy = at.at("spec", "restartPolicy")
    if policy.value != "Always":
        yield policy.unsupported(("Always",))
    deadline = at.at("spec", "activeDeadlineSeconds")
    if deadline.value is not None:
        yield deadline.forbidden("activeDeadlineSeconds in a controller is not Supported")


def _is_zero(value: object) -> bool:
    return value in (0, "0%")


def _deployment_strategy(at: Field) -> Iterator[Cause]:
    kind, rolling = at.at("type"), at.at("rollingUpdate")
    if kind.value == "Recreate":
        if rolling.value is not None:
            yield rolling.forbidden("may not be specified when strategy `type` is 'Recreate'")
    elif kind.value != "RollingUpdate":
        yield kind.unsupported(("Recreate", "RollingUpdate"))
    elif _is_zero(rolling.get("maxUnavailable")) and _is_zero(rolling.get("maxSurge")):
        yield rolling.at("maxUnavailable").invalid("may not be 0 when `maxSurge` is 0")


def _progress(at: Field) -> Iterator[Cause]:
    deadline = at.at("progressDeadlineSeconds")
    if deadline.value is not None and deadline.value <= (at.get("minReadySeconds") or 0):
        yield deadline.invalid("must be greater than minReadySeconds")


DEPLOYMENT: Final = Table(
    row("spec", _selector("deployment"), _progress),
    row("spec.replicas", not_negative),
    row("spec.selector", label_selector),
    row("spec.template", TEMPLATE, _always),
    row("spec.strategy", _deployment_strategy),
    row("spec.strategy.rollingUpdate.maxUnavailable", int_or_percent, no_more_than_all),
    row("spec.strategy.rollingUpdate.maxSurge", int_or_percent),
    row("spec.minReadySeconds", not_negative),
    row("spec.revisionHistoryLimit", not_negative),
    row("spec.progressDeadlineSeconds", not_negative),
)

REPLICA_SET: Final = Table(
    row("spec", _selector("replica set")),
    row("spec.replicas", not_negative),
    row("spec.minReadySeconds", not_negative),
    row("spec.selector", label_selector),
    row("spec.template", TEMPLATE, _always),
)


def _daemon_strategy(at: Field) -> Iterator[Cause]:
    kind, rolling = at.at("type"), at.at("rollingUpdate")
    if kind.value == "OnDelete":
        return
    if kind.value != "RollingUpdate":
        yield kind.unsupported(("OnDelete", "RollingUpdate"))
        return
    unavailable, surge = rolling.get("maxUnavailable"), rolling.get("maxSurge")
    if _is_zero(unavailable) and _is_zero(surge):
        yield rolling.at("maxUnavailable").invalid("cannot be 0 when maxSurge is 0")
    elif not _is_zero(unavailable) and not _is_zero(surge):
        yield rolling.at("maxSurge").invalid("may not be set when maxUnavailable is non-zero")


DAEMON_SET: Final = Table(
    row("spec", _selector("daemonset")),
    row("spec.selector", label_selector),
    row("spec.template", TEMPLATE, _always),
    row("spec.updateStrategy", _daemon_strategy),
    row("spec.updateStrategy.rollingUpdate.maxUnavailable", int_or_percent, no_more_than_all),
    row("spec.updateStrategy.rollingUpdate.maxSurge", int_or_percent, no_more_than_all),
    row("spec.minReadySeconds", not_negative),
    row("spec.revisionHistoryLimit", not_negative),
)


def _set_strategy(at: Field) -> Iterator[Cause]:
    kind, rolling = at.get("type"), at.at("rollingUpdate")
    if kind == "OnDelete":
        if rolling.value is not None:
            yield rolling.invalid("only allowed for updateStrategy 'RollingUpdate'")
    elif kind != "RollingUpdate":
        yield at.invalid("must be 'RollingUpdate' or 'OnDelete'")


def _management(at: Field) -> Iterator[Cause]:
    if at.value not in ("OrderedReady", "Parallel"):
        yield at.invalid("must be 'OrderedReady' or 'Parallel'")


def _set_template(at: Field) -> Iterator[Cause]:
    """Check the template with the claims as volumes, which each Pod will have."""
    template = at.at("template")
    claims = [
        {
            "name": (each.get("metadata") or {}).get("name") or "",
            "persistentVolumeClaim": {"claimName": "of-each-pod"},
        }
        for each in at.get("volumeClaimTemplates") or ()
    ]
    spec = template.get("spec") or {}
    claimed = {each["name"] for each in claims}
    others = [each for each in spec.get("volumes") or () if each.get("name") not in claimed]
    whole = template.value | {"spec": spec | {"volumes": [*claims, *others]}}
    yield from TEMPLATE(template.with_value(whole))


# Before 1.34 templates and claims were believed, and the Pods and claims refused later.
JUDGED_SINCE: Final = "1.34"
STATEFUL_SET_PODS: Final = Table(
    row("spec", _set_template), row("spec.volumeClaimTemplates[].spec", CLAIM_SPEC)
)
STATEFUL_SET: Final = Table(
    row("spec", _selector("statefulset")),
    row("", STATEFUL_SET_PODS, since=JUDGED_SINCE),
    row("spec.template", _always),
    row("spec.selector", label_selector),
    row("spec.podManagementPolicy", _management),
    row("spec.replicas", not_negative),
    row("spec.updateStrategy", _set_strategy),
    row("spec.updateStrategy.rollingUpdate.partition", not_negative),
    row("spec.updateStrategy.rollingUpdate.maxUnavailable", int_or_percent, no_more_than_all),
    row("spec.ordinals.start", not_negative),
    row("spec.minReadySeconds", not_negative),
    row("spec.revisionHistoryLimit", not_negative),
    row("spec.persistentVolumeClaimRetentionPolicy.whenDeleted", one_of("Delete", "Retain")),
    row("spec.persistentVolumeClaimRetentionPolicy.whenScaled", one_of("Delete", "Retain")),
)


def _controller_selector(at: Field) -> Iterator[Cause]:
    selector, found = at.at("selector"), at.at("template", "metadata", "labels")
    if not selector.value:
        yield selector.required()
    elif not selects({"matchLabels": selector.value}, found.value or {}):
        yield found.invalid("`selector` does not match template `labels`")


REPLICATION_CONTROLLER: Final = Table(
    row("spec", _controller_selector),
    row("spec.replicas", not_negative),
    row("spec.minReadySeconds", not_negative),
    row("spec.template", TEMPLATE, _always, needed=""),
)
