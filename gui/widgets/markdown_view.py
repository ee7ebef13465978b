"""Markdown to read, from a stranger: no HTML, nothing fetched, links open only when clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from gui.theme import BASE_FONT, XS, L, M, S

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QUrl

HEADINGS: Final = {1: 20, 2: 15, 3: 14}


class MarkdownView(QTextBrowser):
    """Sets headings, paragraphs and tables in the type and spaces of the theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._markdown = ""
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.anchorClicked.connect(_open)
        self.setTabChangesFocus(True)

    def show_markdown(self, untrusted_markdown: str) -> None:
        """Show a text, from its top."""
        self._markdown = untrusted_markdown
        features = QTextDocument.MarkdownFeature
        document = self.document()
        document.setDocumentMargin(L)
        document.setMarkdown(
            untrusted_markdown, features.MarkdownDialectGitHub | features.MarkdownNoHTML
        )
        block = document.begin()
        while block.isValid():
            _set(QTextCursor(block))
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, _kind: int, _name: Any) -> Any:  # noqa: N802 - Qt's name
        """Fetch nothing, whatever the text names."""
        return None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and self.__dict__.get("_markdown"):
            self.show_markdown(self._markdown)


def _set(cursor: QTextCursor) -> None:
    block = QTextBlockFormat()
    level = cursor.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    block.setTopMargin(L if level else 0)
    block.setBottomMargin(XS if in_table or cursor.currentList() else S)
    cursor.mergeBlockFormat(block)
    if level:
        heading = QTextCharFormat()
        heading.setProperty(QTextCharFormat.Property.FontPixelSize, HEADINGS.get(level, BASE_FONT))
        heading.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
        heading.setFontWeight(QFont.Weight.DemiBold)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(heading)


def _set_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(S - 2)
    shape.setTopMargin(S)
    shape.setBottomMargin(M)
    table.setFormat(shape)


def _open(link: QUrl) -> None:
    if link.scheme() in {"http", "https"}:
        QDesktopServices.openUrl(link)
