"""Requests, limits and quotas: which resources there are, and how much of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.quantities import amount, is_whole
from core.kubernetes.rules.checks import quantity_not_negative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_HUGE: Final = "hugepages-"
_OF_CONTAINERS: Final = frozenset({"cpu", "memory", "ephemeral-storage"})
_COUNTED: Final = frozenset(
    {
        "pods",
        "services",
        "replicationcontrollers",
        "resourcequotas",
        "secrets",
        "configmaps",
        "persistentvolumeclaims",
        "services.nodeports",
        "services.loadbalancers",
    }
)
_STANDARD: Final = frozenset({*_OF_CONTAINERS, "storage", *_COUNTED})
_OF_QUOTAS: Final = frozenset(
    {
        *_OF_CONTAINERS,
        *_COUNTED,
        *(f"{of}.{name}" for of in ("requests", "limits") for name in _OF_CONTAINERS),
        "requests.storage",
    }
)
_IN_QUOTAS: Final = _STANDARD | _OF_QUOTAS
_NO_STANDARD: Final = "must be a standard resource type or fully qualified"


def requirements(at: Field) -> Iterator[Cause]:
    """Refuse requests and limits of a container that no container can have."""
    limits, requests = at.at("limits"), at.at("requests")
    for name, each in (*limits.entries(), *requests.entries()):
        yield from container_resource(name, each)
        yield from _quantity(name, each)
    for name, each in requests.entries():
        yield from _request_within(name, each, requests, limits)
    named = [*(limits.value or ()), *(requests.value or ())]
    if any(name.startswith(_HUGE) for name in named) and not {"cpu", "memory"} & set(named):
        yield at.forbidden("HugePages require cpu or memory")


def _request_within(name: str, each: Field, requests: Field, limits: Field) -> Iterator[Cause]:
    limit = limits.get(name)
    if limit is None:
        if not _may_be_exceeded(name):
            yield limits.required("Limit must be set for non overcommitable resources")
    elif amount(each.value) != amount(limit) and not _may_be_exceeded(name):
        yield requests.invalid(f"must be equal to {name} limit of {limit}", str(each.value))
    elif amount(each.value) > amount(limit):
        yield requests.invalid(
            f"must be less than or equal to {name} limit of {limit}", str(each.value)
        )


def _may_be_exceeded(name: str) -> bool:
    return _is_native(name) and not name.startswith(_HUGE)


def _is_native(name: str) -> bool:
    prefix, slash, _ = name.rpartition("/")
    return not slash or prefix == "kubernetes.io" or prefix.endswith(".kubernetes.io")


def container_resource(name: str, at: Field) -> Iterator[Cause]:
    """Refuse a resource that containers cannot ask for."""
    yield from resource_name(name, at)
    if "/" not in name:
        if name not in _OF_CONTAINERS and not name.startswith(_HUGE):
            yield at.invalid("must be a standard resource for containers", name)
    elif not _is_native(name) and name.startswith("requests."):
        yield at.invalid("doesn't follow extended resource name standard", name)


def resource_name(name: str, at: Field) -> Iterator[Cause]:
    """Refuse a name that is none of a resource."""
    wrong = list(formats.qualified_name(name))
    yield from (at.invalid(why, name) for why in wrong)
    if not wrong and "/" not in name and name not in _IN_QUOTAS and not name.startswith(_HUGE):
        yield at.invalid(_NO_STANDARD, name)


def _quantity(name: str, at: Field) -> Iterator[Cause]:
    yield from quantity_not_negative(at)
    # Extended resources and counts come in whole pieces.
    whole = name in _COUNTED or ("/" in name and not _is_native(name))
    if whole and not is_whole(at.value):
        yield at.invalid("must be an integer", str(at.value))
    if name.startswith(_HUGE) and (why := _indivisible(name, at.value)):
        yield at.invalid(why, str(at.value))


def _indivisible(name: str, value: object) -> str:
    try:
        size = amount(name.removeprefix(_HUGE))
    except ValueError:
        return ""
    if size > 0 and (amount(value) / size).denominator == 1:
        return ""
    return f"{value} is not positive integer multiple of {name}"


def quota(at: Field) -> Iterator[Cause]:
    """Refuse a quota of what cannot be counted."""
    for name, each in at.entries():
        object_count = name.startswith("count/")
        if not object_count:
            yield from _quota_name(name, each)
        yield from quantity_not_negative(each)
        if (object_count or name in _COUNTED) and not is_whole(each.value):
            yield each.invalid("must be an integer", str(each.value))


def _quota_name(name: str, at: Field) -> Iterator[Cause]:
    wrong = list(formats.qualified_name(name))
    yield from (at.invalid(why, name) for why in wrong)
    if wrong or "/" in name or name.startswith((_HUGE, f"requests.{_HUGE}")):
        return
    if name not in _IN_QUOTAS:
        yield at.invalid(_NO_STANDARD, name)
    if name not in _OF_QUOTAS:
        yield at.invalid("must be a standard resource for quota", name)


def limit_range(at: Field) -> Iterator[Cause]:
    """Refuse one limit of a LimitRange whose bounds contradict each other."""
    kind = at.get("type")
    for field in ("default", "defaultRequest"):
        if kind == "Pod" and at.get(field):
            yield at.at(field).forbidden("may not be specified when `type` is 'Pod'")
    bounds = ("max", "min", "default", "defaultRequest", "maxLimitRequestRatio")
    names = {name: None for field in bounds for name in at.get(field) or ()}
    if kind == "PersistentVolumeClaim" and not any(
        (at.get(field) or {}).get("storage") for field in ("min", "max")
    ):
        yield at.at("limits").required(
            "either minimum or maximum storage value is required, but neither was provided"
        )
    for name in names:
        yield from _bounds(at, name)


def _bounds(at: Field, name: str) -> Iterator[Cause]:
    fields = {f: at.at(f).key(name) for f in ("min", "max", "default", "defaultRequest")}
    for each in fields.values():
        if each.value is not None:
            yield from quantity_not_negative(each)
    for low, high, named, words in _ORDERED:
        below, above = fields[low], fields[high]
        if below.value is None or above.value is None:
            continue
        if amount(below.value) > amount(above.value):
            yield fields[named].invalid(
                words.format(low=below.value, high=above.value), str(fields[named].value)
            )
    ratio = at.at("maxLimitRequestRatio").key(name)
    if ratio.value is not None and amount(ratio.value) < 1:
        yield ratio.invalid(f"ratio {ratio.value} is less than 1", str(ratio.value))


# Lower bound, upper bound, the field that is blamed, and how.
_ORDERED: Final = (
    ("min", "max", "min", "min value {low} is greater than max value {high}"),
    (
        "min",
        "defaultRequest",
        "defaultRequest",
        "min value {low} is greater than default request value {high}",
    ),
    (
        "defaultRequest",
        "max",
        "defaultRequest",
        "default request value {low} is greater than max value {high}",
    ),
    (
        "defaultRequest",
        "default",
        "defaultRequest",
        "default request value {low} is greater than default limit value {high}",
    ),
    ("min", "default", "default", "min value {low} is greater than default value {high}"),
    ("default", "max", "default", "default value {low} is greater than max value {high}"),
)
