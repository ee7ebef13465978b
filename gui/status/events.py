"""Every event of a stack: a model for a hundred thousand of them, a filter, and the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QTableView, QWidget

from gui.stack_words import status_words
from gui.theme import ROW, L, M, Tone, icon, set_icon, tokens
from gui.widgets.copy_field import CopyField
from gui.widgets.parts import Label, clear, column, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.status.lines import EventLine

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE: Final = Qt.ItemDataRole.UserRole
SLICE: Final = 10_000
"""Events the filter looks at in one go; the rest waits for the next turn of the event loop."""


class EventModel(QAbstractTableModel):
    """Events oldest first, of which those are shown that fit the filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = (self.tr("Time"), self.tr("Resource"), self.tr("Status"), self.tr("Reason"))
        self._all: list[EventLine] = []
        self._shown: list[EventLine] = []
        self._words: tuple[str, ...] = ()
        self._failed_only = False
        self._looked_at = 0
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._look_on)

    def set_lines(self, lines: Sequence[EventLine]) -> None:
        """Show other events."""
        self._all = list(lines)
        self._look_again()

    def add_lines(self, lines: Sequence[EventLine]) -> None:
        """Add events at the end."""
        self._all += lines
        self._look_on()

    def filter(self, text: str, *, failed_only: bool) -> None:
        """Show only events that hold every word of `text`, or only those that failed."""
        self._words, self._failed_only = tuple(text.lower().split()), failed_only
        self._look_again()

    def line(self, row: int) -> EventLine:
        """Return an event by where it is shown."""
        return self._shown[row]

    @property
    def total(self) -> int:
        """Return how many events there are, shown or not."""
        return len(self._all)

    @property
    def settled(self) -> bool:
        """Tell whether the filter has looked at every event."""
        return self._looked_at == len(self._all)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return how many events are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return time, resource, status, reason."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what `role` asks of a cell."""
        if not index.isValid():
            return None
        line, place = self._shown[index.row()], index.column()
        shown: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                shown = _text(line, place)
            case Qt.ItemDataRole.ToolTipRole if place:
                shown = line.reason or line.name
            case Qt.ItemDataRole.DecorationRole if place == 2:
                said = status_words(line.status)
                shown = icon(said.icon, said.tone, 16)
            case Qt.ItemDataRole.ForegroundRole:
                shown = _colour(line, place)
            case Qt.ItemDataRole.UserRole:
                shown = line
        return shown

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _look_again(self) -> None:
        self.beginResetModel()
        self._shown, self._looked_at = [], 0
        self._take_slice()
        self.endResetModel()
        self._more.start()

    def _look_on(self) -> None:
        """Look at the next slice; come back for the rest."""
        if self.settled:
            self._more.stop()
            return
        found = self._fitting(self._next_slice())
        if found:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._shown += found
            self.endInsertRows()
        if not self.settled:
            self._more.start()

    def _take_slice(self) -> None:
        """Take the first slice, or everything when nothing is to be left out."""
        if self._words or self._failed_only:
            self._shown = self._fitting(self._next_slice())
        else:
            self._shown, self._looked_at = list(self._all), len(self._all)

    def _next_slice(self) -> list[EventLine]:
        lines = self._all[self._looked_at : self._looked_at + SLICE]
        self._looked_at += len(lines)
        return lines

    def _fitting(self, lines: list[EventLine]) -> list[EventLine]:
        if self._failed_only:
            lines = [line for line in lines if line.failed]
        for word in self._words:
            lines = [line for line in lines if word in line.key]
        return lines


def _text(line: EventLine, place: int) -> str:
    match place:
        case 0:
            return QDateTime.fromMSecsSinceEpoch(round(line.moment * 1000)).toString("HH:mm:ss")
        case 1:
            return line.name
        case 2:
            return status_words(line.status).text
        case _:
            return " ".join(line.reason[:400].split())


def _colour(line: EventLine, place: int) -> object:
    if place == 2:
        return tokens().tone(status_words(line.status).tone)
    return None if place == 1 else tokens().tone(Tone.BAD if line.failed and place else Tone.MUTED)


class EventsView(QWidget):
    """A filter above the table, and below it the whole reason of the event chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.model = EventModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter by resource, status or reason"))
        self.field.setAccessibleName(self.tr("Filter the events"))
        self.field.setClearButtonEnabled(True)
        leading = self.field.addAction(
            icon("filter", Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        set_icon(leading, "filter", Tone.MUTED)
        self.failed_only = QCheckBox(self.tr("Failed only"))
        self.follow = QCheckBox(self.tr("Follow"))
        self.follow.setChecked(True)
        self.follow.setToolTip(self.tr("Keep the newest event in sight"))
        self._count = Label(kind="hint", tone=Tone.MUTED)
        self._count.setWordWrap(False)
        self._detail = column()
        self.table = self._made_table()
        bar = row(self.field, self.failed_only, self.follow, self._count, space=L, fill=0)
        self.setLayout(column(bar, self.table, self._detail, space=M, fill=1))
        self.field.textChanged.connect(self._filter)
        self.failed_only.toggled.connect(self._filter)
        self.follow.toggled.connect(self._keep_up)
        self.model.rowsInserted.connect(self._tell)
        self.model.modelReset.connect(self._tell)
        self.model.modelReset.connect(self._forget)

    def show_lines(self, lines: Sequence[EventLine]) -> None:
        """Show all events anew."""
        self.model.set_lines(lines)
        self._keep_up()

    def add_lines(self, lines: Sequence[EventLine]) -> None:
        """Add the newest events."""
        if lines:
            self.model.add_lines(lines)
            self._keep_up()

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Events"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for place, width in enumerate((92, 190, 180)):
            table.setColumnWidth(place, width)
        table.selectionModel().selectionChanged.connect(self._choose)
        return table

    def _filter(self) -> None:
        self.model.filter(self.field.text(), failed_only=self.failed_only.isChecked())
        self._keep_up()

    def _keep_up(self) -> None:
        if self.follow.isChecked():
            self.table.scrollToBottom()

    def _tell(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._count.setText(
            self.tr("%n in all", "", total)
            if shown == total
            else self.tr("{shown} of {total}").format(shown=shown, total=total)
        )

    def _forget(self) -> None:
        """Drop the reason of an event that is no longer chosen."""
        clear(self._detail)

    def _choose(self, chosen: QItemSelection) -> None:
        self._forget()
        line: EventLine | None = next((i.data(LINE_ROLE) for i in chosen.indexes()), None)
        if line is None:
            return
        self.follow.setChecked(False)
        if line.reason:
            name = self.tr("Reason of {name}").format(name=line.name)
            self._detail.addWidget(CopyField(name, line.reason))
