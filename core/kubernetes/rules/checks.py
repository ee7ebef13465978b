"""Checks that many rows share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.kubernetes import formats
from core.kubernetes.quantities import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.formats import Format
    from core.kubernetes.rules.table import Check

NOT_NEGATIVE: Final = "must be greater than or equal to 0"
LARGEST_INT32: Final = 2**31 - 1


def text(*formats_: Format) -> Check:
    """Refuse a text that is not empty and does not look as it must."""

    def check(at: Field) -> Iterator[Cause]:
        if at.value != "":
            for each in formats_:
                yield from (at.invalid(why) for why in each(at.value))

    return check


def one_of(*allowed: str) -> Check:
    """Refuse a value that is none of those there are."""

    def check(at: Field) -> Iterator[Cause]:
        if at.value not in allowed:
            yield at.unsupported(allowed)

    return check


def between(least: int, most: int) -> Check:
    """Refuse a number that is out of range."""

    def check(at: Field) -> Iterator[Cause]:
        if not least <= at.value <= most:
            yield at.invalid(f"must be between {least} and {most}, inclusive")

    return check


def at_least(least: int, why: str = "") -> Check:
    """Refuse a smaller number."""

    def check(at: Field) -> Iterator[Cause]:
        if at.value < least:
            yield at.invalid(why or f"must be greater than or equal to {least}")

    return check


not_negative: Final = at_least(0, NOT_NEGATIVE)
above_zero: Final = at_least(1, "must be greater than 0")
positive: Final = at_least(1, "must be greater than zero")
port_number: Final = between(1, 65535)
user_id: Final = between(0, LARGEST_INT32)


def port(at: Field) -> Iterator[Cause]:
    """Refuse what is neither the number nor the name of a port."""
    if isinstance(at.value, str):
        yield from (at.invalid(why) for why in formats.port_name(at.value))
    else:
        yield from port_number(at)


def absent(why: str) -> Check:
    """Refuse a field that is set."""

    def check(at: Field) -> Iterator[Cause]:
        yield at.forbidden(why)

    return check


def labels(at: Field) -> Iterator[Cause]:
    """Refuse labels with wrong keys or values."""
    for key, value in at.value.items():
        yield from (at.invalid(why, key) for why in formats.qualified_name(key))
        yield from (at.invalid(why, value) for why in formats.label_value(value or ""))


SET_OPERATORS: Final = ("In", "NotIn", "Exists", "DoesNotExist")


def label_selector(at: Field) -> Iterator[Cause]:
    """Refuse a label selector that selects by something that is no label."""
    if at.get("matchLabels"):
        yield from labels(at.at("matchLabels"))
    for each in at.at("matchExpressions").items():
        yield from _requirement(each)


def set_operator(at: Field) -> Iterator[Cause]:
    """Refuse values that an operator on sets has too few or too many of; others pass."""
    operator, values = at.get("operator"), at.get("values") or []
    if operator in ("In", "NotIn"):
        if not values:
            yield at.at("values").required("must be specified when `operator` is 'In' or 'NotIn'")
    elif operator in ("Exists", "DoesNotExist") and values:
        yield at.at("values").forbidden(
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
        )


def _requirement(at: Field) -> Iterator[Cause]:
    yield from set_operator(at)
    if at.get("operator") not in SET_OPERATORS:
        yield at.at("operator").invalid("not a valid selector operator")
    yield from label_key(at.at("key"))
    for each in at.at("values").items():
        yield from (each.invalid(why) for why in formats.label_value(each.value))


def label_key(at: Field) -> Iterator[Cause]:
    """Refuse what is no key of a label."""
    yield from (at.invalid(why) for why in formats.qualified_name(at.value or ""))


def unique(key: Callable[[Any], Hashable], *below: str) -> Check:
    """Refuse a list in which two items have the same key, naming the field `below`."""

    def check(at: Field) -> Iterator[Cause]:
        seen = set()
        for item in at.items():
            value = key(item.value)
            if value in seen:
                yield item.at(*below).duplicate(*(() if below else (value,)))
            elif value not in (None, ""):
                seen.add(value)

    return check


def only_one(*names: str, why: str) -> Check:
    """Refuse all but the first of the `names` that are set."""

    def check(at: Field) -> Iterator[Cause]:
        for name in at.holds(*names)[1:]:
            yield at.at(name).forbidden(why)

    return check


def quantity_not_negative(at: Field) -> Iterator[Cause]:
    """Refuse an amount below zero."""
    if amount(at.value) < 0:
        yield at.invalid(NOT_NEGATIVE, str(at.value))


def local_path(at: Field) -> Iterator[Cause]:
    """Refuse a path that is absolute or climbs."""
    if at.value.startswith("/"):
        yield at.invalid("must be a relative path")
    yield from no_backsteps(at)


def no_backsteps(at: Field) -> Iterator[Cause]:
    """Refuse a path that climbs."""
    if ".." in at.value.split("/"):
        yield at.invalid("must not contain '..'")


def int_or_percent(at: Field) -> Iterator[Cause]:
    """Refuse what is neither a number of at least 0 nor a percentage."""
    if isinstance(at.value, str):
        yield from (at.invalid(why) for why in formats.percent(at.value))
    else:
        yield from not_negative(at)


def no_more_than_all(at: Field) -> Iterator[Cause]:
    """Refuse a percentage above 100."""
    value = at.value
    if isinstance(value, str) and value[:-1].isdigit() and int(value[:-1]) > 100:
        yield at.invalid("must not be greater than 100%")
