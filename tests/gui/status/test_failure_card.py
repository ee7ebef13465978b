"""The reason pinned on top: one sentence, where it came from, what to do, and Copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from core.deployment.reason import innermost
from gui.driving import Hand
from gui.status.failure_card import FailureCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FULL = (
    "Resource CREATE failed: WaitConditionFailure: resources.Wait1: INSTALLATION FAILED: "
    "execution error at (shop/templates/a.yaml:1:3): password is required"
)


@pytest.fixture
def card(qtbot: QtBot) -> FailureCard:
    made = FailureCard()
    qtbot.addWidget(made)
    return made


def test_it_is_not_there_while_nothing_has_failed(card: FailureCard) -> None:
    card.show_reason(innermost(FULL))
    assert not card.isHidden()
    card.show_reason(None)
    assert card.isHidden()


def test_it_says_the_cause_then_where_from_then_what_to_do(card: FailureCard) -> None:
    card.show_reason(innermost(FULL))
    assert card.text == "Password is required."
    assert card._source.text() == "In Wait1 › Job › shop/templates/a.yaml:1:3"
    assert card._remedy.text() == "Mend the values."
    assert card.accessibleName() == card.text


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        ("ImagePullBackOff", "ImagePullBackOff."),
        ("no such host!", "No such host!"),
        ("kubectl: command\nnot found", "kubectl: command not found."),
        ("镜像 not found", "镜像 not found."),
    ],
)
def test_the_cause_is_a_sentence_and_names_stay_as_they_are(
    card: FailureCard, cause: str, sentence: str
) -> None:
    card.show_reason(innermost(cause))
    assert card.text == sentence
    assert card._source.isHidden()


def test_copy_takes_the_cause_what_to_do_and_the_whole_text(card: FailureCard) -> None:
    card.show()
    card.show_reason(innermost(FULL))
    Hand(card).click("Copy")
    assert QGuiApplication.clipboard().text() == (
        f"password is required\n\nMend the values.\n\n{FULL}"
    )
