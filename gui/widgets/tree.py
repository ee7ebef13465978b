"""A tree of named things with icons: files, objects, groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from gui.theme import TREE_ROW, Tone, icon, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
EXPAND_UP_TO = 500
KEY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class TreeItem:
    """One thing in the tree; an item with an empty key only groups others."""

    text: str
    key: str = ""
    icon: str = ""
    tone: Tone = Tone.TEXT
    tip: str = ""
    children: tuple[TreeItem, ...] = ()


@dataclass(eq=False)
class _Node:
    item: TreeItem
    parent: _Node | None
    row: int
    children: list[_Node] = field(default_factory=list)


class TreeModel(QAbstractItemModel):
    """One column of `TreeItem`."""

    def __init__(self, parent: QTreeView | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(TreeItem(""), None, 0)

    def set_items(self, items: Sequence[TreeItem]) -> None:
        """Show other items."""
        self.beginResetModel()
        self._root = _grown(TreeItem("", children=tuple(items)), None, 0)
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        """Return the place of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._node(parent).children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        """Return the place of what holds `index`."""
        holder = self._node(index).parent
        if holder is None or holder is self._root:
            return QModelIndex()
        return self.createIndex(holder.row, 0, holder)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return how many children there are."""
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return one."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what `role` asks of an item."""
        if not index.isValid():
            return None
        item = self._node(index).item
        shown: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                shown = item.text
            case Qt.ItemDataRole.DecorationRole if item.icon:
                shown = icon(item.icon, Tone.MUTED if item.tone is Tone.TEXT else item.tone, 16)
            case Qt.ItemDataRole.ForegroundRole if item.tone is not Tone.TEXT:
                shown = tokens().tone(item.tone)
            case Qt.ItemDataRole.ToolTipRole:
                shown = item.tip or item.text
            case Qt.ItemDataRole.UserRole:
                shown = item.key
        return shown

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that items are chosen, not edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._node(index).children:
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root


def _grown(item: TreeItem, parent: _Node | None, row: int) -> _Node:
    node = _Node(item, parent, row)
    node.children = [_grown(child, node, place) for place, child in enumerate(item.children)]
    return node


class Tree(QTreeView):
    """A tree that opens wholly and keeps its choice when its items change.

    Signals:
        chosen: the key of the item now current.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = TreeModel(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(TREE_ROW // 2 + 2)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_items(self, items: Sequence[TreeItem]) -> None:
        """Show `items`, the same one chosen as before, else the first that has a key."""
        before = self.currentIndex().data(KEY_ROLE)
        self._model.set_items(items)
        if sum(len(item.children) for item in items) <= EXPAND_UP_TO:
            self.expandAll()
        if not (before and self.choose(before)):
            self._choose_first()

    def choose(self, key: str) -> bool:
        """Choose the item of `key`; return whether there is one."""
        found = self._model.match(
            self._model.index(0, 0),
            KEY_ROLE,
            key,
            1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )
        if found:
            self.setCurrentIndex(found[0])
        return bool(found)

    @property
    def current_key(self) -> str:
        """Return the key of the current item, empty when it has none."""
        return self.currentIndex().data(KEY_ROLE) or ""

    def _choose_first(self) -> None:
        index = self._model.index(0, 0)
        while index.isValid() and not index.data(KEY_ROLE):
            index = self._model.index(0, 0, index)
        if index.isValid():
            self.setCurrentIndex(index)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if key := current.data(KEY_ROLE):
            self.chosen.emit(key)
