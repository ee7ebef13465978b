"""Durations as a person writes them in a plan: `600`, `10m` or `1h30m`."""

from __future__ import annotations

import re
from typing import Final

_DURATION: Final = re.compile(r"(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s?)?", re.ASCII)


def seconds(untrusted: str) -> int | None:
    """Return the seconds that `10m`, `1h30m`, `45s` or `600` stand for; None for other text."""
    match = _DURATION.fullmatch(untrusted)
    if match is None or not untrusted:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def duration_text(total: int) -> str:
    """Return `total` seconds in the canonical form, e.g. `1h30m`."""
    minutes, rest = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0s"
