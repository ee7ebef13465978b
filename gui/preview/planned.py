"""What will be created, as ROS itself foresees it; asked for when it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from gui.theme import M, S, Tone
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import Label, button, column, panel, row
from gui.widgets.source_view import SourceView
from gui.widgets.table import Column, SearchTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from core.cloud.stacks import PlannedResource


class PlannedPreview(QStackedWidget):
    """A table of the resources, and the properties of the one chosen as ROS resolved them.

    Signals:
        wanted: it is looked at and nothing is known yet, or a person asks again.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = False
        again = button(self.tr("Ask ROS"), self._ask, icon="refresh")
        self._empty = EmptyState("cloud", self.tr("ROS is asked what it would create…"), again)
        self.table: SearchTable[PlannedResource] = SearchTable(
            self.tr("What will be created"),
            [
                Column(self.tr("Resource"), lambda each: each.logical_id, icon=_mark, width=170),
                Column(self.tr("Action"), lambda each: each.action, width=90),
                Column(self.tr("Type"), lambda each: each.type.removeprefix("ALIYUN::"), width=220),
                Column(self.tr("Needed by"), lambda each: ", ".join(each.required_by)),
            ],
            search=False,
        )
        self._source = SourceView(self.tr("Properties of the resource"))
        self.table.chosen.connect(self._show_properties)
        lead = Label(self.tr("ROS was asked and made nothing."), "hint", Tone.MUTED)
        bar = row(lead, button(self.tr("Ask again"), self._ask, kind="link"), space=S, fill=0)
        self.addWidget(self._empty)
        self.addWidget(panel(column(bar, self.table, self._source, space=M, fill=2)))

    def forget(self) -> None:
        """Drop what is known: the plan has changed."""
        self._known = False
        self.setCurrentIndex(0)
        if self.isVisible():
            self._ask()

    def show_planned(self, resources: Sequence[PlannedResource]) -> None:
        """Show what ROS would make."""
        self._known = True
        self.table.show_rows(resources)
        self.table.choose(lambda _row: True)
        self.setCurrentIndex(1)

    def show_failure(self, sentence: str) -> None:
        """Say why ROS did not answer, or what it refuses."""
        self._empty.say(sentence)
        self.setCurrentIndex(0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask when it is looked at for the first time."""
        super().showEvent(event)
        if not self._known:
            self._ask()

    def _ask(self) -> None:
        self._empty.say(self.tr("ROS is asked what it would create…"))
        self.wanted.emit()

    def _show_properties(self, resource: PlannedResource) -> None:
        import yaml

        text = yaml.dump(
            dict(resource.properties), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
        )
        self._source.show_source(resource.logical_id, text, "yaml", resource.type)


def _mark(resource: PlannedResource) -> tuple[str, Tone]:
    marks = {"Add": ("plus", Tone.TEXT), "Remove": ("trash", Tone.BAD)}
    return marks.get(resource.action, ("edit", Tone.WARN))
