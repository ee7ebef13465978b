"""A table of rows of one kind, with a field that searches it; sorting is done on keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from gui.theme import ROW, S, Tone, icon, set_icon, tokens
from gui.widgets.parts import column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column shows a row; `key` sorts it, by default its text."""

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    icon: Callable[[Row], tuple[str, Tone] | None] | None = None
    right: bool = False
    width: int = 0


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind, filtered by words and sorted by a column, in plain Python."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[Row, ...] = ()
        self._rows: list[Row] = []
        self._words: tuple[str, ...] = ()
        self._sort: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._all = tuple(rows)
        self._arrange()

    def search(self, text: str) -> None:
        """Show only rows in which every word of `text` stands somewhere."""
        self._words = tuple(text.lower().split())
        self._arrange()

    def row(self, number: int) -> Row:
        """Return a row by where it is shown."""
        return self._rows[number]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a negative one gives back the given order."""
        self._sort = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what `role` asks of a cell."""
        if not index.isValid():
            return None
        shown, row = self._columns[index.column()], self._rows[index.row()]
        value: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                value = shown.text(row)
            case Qt.ItemDataRole.DecorationRole if shown.icon and (drawn := shown.icon(row)):
                value = icon(*drawn, 16)
            case Qt.ItemDataRole.ForegroundRole if shown.icon and (drawn := shown.icon(row)):
                value = tokens().tone(drawn[1])
            case Qt.ItemDataRole.TextAlignmentRole:
                value = _alignment(shown)
            case Qt.ItemDataRole.UserRole:
                value = row
        return value

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._all if self._matches(row)]
        if self._sort:
            column_number, backward = self._sort
            shown = self._columns[column_number]
            self._rows.sort(key=shown.key or shown.text, reverse=backward)
        self.endResetModel()

    def _matches(self, row: Row) -> bool:
        if not self._words:
            return True
        text = " ".join(shown.text(row) for shown in self._columns).lower()
        return all(word in text for word in self._words)


def _alignment(shown: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if shown.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class SearchTable(QWidget, Generic[Row]):
    """A search field above a table of whole rows.

    Signals:
        chosen: the row now current.
        opened: the row that was double-clicked or on which Enter was pressed.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[Row]], *, search: bool = True) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self.model: TableModel[Row] = TableModel(columns, self)
        self.table = QTableView()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search in {name}").format(name=name))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.model.search)
        self._dress(name, columns)
        self.setLayout(column(self.field, self.table, space=S, fill=1))
        self.field.setVisible(search)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the one chosen stays so when it is still there."""
        before = self.current
        self.model.set_rows(rows)
        self._widen()
        if before is not None:
            self.choose(lambda row: row == before)

    def _widen(self) -> None:
        """Give a column the room that its texts need, up to twice what it was given."""
        for number, shown in enumerate(self._columns):
            if shown.width:
                needed = self.table.sizeHintForColumn(number)
                width = max(shown.width, min(needed, 2 * shown.width))
                self.table.setColumnWidth(number, width)

    def choose(self, wanted: Callable[[Row], bool]) -> bool:
        """Choose the first row that is `wanted`; return whether there is one."""
        for number in range(self.model.rowCount()):
            if wanted(self.model.row(number)):
                self.table.setCurrentIndex(self.model.index(number, 0))
                return True
        return False

    @property
    def current(self) -> Row | None:
        """Return the row now current."""
        row: Row | None = self.table.currentIndex().data(ROW_ROLE)
        return row

    def _dress(self, name: str, columns: Sequence[Column[Row]]) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(name)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.verticalHeader().setMinimumSectionSize(ROW)
        header = table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        for number, shown in enumerate(columns):
            if shown.width:
                table.setColumnWidth(number, shown.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._tell)
        table.activated.connect(self._open)
        action = self.field.addAction(icon("search", Tone.MUTED), _LEADING)
        set_icon(action, "search", Tone.MUTED)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ROW_ROLE))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))


_LEADING = QLineEdit.ActionPosition.LeadingPosition
