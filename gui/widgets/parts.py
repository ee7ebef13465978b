"""The smallest parts every screen is put together from: labels, buttons, rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import S, Tone, pixmap, set_icon, zoomed
from gui.widgets.steady import SteadySpinBox

if TYPE_CHECKING:
    from collections.abc import Callable

Item = QWidget | QLayout | int | None
Margin = int | tuple[int, int, int, int]
Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)
LabelType = Literal["title", "section", "strong", "hint", "lead", "body"]
ButtonKind = Literal["plain", "primary", "danger", "link"]


class Label(QLabel):
    """A label that wraps, never reads markup, and may carry a type and a tone."""

    def __init__(
        self,
        text: str = "",
        kind: LabelType = "body",
        tone: Tone = Tone.TEXT,
        *,
        selectable: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("type", kind)
        if tone is not Tone.TEXT:
            self.setProperty("tone", tone.value)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_tone(self, tone: Tone) -> None:
        """Change what the label's colour says."""
        set_property(self, "tone", tone.value)


class IconLabel(QLabel):
    """A line icon that follows the scheme and grows with the text."""

    def __init__(self, name: str, tone: Tone = Tone.TEXT, size: int = 20) -> None:
        super().__init__()
        self.name, self._tone, self._size = name, tone, size
        self._draw()

    def set_icon(self, name: str, tone: Tone) -> None:
        """Show another icon, unless it is the one shown."""
        if (name, tone) != (self.name, self._tone):
            self.name, self._tone = name, tone
            self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again when the scheme or the size of the text has changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange}:
            self._draw()

    def _draw(self) -> None:
        size = zoomed(self._size)
        self.setFixedSize(QSize(size, size))
        self.setPixmap(pixmap(self.name, self._tone, size, self.devicePixelRatioF()))


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    kind: ButtonKind = "plain",
    icon: str | None = None,
    tone: Tone | None = None,
) -> QPushButton:
    """Return a push button; a primary one is the only one of its kind on a page."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        natural = {"primary": Tone.ON_ACCENT, "danger": Tone.BAD, "link": Tone.ACCENT}
        set_icon(made, icon, tone or natural.get(kind, Tone.TEXT))
    if pressed:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def tool(name: str, tip: str, pressed: Callable[[], object] | None = None) -> QToolButton:
    """Return a button that is only an icon; `tip` is its tooltip and its accessible name."""
    made = QToolButton()
    set_icon(made, name, Tone.MUTED)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if pressed:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def column(
    *items: Item, space: int = 0, margin: Margin = 0, fill: int | None = None
) -> QVBoxLayout:
    """Return widgets and layouts below one another.

    A number is a gap, None takes the rest, `fill` is the place of the item that grows.
    """
    return _filled(QVBoxLayout(), items, space, margin, fill)


def row(*items: Item, space: int = 0, margin: Margin = 0, fill: int | None = None) -> QHBoxLayout:
    """Return widgets and layouts beside one another; see `column`."""
    return _filled(QHBoxLayout(), items, space, margin, fill)


def _filled(box: Box, items: tuple[Item, ...], space: int, margin: Margin, fill: int | None) -> Box:
    box.setSpacing(space)
    box.setContentsMargins(*((margin,) * 4 if isinstance(margin, int) else margin))
    for place, item in enumerate(items):
        stretch = 1 if place == fill else 0
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item, stretch)
        else:
            box.addWidget(item, stretch)
    return box


def number_field(least: int, most: int, step: int, unit: str) -> QSpinBox:
    """Return a field for a whole number and its unit."""
    made = SteadySpinBox()
    made.setRange(least, most)
    made.setSingleStep(step)
    made.setSuffix(unit)
    made.lineEdit().setTextMargins(S, 0, 0, 0)
    return made


def evenly(*widgets: QWidget, space: int) -> QHBoxLayout:
    """Return widgets of equal width beside one another."""
    box = row(*widgets, space=space)
    for place in range(len(widgets)):
        box.setStretch(place, 1)
    return box


def panel(layout: QLayout, ground: str | None = None) -> QWidget:
    """Return a widget around `layout`, on a ground of its own when named."""
    made = QWidget()
    if ground:
        made.setProperty("ground", ground)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def rule() -> QFrame:
    """Return a 1 px line across."""
    made = QFrame()
    made.setProperty("line", "true")
    made.setFixedHeight(1)
    return made


def gap_filler() -> QWidget:
    """Return an empty widget that takes all the room it can get."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return made


def set_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property the stylesheet looks at, and dress the widget anew."""
    wanted = ("true" if value else "false") if isinstance(value, bool) else value
    if widget.property(name) != wanted:
        widget.setProperty(name, wanted)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def marked(text: str, *, ok: bool) -> QVBoxLayout:
    """Return a line of text with a tick before it, or a warning."""
    mark = IconLabel("check", Tone.OK, 16) if ok else IconLabel("warning", Tone.WARN, 16)
    return column(row(column(1, mark, None), Label(text), space=S, fill=1))


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and delete it."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
            inner.deleteLater()
