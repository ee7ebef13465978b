"""Things to know, painted as rows: a hundred are shown as fast as one, and follow typing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.theme import HINT_FONT, XL, M, S, Tone, pixmap, text_zoom, tokens, ui_font, zoomed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

Index = QModelIndex | QPersistentModelIndex
SHOWN: Final = 100
ICON: Final = 16
_NOTE: Final = Qt.ItemDataRole.UserRole
_WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_AT_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Note:
    """One thing to know; `go_to` says where its row leads, empty when there is nowhere to go."""

    icon: str
    tone: Tone
    what: str
    hint: str = ""
    place: str = ""
    go_to: str = ""


class NotesModel(QAbstractListModel):
    """Notes in their order; what a row says aloud is the note and where its key leads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()

    def set_notes(self, notes: tuple[Note, ...]) -> None:
        """Show other notes."""
        if notes != self._notes:
            self.beginResetModel()
            self._notes = notes
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """Return how many notes there are."""
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what `role` asks of a note."""
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return note.what
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (note.go_to, note.what, note.hint, note.place)
                return ", ".join(filter(None, parts))
            case Qt.ItemDataRole.UserRole:
                return note
        return None


class _NotePainter(QStyledItemDelegate):
    """Draws icon, sentence, what to do and place below one another; at the right where it leads."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one note."""
        note: Note = index.data(_NOTE)
        colours = tokens()
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(option.rect, colours.mixed(colours.text, 0.04))
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
            colours.mixed(colours.border, 0.5),
        )
        icon = zoomed(ICON)
        picture = pixmap(note.icon, note.tone, icon, painter.device().devicePixelRatio())
        painter.drawPixmap(option.rect.left() + M, option.rect.top() + M, picture)
        for place, font, tone, text in self._lines(note, option.rect):
            painter.setFont(font)
            painter.setPen(colours.tone(tone))
            painter.drawText(place, _WRAPPED, text)
        if note.go_to:
            painter.setFont(_fonts(text_zoom())[0])
            painter.setPen(colours.tone(Tone.ACCENT))
            painter.drawText(option.rect.adjusted(0, M, -M, 0), _AT_RIGHT, note.go_to)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return how high a note is at the width of its list."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else XL
        *_, (place, _font, _tone, _text) = self._lines(index.data(_NOTE), QRect(0, 0, width, 0))
        del option
        return QSize(width, place.bottom() + M)

    def _lines(self, note: Note, area: QRect) -> Iterator[tuple[QRect, QFont, Tone, str]]:
        """Yield each text with where and how it is drawn, from the top down."""
        body, hint = _fonts(text_zoom())
        left = area.left() + M + zoomed(ICON) + S
        way = QFontMetrics(body).horizontalAdvance(note.go_to) + M if note.go_to else 0
        top, width = area.top() + M - 1, area.right() - M - way - left
        for font, tone, text in (
            (body, Tone.TEXT, note.what),
            (hint, Tone.MUTED, note.hint),
            (hint, Tone.MUTED, note.place),
        ):
            if text:
                room = QRect(left, top, width, 1 << 16)
                place = QFontMetrics(font).boundingRect(room, _WRAPPED, text)
                place.setWidth(width)
                yield place, font, tone, text
                top = place.bottom() + S // 2


class NoteList(QListView):
    """Shows the first hundred notes, and says when there are more.

    Signals:
        chosen: the number of the note that was clicked, or on which Enter was pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rows = NotesModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_NotePainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show `notes`."""
        shown = tuple(notes[:SHOWN])
        if (more := len(notes) - SHOWN) > 0:
            shown += (Note("info", Tone.MUTED, self.tr("%n more", "", more)),)
        self._rows.set_notes(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the texts anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        if index.data(_NOTE).go_to:
            self.chosen.emit(index.row())


@lru_cache(maxsize=8)
def _fonts(zoom: float) -> tuple[QFont, QFont]:
    """Return the fonts of a sentence and of a hint; asking the system for them takes its time."""
    return ui_font(zoom), ui_font(zoom, HINT_FONT)
