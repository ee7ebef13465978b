"""A list of things to know, each with its mark, a sentence, what to do, and a place to go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.theme import XS, M, S, Tone
from gui.widgets.card import Card
from gui.widgets.parts import IconLabel, Label, button, clear, column, panel, row

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN: Final = 100


@dataclass(frozen=True)
class Note:
    """One thing; `go_to` is the text of its button, empty when there is nowhere to go."""

    icon: str
    tone: Tone
    what: str
    hint: str = ""
    place: str = ""
    go_to: str = ""


class NoteList(QScrollArea):
    """Shows what needs a look as cards, the rest as lines; the first hundred, then how many more.

    Signals:
        chosen: the number of the note whose button was pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._notes: tuple[Note, ...] | None = None
        self._column = column(space=S, margin=(0, 0, M, 0))
        self.setWidget(panel(self._column, "surface"))

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show `notes`."""
        if tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        clear(self._column)
        for number, note in enumerate(self._notes[:SHOWN]):
            self._column.addWidget(self._shown(number, note))
        if len(notes) > SHOWN:
            more = self.tr("%n more", "", len(notes) - SHOWN)
            self._column.addWidget(Label(more, "hint", Tone.MUTED))
        self._column.addStretch(1)

    def _shown(self, number: int, note: Note) -> QWidget:
        words = column(Label(note.what, selectable=True), space=XS)
        if note.hint:
            words.addWidget(Label(note.hint, "hint", Tone.MUTED, selectable=True))
        if note.place:
            words.addWidget(Label(note.place, "hint", Tone.MUTED))
        line = row(column(1, IconLabel(note.icon, note.tone, 16), None), words, space=S, fill=1)
        if note.go_to:
            go = button(note.go_to, lambda: self.chosen.emit(number), kind="link")
            go.setAccessibleName(f"{note.go_to}: {note.what}")
            line.addWidget(go, alignment=Qt.AlignmentFlag.AlignTop)
        asks = note.hint or note.place or note.go_to
        return Card(line, margin=M) if asks else panel(row(line, margin=(0, XS, 0, XS)))
