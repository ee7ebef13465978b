"""The plan now open: its flow, its chart, its file, and the draft that is kept as one types."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.chart.errors import CannotComplete
from core.errors import Cancelled, ChartNestError, Problem, Sentence, say
from core.plan.model import PathChart
from core.wizard.draft import Draft, answers_alone
from core.wizard.drafts import DraftInWriting
from core.wizard.flow import Findings, Flow
from core.wizard.plan_files import write_plan
from core.wizard.steps import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.chart.model import Chart, Login
    from core.plan.model import ChartSource
    from gui.background import Background, Task
    from gui.services import Services
    from gui.status.desk import Desk

KEEP_AFTER_MS: Final = 300
FETCHING: Final = "fetch dependencies"


class NoChartToSave(ChartNestError):
    """A plan file names a chart, and none is chosen."""

    code = "no-chart-to-save"
    what = "A plan without a chart cannot be saved yet."
    remedy = "Choose the chart first; until then the draft is kept."


class Wizard(QObject):
    """What every page reads and answers to.

    Signals:
        changed: an answer, a finding or the opened chart is another.
        stepped: another step is current.
        kept: the plan was written to its file.
        chart_progress: (what, done, total) while the chart is being opened.
        chart_opened, chart_failed: how that ended.
        dependencies_failed: the opened chart lacks what it lacked before.
    """

    changed = Signal()
    stepped = Signal()
    kept = Signal()
    chart_progress = Signal(object, object, object)
    chart_opened = Signal()
    chart_failed = Signal(Exception)
    dependencies_failed = Signal(Exception)

    def __init__(
        self,
        background: Background,
        services: Services,
        desk: Desk,
        flow: Flow,
        identity: str = "",
    ) -> None:
        super().__init__()
        self.background = background
        self.flow = flow
        self.chart: Chart | None = None
        self.dependency_logins: dict[str, Login] = {}
        self.services = services
        self.desk = desk
        self._file = DraftInWriting(services.drafts, identity or uuid.uuid4().hex)
        # A draft offered again was never saved; what was just begun has nothing to save yet.
        self._clean = None if identity else flow.draft
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._keep)

    @property
    def draft(self) -> Draft:
        """Return all answers so far."""
        return self.flow.draft

    @property
    def unsaved(self) -> bool:
        """Tell whether the answers differ from the plan file."""
        clean = self._clean
        return clean is None or answers_alone(self.draft) != answers_alone(clean)

    def answer(self, **answers: Any) -> None:
        """Give answers by their names in `Draft`."""
        draft = self.draft.model_copy(update=answers)
        if draft != self.draft:
            self._take(self.flow.answer(draft))

    def take_chart(self, path: Path) -> None:
        """Answer with a chart on this computer, and open it."""
        self.answer(reference=str(path), typed=None, chart=PathChart(path=str(path)))
        self.open_chart()

    def open_chart(self, login: Login | None = None) -> None:
        """Begin to open the chart of the plan; `chart_opened` or `chart_failed` tells the end.

        One that cannot be completed as the plan says is opened as it is, and holds the way on.
        """
        self.background.cancel(FETCHING)
        source = self.draft.chart
        if source is None:
            return
        whole = self._opening(source, login)
        as_it_is = self._opening(_without_fetching(source), login)

        def work(task: Task) -> tuple[Chart, CannotComplete | None]:
            try:
                return whole(task), None
            except CannotComplete as error:
                return as_it_is(task), error

        self.background.run(
            "open chart",
            work,
            self._chart_opened,
            failed=self._chart_not_opened,
            progressed=self._tell_progress,
        )

    def fetch_dependencies(self, whole: ChartSource) -> None:
        """Begin to open the chart as `whole` has it; the plan says so once that has succeeded."""
        self.background.run(
            FETCHING,
            self._opening(whole, None),
            self._completed,
            failed=self.dependencies_failed.emit,
            progressed=self._tell_progress,
        )

    def _opening(self, source: ChartSource, login: Login | None) -> Callable[[Task], Chart]:
        base, logins = self.draft.base, dict(self.dependency_logins)

        def work(task: Task) -> Chart:
            from core.chart.sources import open_chart

            return open_chart(
                source,
                base=base,
                login=login,
                dependency_logins=logins,
                progress=task.progress,
                cancellation=task.cancellation,
            )

        return work

    def _completed(self, chart: Chart) -> None:
        self.answer(chart=chart.source)
        self._chart_opened((chart, None))

    def _tell_progress(self, what: Sentence, done: int, total: int | None) -> None:
        self.chart_progress.emit(what, done, total)

    def _chart_opened(self, opened: tuple[Chart, CannotComplete | None]) -> None:
        self.chart, incomplete = opened
        about = self.chart.metadata
        summary = say("{name} {version}", name=about.name, version=about.version)
        problems = (_chart_problem(incomplete),) if incomplete else ()
        self.found(Step.CHART, Findings(problems, summary))
        self.chart_opened.emit()
        if incomplete:
            self.dependencies_failed.emit(incomplete)

    def stop_opening(self) -> None:
        """Read the chart no further; one that is being completed stays as it was."""
        if self.background.running(FETCHING):
            self.background.cancel(FETCHING)
            self.dependencies_failed.emit(Cancelled())
            return
        self.background.cancel("open chart")
        self._chart_not_opened(Cancelled())

    def _chart_not_opened(self, error: Exception) -> None:
        self.chart = None
        if isinstance(error, ChartNestError):
            self.found(Step.CHART, Findings((_chart_problem(error),)))
        else:
            self.changed.emit()
        self.chart_failed.emit(error)

    def found(self, step: Step, findings: Findings) -> None:
        """Take what a check of `step` brought."""
        self.flow = self.flow.found(step, findings)
        self.changed.emit()

    def next(self) -> bool:
        """Go one step on; return whether the way was free."""
        before = self.flow.current
        self._take(self.flow.confirm())
        return self.flow.current is not before

    def back(self) -> None:
        """Go one step back."""
        self._take(self.flow.back())

    def go(self, step: Step) -> None:
        """Go to a step that can be reached."""
        self._take(self.flow.go(step))

    def launched(self, deployment: str) -> None:
        """Go to the status of what was launched."""
        self._take(self.flow.launched(deployment))

    def save(self, file: Path) -> None:
        """Write the plan to `file`, keeping the comments that are in it."""
        plan = self.draft.plan()
        if plan is None:
            return
        draft = self.draft.model_copy(update={"file": file})

        def write(_task: Task) -> Draft:
            write_plan(file, plan)
            self.services.drafts.remember(file)
            return draft

        self.background.run("save plan", write, self._saved)

    def close(self, closed: Callable[[object], None]) -> None:
        """Write the draft, which is offered again, then call `closed`."""
        self._keep_soon.stop()
        write = self._kept()
        self.background.run(f"close {self._file.identity}", lambda _task: write(), closed)

    def keep_now(self) -> None:
        """Write the draft before the program ends; it is offered again at the next start."""
        self._keep_soon.stop()
        self._kept()()

    def _take(self, flow: Flow) -> None:
        stepped = flow.current is not self.flow.current
        if flow is self.flow:
            return
        self.flow = flow
        # Not begun anew by each key: typing without a pause would keep nothing.
        if not self._keep_soon.isActive():
            self._keep_soon.start()
        self.changed.emit()
        if stepped:
            self.stepped.emit()

    def _keep(self) -> None:
        write = self._kept()
        self.background.run(f"keep {self._file.identity}", lambda _task: write())

    def _kept(self) -> Callable[[], None]:
        """Return what writes the draft, or forgets it when every change was undone."""
        return self._file.write(self.flow) if self.unsaved else self._file.remove()

    def _saved(self, draft: Draft) -> None:
        self._clean = draft
        self._take(self.flow.answer(self.draft.model_copy(update={"file": draft.file})))
        self._keep()
        self.kept.emit()


def _chart_problem(error: ChartNestError) -> Problem:
    return Problem("chart", error.sentence, error.advice)


def _without_fetching(source: ChartSource) -> ChartSource:
    if isinstance(source, PathChart):
        return source.model_copy(update={"dependencies": False})
    return source
