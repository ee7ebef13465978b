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
    doing, done = _verb(status)
    if status in {"INTENDED", ""}:
        words = StatusWords(_tr("Intended"), "clock", Tone.MUTED)
    elif status == "REFUSED":
        words = StatusWords(_tr("Refused"), "error", Tone.BAD)
    elif status.endswith("_FAILED"):
        words = StatusWords(_tr("{doing}: failed").format(doing=doing), "error", Tone.BAD)
    elif not status.endswith("_COMPLETE"):
        words = StatusWords(doing, "stale", Tone.ACCENT)
    elif "ROLLBACK" in status:
        words = StatusWords(done, "undo", Tone.WARN)
    elif status.startswith("DELETE"):
        words = StatusWords(done, "trash", Tone.MUTED)
    else:
        words = StatusWords(done, "check-circle", Tone.OK)
    return words


def _verb(status: str) -> tuple[str, str]:
    """Return what is being done, and what has been done once it is complete."""
    verbs = (
        ("CREATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("UPDATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("CREATE", _tr("Creating"), _tr("Created")),
        ("UPDATE", _tr("Updating"), _tr("Updated")),
        ("DELETE", _tr("Deleting"), _tr("Deleted")),
        ("SIGNAL", _tr("Signalled"), _tr("Signalled")),
        ("CHECK", _tr("Checking"), _tr("Checked")),
    )
    found = next(((doing, done) for start, doing, done in verbs if status.startswith(start)), None)
    return found or (status, status)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StackWords", text)
