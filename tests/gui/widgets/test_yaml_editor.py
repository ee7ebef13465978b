"""The YAML editor: indentation, comments, undo, find, folding, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.widgets.code_view import Mark
from gui.widgets.yaml_editor import YamlEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = """\
image:
  repository: nginx
  tag: "1.27"
replicas: 1
"""


@pytest.fixture
def editor(qtbot: QtBot) -> YamlEditor:
    made = YamlEditor("Values")
    qtbot.addWidget(made)
    made.show()
    made.set_text(TEXT)
    made.view.setFocus()
    return made


def select_lines(editor: YamlEditor, first: int, last: int) -> None:
    editor.go_to(first)
    cursor = editor.view.textCursor()
    down = QTextCursor.MoveOperation.Down
    cursor.movePosition(down, QTextCursor.MoveMode.KeepAnchor, last - first)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
    editor.view.setTextCursor(cursor)


def test_comments_toggle_at_the_depth_of_the_lines_and_undo_as_one(editor: YamlEditor) -> None:
    select_lines(editor, 2, 3)
    QTest.keyClick(editor.view, Qt.Key.Key_Slash, CONTROL)
    commented = TEXT.replace("  repo", "  # repo").replace("  tag", "  # tag")
    assert editor.text == commented
    QTest.keyClick(editor.view, Qt.Key.Key_Slash, CONTROL)
    assert editor.text == TEXT
    editor.view.undo()
    assert editor.text == commented
    editor.view.undo()
    assert editor.text == TEXT


def test_a_new_line_is_as_deep_as_yaml_asks(editor: YamlEditor) -> None:
    editor.set_text("")
    for line in ("image:", "tag: latest", "note: |", "first"):
        QTest.keyClicks(editor.view, line)
        QTest.keyClick(editor.view, Qt.Key.Key_Return)
    assert editor.text == "image:\n  tag: latest\n  note: |\n    first\n    "


def test_tab_indents_and_shift_tab_takes_it_back(editor: YamlEditor) -> None:
    select_lines(editor, 2, 3)
    QTest.keyClick(editor.view, Qt.Key.Key_Tab)
    assert "    repository: nginx\n    tag" in editor.text
    select_lines(editor, 2, 3)
    QTest.keyClick(editor.view, Qt.Key.Key_Backtab, SHIFT)
    assert editor.text == TEXT


def test_a_change_from_outside_is_one_edit_that_undo_takes_back(editor: YamlEditor) -> None:
    changed = TEXT.replace("nginx", "茶 🍵").replace("replicas: 1", "replicas: 3")
    editor.change_text(changed)
    assert editor.text == changed
    editor.change_text(changed.replace("🍵", "🍵🍵"))
    assert editor.text == changed.replace("🍵", "🍵🍵")
    editor.view.undo()
    editor.view.undo()
    assert editor.text == TEXT


def test_only_what_a_person_changes_is_told(editor: YamlEditor, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text("other: 1\n")
    with qtbot.waitSignal(editor.edited):
        QTest.keyClicks(editor.view, "a")


def test_find_goes_round_both_ways_and_says_how_many(editor: YamlEditor) -> None:
    editor.go_to(1)
    QTest.keyClick(editor.view, Qt.Key.Key_F, CONTROL)
    field = editor.findChild(QLineEdit)
    assert field is not None
    assert field.isVisible()
    QTest.keyClicks(field, "RE")
    lines = [editor.view.textCursor().blockNumber() + 1]
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, SHIFT):
        QTest.keyClick(field, Qt.Key.Key_Return, modifier)
        lines.append(editor.view.textCursor().blockNumber() + 1)
    assert lines == [2, 4, 2, 4]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_find_marks_what_is_nowhere(editor: YamlEditor) -> None:
    QTest.keyClick(editor.view, Qt.Key.Key_F, CONTROL)
    field = editor.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "coffee")
    assert field.property("wrong") == "true"


def test_marks_are_underlined_at_their_place(editor: YamlEditor) -> None:
    editor.set_marks([Mark(3, 8, "is not a number")])
    underlined = [
        each
        for each in editor.view.extraSelections()
        if each.format.underlineStyle() != each.format.UnderlineStyle.NoUnderline
    ]
    assert [each.cursor.blockNumber() + 1 for each in underlined] == [3]


def test_a_folded_place_opens_when_it_is_gone_to(editor: YamlEditor) -> None:
    editor.go_to(1)
    QTest.keyClick(editor.view, Qt.Key.Key_BracketLeft, CONTROL)
    hidden = editor.view.document().findBlockByNumber(1)
    assert not hidden.isVisible()
    editor.go_to(2)
    assert hidden.isVisible()
