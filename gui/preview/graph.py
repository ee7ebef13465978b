"""A template as a picture: what it asks for, what it makes, what it gives, and who needs whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QScrollArea, QWidget

from core.delivery.graph import Edge, Graph, Node, Section
from gui.theme import RADIUS, L, M, S, Tone, hint_font, pixmap, tokens, ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

WIDTH: Final = 184
HEIGHT: Final = 52
ACROSS: Final = 72
DOWN: Final = 16
HEAD: Final = 28
ARROW: Final = 7
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICONS: Final = {
    Section.PARAMETER: "values",
    Section.RESOURCE: "cube",
    Section.OUTPUT: "tag",
}


@dataclass(frozen=True)
class Placed:
    """A node and where it is drawn."""

    node: Node
    place: QRect


def placed(graph: Graph) -> tuple[Placed, ...]:
    """Return where each node goes: parameters left, outputs right, resources after their needs."""
    depths = _depths(graph)
    last = max(depths.values(), default=0) + 1
    columns: dict[int, list[Node]] = {}
    for node in graph.nodes:
        ends = {Section.PARAMETER: 0, Section.OUTPUT: last}
        columns.setdefault(ends.get(node.section, depths.get(node.name, 0)), []).append(node)
    found = []
    for across, depth in enumerate(sorted(columns)):
        for down, node in enumerate(columns[depth]):
            corner = (across * (WIDTH + ACROSS) + L, HEAD + down * (HEIGHT + DOWN))
            found.append(Placed(node, QRect(*corner, WIDTH, HEIGHT)))
    return tuple(found)


def _depths(graph: Graph) -> dict[str, int]:
    """Return the column of each resource, from 1; a ring of needs is cut where it is entered."""
    resources = {node.name for node in graph.nodes if node.section is Section.RESOURCE}
    needs: dict[str, set[str]] = {name: set() for name in resources}
    for edge in graph.edges:
        if edge.source in resources and edge.target in resources:
            needs[edge.source].add(edge.target)
    depths: dict[str, int] = {}

    def depth(name: str, above: frozenset[str]) -> int:
        if name not in depths:
            path = above | {name}
            depths[name] = 1 + max((depth(each, path) for each in needs[name] - path), default=0)
        return depths[name]

    for name in resources:
        depth(name, frozenset())
    return depths


class GraphPicture(QWidget):
    """Draws a `Graph`; the arrow keys go from node to node, Enter or a click chooses one.

    Signals:
        chosen: the node a person wants to see in the template.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._graph = Graph((), ())
        self._placed: tuple[Placed, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Picture of the template"))
        self.setMouseTracking(True)

    def show_graph(self, graph: Graph) -> None:
        """Show another graph."""
        self._graph, self._placed, self._current = graph, placed(graph), -1
        right = max((each.place.right() for each in self._placed), default=0)
        bottom = max((each.place.bottom() for each in self._placed), default=0)
        self.setMinimumSize(right + L, bottom + L)
        lines = (
            self.tr("{source} needs {target}").format(source=e.source, target=e.target)
            for e in graph.edges
        )
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room the picture needs."""
        return self.minimumSize()

    @property
    def current(self) -> Node | None:
        """Return the node that is marked."""
        return self._placed[self._current].node if self._current >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move from node to node, choose one."""
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }.get(Qt.Key(event.key()))
        if step and self._placed:
            self._mark((max(self._current, -1 if step > 0 else 0) + step) % len(self._placed))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the node below the pointer."""
        self._mark(self._at(event))
        over = self._current >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the node below the pointer."""
        self._mark(self._at(event))
        if self.current:
            self.chosen.emit(self.current)

    def _at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        found = (n for n, each in enumerate(self._placed) if each.place.contains(point))
        return next(found, -1)

    def _mark(self, current: int) -> None:
        if current != self._current:
            self._current = current
            if self.current:
                self.setToolTip(f"{self.current.name}\n{self.current.type}".strip())
            self.update()

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the headings, the arrows, then the nodes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens(self.palette()).code))
        self._draw_headings(painter)
        marked = self.current.name if self.current else ""
        ordered = sorted(self._graph.edges, key=lambda e: marked in (e.source, e.target))
        for edge in ordered:
            self._draw_edge(
                painter, edge, marked=bool(marked) and marked in (edge.source, edge.target)
            )
        for number, each in enumerate(self._placed):
            self._draw_node(painter, each, marked=number == self._current)

    def _draw_headings(self, painter: QPainter) -> None:
        titles = {
            Section.PARAMETER: self.tr("Parameters"),
            Section.RESOURCE: self.tr("Resources"),
            Section.OUTPUT: self.tr("Outputs"),
        }
        painter.setFont(hint_font())
        painter.setPen(QColor(tokens(self.palette()).muted))
        for section, title in titles.items():
            lefts = [e.place.left() for e in self._placed if e.node.section is section]
            if lefts:
                painter.drawText(QRect(min(lefts), 0, WIDTH, HEAD - S), _LEFT, title)

    def _draw_edge(self, painter: QPainter, edge: Edge, *, marked: bool) -> None:
        ends = {each.node.name: each.place for each in self._placed}
        outputs = {e.node.name: e.place for e in self._placed if e.node.section is Section.OUTPUT}
        source = outputs.get(edge.source) or ends.get(edge.source)
        target = ends.get(edge.target)
        if source is None or target is None:
            return
        start = QPointF(target.right() + 1, target.center().y() + 0.5)
        end = QPointF(source.left(), source.center().y() + 0.5)
        bend = max(ACROSS / 2, (end.x() - start.x()) / 2)
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end - QPointF(ARROW, 0))
        colours = tokens(self.palette())
        colour = QColor(colours.accent if marked else colours.mixed(colours.muted, 0.55))
        style = Qt.PenStyle.DashLine if edge.in_order else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2 if marked else 1.4, style))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        side = QPointF(0, ARROW / 2)
        back = end - QPointF(ARROW, 0)
        painter.drawPolygon(QPolygonF([end, back + side, back - side]))

    def _draw_node(self, painter: QPainter, each: Placed, *, marked: bool) -> None:
        colours = tokens(self.palette())
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.accent if marked else colours.border), 1))
        painter.drawRoundedRect(QRectF(each.place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        tone = Tone.ACCENT if each.node.section is Section.RESOURCE else Tone.MUTED
        mark = pixmap(_ICONS[each.node.section], tone, 20, self.devicePixelRatioF())
        painter.drawPixmap(each.place.left() + M, each.place.center().y() - 10, mark)
        words = each.place.adjusted(M + 20 + S, S, -S, -S)
        zoom = self.font().pixelSize() / 13
        name, about = ui_font(zoom, bold=True), ui_font(zoom, 12)
        upper, lower = QRect(words), QRect(words)
        if each.node.type:
            upper.setBottom(words.center().y())
            lower.setTop(words.center().y())
            painter.setFont(about)
            painter.setPen(QColor(colours.muted))
            painter.drawText(lower, _LEFT, _elided(painter, _short(each.node.type), lower.width()))
        painter.setFont(name)
        painter.setPen(QColor(colours.text))
        painter.drawText(upper, _LEFT, _elided(painter, each.node.name, upper.width()))


class GraphPreview(QScrollArea):
    """The picture in a place that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = GraphPicture()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.picture)


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def _short(type_: str) -> str:
    return type_.removeprefix("ALIYUN::").replace("::", " · ")
