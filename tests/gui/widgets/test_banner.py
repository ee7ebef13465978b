"""The inline panel for errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gui.widgets.banner import Banner
from gui.widgets.parts import button

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
