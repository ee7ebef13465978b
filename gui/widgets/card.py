"""Cards: a bordered place for things that belong together, and cards one chooses among."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from gui.theme import XS, L, M, S, Tone
from gui.widgets.parts import IconLabel, Label, clear, column, row, set_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent


class Card(QFrame):
    """A surface with a line around it."""

    def __init__(self, layout: QLayout | None = None, margin: int = L) -> None:
        super().__init__()
        self.setProperty("card", "true")
        if layout:
            self.hold(layout, margin)

    def hold(self, layout: QLayout, margin: int = L) -> None:
        """Lay out what belongs together."""
        layout.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(layout)


class ChoiceCard(Card):
    """A card that can be chosen by click, Space or Enter.

    Signals:
        chosen: the person chose this card.
        moved: an arrow key asked for the next (1) or the previous (-1) card.
    """

    chosen = Signal()
    moved = Signal(int)

    def __init__(self, key: str, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.key = key
        self._icon = IconLabel(icon, Tone.MUTED)
        self._mark = IconLabel("circle", Tone.MUTED)
        self._title = Label(title, "section")
        self._text = Label(text, tone=Tone.MUTED)
        self._details = QVBoxLayout()
        self._details.setSpacing(XS)
        top = row(self._icon, self._title, self._mark, space=M, fill=1)
        self.hold(column(top, self._text, self._details, None, space=S))
        self.setProperty("choice", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_chosen(self, *, chosen: bool) -> None:
        """Show whether this is the card chosen."""
        set_property(self, "chosen", chosen)
        self._mark.set_icon(*(("check-circle", Tone.ACCENT) if chosen else ("circle", Tone.MUTED)))
        self._icon.set_icon(self._icon.name, Tone.ACCENT if chosen else Tone.MUTED)

    def set_text(self, text: str) -> None:
        """Change the sentence under the title."""
        self._text.setText(text)
        self.setAccessibleDescription(text)

    def set_details(self, lines: Sequence[tuple[str, Tone, str]]) -> None:
        """Show lines below the text, each an icon, its tone and a sentence."""
        clear(self._details)
        for icon, tone, sentence in lines:
            mark = column(2, IconLabel(icon, tone, 16), None)
            self._details.addLayout(row(mark, Label(sentence), space=S, fill=1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the card on a click."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.isEnabled():
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by Space or Enter, move by the arrow keys."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)


class Choice(QObject):
    """Keeps exactly one card of several chosen.

    Signals:
        changed: the person chose the card of this key.
    """

    changed = Signal(str)

    def __init__(self, cards: Sequence[ChoiceCard], parent: QWidget) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        for card in self._cards:
            card.chosen.connect(lambda card=card: self._choose(card))
            card.moved.connect(lambda by, card=card: self._move(card, by))

    def show_chosen(self, key: str) -> None:
        """Mark the card of `key` without telling anybody."""
        for card in self._cards:
            card.set_chosen(chosen=card.key == key)

    def _choose(self, card: ChoiceCard) -> None:
        self.show_chosen(card.key)
        self.changed.emit(card.key)

    def _move(self, card: ChoiceCard, by: int) -> None:
        usable = [each for each in self._cards if each.isEnabled()]
        following = usable[(usable.index(card) + by) % len(usable)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(following)
