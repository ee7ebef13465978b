"""What a chart depends on: which of it lies in its charts folder, and a button for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.plan.model import PathChart
from gui.theme import XS, S, Tone
from gui.widgets.parts import Label, button, clear, column, marked, row

if TYPE_CHECKING:
    from core.chart.model import Chart


class Dependencies(QWidget):
    """One line a dependency; where any is missing that can be fetched, the button to do so.

    Signals:
        fetch_wanted: the person asked for what is missing.
    """

    fetch_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(XS)
        self._fetch = button(self.tr("Fetch dependencies"), self.fetch_wanted.emit, icon="download")
        self._note = Label("", "hint", Tone.BAD)
        self.setLayout(
            column(
                Label(self.tr("Depends on"), "hint", Tone.MUTED),
                self._lines,
                row(self._fetch, None),
                self._note,
                space=S,
            )
        )

    def show_chart(self, chart: Chart) -> None:
        """Show what the chart depends on; nothing when that is nothing."""
        clear(self._lines)
        self.say()
        needed = chart.metadata.dependencies
        origins = {each.name: each for each in chart.fetched}
        for each in needed:
            name = f"{each.name} {each.version}"
            if each.name in origins:
                found = origins[each.name]
                text = self.tr("{name}, fetched from {origin}")
                name = text.format(name=f"{each.name} {found.version}", origin=found.origin)
            elif not each.present:
                text = self.tr("{name}: missing from its charts folder")
                if each.repository:
                    text = self.tr("{name}: missing; it is in {origin}")
                name = text.format(name=name, origin=each.origin)
            self._lines.addLayout(marked(name, ok=each.present))
        missing = any(not each.present for each in needed)
        self._fetch.setVisible(missing and isinstance(chart.source, PathChart))
        self._fetch.setEnabled(True)
        self.setVisible(bool(needed))

    def wait(self) -> None:
        """Ask for nothing twice."""
        self.say()
        self._fetch.setEnabled(False)

    def say(self, problem: str = "") -> None:
        """Say why it was not fetched, and let it be asked for again."""
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        self._fetch.setAccessibleDescription(problem)
        self._fetch.setEnabled(True)
