"""The wizard's frame: the rail at the left, the page, the panel below it, Back and Next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.errors import Severity
from core.wizard.flow import StepState
from core.wizard.steps import STEPS, Step, row_of
from gui.asking import plan_to_write
from gui.steps.pages import page_of
from gui.theme import RAIL, XL, L, M, S, Tone, half_zoomed
from gui.widgets.banner import Banner
from gui.widgets.parts import IconLabel, Label, button, column, panel, row, rule
from gui.widgets.step_rail import RailStep, StepRail
from gui.wizard import NoChartToSave
from gui.words import said, words

if TYPE_CHECKING:
    from core.errors import Problem
    from gui.steps.base import StepPage
    from gui.wizard import Wizard


class Shell(QWidget):
    """Shows one open plan; owns what pages must not: Back, Next, and where errors are said."""

    home_asked = Signal()

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        self.wizard = wizard
        self._pages: dict[Step, StepPage] = {}
        self._stack = QStackedWidget()
        self._rail = StepRail()
        self._name = Label(kind="section")
        self._unsaved = IconLabel("edit", Tone.MUTED, 16)
        self._unsaved.setToolTip(self.tr("Not saved to a file yet; the draft is kept."))
        self.banner = Banner()
        self._back = button(self.tr("Back"), self.go_back)
        self.next_button = button("", self.go_on, kind="primary")
        self.setLayout(row(self._made_rail(), self._made_middle(), fill=1))
        self._rail.chosen.connect(lambda key: self.go(Step(key)))
        wizard.changed.connect(self._refresh)
        wizard.stepped.connect(self._show_step)
        wizard.chart_opened.connect(self._enter_again)
        self._refresh()
        self._show_step()

    def page(self, step: Step) -> StepPage:
        """Return the page of a step, made when it is first asked for."""
        if step not in self._pages:
            page = page_of(step, self.wizard)
            page.failed.connect(self.show_error)
            page.settled.connect(self.banner.clear)
            page.step_asked.connect(self.go)
            self._pages[step] = page
            self._stack.addWidget(page)
        return self._pages[step]

    @property
    def current_page(self) -> StepPage:
        """Return the page now shown."""
        return self.page(self.wizard.flow.current)

    def go(self, step: Step) -> None:
        """Leave this page for `step`, when that can be reached."""
        self.current_page.leave()
        self.wizard.go(step)

    def go_back(self) -> None:
        """Leave this page for the one before it."""
        self.current_page.leave()
        self.wizard.back()

    def take_chart(self, path: Path) -> None:
        """Answer with a chart on this computer, and show it."""
        self.wizard.take_chart(path)
        self.go(Step.CHART)

    def save(self) -> None:
        """Save the plan to its file, asking for one when it has none."""
        if not self._all_typed():
            return
        if file := self.wizard.draft.file:
            self.wizard.save(file)
        else:
            self._save_where_asked()

    def save_as(self) -> None:
        """Save the plan to a file that is asked for."""
        if self._all_typed():
            self._save_where_asked()

    def _all_typed(self) -> bool:
        """Take all that was typed; say so when it cannot be saved yet."""
        self.current_page.take()
        if self.wizard.draft.chart is None:
            self.show_error(NoChartToSave())
            return False
        return True

    def _save_where_asked(self) -> None:
        offered = Path.home() / f"{self.wizard.draft.name}.yaml"
        if file := plan_to_write(self, str(offered)):
            self.wizard.save(file)

    def show_error(self, error: Exception) -> None:
        """Say an error in the panel."""
        self.banner.say("bad", *said(error))

    def _made_rail(self) -> QWidget:
        head = row(self._name, self._unsaved, space=S, margin=(L, L, M, M), fill=0)
        home = button(self.tr("Home"), self.home_asked.emit, kind="link", icon="home")
        rail = panel(column(head, self._rail, None, row(home, None, margin=(M, 0, 0, M))), "window")
        self._rail_panel = rail
        self._give_rail_width()
        return rail

    def _give_rail_width(self) -> None:
        self._rail_panel.setFixedWidth(half_zoomed(RAIL))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._give_rail_width()

    def _made_middle(self) -> QWidget:
        bar = row(None, self._back, self.next_button, space=S, margin=(XL, M, XL, M))
        banner = row(self.banner, margin=(XL, 0, XL, M))
        return panel(column(self._stack, banner, rule(), bar, fill=0), "surface")

    def go_on(self) -> None:
        """Leave this page for the next, or say why not."""
        self.current_page.leave()
        if not self.wizard.next():
            self._say_why_not()

    def _say_why_not(self) -> None:
        problems = self.wizard.flow.problems(self.wizard.flow.current)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if not errors:
            self.banner.say("info", self.tr("This step is still being checked."))
            return
        self._say_problem(errors[0], len(errors) - 1)

    def _say_problem(self, problem: Problem, others: int) -> None:
        page = self.current_page
        go_to = button(self.tr("Go to"), lambda: page.point_at(problem), kind="link")
        what = words(problem.what)
        if others:
            what = self.tr("{what} (and %n more)", "", others).format(what=what)
        self.banner.say("bad", what, words(problem.remedy), [go_to])

    def _show_step(self) -> None:
        self.banner.clear()
        page = self.current_page
        self._stack.setCurrentWidget(page)
        page.refresh()
        page.enter()
        page.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
        self._refresh()

    def _enter_again(self) -> None:
        if self.wizard.flow.current is not Step.CHART:
            self.current_page.enter()

    def _refresh(self) -> None:
        flow = self.wizard.flow
        self._name.setText(flow.draft.name)
        self._unsaved.setVisible(self.wizard.unsaved)
        self._rail.show_steps([self._rail_step(step) for step in STEPS])
        place = STEPS.index(flow.current)
        self._back.setVisible(place > 0)
        self.next_button.setVisible(flow.current not in {Step.REVIEW, Step.STATUS})
        if flow.current is not Step.STATUS:
            following = words(row_of(STEPS[place + 1]).name)
            self.next_button.setText(self.tr("{step} →").format(step=following))
        if flow.valid(flow.current) and self.banner.text:
            self.banner.clear()

    def _rail_step(self, step: Step) -> RailStep:
        flow = self.wizard.flow
        state, summary = flow.state(step), flow.summary(step)
        state_words = {
            StepState.TODO: self.tr("not answered yet"),
            StepState.DONE: self.tr("done"),
            StepState.STALE: self.tr("to look at again: an earlier answer has changed"),
            StepState.ATTENTION: self.tr("needs attention"),
        }
        return RailStep(
            key=step.value,
            icon=step.value,
            title=words(row_of(step).name),
            summary=words(summary) if summary else "",
            mark=state.value,
            words=state_words[state],
            current=step is flow.current,
            reachable=flow.reachable(step),
        )
