"""Outputs: decoded, pretty, raw, links that open, and secrets that stay covered."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from core.cloud.stacks import StackOutput
from core.deployment.outputs import COVERED, decode
from gui.driving import Hand
from gui.status.outputs import OutputsView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIGNALLED = json.dumps({"release": base64.b64encode("欢迎 · Welcome".encode()).decode()})
OUTPUTS = (
    decode(StackOutput("Text", SIGNALLED, "What it says.")),
    decode(StackOutput("Document", '{"teas":["Longjing"],"open":true}', "")),
    decode(StackOutput("Console.Shop", "https://shop.example/?a=1&b=2", "")),
    decode(StackOutput("Password", "planted-secret", ""), secret=True),
)


@pytest.fixture
def view(qtbot: QtBot) -> OutputsView:
    made = OutputsView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_outputs(OUTPUTS, finished=True)
    return made


@pytest.fixture
def hand(view: OutputsView) -> Hand:
    return Hand(view)


def shown(view: OutputsView) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_stack_without_outputs_says_when_there_will_be_some(view: OutputsView) -> None:
    view.show_outputs((), finished=False)
    assert "as soon as the stack is complete" in shown(view)
    view.show_outputs((), finished=True)
    assert "has no outputs" in shown(view)


def test_a_signal_is_decoded_and_json_is_laid_out(view: OutputsView) -> None:
    text = shown(view)
    assert "欢迎 · Welcome" in text
    assert "What it says." in text
    assert '{\n  "teas": [\n    "Longjing"\n  ],\n  "open": true\n}' in text
    assert COVERED in text
    assert "planted-secret" not in text


def test_raw_is_what_ros_gave(view: OutputsView, hand: Hand) -> None:
    view._raw.setChecked(True)
    text = shown(view)
    assert SIGNALLED in text
    assert '{"teas":["Longjing"],"open":true}' in text
    assert "planted-secret" not in text
    hand.click("Copy Text")
    assert clipboard() == SIGNALLED


def test_one_is_copied_as_it_is_shown(hand: Hand) -> None:
    hand.click("Copy Document")
    assert json.loads(clipboard()) == {"teas": ["Longjing"], "open": True}


def test_copy_all_leaves_the_secrets_out(hand: Hand) -> None:
    hand.click("Copy all")
    assert clipboard().startswith("Text:\n欢迎 · Welcome\n\nDocument:\n{")
    assert "Console.Shop:\nhttps://shop.example/?a=1&b=2" in clipboard()
    assert "Password" not in clipboard()
    assert "planted-secret" not in clipboard()


def test_a_link_opens_and_is_copied(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    hand.click("Open Console.Shop")
    assert opened == [QUrl("https://shop.example/?a=1&b=2")]
    hand.click("Copy Console.Shop")
    assert clipboard() == "https://shop.example/?a=1&b=2"


def test_a_secret_shows_when_asked_and_is_covered_again(view: OutputsView, hand: Hand) -> None:
    hand.click("Show Password")
    assert "planted-secret" in shown(view)
    hand.click("Cover Password")
    assert "planted-secret" not in shown(view)
    hand.click("Copy Password")
    assert clipboard() == "planted-secret"


def test_a_secret_uncovered_stays_so_only_while_it_is_the_same(
    view: OutputsView, hand: Hand
) -> None:
    hand.click("Show Password")
    view.show_outputs(OUTPUTS, finished=True)
    assert "planted-secret" in shown(view)
    view.show_outputs((decode(StackOutput("Password", "other", ""), secret=True),), finished=True)
    assert COVERED in shown(view)
    assert "other" not in shown(view)


def test_a_cut_output_says_so_and_where_the_rest_is(view: OutputsView) -> None:
    text = "first\n[... cut here; all of it: helm get notes shop -n store ...]\nlast"
    view.show_outputs((decode(StackOutput("Notes", text)),), finished=True)
    assert "its middle is missing. All of it: helm get notes shop -n store" in shown(view)
    view.show_outputs((decode(StackOutput("Notes", "[... cut here ...]")),), finished=True)
    assert shown(view).count("its middle is missing.") == 1
    assert "All of it" not in shown(view)
