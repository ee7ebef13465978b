"""Everything about one deployment on one page, live while it is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QTabWidget, QWidget

from core.deployment.job_log import job_logs
from core.deployment.model import DELETED
from gui.status.delete_question import DeleteQuestion, leftover_words
from gui.status.events import EventsView
from gui.status.failure_card import FailureCard
from gui.status.header import StatusHeader
from gui.status.job_log import JobLogView
from gui.status.lines import Chart
from gui.status.orders import Orders
from gui.status.outputs import OutputsView
from gui.status.resources import ResourcesView
from gui.status.timeline import Timeline
from gui.status.watching import target_of
from gui.theme import L, M
from gui.widgets.banner import Banner
from gui.widgets.parts import button, column
from gui.widgets.source_view import SourceView
from gui.words import said, words

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from core.deployment.job_log import JobLog
    from gui.background import Background, Task
    from gui.services import Services
    from gui.status.lines import Look
    from gui.status.orders import Kept
    from gui.status.watching import Watcher

CONSOLE = "https://ros.console.aliyun.com/{region}/stacks/{stack}"


class StatusView(QWidget):
    """Attends a watcher while it is visible; decides nothing.

    Signals:
        update_asked: bring the stack to the plan that is open.
    """

    update_asked = Signal()

    def __init__(self, watcher: Watcher, services: Services, background: Background) -> None:
        super().__init__()
        self.watcher = watcher
        self._services, self._background = services, background
        self.orders = Orders(watcher, services, background, self)
        self.header = StatusHeader(watcher.identity)
        self.banner = Banner()
        self.failure = FailureCard()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("About the deployment"))
        self.setLayout(column(self.header, self.banner, self.failure, self.tabs, space=L, fill=3))
        self._make_tabs()
        self._connect()
        self._template = ""
        self._silent = self._rest_only = False
        if watcher.deployment:
            self._show_deployment()
        if watcher.look:
            self.events.show_lines(watcher.lines)
            self._show_state(watcher.look)

    def set_updatable(self, *, updatable: bool) -> None:
        """Offer an update, when a plan is open to update to."""
        self.header.can_update = updatable

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Watch while it is seen."""
        super().showEvent(event)
        if not event.spontaneous():
            self.watcher.attend(self)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Watch no more; a minimised window still wants to tell how it ends."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.watcher.leave(self)

    # Laying out

    def _make_tabs(self) -> None:
        self.timeline = Timeline()
        self.resources = ResourcesView()
        self.events = EventsView()
        self.outputs = OutputsView()
        self.log = JobLogView()
        self.template = SourceView(self.tr("Template as launched"))
        for page, title in (
            (self.timeline, self.tr("Timeline")),
            (self.resources, self.tr("Resources")),
            (self.events, self.tr("Events")),
            (self.outputs, self.tr("Outputs")),
            (self.log, self.tr("Job log")),
            (self.template, self.tr("Template")),
        ):
            page.setContentsMargins(0, M, 0, 0)
            self.tabs.addTab(page, title)

    def _connect(self) -> None:
        header, orders = self.header, self.orders
        header.cancel_asked.connect(lambda quick: orders.cancel(quick=quick))
        header.retry_asked.connect(orders.retry)
        header.update_asked.connect(self.update_asked)
        header.delete_asked.connect(self._look_before_deleting)
        header.console_asked.connect(self._open_console)
        header.report_asked.connect(self._ask_report)
        orders.waiting.connect(header.wait)
        orders.kept_found.connect(self._ask_delete)
        orders.left_found.connect(self._tell_left)
        orders.failed.connect(self.fail)
        orders.asked.connect(self.banner.clear)
        orders.saved.connect(self._tell_saved)
        self.watcher.found.connect(self._show_deployment)
        self.watcher.looked.connect(self._take)
        self.watcher.failed.connect(self._say_lost)
        self.watcher.over.connect(self._look_after_deleting)
        self.log.wanted.connect(self._read_log)
        self.tabs.currentChanged.connect(self._show_template)

    # What is known

    def _take(self, look: Look) -> None:
        if look.first:
            self.events.show_lines(self.watcher.lines)
        else:
            self.events.add_lines(look.lines)
        self._show_state(look)

    def _show_state(self, look: Look) -> None:
        snapshot = look.snapshot
        self.header.show_status(snapshot.status, snapshot.progress, look.chart)
        self.failure.show_reason(snapshot.reason)
        self.timeline.show_chart(look.chart)
        self.resources.show_resources(snapshot.resources)
        self.outputs.show_outputs(snapshot.outputs, finished=snapshot.finished)
        self.log.set_live(live=not snapshot.finished)
        if snapshot.trouble:
            self.banner.say("warn", words(snapshot.trouble))
        elif self._silent:
            self.banner.clear()
        self._silent = snapshot.trouble is not None

    def _show_deployment(self) -> None:
        deployment = self.watcher.deployment
        if deployment is None:
            return
        self.header.in_console = bool(deployment.stack_id) and not deployment.rehearsed
        self._template = deployment.revision.template
        self._show_template()
        if self.watcher.look is None:
            self.header.show_status(deployment.status, None, Chart())

    def _show_template(self) -> None:
        if self.tabs.currentWidget() is self.template and self._template:
            note = self.tr("As ROS got it, revision {number}. Secrets are parameters, not in it.")
            deployment = self.watcher.deployment
            number = deployment.revision.number if deployment else 1
            self.template.show_source(
                "template.yaml", self._template, "yaml", note.format(number=number)
            )

    def fail(self, error: Exception) -> None:
        """Say an error above the tabs, until something else is asked."""
        self._silent = False
        self.banner.say("bad", *said(error))

    def _say_lost(self, error: Exception) -> None:
        """Say why the watch has ended, until a look succeeds."""
        self._silent = True
        again = button(self.tr("Look again"), self.watcher.watch, icon="refresh")
        self.banner.say("bad", *said(error), [again])
        deployment = self.watcher.deployment
        if deployment and self.watcher.look is None:
            self.header.show_status(deployment.status, None, Chart())

    def _read_log(self) -> None:
        services, identity = self._services, self.watcher.identity

        def read(_task: Task) -> tuple[JobLog, ...]:
            deployment = services.history.deployment(identity)
            return job_logs(deployment, target_of(deployment, services))

        if not self._background.running(f"log {identity}"):
            self._background.run(f"log {identity}", read, self.log.show_logs, failed=self._no_log)

    def _no_log(self, error: Exception) -> None:
        what, remedy = said(error)
        self.log.show_failure(f"{what} {remedy}")

    # What is asked

    def _look_before_deleting(self, rest: bool) -> None:
        self._rest_only = rest
        self.orders.look_what_is_kept()

    def _ask_delete(self, kept: Kept) -> None:
        question = DeleteQuestion(self.watcher.identity, kept, self)
        rest = self._rest_only
        question.delete_button.clicked.connect(lambda _checked=False: self.orders.delete(rest=rest))
        question.finished.connect(question.deleteLater)
        question.open()

    def _look_after_deleting(self) -> None:
        look = self.watcher.look
        if look and look.snapshot.status == DELETED and self.isVisible():
            self.orders.look_what_is_left()

    def _tell_left(self, left: Kept) -> None:
        if left.things:
            names = ", ".join(leftover_words(thing) for thing in left.things)
            self.banner.say("ok", self.tr("These stay in the cluster: {names}").format(names=names))

    def _open_console(self) -> None:
        deployment = self.watcher.deployment
        if deployment and deployment.stack_id:
            address = CONSOLE.format(region=deployment.region, stack=deployment.stack_id)
            QDesktopServices.openUrl(QUrl(address))

    def _ask_report(self) -> None:
        start = str(Path.home() / f"{self.watcher.identity}.md")
        title, kinds = self.tr("Save report"), self.tr("Markdown (*.md)")
        name, _kind = QFileDialog.getSaveFileName(self, title, start, kinds)
        if name:
            self.orders.save_report(Path(name))

    def _tell_saved(self, path: Path) -> None:
        self.banner.say("ok", self.tr("The report is in {path}.").format(path=path))
