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
    if status in {"INTENDED", ""}:
        return StatusWords(_tr("Intended"), "clock", Tone.MUTED)
    if status == "REFUSED":
        return StatusWords(_tr("Refused"), "error", Tone.BAD)
    doing, done = _verb(status)
    if status.endswith("_FAILED"):
        return StatusWords(_tr("{doing}: failed").format(doing=doing), "error", Tone.BAD)
    if not status.endswith("_COMPLETE"):
        return StatusWords(doing, "stale", Tone.ACCENT)
    if "ROLLBACK" in status:
        return StatusWords(done, "undo", Tone.WARN)
    if status.startswith("DELETE"):
        return StatusWords(done, "trash", Tone.MUTED)
    return StatusWords(done, "check-circle", Tone.OK)


def _verb(status: str) -> tuple[str, str]:
    """Return what is being done, and what has been done once it is complete."""
    verbs = (
        ("CREATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("UPDATE_ROLLBACK", _tr("Rolling back"), _tr("Rolled back")),
        ("CREATE", _tr("Creating"), _tr("Created")),
        ("UPDATE", _tr("Updating"), _tr("Updated")),
        ("DELETE", _tr("Deleting"), _tr("Deleted")),
        ("CHECK", _tr("Checking"), _tr("Checked")),
    )
    found = next(((doing, done) for start, doing, done in verbs if status.startswith(start)), None)
    return found or (status, status)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StackWords", text)
