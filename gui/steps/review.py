"""The sixth step: what was checked, what will be created, and the launch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.errors import Severity
from core.preparation import Part
from core.wizard.flow import Findings, StepState
from core.wizard.launching import step_of_finding
from core.wizard.steps import STEPS, Step, row_of
from gui.preview.previews import Previews
from gui.steps.base import StepPage
from gui.steps.secrets_form import SecretsForm
from gui.theme import L, M, Tone
from gui.widgets.note_list import Note, NoteList
from gui.widgets.parts import Label, button, column, panel, row
from gui.words import said, words

if TYPE_CHECKING:
    from core.cloud.stacks import PlannedResource
    from core.errors import Problem
    from core.preparation import Preparation
    from core.wizard.draft import Draft
    from gui.background import Task
    from gui.wizard import Wizard

CHECKS_WIDTH = 288


class ReviewPage(StepPage):
    """Checks at the left, previews at the right; nothing exists until Launch."""

    step = Step.REVIEW

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard, self.tr("Review"), self.tr("Nothing has been created yet."))
        self._reviewed: Preparation | None = None
        self._reviewed_draft: Draft | None = None
        self._steps: list[Step] = []
        self._task: Task | None = None
        self._export = button(self.tr("Export"), icon="download")
        menu = QMenu(self._export)
        menu.addAction(self.tr("To a folder…")).triggered.connect(self._export_folder)
        menu.addAction(self.tr("To a zip…")).triggered.connect(self._export_zip)
        self._export.setMenu(menu)
        self._copy = button(self.tr("Copy as command"), self._copy_command, icon="terminal")
        self.launch_button = button(self.tr("Launch"), self._begin, kind="primary", icon="launch")
        for each in (self._export, self._copy, self.launch_button):
            self.buttons.addWidget(each)
        self._secrets = SecretsForm()
        self._secrets.given.connect(self._launch_with_secrets)
        self._checks = NoteList(self.tr("Checks"))
        self._checks.chosen.connect(lambda number: self.step_asked.emit(self._steps[number]))
        checks = panel(column(Label(self.tr("Checks"), "section"), self._checks, space=M, fill=1))
        checks.setFixedWidth(CHECKS_WIDTH)
        self.previews = Previews()
        self.previews.planned.wanted.connect(self._foresee)
        self.body.setSpacing(L)
        self.body.addWidget(self._secrets)
        self.body.addLayout(row(checks, self.previews, space=L, fill=1), 1)
        self._allow_launch()

    def enter(self) -> None:
        """Check everything again when an answer has changed."""
        draft = self.wizard.draft
        plan, chart = draft.plan(), self.wizard.chart
        if plan is None or chart is None:
            return
        services = self.wizard.services

        def work(_task: Task) -> Preparation:
            from core.wizard.launching import prepared_draft

            return prepared_draft(plan, chart, draft, services)

        if draft != self._reviewed_draft:
            self._secrets.close_form()
            self._reviewed = self._reviewed_draft = None
            self._allow_launch()
        self.wait_for("review", self.tr("Checking the plan…"))
        self.wizard.background.run(
            "review", work, lambda found: self._show(found, draft), failed=self.fail
        )

    def first_focus(self) -> QWidget:
        """Return the launch once it is allowed."""
        return self.launch_button if self.launch_button.isEnabled() else self._copy

    # Checks

    def _show(self, found: Preparation, draft: Draft) -> None:
        self.busy.stop()
        self._reviewed, self._reviewed_draft = found, draft
        self._show_checks(found)
        if found.bundle:
            self.previews.show_bundle(found.bundle, found.hook_rendering)
        self.wizard.found(Step.REVIEW, Findings(found.problems(*Part)))
        self._allow_launch()
        if self.isVisible() and not found.refused:
            self.launch_button.setFocus()

    def _show_checks(self, found: Preparation) -> None:
        notes = [self._note(each.problem) for each in found.findings]
        self._steps = [step_of_finding(each) for each in found.findings]
        wrong = frozenset(self._steps)
        for step in STEPS[: STEPS.index(Step.REVIEW)]:
            if self.wizard.flow.state(step) is StepState.STALE:
                what = self.tr("{step}: look at it again, an earlier answer has changed.")
                notes.append(
                    Note(
                        "stale",
                        Tone.WARN,
                        what.format(step=words(row_of(step).name)),
                        go_to=self._go,
                    )
                )
                self._steps.append(step)
            elif step not in wrong and (praise := row_of(step).praise):
                notes.append(Note("check", Tone.OK, words(praise)))
                self._steps.append(step)
        self._checks.show_notes(notes)

    def _note(self, problem: Problem) -> Note:
        error = problem.severity is Severity.ERROR
        return Note(
            "error" if error else "warning",
            Tone.BAD if error else Tone.WARN,
            words(problem.what),
            words(problem.remedy),
            problem.place,
            self._go,
        )

    @property
    def _go(self) -> str:
        return self.tr("Go to")

    def _allow_launch(self) -> None:
        idle = not self.wizard.background.running("launch")
        ready = idle and self._reviewed is not None and not self._reviewed.refused
        self.launch_button.setEnabled(ready and self._reviewed_draft == self.wizard.draft)
        self._export.setEnabled(self._reviewed is not None and not self._reviewed.refused)

    def refresh(self) -> None:
        """Refuse a launch of what was not reviewed."""
        self._allow_launch()

    def _foresee(self) -> None:
        bundle = self._reviewed.bundle if self._reviewed else None
        if bundle is None:
            return
        draft, services = self.wizard.draft, self.wizard.services

        def work(_task: Task) -> tuple[PlannedResource, ...]:
            from core.wizard.launching import foreseen_by_ros

            return foreseen_by_ros(draft, bundle, services)

        planned = self.previews.planned
        self.wizard.background.run("foresee", work, planned.show_planned, failed=self._not_foreseen)

    def _not_foreseen(self, error: Exception) -> None:
        self.previews.planned.show_failure(" ".join(said(error)))

    # Export

    def _export_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export to"), str(Path.home()))
        if folder:
            self._write(Path(folder), zipped=False)

    def _export_zip(self) -> None:
        start = str(Path.home() / f"{self.wizard.draft.name}.zip")
        title, kinds = self.tr("Export to"), self.tr("Zip files (*.zip)")
        name, _kind = QFileDialog.getSaveFileName(self, title, start, kinds)
        if name:
            self._write(Path(name), zipped=True)

    def _write(self, path: Path, *, zipped: bool) -> None:
        bundle = self._reviewed.bundle if self._reviewed else None
        if bundle is None:
            return

        def work(_task: Task) -> Path:
            from core.delivery.export import write_bundle, zipped_bundle

            if zipped:
                path.write_bytes(zipped_bundle(bundle))
            else:
                write_bundle(bundle, path)
            return path

        self.wizard.background.run("export", work, self._exported, failed=self.fail)

    def _exported(self, path: Path) -> None:
        self._say(self.tr("All of it is in {path}.").format(path=path))

    def _copy_command(self) -> None:
        from core.wizard.launching import command_line

        QGuiApplication.clipboard().setText(command_line(self.wizard.draft))
        if self.wizard.draft.file:
            self._say(self.tr("The command is on the clipboard."))
        else:
            name = f"{self.wizard.draft.name}.yaml"
            what = self.tr("The command is on the clipboard; save the plan as {name} for it.")
            self._say(what.format(name=name))

    def _say(self, what: str) -> None:
        self.lead.setText(self.tr("Nothing has been created yet. {what}").format(what=what))

    # Launch

    def _begin(self) -> None:
        bundle = self._reviewed.bundle if self._reviewed else None
        if bundle is None:
            return
        if self._secrets.isVisible():
            self._secrets.give()
            return
        wanted = [parameter.secret for parameter in bundle.parameters if parameter.secret]
        if not wanted:
            self._start({})
            return
        services, name = self.wizard.services, self.wizard.draft.name

        def recall(_task: Task) -> dict[str, str]:
            return services.accounts.recalled(name, wanted)

        def ask(known: dict[str, str]) -> None:
            self._secrets.ask(known, self.wizard.draft.plan())

        self.wizard.background.run("recall", recall, ask, failed=self.fail)

    def _launch_with_secrets(self) -> None:
        self._secrets.remember(self.wizard.draft.name, self.wizard, self.failed.emit)
        self._secrets.setEnabled(False)
        self._start(self._secrets.secrets)

    def _start(self, secrets: dict[str, str]) -> None:
        reviewed, draft = self._reviewed, self._reviewed_draft
        if reviewed is None or draft is None:
            return
        services = self.wizard.services

        def work(task: Task) -> str:
            from core.wizard.launching import Launch

            return Launch(draft, reviewed, secrets).run(services, task.progress)

        self.settled.emit()
        self.wait_for("launch", self.tr("Creating the stack…"))
        self._task = self.wizard.background.run(
            "launch", work, self._launched, failed=self._not_launched, progressed=self.busy.progress
        )
        self._allow_launch()

    def stop(self) -> None:
        """Drop what is being checked; a launch is asked to stop, and may be past stopping."""
        if self._task and self.wizard.background.running("launch"):
            self._task.cancel()
        else:
            super().stop()

    def _launched(self, deployment: str) -> None:
        self.busy.stop()
        self._secrets.close_form()
        self.wizard.launched(deployment)

    def _not_launched(self, error: Exception) -> None:
        self.fail(error)
        self._secrets.setEnabled(True)
        self._allow_launch()
