"""The chart that is hosted for the launch: its files, each explained, and as rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget

from core.delivery.hook_chart import NAME, describe
from gui.preview.objects import ObjectsPreview
from gui.preview.segments import Segments
from gui.theme import M, S
from gui.widgets.empty_state import EmptyState
from gui.widgets.file_tree import FileTree
from gui.widgets.parts import Label, column, panel, row
from gui.widgets.source_view import SourceView
from gui.widgets.tree_and_source import TreeAndSource
from gui.words import words

if TYPE_CHECKING:
    from core.chart.model import Rendering
    from core.delivery.model import PackagedChart

SHOWN_BYTES: Final = 512 * 1024
READ_FIRST: Final = ("templates/install-job.yaml", "values.yaml", "Chart.yaml")
"""The first of these that a chart has is the file to open on."""


class HookChartPreview(QStackedWidget):
    """A file tree with the source of the file chosen, or the objects it all renders to."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: PackagedChart | None = None
        self._title = Label(kind="strong")
        self._title.setWordWrap(False)
        self.files = FileTree(self.tr("Files of the chart"))
        self.source = SourceView(self.tr("Source of the file"))
        self.files.chosen.connect(self._show_file)
        self.rendered = ObjectsPreview(self.tr("Objects the hook chart renders"))
        files = TreeAndSource()
        files.hold(self.files, self.source)
        self._unrendered = EmptyState(
            "cube", self.tr("This chart is delivered as it is; the values step shows its objects.")
        )
        self.places = QStackedWidget()
        for place in (files, self.rendered, self._unrendered):
            self.places.addWidget(place)
        self.choice = Segments(self.tr("Show"), [self.tr("Files"), self.tr("As rendered")])
        self.choice.chosen.connect(self._turn)
        bar = row(self._title, None, self.choice, space=S)
        self.addWidget(
            EmptyState(
                "file", self.tr("This method hosts no chart: ROS gets all it needs by itself.")
            )
        )
        self.addWidget(panel(column(bar, self.places, space=M, fill=1)))

    def show_chart(self, chart: PackagedChart | None, rendering: Rendering | None = None) -> None:
        """Show the packaged chart and what it renders; None when nothing is hosted."""
        self._chart = chart
        self.setCurrentIndex(1 if chart else 0)
        if chart is None:
            return
        self._title.setText(chart.filename)
        tips = {path: words(about) for path in chart.files if (about := describe(path))}
        nothing_chosen = not self.files.current_key
        self.files.show_files(chart.files, tips if chart.name == NAME else {})
        if nothing_chosen:
            any(self.files.choose(path) for path in READ_FIRST)
        self._show_file(self.files.current_key)
        self._rendered = rendering is not None
        if rendering is not None:
            self.rendered.show_objects(rendering.objects)
        self._turn(self.choice.current)

    def _turn(self, place: int) -> None:
        self.places.setCurrentIndex(0 if place == 0 else 1 if self._rendered else 2)

    def _show_file(self, path: str) -> None:
        content = self._chart.files.get(path) if self._chart else None
        if content is None:
            return
        about = describe(path) if self._chart and self._chart.name == NAME else None
        self.source.show_source(path, _text(content), note=words(about) if about else "")


def _text(content: bytes) -> str:
    """Return a file as text; of an archive only how long it is."""
    try:
        text = content[:SHOWN_BYTES].decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(content):,} bytes)"
    return text if len(content) <= SHOWN_BYTES else f"{text}\n…"
