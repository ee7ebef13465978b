"""A view of code: line numbers, folding by indentation, colours, and places marked in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from gui.theme import XS, M, S, Tone, code_font, pixmap, text_zoom, tokens
from gui.widgets.highlight import Highlighter, Language, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QTextBlock

FOLD_WIDTH: Final = 18


@dataclass(frozen=True)
class Mark:
    """Something to say about a place; lines and columns count from 1, column 0 is the line."""

    line: int
    column: int
    text: str
    tone: Tone = Tone.BAD


class _Gutter(QWidget):
    """Line numbers and the triangles that fold."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._view.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._view.paint_gutter(self, event.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._view.toggle_fold_at(event.position().y())


class CodeView(QPlainTextEdit):
    """Read-only by default; lines that stand out are given with `set_marks` and `set_stripes`."""

    def __init__(self, name: str, language: Language = "yaml", *, numbered: bool = True) -> None:
        super().__init__()
        self._numbered = numbered
        self._marks: tuple[Mark, ...] = ()
        self._stripes: dict[int, QColor] = {}
        self._current_line = 1
        self._gutter = _Gutter(self)
        self.setProperty("code", "true")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._set_code_font()
        self._highlighter = Highlighter(self.document(), language)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_gutter)
        self.cursorPositionChanged.connect(self._follow_cursor)
        self._make_room()

    def set_source(self, text: str, language: Language | None = None) -> None:
        """Show `text`, from its top."""
        if language:
            self._highlighter.set_language(language)
        if text != self.toPlainText():
            self.setPlainText(text)

    def change_text(self, text: str) -> None:
        """Change to `text`, touching only what differs: as quick as the difference is small."""
        old = self.toPlainText()
        if text == old:
            return
        head = _common(old, text)
        tail = _common(old[head:][::-1], text[head:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(old, head))
        cursor.setPosition(units(old, len(old) - tail), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[head : len(text) - tail])

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline places; what is said about them is their tooltip."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self._underline()
            self._gutter.update()

    def set_stripes(self, lines: Sequence[tuple[int, QColor]]) -> None:
        """Lay a ground behind whole lines, counted from 1."""
        self._stripes = dict(lines)
        self.viewport().update()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a place and show it."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if not block.isValid():
            return
        self._unfold_to(block)
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right,
            QTextCursor.MoveMode.MoveAnchor,
            min(max(0, column - 1), block.length() - 1),
        )
        self.setTextCursor(cursor)
        self.centerCursor()

    # Gutter

    def gutter_width(self) -> int:
        """Return how wide the line numbers are now."""
        if not self._numbered:
            return 0
        digits = max(2, len(str(self.blockCount())))
        return S + self.fontMetrics().horizontalAdvance("9") * digits + FOLD_WIDTH

    def paint_gutter(self, gutter: QWidget, area: QRect) -> None:
        """Draw the numbers and triangles of the lines in `area`."""
        colours = tokens(self.palette())
        painter = QPainter(gutter)
        painter.fillRect(area, QColor(colours.code))
        painter.setFont(self.font())
        marked = {mark.line: mark.tone for mark in self._marks}
        current = self._current_line - 1
        right = gutter.width() - FOLD_WIDTH
        for block, top in self._visible_lines(area):
            number = block.blockNumber()
            tone = marked.get(number + 1, Tone.TEXT if number == current else Tone.MUTED)
            painter.setPen(colours.tone(tone))
            # On the text's own baseline: a line with Chinese in it is a little higher.
            baseline = top + round(block.layout().lineAt(0).ascent())
            left = right - painter.fontMetrics().horizontalAdvance(str(number + 1))
            painter.drawText(left, baseline, str(number + 1))
            if _has_children(block):
                triangle = "chevron-right" if _folded(block) else "chevron-down"
                painter.drawPixmap(
                    right + XS, top + 3, pixmap(triangle, Tone.MUTED, M, self.devicePixelRatioF())
                )
        painter.end()

    def toggle_fold_at(self, y: float) -> None:
        """Fold or unfold the line at a height of the gutter."""
        for block, top in self._visible_lines(self.viewport().rect()):
            if top <= y < top + self.blockBoundingRect(block).height() and _has_children(block):
                self._fold(block, fold=not _folded(block))

    def toggle_fold(self) -> None:
        """Fold or unfold the cursor's line, or the one it belongs to."""
        block = self.textCursor().block()
        while block.isValid() and not _has_children(block):
            block = block.previous()
        if block.isValid():
            self._fold(block, fold=not _folded(block))
            self.setTextCursor(QTextCursor(block))

    def _fold(self, block: QTextBlock, *, fold: bool) -> None:
        for child in _children(block):
            child.setVisible(not fold)
            child.setLineCount(0 if fold else max(1, child.layout().lineCount()))
        self.document().markContentsDirty(
            block.position(), self.document().characterCount() - block.position()
        )
        self.viewport().update()
        self._gutter.update()

    def _unfold_to(self, block: QTextBlock) -> None:
        while not block.isVisible():
            parent = block.previous()
            while parent.isValid() and not parent.isVisible():
                parent = parent.previous()
            self._fold(parent, fold=False)

    def _visible_lines(self, area: QRect) -> Iterator[tuple[QTextBlock, int]]:
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            if block.isVisible() and top + height >= area.top():
                yield block, round(top)
            top += height
            block = block.next()

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width() or XS, 0, 0, 0)

    def _scroll_gutter(self, area: QRect, moved: int) -> None:
        if moved:
            self._gutter.scroll(0, moved)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the grounds below the text: of the lines in sight alone, however many there are."""
        grounds = self._stripes
        if self.hasFocus() and not self.isReadOnly():
            colours = tokens(self.palette())
            ground = QColor(colours.mixed(colours.text, 0.04, colours.code))
            grounds = grounds | {self._current_line: ground}
        if grounds:
            painter = QPainter(self.viewport())
            for block, top in self._visible_lines(event.rect()):
                if colour := grounds.get(block.blockNumber() + 1):
                    height = round(self.blockBoundingRect(block).height())
                    painter.fillRect(0, top, self.viewport().width(), height, colour)
            painter.end()
        super().paintEvent(event)

    def _follow_cursor(self) -> None:
        line = self.textCursor().blockNumber() + 1
        if line != self._current_line:
            self._current_line = line
            self.viewport().update()
            self._gutter.update()

    # Marks

    def _underline(self) -> None:
        self.setExtraSelections(list(filter(None, map(self._underlined, self._marks))))

    def _underlined(self, mark: Mark) -> QTextEdit.ExtraSelection | None:
        block = self.document().findBlockByNumber(mark.line - 1)
        if not block.isValid():
            return None
        text = block.text()
        start = min(max(0, mark.column - 1), len(text))
        if not mark.column or not text[start:].strip():
            start = len(text) - len(text.lstrip())
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + len(text.rstrip()), QTextCursor.MoveMode.KeepAnchor)
        wave = QTextEdit.ExtraSelection()
        wave.cursor = cursor
        style = QTextCharFormat.UnderlineStyle.WaveUnderline
        wave.format.setUnderlineStyle(style)
        colour = tokens(self.palette()).tone(mark.tone)
        wave.format.setUnderlineColor(colour)
        return wave

    def _said_about(self, line: int) -> str:
        return "\n".join(mark.text for mark in self._marks if mark.line == line)

    def event(self, event: QEvent) -> bool:
        """Show what is said about the line under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.viewport().mapFrom(self, event.pos())
            said = self._said_about(self.cursorForPosition(place).blockNumber() + 1)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the gutter at the left edge."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(
            QRect(inside.left(), inside.top(), self.gutter_width(), inside.height())
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours and the size of another scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlighter"):
            self._highlighter.recolour()
            self._underline()
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_code_font()

    def _set_code_font(self) -> None:
        self.setFont(code_font(text_zoom()))
        self.setTabStopDistance(2 * self.fontMetrics().horizontalAdvance(" "))


def _common(one: str, other: str) -> int:
    """Return how many leading characters two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _has_children(block: QTextBlock) -> bool:
    text = block.text()
    if not text.strip() or text.lstrip().startswith("#"):
        return False
    following = block.next()
    while following.isValid() and not following.text().strip():
        following = following.next()
    return following.isValid() and _indent(following.text()) > _indent(text)


def _folded(block: QTextBlock) -> bool:
    return block.next().isValid() and not block.next().isVisible()


def _children(block: QTextBlock) -> Iterator[QTextBlock]:
    depth = _indent(block.text())
    following = block.next()
    while following.isValid():
        text = following.text()
        if text.strip() and _indent(text) <= depth:
            return
        yield following
        following = following.next()
