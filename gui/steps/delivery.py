"""The fifth step: by which method, under which name, and what is shown at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QToolButton, QWidget

from core.delivery.methods import METHODS, named
from core.errors import Problem, Severity
from core.plan.methods import DeliveryMethod
from core.plan.model import Delivery, Rbac
from core.wizard.flow import Findings
from core.wizard.steps import Step
from gui.steps.base import Field, StepPage, scrolled
from gui.steps.delivery_fields import AdvancedFields, Fields, HostingFields, JobFields, OutputFields
from gui.theme import XL, L, M, S, Tone, set_icon
from gui.widgets.card import Choice, ChoiceCard
from gui.widgets.parts import Label, column, evenly, number_field, panel, row
from gui.words import problem_words, words

if TYPE_CHECKING:
    from core.delivery.fit import Fit
    from gui.background import Task
    from gui.wizard import Wizard

JUDGE_MS = 300
WIDTH = 900
OWN_PLACES = ("delivery.", "outputs", "release.name", "release.timeout")


@dataclass(frozen=True)
class Judgement:
    """What was found; what is `lacking` holds the way on, but is no field's mistake."""

    fits: tuple[Fit, ...]
    problems: tuple[Problem, ...]
    lacking: tuple[Problem, ...]


class DeliveryPage(StepPage):
    """Methods as cards, the recommended one first; below them what every method asks."""

    step = Step.DELIVERY

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(
            wizard,
            self.tr("Delivery"),
            self.tr("How ROS gets the chart into the cluster, and what it shows at the end."),
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(JUDGE_MS)
        self._soon.timeout.connect(self._judge)
        self._cards = self._made_cards()
        self._cards_in_order = evenly(*self._cards.values(), space=M)
        self._arranged = False
        self._choice = Choice(tuple(self._cards.values()), self)
        self._choice.changed.connect(lambda key: self._set(method=DeliveryMethod(key)))
        self._output, self._job = OutputFields(), JobFields()
        self._hosting, self._advanced = HostingFields(), AdvancedFields()
        self._parts: tuple[Fields, ...] = (
            self._output,
            self._job,
            self._hosting,
            self._advanced,
        )
        self._output.answered.connect(lambda answers: self._take(**answers))
        for of_delivery in (self._job, self._hosting, self._advanced):
            of_delivery.answered.connect(lambda answers: self._set(**answers))
        for part in self._parts:
            part.left.connect(self._soon.start)
        self._hosting_group = _group(self.tr("Hosting"), self._hosting)
        self.body.addWidget(
            scrolled(
                column(
                    self._cards_in_order,
                    _group(self.tr("Release"), self._made_release()),
                    _group(self.tr("Output"), self._output),
                    self._hosting_group,
                    _group(self.tr("Job"), self._job),
                    self._made_fold(),
                    None,
                    space=XL,
                ),
                width=WIDTH,
            )
        )

    def refresh(self) -> None:
        """Show the answers."""
        draft = self.wizard.draft
        delivery = draft.delivery
        self._choice.show_chosen(delivery.method.value)
        if not self._name.hasFocus():
            self._name.setText(draft.release_name or draft.name)
        if not self._timeout.hasFocus():
            self._timeout.setValue(draft.timeout)
        self._wait.setChecked(draft.wait)
        self._wait_for_jobs.setChecked(draft.wait_for_jobs)
        self._output.show_answer(draft.outputs)
        self._job.show_answer(delivery)
        self._hosting.show_answer(delivery.hosting)
        self._hosting_group.setVisible(not draft.rehearse)
        self._advanced.show_answer(delivery)

    def enter(self) -> None:
        """Try every method with this chart."""
        self._arranged = False
        self._judge()

    def leave(self) -> None:
        """Say what is still blank and must not be."""
        super().leave()
        for part in self._parts:
            part.count_as_left()
        self._judge()

    def first_focus(self) -> QWidget:
        """Return the card of the chosen method."""
        return self._cards[self.wizard.draft.delivery.method]

    def point_at(self, problem: Problem) -> None:
        """Go to the field a problem names."""
        if problem.place.startswith("release.name"):
            self._name.setFocus()
            return
        for part in self._parts:
            if field := part.place(problem.place):
                if part is self._advanced:
                    self._fold.setChecked(True)
                field.control.setFocus()
                return
        self.first_focus().setFocus()

    # Methods

    def _made_cards(self) -> dict[DeliveryMethod, ChoiceCard]:
        return {
            method.name: ChoiceCard(
                method.name.value, method.icon, words(method.title), words(method.about)
            )
            for method in METHODS
        }

    def _arrange(self, fits: tuple[Fit, ...]) -> None:
        """Put the recommended card first, once a visit: none moves while one is choosing."""
        if not self._arranged:
            self._arranged = True
            for place, fit in enumerate(fits):
                self._cards_in_order.insertWidget(place, self._cards[fit.method], 1)

    def _show_fits(self, fits: tuple[Fit, ...]) -> None:
        for fit in fits:
            method = named(fit.method)
            lines = [
                ("check", Tone.OK, words(method.able)),
                ("info", Tone.MUTED, words(method.limit)),
            ]
            if fit.recommended:
                lines.insert(0, ("bulb", Tone.ACCENT, self.tr("Recommended for this chart")))
            lines += [
                ("warning", Tone.BAD, problem_words(problem)) for problem in fit.obstacles[:2]
            ]
            self._cards[fit.method].set_details(lines)

    # What every method asks

    def _made_release(self) -> QWidget:
        self._name = QLineEdit()
        self._name.textEdited.connect(lambda text: self._take(release_name=text))
        self._timeout = number_field(30, 39_600, 30, self.tr(" s"))
        self._timeout.valueChanged.connect(self._take_timeout)
        self._wait = QCheckBox(self.tr("Wait until the workloads are ready"))
        self._wait.clicked.connect(lambda checked: self._take(wait=checked))
        self._wait_for_jobs = QCheckBox(self.tr("Wait until the chart's Jobs are complete"))
        self._wait_for_jobs.clicked.connect(lambda checked: self._take(wait_for_jobs=checked))
        rule = self.tr("Names the release in the namespace.")
        self._name_field = Field(self.tr("Release name"), self._name, rule)
        self._name_field.left.connect(self._soon.start)
        hint = self.tr("What the install may take, image pulls included.")
        limit = Field(self.tr("Time limit"), self._timeout, hint)
        return panel(
            column(
                evenly(self._name_field, limit, space=L),
                self._wait,
                self._wait_for_jobs,
                space=M,
            )
        )

    def _made_fold(self) -> QWidget:
        self._fold = QToolButton()
        self._fold.setText(self.tr("Advanced"))
        self._fold.setAccessibleName(self.tr("Advanced"))
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fold.setProperty("heading", "true")
        self._fold.toggled.connect(self._open_fold)
        self._open_fold(opened=False)
        return panel(column(row(self._fold, None), self._advanced, space=M))

    def _open_fold(self, opened: bool) -> None:
        set_icon(self._fold, "chevron-down" if opened else "chevron-right", Tone.MUTED)
        self._advanced.setVisible(opened)

    def _take_timeout(self, seconds: int) -> None:
        if self._timeout.hasFocus():
            self._take(timeout=seconds)

    def _take(self, **answers: Any) -> None:
        self.wizard.answer(**answers)
        self._soon.start()

    def _set(self, **answers: Any) -> None:
        if isinstance(rbac := answers.get("rbac"), dict):
            answers["rbac"] = Rbac.model_validate(
                {**self.wizard.draft.delivery.rbac.model_dump(), **rbac}
            )
        delivery: Delivery = self.wizard.draft.delivery.model_copy(update=answers)
        self._take(delivery=delivery)

    # Judging

    def _judge(self) -> None:
        plan, chart = self.wizard.draft.plan(), self.wizard.chart
        rehearse = self.wizard.draft.rehearse
        if plan is None or chart is None:
            return

        def work(_task: Task) -> Judgement:
            from core.delivery.checks import check_image
            from core.delivery.fit import fits, unhosted
            from core.plan.checks import check_plan

            lacking = () if rehearse else unhosted(plan, chart)
            return Judgement(fits(plan, chart), (*check_plan(plan), *check_image(plan)), lacking)

        self.wizard.background.run("delivery", work, self._judged, failed=self.fail)

    def _judged(self, found: Judgement) -> None:
        self._arrange(found.fits)
        self._show_fits(found.fits)
        chosen = next(f for f in found.fits if f.method is self.wizard.draft.delivery.method)
        own = [p for p in found.problems if p.place.startswith(OWN_PLACES)]
        own += [p for p in chosen.obstacles if p not in own]
        by_place = {p.place: p for p in own if p.severity is Severity.ERROR}
        for part in self._parts:
            part.say(by_place)
        wrong = by_place.get("release.name")
        self._name_field.judge(problem_words(wrong) if wrong else "")
        self.wizard.found(Step.DELIVERY, Findings((*own, *found.lacking)))


def _group(title: str, inside: QWidget) -> QWidget:
    return panel(column(Label(title, "section"), inside, space=S))
