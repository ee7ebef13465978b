"""The names of time zones."""

from __future__ import annotations

import re
import zoneinfo
from functools import lru_cache


@lru_cache(maxsize=256)
def is_time_zone(name: str) -> bool:
    """Tell whether there is a time zone of that name; a computer without any takes all."""
    for part in name.split("/"):
        if not re.fullmatch(r"[A-Za-z.\-_0-9+]{1,14}", part) or part in (".", ".."):
            return False
        if part.startswith("-"):
            return False
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return not _has_zones()
    return True


@lru_cache(maxsize=1)
def _has_zones() -> bool:
    try:
        zoneinfo.ZoneInfo("Europe/London")
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        return False
    return True
