"""An editor for YAML: indentation, comment toggle, find, and ghost defaults while empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QWidget

from gui.theme import tokens
from gui.widgets.code_view import CodeView
from gui.widgets.find_bar import FindBar
from gui.widgets.parts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from gui.widgets.code_view import Mark

INDENT: Final = "  "
_OPENS: Final = re.compile(r":\s*(?:[|>][-+0-9]*)?\s*(?:#.*)?$|^\s*-\s*$")


class _Editor(CodeView):
    """The text itself; Escape, then Tab leaves it, since Tab alone indents."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "yaml")
        self.ghost = ""
        self._leaving = False
        self.setReadOnly(False)
        self.setTabChangesFocus(False)
        self.setUndoRedoEnabled(True)
        self.setAccessibleDescription(self.tr("Escape, then Tab leaves the editor."))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        leaving, self._leaving = self._leaving, event.key() == Qt.Key.Key_Escape
        if event.key() == Qt.Key.Key_Tab and leaving:
            self._leave(forward=True)
        elif event.key() == Qt.Key.Key_Backtab and leaving:
            self._leave(forward=False)
        elif event.key() == Qt.Key.Key_Tab:
            self._shift(+1)
        elif event.key() == Qt.Key.Key_Backtab:
            self._shift(-1)
        elif event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self._new_line()
        elif event.key() == Qt.Key.Key_Slash and _with_control(event):
            self.toggle_comment()
        elif event.key() == Qt.Key.Key_BracketLeft and _with_control(event):
            self.toggle_fold()
        else:
            super().keyPressEvent(event)

    def _leave(self, *, forward: bool) -> None:
        # While Tab indents, Qt holds the keyboard in here.
        self.setTabChangesFocus(True)
        self.focusNextPrevChild(forward)
        self.setTabChangesFocus(False)

    def toggle_comment(self) -> None:
        """Comment the selected lines out, or back in when all are comments."""
        lines = [line for line in self._selected_lines() if line.block().text().strip()]
        texts = [line.block().text() for line in lines]
        back = all(text.lstrip().startswith("#") for text in texts)
        depth = min((len(t) - len(t.lstrip()) for t in texts), default=0)
        whole = self.textCursor()
        whole.beginEditBlock()
        for line, text in zip(lines, texts, strict=True):
            if back:
                start = text.index("#")
                line.setPosition(line.block().position() + start)
                length = 2 if text[start : start + 2] == "# " else 1
                line.movePosition(_RIGHT, _KEEP, length)
                line.removeSelectedText()
            else:
                line.setPosition(line.block().position() + depth)
                line.insertText("# ")
        whole.endEditBlock()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.ghost and self.document().isEmpty():
            self._paint_ghost()

    def _paint_ghost(self) -> None:
        colours = tokens(self.palette())
        painter = QPainter(self.viewport())
        painter.setPen(QColor(colours.mixed(colours.muted, 0.75, colours.code)))
        painter.setFont(self.font())
        place = self.viewport().rect().adjusted(round(self.document().documentMargin()), 4, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignTop, self.ghost)
        painter.end()

    def _shift(self, by: int) -> None:
        cursor = self.textCursor()
        if by > 0 and not cursor.hasSelection():
            cursor.insertText(" " * (len(INDENT) - cursor.positionInBlock() % len(INDENT)))
            return
        whole = self.textCursor()
        whole.beginEditBlock()
        for line in self._selected_lines():
            if by > 0:
                line.insertText(INDENT)
            else:
                leading = len(line.block().text()) - len(line.block().text().lstrip(" "))
                line.movePosition(_RIGHT, _KEEP, min(len(INDENT), leading))
                line.removeSelectedText()
        whole.endEditBlock()

    def _new_line(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        depth = len(before) - len(before.lstrip(" "))
        deeper = INDENT if _OPENS.search(before) else ""
        cursor.insertText("\n" + " " * depth + deeper)
        self.ensureCursorVisible()

    def _selected_lines(self) -> list[QTextCursor]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
        lines = [QTextCursor(block)]
        while block != last and block.next().isValid():
            block = block.next()
            lines.append(QTextCursor(block))
        return lines


_RIGHT: Final = QTextCursor.MoveOperation.Right
_KEEP: Final = QTextCursor.MoveMode.KeepAnchor


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class YamlEditor(QWidget):
    """The editor with its find bar.

    Signals:
        edited: the person changed the text.
    """

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._editor = _Editor(name)
        self._known: str | None = ""
        self._length = self._editor.document().characterCount()
        self._quiet = False
        self.setLayout(column(self._editor, FindBar(self._editor), fill=0))
        self._editor.textChanged.connect(self._tell)

    @property
    def text(self) -> str:
        """Return the document as it is now."""
        if self._known is None:
            self._known = self._editor.toPlainText()
        return self._known

    @property
    def view(self) -> CodeView:
        """Return the text's own widget, which has the keyboard."""
        return self._editor

    def set_text(self, text: str) -> None:
        """Replace the whole document and its history, telling nobody."""
        if text != self.text:
            self._quiet = True
            self._editor.setPlainText(text)
            self._known = self._editor.toPlainText()
            self._quiet = False

    def change_text(self, text: str) -> None:
        """Change to `text` as an edit that Undo takes back, touching only what differs."""
        self._editor.change_text(text)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline places of the document."""
        self._editor.set_marks(marks)

    def set_ghost(self, text: str) -> None:
        """Show `text` faded while the document is empty."""
        self._editor.ghost = text
        self._editor.viewport().update()

    def set_read_only(self, *, read_only: bool) -> None:
        """Refuse or allow typing."""
        self._editor.setReadOnly(read_only)

    def go_to(self, line: int, column_number: int = 1) -> None:
        """Put the cursor at a place and give the editor the keyboard."""
        self._editor.go_to(line, column_number)
        self._editor.setFocus()

    def _tell(self) -> None:
        # Colouring the text again counts as a change to Qt, too. The whole text is compared only
        # where its length leaves a doubt: at every key that would be felt.
        before, self._known = self._known, None
        length, self._length = self._length, self._editor.document().characterCount()
        recoloured = length == self._length and before is not None and before == self.text
        if not self._quiet and not recoloured:
            self.edited.emit()
