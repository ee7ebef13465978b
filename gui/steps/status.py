"""The last step: the stack of this plan, watched until its outputs are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.deployment.model import ended
from core.errors import Problem, say
from core.wizard.flow import Findings
from core.wizard.launching import Update
from core.wizard.steps import Step
from gui.stack_words import status_words
from gui.steps.base import StepPage
from gui.steps.secrets_form import SecretsForm
from gui.theme import Tone
from gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.background import Task
    from gui.status.view import StatusView
    from gui.wizard import Wizard


class StatusPage(StepPage):
    """Shows the deployment that was launched from this plan, and updates it to the plan."""

    step = Step.STATUS

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard, self.tr("Status"), self.tr("What ROS is doing."))
        self.view: StatusView | None = None
        self._task: Task | None = None
        self._secrets = SecretsForm(self.tr("Secrets for this update"), self.tr("Update"))
        self._secrets.given.connect(self._update_with_secrets)
        self._empty = EmptyState("status", self.tr("Launch the plan to see its stack here."))
        self.body.addWidget(self._secrets)
        self.body.addWidget(self._empty, 1)

    def enter(self) -> None:
        """Show the newest deployment of the plan."""
        identity = self.wizard.draft.deployment
        if identity and (self.view is None or self.view.watcher.identity != identity):
            self._show(identity)

    def first_focus(self) -> QWidget:
        """Return the tabs, which the arrow keys turn."""
        return self.view.tabs.tabBar() if self.view else self

    def _show(self, identity: str) -> None:
        if self.view:
            self.view.hide()
            self.view.deleteLater()
        self.drop_heading()
        self._empty.hide()
        self.view = self.wizard.desk.view(identity)
        self.view.set_updatable(updatable=True)
        self.view.update_asked.connect(self._begin)
        self.view.watcher.looked.connect(self._tell_rail)
        self.body.addWidget(self.view, 1)
        self._tell_rail()

    def _tell_rail(self) -> None:
        look = self.view.watcher.look if self.view else None
        if look is None:
            return
        found = _findings(look.snapshot.status)
        if found != self.wizard.flow.findings.get(Step.STATUS):
            self.wizard.found(Step.STATUS, found)

    # Updating

    @property
    def _update(self) -> Update | None:
        plan, chart = self.wizard.draft.plan(), self.wizard.chart
        if plan is None or chart is None or self.view is None:
            return None
        return Update(self.view.watcher.identity, plan, chart, self.wizard.draft.file)

    def _begin(self) -> None:
        asked, services = self._update, self.wizard.services
        if asked is None:
            return
        self.wait_for("prepare update", self.tr("Making the update…"))
        self.wizard.background.run(
            "prepare update",
            lambda _task: asked.secrets(services),
            self._ask_secrets,
            failed=self.fail,
        )

    def _ask_secrets(self, known: dict[str, str]) -> None:
        self.busy.stop()
        if known:
            self._secrets.ask(known, self.wizard.draft.plan())
        else:
            self._start({})

    def _update_with_secrets(self) -> None:
        self._secrets.remember(self.wizard.draft.name, self.wizard, self.failed.emit)
        self._secrets.setEnabled(False)
        self._start(self._secrets.secrets)

    def _start(self, secrets: dict[str, str]) -> None:
        asked, services = self._update, self.wizard.services
        if asked is None:
            return

        def work(task: Task) -> None:
            asked.run(services, secrets, task.progress)

        self.settled.emit()
        self.wait_for("update", self.tr("Updating the stack…"))
        self._task = self.wizard.background.run(
            "update", work, self._updated, failed=self._not_updated, progressed=self.busy.progress
        )

    def stop(self) -> None:
        """Drop what is being made; an update is asked to stop, and may be past stopping."""
        if self._task and self.wizard.background.running("update"):
            self._task.cancel()
        else:
            super().stop()

    def _not_updated(self, error: Exception) -> None:
        self.fail(error)
        self._secrets.setEnabled(True)

    def _updated(self, _none: None) -> None:
        self.busy.stop()
        self._secrets.close_form()
        if self.view:
            self.view.watcher.watch()


def _findings(status: str) -> Findings:
    """Return how the rail shows a status of ROS."""
    words = status_words(status)
    summary = say("{status}", status=words.text)
    problems = (Problem("stack", summary, say("")),) if words.tone is Tone.BAD else ()
    return Findings(problems, summary, settled=ended(status))
