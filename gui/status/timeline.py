"""The last operation in time: a bar for each resource, growing while something happens to it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from gui.stack_words import status_words
from gui.status.durations import spoken, tick
from gui.status.lines import Bar, Chart, Segment
from gui.theme import ROW, XL, L, M, S, Tone, hint_font, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

BAR: Final = 14
DOT: Final = 5
AXIS: Final = 32
WORDS: Final = 320
NAMES_AT_MOST: Final = 220
REDRAW_MS: Final = 200
TICKS_AT_MOST: Final = 8
STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TimelineChart(QWidget):
    """Draws a `Chart`; names at the left, time to the right, words after each bar."""

    def __init__(self) -> None:
        super().__init__()
        self._chart = Chart()
        self._clock = QTimer(self)
        self._clock.setInterval(REDRAW_MS)
        self._clock.timeout.connect(self.update)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart; one that has no end yet goes on growing."""
        self._chart = chart
        self.setMinimumHeight(AXIS + len(chart.bars) * ROW + M)
        self.setAccessibleDescription("; ".join(f"{b.name}: {_words(b)}" for b in chart.bars))
        self._run_clock()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of all rows."""
        return QSize(640, self.minimumHeight())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let time go on while it is seen."""
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop the clock."""
        super().hideEvent(event)
        self._clock.stop()

    def event(self, event: QEvent) -> bool:
        """Tell all there is to say of the bar below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = (event.pos().y() - AXIS) // ROW
            if 0 <= row < len(self._chart.bars):
                QToolTip.showText(event.globalPos(), _tip(self._chart.bars[row]), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the axis and every row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens(self.palette()).surface))
        if self._chart.bars:
            self._draw_axis(painter)
            for row, bar in enumerate(self._chart.bars):
                self._draw_row(painter, AXIS + row * ROW, bar)

    # Places

    def _run_clock(self) -> None:
        if self._chart.end is None and self._chart.bars and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    @property
    def _now(self) -> float:
        chart = self._chart
        if chart.end is not None:
            return max(chart.end, chart.start + 1)
        latest = max(
            (s.end or s.start for bar in chart.bars for s in bar.segments), default=chart.start
        )
        return max(time.time(), latest, chart.start + 1)

    @property
    def _names_width(self) -> int:
        widest = max(self.fontMetrics().horizontalAdvance(bar.name) for bar in self._chart.bars)
        return min(widest, NAMES_AT_MOST) + XL

    @property
    def _span(self) -> tuple[int, float]:
        """Return where time begins, and how many pixels a second has."""
        left = self._names_width
        room = max(80, self.width() - left - min(WORDS, self.width() // 3))
        return left, room / (self._now - self._chart.start)

    def _x(self, moment: float) -> float:
        left, scale = self._span
        return left + max(0.0, moment - self._chart.start) * scale

    # Drawing

    def _draw_axis(self, painter: QPainter) -> None:
        colours = tokens(self.palette())
        seconds = self._now - self._chart.start
        step = next((s for s in STEPS if seconds / s <= TICKS_AT_MOST), STEPS[-1])
        painter.setFont(hint_font())
        bottom = AXIS + len(self._chart.bars) * ROW
        for place in range(0, int(seconds) + 1, step):
            x = round(self._x(self._chart.start + place)) + 0.5
            painter.setPen(QPen(QColor(colours.mixed(colours.border, 0.6)), 1))
            painter.drawLine(QPointF(x, AXIS - 4), QPointF(x, bottom))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(x + 4, 0, 80, AXIS - 6), _LEFT, tick(place))
        painter.setFont(self.font())

    def _draw_row(self, painter: QPainter, top: int, bar: Bar) -> None:
        colours = tokens(self.palette())
        names = self._names_width
        painter.setPen(QColor(colours.text))
        name = self.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideMiddle, names - L)
        painter.drawText(QRect(0, top, names, ROW), _LEFT, name)
        end = float(names)
        for segment in bar.segments:
            end = self._draw_segment(painter, top, segment)
        for mark in bar.marks:
            end = max(end, self._draw_mark(painter, top, mark))
        self._draw_words(painter, top, end, bar)

    def _draw_segment(self, painter: QPainter, top: int, segment: Segment) -> float:
        colours = tokens(self.palette())
        colour = colours.tone(status_words(segment.status).tone)
        left = self._x(segment.start)
        right = self._x(self._now if segment.end is None else segment.end)
        middle = top + ROW / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if right - left < 2 * DOT:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left + DOT, middle), DOT, DOT)
            return left + 2 * DOT
        place = QRectF(left, middle - BAR / 2, right - left, BAR)
        ground = colours.mixed(colour.name(), 0.22 if segment.end is None else 0.85)
        painter.setBrush(QColor(ground))
        if segment.end is None:
            painter.setPen(QPen(colour, 1))
            place.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(place, 4, 4)
        return right

    def _draw_mark(self, painter: QPainter, top: int, mark: float) -> float:
        """Draw the moment a signal came, as a ring."""
        colours = tokens(self.palette())
        x = self._x(mark) + DOT
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawEllipse(QPointF(x, top + ROW / 2), DOT, DOT)
        return x + DOT

    def _draw_words(self, painter: QPainter, top: int, end: float, bar: Bar) -> None:
        colours = tokens(self.palette())
        last = bar.segments[-1].status if bar.segments else ""
        tone = status_words(last).tone
        painter.setPen(colours.tone(tone if tone is Tone.BAD else Tone.MUTED))
        left = round(end) + S
        room = self.width() - left - S
        text = self.fontMetrics().elidedText(_label(bar), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, ROW), _LEFT, text)


class Timeline(QScrollArea):
    """The chart in a place that scrolls when there are more resources than room."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Timeline"))
        self.setWidgetResizable(True)
        self._chart = TimelineChart()
        self._chart.setAccessibleName(self.tr("Timeline"))
        self.setWidget(self._chart)

    def show_chart(self, chart: Chart) -> None:
        """Show the bars of an operation."""
        self._chart.show_chart(chart)
        self.setAccessibleDescription(self._chart.accessibleDescription())


def _words(bar: Bar) -> str:
    """Return what is being done to a resource, for how long, and what is said of it."""
    reason = " ".join(bar.segments[-1].reason.split()) if bar.segments else ""
    return " · ".join(part for part in (_label(bar), reason) if part)


def _label(bar: Bar) -> str:
    """Return what stands beside a bar; why it failed is pinned on top already."""
    if not bar.segments:
        return ""
    last = bar.segments[-1]
    parts = [status_words(last.status).text]
    if last.end is not None and last.end > last.start:
        parts.append(spoken(last.end - last.start))
    if bar.marks:
        parts.append(QCoreApplication.translate("Timeline", "signal received"))
    return " · ".join(parts)


def _tip(bar: Bar) -> str:
    return "\n".join(part for part in (bar.name, bar.type, _words(bar)) if part)
