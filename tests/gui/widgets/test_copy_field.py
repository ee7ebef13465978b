"""A value to read and take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gui.widgets.copy_field import FOLD, CopyField
from gui.widgets.parts import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def press(field: CopyField, name: str) -> None:
    (found,) = (
        each
        for each in field.findChildren(QAbstractButton)
        if name in (each.accessibleName(), each.text())
    )
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def value(field: CopyField) -> str:
    (label,) = (each for each in field.findChildren(Label) if each.accessibleName() == "Output")
    return label.text()


def test_copy_takes_the_whole_value_whatever_is_shown(qtbot: QtBot) -> None:
    field = CopyField("Output", "s3cret", shown="••••••")
    qtbot.addWidget(field)
    field.show()
    press(field, "Copy Output")
    assert value(field) == "••••••"
    assert QGuiApplication.clipboard().text() == "s3cret"


def test_a_long_value_folds_and_unfolds(qtbot: QtBot) -> None:
    lines = [f"line {n}" for n in range(FOLD + 3)]
    field = CopyField("Output", "\n".join(lines))
    qtbot.addWidget(field)
    field.show()
    assert value(field).splitlines() == lines[:FOLD]
    press(field, "Show 3 more lines")
    assert value(field).splitlines() == lines
    press(field, "Show less")
    assert value(field).splitlines() == lines[:FOLD]
