"""What the core says, on the screen."""

from __future__ import annotations

import re

import pytest

from core.errors import Cancelled, Problem, say
from gui.stack_words import status_words
from gui.theme import Tone
from gui.translations import texts
from gui.words import problem_words, said


def test_an_error_of_ours_is_a_sentence_and_what_to_do() -> None:
    assert said(Cancelled()) == ("Stopped on request.", "Start it again whenever you like.")


def test_a_file_that_cannot_be_used_is_named_with_the_reason() -> None:
    what, remedy = said(PermissionError(13, "Permission denied", "/plans/shop.yaml"))
    assert what == "/plans/shop.yaml: Permission denied."
    assert remedy == "Check the file, its rights and the space left."


def test_what_should_not_happen_says_so_and_stays_printable() -> None:
    what, remedy = said(ValueError("red \x1b[31m"))
    assert what == "Something went wrong that should not: ValueError: red \\u001b[31m"
    assert "report it" in remedy


def test_a_problem_is_one_line() -> None:
    problem = Problem("values", say("It is {size}.", size="too long"), say("Shorten it."))
    assert problem_words(problem) == "It is too long. Shorten it."


@pytest.mark.parametrize(
    ("status", "text", "tone"),
    [
        ("", "Intended", Tone.MUTED),
        ("INTENDED", "Intended", Tone.MUTED),
        ("REFUSED", "Refused", Tone.BAD),
        ("CREATE_IN_PROGRESS", "Creating", Tone.ACCENT),
        ("CREATE_COMPLETE", "Created", Tone.OK),
        ("CREATE_FAILED", "Creating: failed", Tone.BAD),
        ("CREATE_ROLLBACK_IN_PROGRESS", "Rolling back", Tone.ACCENT),
        ("CREATE_ROLLBACK_COMPLETE", "Rolled back", Tone.WARN),
        ("ROLLBACK_COMPLETE", "Rolled back", Tone.WARN),
        ("UPDATE_COMPLETE", "Updated", Tone.OK),
        ("DELETE_IN_PROGRESS", "Deleting", Tone.ACCENT),
        ("DELETE_COMPLETE", "Deleted", Tone.MUTED),
        ("SIGNAL_COMPLETE", "Signalled", Tone.OK),
        ("OF_TOMORROW", "OF_TOMORROW", Tone.ACCENT),
    ],
)
def test_each_status_has_words_an_icon_and_a_tone(status: str, text: str, tone: Tone) -> None:
    words = status_words(status)
    assert (words.text, words.tone) == (text, tone)
    assert words.icon


# A command of ours, a flag, a key of the plan file.
COMMANDS = re.compile(
    r"`chartnest|(?<![\w-])--[a-z]|@FILE|\b(?:delivery|release|chart|account|cluster)\.[a-z]"
    r"|\b(?:secretValues|installAs|caCertificate|plainHttp|deleteNamespace|existingSecret)\b"
)


def test_the_window_speaks_of_no_command_and_no_key_of_the_plan_file() -> None:
    core = [text.source for text in texts() if text.context == "core"]
    assert [source for source in core if COMMANDS.search(source)] == []


def test_what_the_faces_say_differently_is_said_as_by_a_window() -> None:
    way = say("Run `chartnest list`.", in_window="See {where}.", where=say("home"))
    problem = Problem("", say("{what}", what=say("It is gone.")), say("{way}", way=way))
    assert problem_words(problem) == "It is gone. See home."
    assert str(problem.remedy) == "Run `chartnest list`."
    assert str(problem.remedy.for_window()) == "See home."
