"""An opened chart: what it is, whether it fits, how it can be delivered, and its README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.delivery.methods import named
from gui.steps.base import scrolled
from gui.steps.dependencies import Dependencies
from gui.theme import L, M, S, Tone
from gui.widgets.card import Card
from gui.widgets.markdown_view import MarkdownView
from gui.widgets.parts import IconLabel, Label, clear, column, marked, row
from gui.words import words

if TYPE_CHECKING:
    from core.chart.model import Chart
    from core.errors import Problem
    from gui.steps.chart_facts import ChartFacts

WIDTH = 400


class ChartCard(QWidget):
    """The facts at the left, the README at the right; a README never loads from the network.

    `dependencies` lists what it depends on, and asks for what is missing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._name = Label(kind="section")
        self._version = Label(tone=Tone.MUTED)
        self._description = Label()
        self._facts = QVBoxLayout()
        self._facts.setSpacing(S)
        self.dependencies = Dependencies()
        head = row(
            IconLabel("chart", Tone.ACCENT, 32), column(self._name, self._version), space=M, fill=1
        )
        self._left = scrolled(
            column(
                Card(column(head, self._description, self.dependencies, space=M)),
                self._facts,
                None,
                space=L,
            )
        )
        self._left.setFixedWidth(WIDTH)
        self._readme = MarkdownView(self.tr("README of the chart"))
        self.setLayout(row(self._left, self._readme, space=L, fill=1))

    def show_chart(self, chart: Chart) -> None:
        """Show what the chart says of itself."""
        about = chart.metadata
        self._name.setText(about.name)
        version = self.tr("Version {version}").format(version=about.version)
        if about.app_version:
            version += " · " + self.tr("app {version}").format(version=about.app_version)
        self._version.setText(version)
        self._description.setText(about.description)
        self._description.setVisible(bool(about.description))
        self.dependencies.show_chart(chart)
        clear(self._facts)
        self._readme.show_markdown(chart.readme or self.tr("This chart has no README."))

    def show_facts(self, facts: ChartFacts) -> None:
        """Show whether it fits the cluster, and which methods can carry it."""
        clear(self._facts)
        self._facts.addWidget(Label(self.tr("Fits the cluster"), "section"))
        if facts.obstacles:
            for problem in facts.obstacles:
                self._facts.addLayout(marked(_said(problem), ok=False))
        else:
            fits = self.tr("Kubernetes {version}").format(version=facts.kubernetes_version)
            self._facts.addLayout(marked(fits, ok=True))
        self._facts.addSpacing(S)
        self._facts.addWidget(Label(self.tr("Can be delivered by"), "section"))
        for fit in facts.fits:
            name = words(named(fit.method).title)
            if fit.fits:
                self._facts.addLayout(marked(name, ok=True))
            else:
                why = f"{name}: {words(fit.obstacles[0].what)}"
                self._facts.addLayout(marked(why, ok=False))


def _said(problem: Problem) -> str:
    return f"{words(problem.what)} {words(problem.remedy)}"
