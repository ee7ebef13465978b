"""Schedules of CronJobs, read as robfig/cron's standard parser does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIPTORS: Final = frozenset(
    {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}
)
_MONTHS: Final = "jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec"
_DAYS: Final = "sun,mon,tue,wed,thu,fri,sat"
# Bounds of minute, hour, day, month and weekday, and the names their numbers have.
_FIELDS: Final[tuple[tuple[int, int, dict[str, int]], ...]] = (
    (0, 59, {}),
    (0, 23, {}),
    (1, 31, {}),
    (1, 12, {name: number for number, name in enumerate(_MONTHS.split(","), start=1)}),
    (0, 6, {name: number for number, name in enumerate(_DAYS.split(","))}),
)
_DURATION: Final = r"[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)"


def schedule_faults(schedule: str) -> Iterator[str]:
    """Yield what is wrong with a schedule: at most one fault, as the parser stops there."""
    text = schedule
    if text.startswith(("TZ=", "CRON_TZ=")):
        _, space, text = text.partition(" ")
        text = text.strip()
        if not space:
            yield "provided bad location"
            return
    try:
        _parse(text)
    except ValueError as error:
        yield str(error)


def _parse(text: str) -> None:
    if text.startswith("@"):
        _parse_descriptor(text)
        return
    fields = text.split()
    if len(fields) != 5:
        raise ValueError(f"expected exactly 5 fields, found {len(fields)}: [{' '.join(fields)}]")
    for field, (least, most, names) in zip(fields, _FIELDS, strict=True):
        for part in filter(None, field.split(",")):
            _parse_range(part, least, most, names)


def _parse_descriptor(text: str) -> None:
    if text in _DESCRIPTORS:
        return
    every = "@every "
    if not text.startswith(every):
        raise ValueError(f"unrecognized descriptor: {text}")
    if not re.fullmatch(rf"({_DURATION})+|0", text.removeprefix(every)):
        raise ValueError(f"failed to parse duration {text}: time: invalid duration")


def _parse_range(part: str, least: int, most: int, names: dict[str, int]) -> None:
    bounds, *steps = part.split("/")
    low_text, *high_texts = bounds.split("-")
    if low_text in ("*", "?"):
        low, high = least, most
    else:
        low = high = _number(low_text, names)
        if len(high_texts) == 1:
            high = _number(high_texts[0], names)
        elif high_texts:
            raise ValueError(f"too many hyphens: {part}")
    if len(steps) > 1:
        raise ValueError(f"too many slashes: {part}")
    step = 1
    if steps:
        step = _number(steps[0], {})
        # `n/step` means from n to the end.
        high = most if not high_texts and low_text not in ("*", "?") else high
    if low < least:
        raise ValueError(f"beginning of range ({low}) below minimum ({least}): {part}")
    if high > most:
        raise ValueError(f"end of range ({high}) above maximum ({most}): {part}")
    if low > high:
        raise ValueError(f"beginning of range ({low}) beyond end of range ({high}): {part}")
    if step == 0:
        raise ValueError(f"step of range should be a positive number: {part}")


def _number(text: str, names: dict[str, int]) -> int:
    named = names.get(text.lower())
    if named is not None:
        return named
    if re.fullmatch(r"\+?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"-[0-9]+", text):
        raise ValueError(f"negative number ({text}) not allowed: {text}")
    raise ValueError(
        f'failed to parse int from {text}: strconv.Atoi: parsing "{text}": invalid syntax'
    )
