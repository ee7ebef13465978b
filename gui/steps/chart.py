"""The third step: one field that takes any kind of chart, and what was found there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.chart.errors import DependencyNotFetched, LinkLeavesFolder, LoginRefused
from core.chart.reference import parse_reference
from core.errors import ChartNestError, Problem
from core.plan.model import (
    ChartSource,
    OciChart,
    PathChart,
    PlaceholderChart,
    RepositoryChart,
    UrlChart,
)
from core.wizard.flow import Findings
from core.wizard.steps import Step
from gui.steps.base import Field, StepPage, beside_field
from gui.steps.chart_card import ChartCard
from gui.steps.chart_source import SourceFields
from gui.theme import FORM, L, M, S
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import button, column, panel, row
from gui.widgets.steady import SteadyComboBox
from gui.words import said

if TYPE_CHECKING:
    from gui.background import Task
    from gui.wizard import Wizard

TYPING_MS = 300


class NoPreview(ChartNestError):
    """A placeholder alone cannot be looked into."""

    code = "no-preview"
    what = "There is no local copy of the chart yet."
    remedy = "Name a folder or a .tgz to preview with."


class ChartPage(StepPage):
    """Says what it understood as one types, opens on Enter, and shows the chart."""

    step = Step.CHART

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(
            wizard,
            self.tr("Chart"),
            self.tr("What is delivered: a folder, a .tgz, a repository or a registry."),
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self._understand)
        form = panel(self._made_form())
        form.setMaximumWidth(FORM)
        self.body.setSpacing(L)
        self.body.addWidget(form)
        self._card = ChartCard()
        self._places = QStackedWidget()
        self._empty = EmptyState(
            "chart",
            self.tr("Name a chart above, or drop a .tgz or a chart folder onto the window."),
        )
        self._places.addWidget(self._empty)
        self._places.addWidget(self._card)
        self.body.addWidget(self._places, 1)
        wizard.chart_progress.connect(self.busy.progress)
        wizard.chart_opened.connect(self._show_chart)
        wizard.chart_failed.connect(self._show_failure)
        wizard.dependencies_failed.connect(self._show_unfetched)
        self._card.dependencies.fetch_wanted.connect(self._fetch_dependencies)

    def refresh(self) -> None:
        """Show the reference, unless it is being typed."""
        draft = self.wizard.draft
        text = draft.reference if draft.typed is None else draft.typed
        if self._reference.text() != text:
            self._reference.setText(text)
            self._understand()
        source = draft.chart
        if isinstance(source, PlaceholderChart) and not self._preview.text():
            self._preview.setText(source.preview)
        self._source_fields.show_answer(source)

    def enter(self) -> None:
        """Open the chart of the plan when it is not open yet."""
        if self.wizard.draft.typed:
            self._take()
        elif self.wizard.chart is None and self.wizard.draft.chart is not None:
            self._open(self.wizard.draft.chart)
        elif self.wizard.chart is not None:
            self._show_chart()

    def take(self) -> None:
        """Take a reference that was typed and not opened."""
        if self.wizard.draft.typed is not None:
            self._take()

    def stop(self) -> None:
        """Read the chart no further."""
        self.wizard.stop_opening()

    def first_focus(self) -> QWidget:
        """Return the one field."""
        return self._reference

    def _made_form(self) -> QVBoxLayout:
        self._reference = QLineEdit()
        self._reference.setPlaceholderText("https://charts.example.com shop 1.2.0")
        self._reference.textEdited.connect(self._type)
        self._reference.returnPressed.connect(self._take)
        self._hint = self.tr("A path, an http(s) address, a repository and a name, or oci://…")
        self._field = Field(self.tr("Chart"), self._reference, self._hint)
        self._field.left.connect(self._say_misunderstood)
        self._open_button = button(self.tr("Open"), self._take)
        buttons = row(
            button(self.tr("Folder…"), self._browse_folder, icon="folder"),
            button(self.tr("Archive…"), self._browse_archive, icon="file"),
            self._open_button,
            space=S,
        )
        self._version = SteadyComboBox()
        self._version.activated.connect(self._take_version)
        self._version_field = Field(self.tr("Version"), self._version)
        self._version_field.hide()
        self._preview = QLineEdit()
        self._preview.textEdited.connect(self._type)
        self._preview.returnPressed.connect(self._take)
        self._preview_field = Field(
            self.tr("Local copy"),
            self._preview,
            self.tr("Compute Nest knows the chart; a copy here is what previews are made from."),
        )
        self._preview_field.hide()
        self._source_fields = SourceFields()
        self._source_fields.asked.connect(self._take)
        self._source_fields.hide()
        self._follow = button(self.tr("Follow its links"), self._follow_links)
        self._follow.hide()
        return column(
            row(self._field, beside_field(buttons), space=S, fill=0),
            row(self._follow, None),
            self._preview_field,
            self._source_fields,
            self._version_field,
            space=M,
        )

    def _source(self) -> ChartSource:
        """Return what the field names; raises what it does not understand."""
        text = self._reference.text().strip()
        answered, preview = self.wizard.draft.chart, self._preview.text().strip()
        if answered is not None and text == self.wizard.draft.reference:
            # Named again, it is what the plan says of it: its version, its sum, its dependencies.
            if isinstance(answered, PlaceholderChart):
                return answered.model_copy(update={"preview": preview or answered.preview})
            return self._source_fields.told(answered)
        if text.startswith("{{"):
            return PlaceholderChart(placeholder=text, preview=preview)
        return self._source_fields.told(parse_reference(text))

    def _understand(self) -> None:
        text = self._reference.text().strip()
        self._preview_field.setVisible(text.startswith("{{"))
        source = None
        try:
            source = self._source() if text else None
            hint = self._understood(source) if source else self._hint
        except ChartNestError:
            hint = self._hint  # half typed; what is wrong is said when it is left or opened
        self._source_fields.suit(source, lacking=self._is_lacking(source))
        self._field.set_hint(hint)

    def _is_lacking(self, source: ChartSource | None) -> bool:
        """Tell whether `source` is the opened chart and wants, or wanted, dependencies fetched."""
        chart = self.wizard.chart
        if chart is None or not isinstance(source, PathChart) or chart.source != source:
            return isinstance(source, PathChart) and source.dependencies
        return source.dependencies or not all(d.present for d in chart.metadata.dependencies)

    def _type(self) -> None:
        """Keep what is typed, opened or not."""
        self.wizard.answer(typed=self._reference.text())
        self._soon.start()

    def _say_misunderstood(self) -> None:
        """Say at the field that it names nothing."""
        if self.wizard.draft.typed and not self._reference.text().startswith("{{"):
            try:
                self._source()
            except ChartNestError as error:
                self._soon.stop()
                self._field.say(" ".join(said(error)))

    def _understood(self, source: ChartSource) -> str:
        match source:
            case PathChart(path=path) if path.endswith((".tgz", ".tar.gz")):
                return self.tr("An archive on this computer; it travels inside the hook chart.")
            case PathChart():
                return self.tr("A folder on this computer; it travels inside the hook chart.")
            case UrlChart():
                return self.tr("An archive on a web server.")
            case RepositoryChart(name=name):
                return self.tr("The chart {name} of a Helm repository.").format(name=name)
            case OciChart():
                return self.tr("A chart in an OCI registry.")
            case _:
                return self.tr("A chart that Compute Nest fills in at launch.")

    def _take(self) -> None:
        self._soon.stop()
        self._understand()
        text = self._reference.text().strip()
        try:
            source = self._source()
        except ChartNestError as error:
            self._field.say(" ".join(said(error)))
            self._hold(error)
            return
        if isinstance(source, PlaceholderChart) and not source.preview:
            missing = NoPreview()
            self._preview_field.say(" ".join(said(missing)))
            self._hold(missing)
            return
        self.wizard.answer(reference=text, typed=None, chart=source)
        self._open(source)

    def _follow_links(self) -> None:
        """Open the folder again, with what its links lead to."""
        source = self.wizard.draft.chart
        if isinstance(source, PathChart | PlaceholderChart):
            source = source.model_copy(update={"follow_links": True})
            self.wizard.answer(chart=source)
            self._open(source)

    def _hold(self, error: ChartNestError) -> None:
        """Close the way on: what stands in the field is not the chart that was opened."""
        problem = Problem("chart", error.sentence, error.advice)
        self.wizard.found(Step.CHART, Findings((problem,)))

    def _open(self, source: ChartSource) -> None:
        self._field.say()
        self._follow.hide()
        self.settled.emit()
        self.busy.start(self.tr("Reading the chart…"))
        self.wizard.open_chart(self._source_fields.login)
        if isinstance(source, RepositoryChart | OciChart):
            self._fetch_versions(source)
        else:
            self._version_field.hide()

    def _fetch_dependencies(self) -> None:
        self.wizard.dependency_logins |= self._card.dependencies.logins
        self._card.dependencies.wait()
        self.busy.start(self.tr("Fetching the dependencies…"))
        source = self.wizard.draft.chart
        if isinstance(source, PathChart):
            whole = source.model_copy(update={"dependencies": True})
            self.wizard.fetch_dependencies(self._source_fields.told(whole))

    def _show_unfetched(self, error: Exception) -> None:
        self.busy.stop()
        self._card.dependencies.fail(error)
        cause = error.cause if isinstance(error, DependencyNotFetched) else None
        self._follow.setVisible(isinstance(cause, LinkLeavesFolder))

    def _show_chart(self) -> None:
        self.busy.stop()
        chart = self.wizard.chart
        if chart is None:
            return
        self._card.show_chart(chart)
        source = self.wizard.draft.chart
        self._source_fields.suit(source, lacking=self._is_lacking(source))
        self._places.setCurrentWidget(self._card)
        if self.wizard.draft.name == "untitled":
            self.wizard.answer(name=chart.metadata.name)
        if not self.wizard.draft.release_name:
            self.wizard.answer(release_name=chart.metadata.name)
        self._look_closer()

    def _look_closer(self) -> None:
        plan, chart = self.wizard.draft.plan(), self.wizard.chart
        if plan is None or chart is None:
            return
        surroundings = self.wizard.draft.surroundings

        def work(_task: Task) -> object:
            from gui.steps.chart_facts import chart_facts

            return chart_facts(plan, chart, surroundings)

        self.wizard.background.run("chart facts", work, self._card.show_facts)

    def _show_failure(self, error: Exception) -> None:
        self.busy.stop()
        self._places.setCurrentWidget(self._empty)
        if isinstance(error, ChartNestError):
            self._field.say(" ".join(said(error)))
            self._follow.setVisible(isinstance(error, LinkLeavesFolder))
            if isinstance(error, LoginRefused):
                self._source_fields.show()
                self._source_fields.ask_for_login()
        else:
            self.failed.emit(error)

    def _fetch_versions(self, source: RepositoryChart | OciChart) -> None:
        login = self._source_fields.login

        def work(task: Task) -> tuple[str, ...]:
            from core.chart.sources import available_versions

            return available_versions(source, login=login, cancellation=task.cancellation)

        self.wizard.background.run(
            "versions of the chart", work, self._show_versions, failed=self._no_versions
        )

    def _show_versions(self, versions: tuple[str, ...]) -> None:
        self._version.clear()
        self._version.addItems(list(versions))
        opened = self.wizard.chart.metadata.version if self.wizard.chart else ""
        wanted = getattr(self.wizard.draft.chart, "version", None) or opened
        self._version.setCurrentIndex(max(0, self._version.findText(wanted)))
        self._version_field.setVisible(bool(versions))

    def _no_versions(self, _error: Exception) -> None:
        self._version_field.hide()  # opening the chart says what is wrong with the source

    def _take_version(self) -> None:
        source = self.wizard.draft.chart
        if isinstance(source, RepositoryChart | OciChart):
            chosen = source.model_copy(update={"version": self._version.currentText()})
            self.wizard.answer(chart=chosen)
            self._open(chosen)

    def _browse_folder(self) -> None:
        title = self.tr("Chart folder")
        self._use(QFileDialog.getExistingDirectory(self, title, str(Path.home())))

    def _browse_archive(self) -> None:
        title, kinds = self.tr("Chart archive"), self.tr("Charts (*.tgz *.tar.gz)")
        self._use(QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)[0])

    def _use(self, path: str) -> None:
        if path:
            self._reference.setText(path)
            self._type()
            self._take()
