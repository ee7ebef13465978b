"""The rail of steps at the left: where a person is, what is done, what wants attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.theme import RAIL, XS, L, M, S, Tone, hint_font, pixmap, tokens, zoomed
from gui.widgets.parts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

Mark = Literal["todo", "done", "stale", "attention"]
_MARKS: Final[dict[str, tuple[str, Tone]]] = {
    "done": ("check", Tone.OK),
    "stale": ("stale", Tone.WARN),
    "attention": ("warning", Tone.BAD),
    "todo": ("circle", Tone.MUTED),
}
BAR: Final = 3


@dataclass(frozen=True)
class RailStep:
    """One step as the rail shows it; `words` says its state to those who cannot see it."""

    key: str
    icon: str
    title: str
    summary: str = ""
    mark: Mark = "todo"
    words: str = ""
    current: bool = False
    reachable: bool = False


class _StepButton(QAbstractButton):
    def __init__(self, step: RailStep) -> None:
        super().__init__()
        self.step = step
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_step(step)

    def show_step(self, step: RailStep) -> None:
        self.step = step
        self.setEnabled(step.reachable or step.current)
        self.setAccessibleName(", ".join(filter(None, (step.title, step.words, step.summary))))
        self.setToolTip(step.summary)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(RAIL, 2 * metrics.height() + L)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        mark, tone = _MARKS[self.step.mark]
        if self.step.current and self.step.mark == "todo":
            mark, tone = self.step.icon, Tone.ACCENT
        left, icon = L, zoomed(20)
        dim = 1.0 if self.isEnabled() else 0.75
        painter.setOpacity(dim)
        top = (self.height() - icon) // 2 if not self.step.summary else M - 2
        painter.drawPixmap(left, top, pixmap(mark, tone, icon, self.devicePixelRatioF()))
        text = QRect(left + icon + M, 0, self.width() - left - icon - M - S, self.height())
        self._words(painter, text, colours.tone(Tone.TEXT if self.isEnabled() else Tone.MUTED))

    def _ground(self, painter: QPainter) -> None:
        colours = tokens(self.palette())
        if self.step.current:
            painter.fillRect(self.rect(), colours.surface)
            painter.fillRect(QRect(0, 0, BAR, self.height()), colours.accent)
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), colours.mixed(colours.text, 0.04, colours.window))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(self.rect().adjusted(5, 2, -3, -3), XS, XS)

    def _words(self, painter: QPainter, place: QRect, colour: QColor) -> None:
        title = self.font()
        title.setBold(self.step.current)
        painter.setPen(colour)
        painter.setFont(title)
        line = self.fontMetrics().height()
        if not self.step.summary:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.step.title)
            return
        painter.drawText(place.adjusted(0, S - 2, 0, 0), Qt.AlignmentFlag.AlignTop, self.step.title)
        small = hint_font()
        painter.setFont(small)
        painter.setPen(tokens(self.palette()).tone(Tone.MUTED))
        summary = QFontMetrics(small).elidedText(
            self.step.summary, Qt.TextElideMode.ElideRight, place.width()
        )
        below = place.adjusted(0, S - 2 + line, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignTop, summary)


class StepRail(QWidget):
    """The steps below one another; Up and Down move among those that can be reached.

    Signals:
        chosen: the person asked for the step of this key.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, _StepButton] = {}
        self._column = column()
        self.setLayout(self._column)
        self.setAccessibleName(self.tr("Steps"))

    def show_steps(self, steps: Sequence[RailStep]) -> None:
        """Show `steps`; those of a known key change in place."""
        for step in steps:
            if known := self._buttons.get(step.key):
                known.show_step(step)
                continue
            made = _StepButton(step)
            made.clicked.connect(lambda _checked=False, key=step.key: self.chosen.emit(key))
            self._buttons[step.key] = made
            self._column.addWidget(made)

    def button(self, key: str) -> QAbstractButton:
        """Return the button of a step."""
        return self._buttons[key]
