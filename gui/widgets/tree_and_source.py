"""A tree beside what it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter

from gui.theme import M, half_zoomed

if TYPE_CHECKING:
    from gui.widgets.source_view import SourceView
    from gui.widgets.tree import Tree

TREE_WIDTH: Final = 200
SOURCE_WIDTH: Final = 520


class TreeAndSource(QSplitter):
    """The tree at the left, as wide as its names need; the source takes the rest."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(M)

    def hold(self, tree: Tree, source: SourceView) -> None:
        """Show both."""
        self.addWidget(tree)
        self.addWidget(source)
        self.setStretchFactor(1, 1)
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._give_room()

    def _give_room(self) -> None:
        self.setSizes([half_zoomed(TREE_WIDTH), SOURCE_WIDTH])
