"""What Jobs and CronJobs must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.cron import schedule_faults
from core.kubernetes.rules.checks import label_selector, not_negative, one_of
from core.kubernetes.rules.pods import TEMPLATE
from core.kubernetes.rules.selectors import selects
from core.kubernetes.rules.table import Table, row
from core.kubernetes.zones import is_time_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

# The labels a Job gives its Pods, with the names they had before.
_OWNER: Final = "batch.kubernetes.io/controller-uid"
_NAME: Final = "batch.kubernetes.io/job-name"
_OLD_OWNER: Final = "controller-uid"
_OLD_NAME: Final = "job-name"
_MOST_INDEXES: Final = 100_000


def _restart(at: Field) -> Iterator[Cause]:
    policy = at.at("template", "spec", "restartPolicy")
    if policy.value in (None, "", "Always"):
        yield policy.required('valid values: "OnFailure", "Never"')
    elif policy.value not in ("OnFailure", "Never"):
        yield policy.unsupported(("OnFailure", "Never"))
    elif policy.value != "Never" and at.get("podFailurePolicy") is not None:
        yield policy.invalid('only "Never" is supported when podFailurePolicy is specified')


def _replacement(at: Field) -> Iterator[Cause]:
    policy = at.at("podReplacementPolicy")
    known = ("Failed",) if at.get("podFailurePolicy") is not None else _REPLACEMENTS
    if policy.value is not None and policy.value not in known:
        yield policy.unsupported(known)


def _indexed(at: Field) -> Iterator[Cause]:
    mode, completions = at.get("completionMode"), at.at("completions")
    parallelism = at.get("parallelism") or 0
    if mode == "Indexed":
        if completions.value is None:
            yield completions.required("when completion mode is Indexed")
        if parallelism > _MOST_INDEXES:
            yield at.at("parallelism").invalid(
                f"must be less than or equal to {_MOST_INDEXES} when completion mode is Indexed"
            )
        return
    for name in ("backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"):
        if at.get(name) is not None:
            yield at.at(name).invalid("requires indexed completion mode")


def _per_index(at: Field) -> Iterator[Cause]:
    most, completions = at.at("maxFailedIndexes"), at.get("completions")
    if most.value is None:
        return
    if at.get("backoffLimitPerIndex") is None:
        yield at.at("backoffLimitPerIndex").required("when maxFailedIndexes is specified")
    if completions is not None and most.value > completions:
        yield most.invalid("must be less than or equal to completions")


_REPLACEMENTS: Final = ("Failed", "TerminatingOrFailed")
_ACTIONS: Final = ("Count", "FailIndex", "FailJob", "Ignore")


def _failure_rule(at: Field) -> Iterator[Cause]:
    held = at.holds("onExitCodes", "onPodConditions")
    if len(held) > 1:
        yield at.invalid("specifying both OnExitCodes and OnPodConditions is not supported", None)
    elif not held:
        yield at.invalid("specifying one of OnExitCodes and OnPodConditions is required", None)


_JOB_SPEC: Final = (
    row("parallelism", not_negative),
    row("completions", not_negative),
    row("activeDeadlineSeconds", not_negative),
    row("backoffLimit", not_negative),
    row("backoffLimitPerIndex", not_negative),
    row("maxFailedIndexes", not_negative),
    row("ttlSecondsAfterFinished", not_negative),
    row("completionMode", one_of("NonIndexed", "Indexed")),
    row("", _indexed, _per_index, _restart, _replacement),
    row("podFailurePolicy.rules[].action", one_of(*_ACTIONS), needed=""),
    row("podFailurePolicy.rules[]", _failure_rule),
    row("podFailurePolicy.rules[].onExitCodes.operator", one_of("In", "NotIn"), needed=""),
    row("podFailurePolicy.rules[].onExitCodes.values", needed="at least one value is required"),
    row("selector", label_selector),
    row("template", TEMPLATE),
)


def _selector(at: Field) -> Iterator[Cause]:
    spec, uid, name = at.at("spec"), at.get("metadata", "uid"), at.get("metadata", "name")
    selector, found = spec.at("selector"), spec.at("template", "metadata", "labels")
    own = {_OWNER: uid, _NAME: name, _OLD_OWNER: uid, _OLD_NAME: name}
    if selector.value is None:
        yield selector.required()
    elif not spec.get("manualSelector") and not selects(selector.value, own):
        yield selector.invalid("`selector` not auto-generated")
    if selector.value is None or not selects(selector.value, found.value or {}):
        yield found.invalid("`selector` does not match template `labels`")


def _host_name(at: Field) -> Iterator[Cause]:
    """Refuse a name that makes no host name once the index is added."""
    name, spec = at.at("metadata", "name"), at.at("spec")
    count = spec.get("completions") or 0
    last = f"{name.value}-{count - 1}"
    indexed = spec.get("completionMode") == "Indexed" and count > 0
    if indexed and name.value and any(formats.dns_label(last)):
        yield name.invalid(f"will not able to create pod with invalid DNS label: {last}")


JOB: Final = Table(row("", _selector, _host_name), row("spec", Table(*_JOB_SPEC)))


def _schedule(at: Field) -> Iterator[Cause]:
    schedule, zone = at.at("schedule"), at.get("timeZone")
    text = schedule.value
    if not text:
        yield schedule.required()
        return
    yield from (schedule.invalid(why) for why in schedule_faults(text))
    if "TZ" not in text:
        return
    if at.version >= (1, 29):
        yield schedule.invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead")
    elif zone is not None:
        yield schedule.invalid("cannot use both timeZone field and TZ or CRON_TZ in schedule")


def _zone(at: Field) -> Iterator[Cause]:
    if not at.value:
        yield at.invalid("timeZone must be nil or non-empty string")
    elif at.value.lower() == "local":
        yield at.invalid(
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"
        )
    elif not is_time_zone(at.value):
        yield at.invalid(f"unknown time zone {at.value}")


def _template_selector(at: Field) -> Iterator[Cause]:
    if at.get("selector") is not None:
        yield at.at("selector").invalid("`selector` will be auto-generated")
    if at.get("manualSelector"):
        yield at.at("manualSelector").unsupported(("nil", "false"))


CRON_JOB: Final = Table(
    row("spec", _schedule),
    row("spec.timeZone", _zone),
    row("spec.startingDeadlineSeconds", not_negative),
    row("spec.concurrencyPolicy", one_of("Allow", "Forbid", "Replace")),
    row("spec.successfulJobsHistoryLimit", not_negative),
    row("spec.failedJobsHistoryLimit", not_negative),
    row("spec.jobTemplate.spec", Table(*_JOB_SPEC), _template_selector),
)
