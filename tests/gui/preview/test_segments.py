"""Buttons of which exactly one is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from gui.preview.segments import Segments

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    made = Segments("Show as", ["YAML", "JSON", "Picture"])
    qtbot.addWidget(made)
    made.show()
    return made


def down(segments: Segments) -> list[str]:
    return [each.text() for each in segments.findChildren(QPushButton) if each.isChecked()]


def test_the_first_is_down_until_another_is_pressed(segments: Segments, qtbot: QtBot) -> None:
    assert down(segments) == ["YAML"]
    with qtbot.waitSignal(segments.chosen) as chosen:
        segments.choose(2)
    assert chosen.args == [2]
    assert down(segments) == ["Picture"]
    assert segments.current == 2


def test_pressing_what_is_down_leaves_it_down(segments: Segments) -> None:
    segments.choose(0)
    assert down(segments) == ["YAML"]


def test_the_arrow_keys_move_among_them(segments: Segments, qtbot: QtBot) -> None:
    segments.activateWindow()
    qtbot.waitUntil(segments.isActiveWindow)
    first = segments.findChildren(QPushButton)[0]
    first.setFocus()
    with qtbot.waitSignal(segments.chosen):
        QTest.keyClick(first, Qt.Key.Key_Right)
    assert down(segments) == ["JSON"]
