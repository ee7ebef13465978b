"""The first screen: begin a plan, go on with one, look at what is deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from gui.theme import XL, XS, L, M, S, Tone
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import IconLabel, Label, button, clear, column, panel, row, tool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.home_lines import DeploymentLine, DraftLine
    from gui.widgets.table import Column, SearchTable

PLANS_WIDTH = 400


class HomePage(QWidget):
    """Shows what it is given; knows neither files nor stacks.

    Signals:
        new_asked, open_asked, sample_asked: begin a plan in one of three ways.
        draft_chosen, draft_discarded: the identity of a draft.
        plan_chosen: the path of a recent plan.
        deployment_chosen: the identity of a deployment.
    """

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    draft_chosen = Signal(str)
    draft_discarded = Signal(str)
    plan_chosen = Signal(str)
    deployment_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(S)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._no_recent = Label(
            self.tr("Plans you open or save are offered here again."), tone=Tone.MUTED
        )
        self._new = button(self.tr("New plan"), self.new_asked.emit, kind="primary", icon="plus")
        self._table: SearchTable[DeploymentLine] | None = None
        self._shown: list[DeploymentLine] = []
        plans = panel(self._made_plans())
        plans.setFixedWidth(PLANS_WIDTH)
        self.setLayout(
            row(plans, self._made_deployments(), space=XL, margin=(XL, XL, XL, XL), fill=1)
        )

    def first_focus(self) -> QWidget:
        """Return where typing starts."""
        return self._new

    def show_drafts(self, drafts: Sequence[DraftLine]) -> None:
        """Offer drafts again that were never saved to a file."""
        clear(self._drafts)
        for draft in drafts:
            self._drafts.addWidget(self._draft_card(draft))

    def show_recent(self, plans: Sequence[Path]) -> None:
        """Show the plans opened last."""
        clear(self._recent)
        self._no_recent.setVisible(not plans)
        for plan in plans:
            made = button(plan.stem, icon="file", kind="link", tone=Tone.MUTED)
            made.setToolTip(str(plan))
            made.clicked.connect(lambda _c=False, p=plan: self.plan_chosen.emit(str(p)))
            where = Label(str(plan.parent), "hint", Tone.MUTED)
            line = column(row(made, None), row(where, margin=(XS + 1, 0, 0, 0)))
            self._recent.addWidget(panel(row(line, margin=(-XS - 1, XS, 0, XS))))

    def show_deployments(self, deployments: Sequence[DeploymentLine]) -> None:
        """Show what was launched from this computer, with its status now."""
        if deployments and self._table is None:
            # Not before there is something to show: a table costs the first paint 15 ms.
            self._table = self._made_table()
            self._places.addWidget(self._table)
        if self._table is not None and deployments != self._shown:
            self._shown, chosen = list(deployments), self._table.current
            self._table.show_rows(deployments)
            if chosen:
                identity = chosen.identity
                self._table.choose(lambda line: line.identity == identity)
        self._places.setCurrentIndex(1 if deployments else 0)

    def _made_plans(self) -> QVBoxLayout:
        title = row(
            IconLabel("chartnest", Tone.ACCENT, 40),
            column(
                Label("ChartNest", "title"),
                Label(self.tr("Helm charts into ACK clusters, rehearsed first."), "lead"),
            ),
            space=M,
            fill=1,
        )
        choices = row(
            self._new,
            button(self.tr("Open…"), self.open_asked.emit, icon="folder"),
            None,
            space=S,
        )
        recent = column(
            Label(self.tr("Recent plans"), "section"), self._no_recent, self._recent, space=S
        )
        return column(title, choices, self._drafts, recent, None, space=XL)

    def _made_deployments(self) -> QWidget:
        empty = EmptyState(
            "status",
            self.tr("What you launch is listed here, with its status as it changes."),
            button(self.tr("Try the sample"), self.sample_asked.emit, icon="launch"),
        )
        places = QWidget()
        self._places = QStackedLayout(places)
        self._places.addWidget(empty)
        return Card(
            column(Label(self.tr("Deployments"), "section"), places, space=M, fill=1), margin=L
        )

    def _made_table(self) -> SearchTable[DeploymentLine]:
        from gui.widgets.table import Column, SearchTable

        columns: list[Column[DeploymentLine]] = [
            Column(self.tr("Name"), lambda line: line.name),
            Column(
                self.tr("Status"),
                lambda line: line.status,
                icon=lambda line: (line.icon, line.tone),
                width=220,
            ),
            Column(self.tr("Where"), lambda line: line.where, width=170),
            Column(
                self.tr("Started"),
                lambda line: moment(line.started_at),
                key=lambda line: line.started_at,
                width=150,
            ),
        ]
        table = SearchTable(self.tr("Deployments"), columns)
        table.opened.connect(lambda line: self.deployment_chosen.emit(line.identity))
        return table

    def _draft_card(self, draft: DraftLine) -> QWidget:
        identity = draft.identity
        text = self.tr("Draft kept {when}").format(when=moment(draft.saved_at))
        go_on = button(self.tr("Continue"), lambda: self.draft_chosen.emit(identity))
        go_on.setAccessibleName(self.tr("Continue {name}").format(name=draft.name))
        forget = self.tr("Discard the draft of {name}").format(name=draft.name)
        return Card(
            row(
                IconLabel("edit", Tone.ACCENT),
                column(Label(draft.name, "strong"), Label(text, "hint", Tone.MUTED)),
                go_on,
                tool("trash", forget, lambda: self.draft_discarded.emit(identity)),
                space=M,
                fill=1,
            ),
            margin=M,
        )


def moment(seconds: float) -> str:
    """Return a moment, given in seconds since the epoch, as the person's locale writes it."""
    when = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
