"""Turns what the core says into what the screen says: translated, printable."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from core.errors import ChartNestError, Sentence, printable, say

if TYPE_CHECKING:
    from core.errors import Problem


LONGEST_UNEXPECTED: Final = 300


def words(sentence: Sentence) -> str:
    """Return a sentence of the core in the person's language."""
    template = sentence.in_window or sentence.template
    translated = QCoreApplication.translate("core", template)
    arguments = {
        name: words(value) if isinstance(value, Sentence) else value
        for name, value in sentence.arguments.items()
    }
    return str(Sentence(translated, arguments))


def said(error: Exception) -> tuple[str, str]:
    """Return what an error says and what to do about it."""
    if isinstance(error, ChartNestError):
        return words(error.sentence), words(error.advice)
    if isinstance(error, OSError) and error.filename:
        refused = say(
            "{path}: {reason}.", path=error.filename, reason=error.strerror or type(error).__name__
        )
        return words(refused), words(say("Check the file, its rights and the space left."))
    what = QCoreApplication.translate("core", "Something went wrong that should not: {error}")
    remedy = QCoreApplication.translate("core", "Try again; if it stays, report it.")
    details = shorten(printable(f"{type(error).__name__}: {error}"), LONGEST_UNEXPECTED)
    return what.format(error=details), remedy


def problem_words(problem: Problem) -> str:
    """Return what is wrong and what to do, in one line."""
    return f"{words(problem.what)} {words(problem.remedy)}".strip()
