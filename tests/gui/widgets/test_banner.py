"""The inline panel for errors, and the list of things to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gui.theme import Tone
from gui.widgets.banner import Banner
from gui.widgets.note_list import SHOWN, Note, NoteList
from gui.widgets.parts import Label, button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_banner_is_hidden_until_it_says_something_and_after_it_was_cleared(
    qtbot: QtBot,
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say("bad", "The namespace is not allowed.", "Use lower case.")
    assert not banner.isHidden()
    assert banner.text == "The namespace is not allowed."
    assert banner.accessibleName() == "The namespace is not allowed. Use lower case."
    banner.clear()
    assert banner.isHidden()
    assert banner.text == ""


def test_what_a_banner_says_replaces_what_it_said(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    pressed: list[str] = []
    banner.say("warn", "First.", "Hint.", [button("Old")])
    new = button("New", lambda: pressed.append("new"))
    banner.say("info", "Second.", buttons=[new])
    assert banner.accessibleName() == "Second."
    qtbot.waitUntil(new.isVisible)
    visible = [each for each in banner.findChildren(QAbstractButton) if each.isVisible()]
    assert visible == [new]
    QTest.mouseClick(new, Qt.MouseButton.LeftButton)
    assert pressed == ["new"]


def test_a_note_leads_to_its_place_by_its_button(qtbot: QtBot) -> None:
    notes = NoteList("Problems")
    qtbot.addWidget(notes)
    notes.show_notes(
        [Note("error", Tone.BAD, "Wrong", go_to="Go to"), Note("check", Tone.OK, "Right")]
    )
    notes.show()
    (go,) = notes.findChildren(QAbstractButton)
    assert go.accessibleName() == "Go to: Wrong"
    with qtbot.waitSignal(notes.chosen) as chosen:
        QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    assert chosen.args == [0]


def test_very_many_notes_are_counted_not_all_shown(qtbot: QtBot) -> None:
    notes = NoteList("Problems")
    qtbot.addWidget(notes)
    notes.show_notes([Note("error", Tone.BAD, f"Wrong {n}") for n in range(SHOWN + 5)])
    texts = [label.text() for label in notes.findChildren(Label)]
    assert f"Wrong {SHOWN}" not in texts
    assert "5 more" in texts
