"""Notes as rows: as many as there are, each leading to its place by mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.theme import Tone
from gui.widgets.note_list import SHOWN, Note, NoteList, NotesModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

LONG = "It must be one of ClusterIP or NodePort or LoadBalancer or ExternalName. " * 4


@pytest.fixture
def rows(qtbot: QtBot) -> NoteList:
    """Three rows, the last of which leads nowhere."""
    made = NoteList("Problems")
    qtbot.addWidget(made)
    made.resize(360, 400)
    made.show_notes(
        [
            Note("error", Tone.BAD, "Wrong", "Change it.", "values.a, line 1", "Go to"),
            Note("error", Tone.BAD, LONG, "Change it.", "values.b, line 2", "Go to"),
            Note("check", Tone.OK, "Right"),
        ]
    )
    made.show()
    return made


def press(rows: NoteList, row: int) -> None:
    place = rows.visualRect(rows.model().index(row, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_leads_to_the_place_of_a_note(rows: NoteList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.chosen) as chosen:
        press(rows, 1)
    assert chosen.args == [1]
    with qtbot.assertNotEmitted(rows.chosen):
        press(rows, 2)


def test_enter_leads_there_too(rows: NoteList, qtbot: QtBot) -> None:
    rows.setCurrentIndex(rows.model().index(0, 0))
    with qtbot.waitSignal(rows.chosen) as chosen:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert chosen.args == [0]


def test_a_long_note_gets_the_lines_it_needs(rows: NoteList) -> None:
    heights = [rows.visualRect(rows.model().index(row, 0)).height() for row in range(3)]
    assert heights[1] > 2 * heights[0]
    assert heights[2] < heights[0]
    rows.resize(900, 400)
    rows.doItemsLayout()
    assert rows.visualRect(rows.model().index(1, 0)).height() < heights[1]


def test_a_row_is_read_out_whole(rows: NoteList) -> None:
    said = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Go to, Wrong, Change it., values.a, line 1"


def test_very_many_notes_are_counted_not_all_shown(rows: NoteList) -> None:
    rows.show_notes([Note("error", Tone.BAD, f"Wrong {n}") for n in range(SHOWN + 5)])
    model = rows.model()
    assert model.rowCount() == SHOWN + 1
    assert model.index(SHOWN, 0).data() == "5 more"


def test_the_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = NotesModel()
    qtmodeltester.check(model)
    model.set_notes((Note("check", Tone.OK, "Right"), Note("error", Tone.BAD, "Wrong")))
    qtmodeltester.check(model)
