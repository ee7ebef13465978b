"""What the window remembers of how it is shown, checked as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gui.language import Language
from gui.theme import Scheme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

ZOOMS: Final = (0.9, 1.0, 1.1, 1.25, 1.5)


def scheme(settings: QSettings) -> Scheme:
    """Return the colours last chosen."""
    untrusted = settings.value("scheme", "")
    return next((each for each in Scheme if each.value == untrusted), Scheme.SYSTEM)


def language(settings: QSettings) -> Language:
    """Return the language last chosen."""
    untrusted = settings.value("language", "")
    return next((each for each in Language if each.value == untrusted), Language.SYSTEM)


def zoom(settings: QSettings) -> float:
    """Return the size last chosen."""
    try:
        zoomed = float(str(settings.value("zoom", 1.0)))
    except ValueError:
        return 1.0
    return min(max(zoomed, ZOOMS[0]), ZOOMS[-1])


def zoomed(now: float, by: int) -> float:
    """Return the size `by` steps from the one nearest to `now`; the actual size for 0."""
    if not by:
        return 1.0
    place = ZOOMS.index(min(ZOOMS, key=lambda size: abs(size - now)))
    return ZOOMS[max(0, min(len(ZOOMS) - 1, place + by))]
