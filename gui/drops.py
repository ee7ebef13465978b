"""Plan files and charts that are dropped on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PLAN_ENDINGS: Final = (".yaml", ".yml")
CHART_ENDINGS: Final = (".tgz", ".tar.gz")


class Drops(QObject):
    """Takes the first plan or chart of what is dropped on a widget.

    Signals:
        plan_dropped, chart_dropped: its path.
    """

    plan_dropped = Signal(Path)
    chart_dropped = Signal(Path)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Accept plan files, chart archives and chart folders, and take them."""
        if isinstance(event, QDragEnterEvent):
            if any(_kind_of(path) for path in _paths(event)):
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._take(event)
            return True
        return False

    def _take(self, event: QDropEvent) -> None:
        for path in _paths(event):
            kind = _kind_of(path)
            if kind == "plan":
                self.plan_dropped.emit(path)
            elif kind == "chart":
                self.chart_dropped.emit(path)
            if kind:
                return


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _kind_of(path: Path) -> str:
    name = path.name.lower()
    if name.endswith(CHART_ENDINGS) or (path / "Chart.yaml").is_file():
        return "chart"
    return "plan" if name.endswith(PLAN_ENDINGS) else ""
