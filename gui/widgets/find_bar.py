"""A bar that finds text in an editor, without leaving the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.theme import S, Tone
from gui.widgets.parts import Label, row, set_property, tool

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPlainTextEdit


class FindBar(QWidget):
    """Hidden until Ctrl+F in the editor; Enter goes on, Shift+Enter back, Escape closes."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__()
        self._editor = editor
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Find"))
        self._text.setAccessibleName(self.tr("Find"))
        self._count = Label(kind="hint")
        self._count.setWordWrap(False)
        self.setLayout(
            row(
                self._text,
                self._count,
                tool("arrow-left", self.tr("Previous match"), self._previous),
                tool("arrow-right", self.tr("Next match"), self._next),
                tool("close", self.tr("Close"), self.close_bar),
                space=S,
                margin=(0, S, 0, 0),
                fill=0,
            )
        )
        self._text.textChanged.connect(self._first)
        self._text.returnPressed.connect(self._next)
        # The field itself takes Enter with any modifier for Enter.
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.InsertLineSeparator), self._text)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self._previous)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.open_bar)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with the selected text and take the keyboard."""
        if selected := self._editor.textCursor().selectedText():
            self._text.setText(selected)
        self.show()
        self._text.setFocus()
        self._text.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the editor."""
        self.hide()
        self._editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _first(self) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        self._find(QTextDocument.FindFlag(0))
        self._tell()

    def _next(self) -> None:
        self._find(QTextDocument.FindFlag(0))

    def _previous(self) -> None:
        self._find(QTextDocument.FindFlag.FindBackward)

    def _find(self, flags: QTextDocument.FindFlag) -> None:
        text = self._text.text()
        if not text or self._editor.find(text, flags):
            return
        backward = flags & QTextDocument.FindFlag.FindBackward
        cursor = self._editor.textCursor()
        end, start = QTextCursor.MoveOperation.End, QTextCursor.MoveOperation.Start
        cursor.movePosition(end if backward else start)
        self._editor.setTextCursor(cursor)
        self._editor.find(text, flags)

    def _tell(self) -> None:
        text = self._text.text()
        found = self._editor.toPlainText().lower().count(text.lower()) if text else 0
        self._count.setText(self.tr("%n found", "", found) if text else "")
        self._count.set_tone(Tone.MUTED if found or not text else Tone.BAD)
        set_property(self._text, "wrong", bool(text) and not found)
