"""Lengths of time as people say them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

MINUTE = 60
HOUR = 3600


def spoken(seconds: float) -> str:
    """Return a length of time: `8 s`, `1 min 12 s`, `2 h 5 min`."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return _tr("{seconds} s").format(seconds=whole)
    if whole < HOUR:
        return _tr("{minutes} min {seconds} s").format(
            minutes=whole // MINUTE, seconds=whole % MINUTE
        )
    return _tr("{hours} h {minutes} min").format(
        hours=whole // HOUR, minutes=whole % HOUR // MINUTE
    )


def tick(seconds: int) -> str:
    """Return a place on a time axis, as short as it can be."""
    if seconds < MINUTE:
        return _tr("{seconds} s").format(seconds=seconds)
    if seconds % MINUTE:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
    if seconds < HOUR:
        return _tr("{minutes} min").format(minutes=seconds // MINUTE)
    return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02} h"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Durations", text)
