"""The resources of a stack, one line each, and the whole reason of the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.errors import printable
from gui.stack_words import status_words
from gui.theme import M, Tone
from gui.widgets.copy_field import CopyField
from gui.widgets.parts import clear, column
from gui.widgets.table import Column, SearchTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.cloud.stacks import Resource


class ResourcesView(QWidget):
    """A table of resources; what ROS says of the chosen one stands below it."""

    def __init__(self) -> None:
        super().__init__()
        self.table: SearchTable[Resource] = SearchTable(
            self.tr("Resources"),
            [
                Column(self.tr("Name"), lambda each: each.logical_id, width=200),
                Column(
                    self.tr("Status"),
                    lambda each: status_words(each.status).text,
                    icon=_mark,
                    width=180,
                ),
                Column(self.tr("Type"), lambda each: short_type(each.type), width=210),
                Column(self.tr("What ROS says"), _said),
            ],
            search=False,
        )
        self._detail = column()
        self.setLayout(column(self.table, self._detail, space=M, fill=0))
        self.table.chosen.connect(self._choose)

    def show_resources(self, resources: Sequence[Resource]) -> None:
        """Show `resources`, the same one chosen as before."""
        chosen = self.table.current
        self.table.show_rows(resources)
        if chosen and not self.table.choose(lambda row: row.logical_id == chosen.logical_id):
            clear(self._detail)

    def _choose(self, resource: Resource) -> None:
        clear(self._detail)
        lines = [resource.type, resource.physical_id, resource.reason]
        text = "\n".join(printable(line) for line in lines if line)
        name = self.tr("About {name}").format(name=resource.logical_id)
        self._detail.addWidget(CopyField(name, text))


def short_type(type_: str) -> str:
    """Return a type of ROS without what all of them begin with."""
    return type_.removeprefix("ALIYUN::")


def _mark(resource: Resource) -> tuple[str, Tone]:
    words = status_words(resource.status)
    return words.icon, words.tone


def _said(resource: Resource) -> str:
    reason = "" if resource.reason == "state changed" else resource.reason
    return " ".join(printable(reason or resource.physical_id).split())
