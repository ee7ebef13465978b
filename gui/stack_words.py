"""How the status of a stack or a resource is said and marked on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gui.theme import Tone


@dataclass(frozen=True)
class StatusWords:
    """A status in words, with an icon and a tone, since colour alone says nothing."""

    text: str
    icon: str
    tone: Tone


def status_words(status: str) -> StatusWords:
    """Return what a status of ROS, or one recorded here, is on the screen."""
    doing, done, failed = _verb(status)
    if status in {"INTENDED", ""}:
        words = StatusWords(_tr("Intended"), "clock", Tone.MUTED)
    elif status == "REFUSED":
        words = StatusWords(_tr("Refused"), "error", Tone.BAD)
    elif status.endswith("_FAILED"):
        words = StatusWords(failed, "error", Tone.BAD)
    elif not status.endswith("_COMPLETE"):
        words = StatusWords(doing, "stale", Tone.ACCENT)
    elif "ROLLBACK" in status:
        words = StatusWords(done, "undo", Tone.WARN)
    elif status.startswith("DELETE"):
        words = StatusWords(done, "trash", Tone.MUTED)
    else:
        words = StatusWords(done, "check-circle", Tone.OK)
    return words


def _verb(status: str) -> tuple[str, str, str]:
    """Return what is being done, what has been done once complete, and what it is if it failed."""
    verbs = (
        ("CREATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back"), _tr("Rolling back: failed")),
        ("ROLLBACK", _tr("Rolling back"), _tr("Rolled back"), _tr("Rolling back: failed")),
        ("UPDATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back"), _tr("Rolling back: failed")),
        ("CREATE", _tr("Creating"), _tr("Created"), _tr("Creating: failed")),
        ("UPDATE", _tr("Updating"), _tr("Updated"), _tr("Updating: failed")),
        ("DELETE", _tr("Deleting"), _tr("Deleted"), _tr("Deleting: failed")),
        ("SIGNAL", _tr("Signalled"), _tr("Signalled"), _tr("Signalled: failed")),
        ("CHECK", _tr("Checking"), _tr("Checked"), _tr("Checking: failed")),
    )
    for start, *words in verbs:
        if status.startswith(start):
            doing, done, failed = words
            return doing, done, failed
    return status, status, _tr("{status}: failed").format(status=status)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StackWords", text)
