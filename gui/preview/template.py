"""The ROS template: as YAML, as JSON, or as a picture of what needs what."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.delivery.graph import Graph, Node, template_graph
from gui.preview.graph import GraphPreview
from gui.preview.segments import Segments
from gui.theme import M, S, Tone
from gui.widgets.parts import Label, column, panel, row
from gui.widgets.source_view import SourceView

if TYPE_CHECKING:
    from collections.abc import Mapping

YAML, JSON, PICTURE = range(3)


class TemplatePreview(QWidget):
    """Three ways to look at one template; a node of the picture leads to its place in the YAML."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._template: Mapping[str, object] = {}
        self._size = Label(kind="hint", tone=Tone.MUTED)
        self._size.setWordWrap(False)
        texts = [self.tr("YAML"), self.tr("JSON"), self.tr("Picture")]
        self.choice = Segments(self.tr("Show as"), texts)
        self.choice.chosen.connect(self._turn)
        self.source = SourceView(self.tr("ROS template"))
        self.graph = GraphPreview()
        self.graph.picture.chosen.connect(self._go_to)
        hint = self.tr(
            "An arrow leads from what is needed to what needs it; a dashed one keeps an order only."
        )
        picture = panel(column(self.graph, Label(hint, "hint", Tone.MUTED), space=S, fill=0))
        self._places = QStackedWidget()
        self._places.addWidget(self.source)
        self._places.addWidget(picture)
        bar = row(self._size, None, self.choice, space=S)
        self.setLayout(column(bar, self._places, space=M, fill=1))

    def show_template(self, text: str, template: Mapping[str, object]) -> None:
        """Show a template, as text and as it was read."""
        self._text, self._template = text, template
        size = len(text.encode())
        self._size.setText(self.tr("{size} of 524,288 bytes").format(size=f"{size:,}"))
        self.graph.picture.show_graph(template_graph(template) if template else Graph((), ()))
        self._turn(self.choice.current)

    def _turn(self, shown: int) -> None:
        self._places.setCurrentIndex(1 if shown == PICTURE else 0)
        if shown == YAML:
            self.source.show_source("template.yaml", self._text, "yaml")
        elif shown == JSON:
            text = json.dumps(self._template, indent=2, ensure_ascii=False)
            self.source.show_source("template.json", text, "json")

    def _go_to(self, node: Node) -> None:
        """Show where the template says what a node is."""
        self.choice.choose(YAML)
        section = re.search(rf"^{node.section.value}:", self._text, re.MULTILINE)
        start = section.end() if section else 0
        found = re.compile(rf"^  ['\"]?{re.escape(node.name)}['\"]?:", re.MULTILINE).search(
            self._text, start
        )
        if found:
            self.source.view.go_to(self._text.count("\n", 0, found.start()) + 1, 3)
            self.source.view.setFocus()
