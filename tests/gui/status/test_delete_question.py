"""The question before a deletion: what goes, what stays, and Cancel as the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from core.deployment.leftovers import Leftover
from gui.status.delete_question import DeleteQuestion
from gui.status.orders import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Ask = Callable[[Kept], DeleteQuestion]


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    parent = QWidget()
    qtbot.addWidget(parent)

    def asked(kept: Kept) -> DeleteQuestion:
        question = DeleteQuestion("shop-7", kept, parent)
        question.open()
        return question

    return asked


def test_it_names_the_stack_and_says_that_nothing_brings_it_back(ask: Ask) -> None:
    question = ask(Kept(()))
    assert question.text() == "Delete shop-7?"
    assert "This cannot be undone." in question.informativeText()
    assert "Nothing of it stays in the cluster." in question.informativeText()
    assert question.delete_button.text() == "Delete stack"


def test_it_lists_what_stays(ask: Ask) -> None:
    kept = Kept(
        (Leftover("PersistentVolumeClaim", "data", "store"), Leftover("Namespace", "store"))
    )
    lines = ask(kept).informativeText().splitlines()
    assert lines[-3:] == [
        "These stay in the cluster:",
        "• PersistentVolumeClaim data (store)",
        "• Namespace store",
    ]


def test_it_says_when_the_cluster_cannot_be_asked(ask: Ask) -> None:
    assert "cannot be looked into from here" in ask(Kept(None)).informativeText()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_delete_nothing(ask: Ask, key: Qt.Key) -> None:
    question = ask(Kept(()))
    pressed: list[str] = []
    question.buttonClicked.connect(lambda button: pressed.append(button.text()))
    assert question.defaultButton() is question.cancel_button
    QTest.keyClick(question, key)
    assert question.clickedButton() is question.cancel_button
    assert question.buttonRole(question.cancel_button) is QMessageBox.ButtonRole.RejectRole
