"""The second step: which cluster, and which namespace in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from core.errors import ChartNestError, Problem
from core.plan.names import NAMESPACE
from core.wizard.draft import RehearsalCluster
from core.wizard.flow import Findings
from core.wizard.steps import Step
from gui.steps.base import Field, StepPage, scrolled
from gui.theme import FORM, XL, L, M, S, Tone
from gui.widgets.card import Choice, ChoiceCard
from gui.widgets.empty_state import EmptyState
from gui.widgets.parts import button, column, evenly, panel, row
from gui.widgets.steady import SteadyComboBox
from gui.widgets.table import Column, SearchTable
from gui.words import said, words

if TYPE_CHECKING:
    from core.cloud.ack import Cluster
    from core.cloud.kubeconfig import Contexts
    from gui.background import Task
    from gui.wizard import Wizard

BUILT_IN, KUBECONFIG = "built in", "kubeconfig"
TABLE_HEIGHT = 300
TABLE_WIDTH = 1200
FILE_PLACE = "rehearsal.kubeconfig"


class NoKubeconfig(ChartNestError):
    """A cluster of one's own was asked for, and no file says which."""

    code = "no-kubeconfig"
    what = "No kubeconfig is named."
    remedy = "Name its file, or choose the built-in cluster."


class ClusterPage(StepPage):
    """In rehearsal the built-in cluster or a kubeconfig; in the cloud a table of clusters."""

    step = Step.CLUSTER

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(
            wizard,
            self.tr("Cluster"),
            self.tr("Where the release is installed, and in which namespace."),
        )
        self._fetched_for: object = None
        self._refresh_button = button(self.tr("Refresh"), self._fetch_clusters, icon="refresh")
        self.buttons.addWidget(self._refresh_button)
        self._rehearsal = self._made_rehearsal()
        self._cloud = self._made_cloud()
        for form in (self._rehearsal, namespace := self._made_namespace()):
            form.setMaximumWidth(FORM)
        self.body.addWidget(
            scrolled(column(self._rehearsal, self._cloud, namespace, None, space=XL), TABLE_WIDTH)
        )

    def refresh(self) -> None:
        """Show the answers, and the half of the page that belongs to them."""
        draft = self.wizard.draft
        self._rehearsal.setVisible(draft.rehearse)
        self._cloud.setVisible(not draft.rehearse)
        self._refresh_button.setVisible(not draft.rehearse)
        uses_file = bool(draft.rehearsal.kubeconfig) or self._asks_file
        self._choice.show_chosen(KUBECONFIG if uses_file else BUILT_IN)
        self._version_field.setVisible(not uses_file)
        self._file_fields.setVisible(uses_file)
        for line, text in (
            (self._kubeconfig, draft.rehearsal.kubeconfig),
            (self._callback, draft.rehearsal.callback_host),
            (self._namespace, draft.namespace),
        ):
            if line.text() != text and not line.hasFocus():
                line.setText(text)
        self._version.setCurrentIndex(self._version.findData(draft.rehearsal.kubernetes_version))
        self._judge_file()

    def enter(self) -> None:
        """Fetch what there is to choose from, when it may be another than before."""
        if self.wizard.draft.rehearse:
            self.wizard.background.run("versions", _versions, self._show_versions)
            self._read_contexts()
        elif self._fetched_for != self.wizard.draft.account:
            self._fetch_clusters()

    def first_focus(self) -> QWidget:
        """Return the choice in rehearsal, the table's search in the cloud."""
        if not self.wizard.draft.rehearse:
            return self._table.field
        return self._file if self.wizard.draft.rehearsal.kubeconfig else self._built_in

    def point_at(self, problem: Problem) -> None:
        """Go to the namespace, to the kubeconfig or to the table."""
        fields = {"release.namespace": self._namespace, FILE_PLACE: self._kubeconfig}
        fields.get(problem.place, self.first_focus()).setFocus()

    # Rehearsal

    def _made_rehearsal(self) -> QWidget:
        self._asks_file = False
        self._unreadable: ChartNestError | None = None
        self._built_in = ChoiceCard(
            BUILT_IN,
            "cube",
            self.tr("Built in"),
            self.tr("A Kubernetes API made for rehearsing. Nothing to install."),
        )
        self._file = ChoiceCard(
            KUBECONFIG,
            "cluster",
            self.tr("A cluster of yours"),
            self.tr("Kind, k3s or ACK, by its kubeconfig: Jobs run as real pods."),
        )
        self._choice = Choice((self._built_in, self._file), self)
        self._choice.changed.connect(self._choose)
        self._version = SteadyComboBox()
        self._version.activated.connect(self._take_version)
        hint = self.tr("The objects of the chart are checked against this version's schemas.")
        self._version_field = Field(self.tr("Kubernetes version"), self._version, hint)
        self._file_fields = self._made_file_fields()
        return panel(
            column(
                evenly(self._built_in, self._file, space=L),
                self._version_field,
                self._file_fields,
                space=XL,
            )
        )

    def _made_file_fields(self) -> QWidget:
        self._kubeconfig = QLineEdit()
        self._kubeconfig.setPlaceholderText(str(Path.home() / ".kube" / "config"))
        self._kubeconfig.setAccessibleName(self.tr("Kubeconfig file"))
        self._kubeconfig.textEdited.connect(self._type_file)
        self._kubeconfig.returnPressed.connect(self._read_contexts)
        browse = button(self.tr("Browse…"), self._browse, icon="folder")
        self._callback = QLineEdit()
        self._callback.setPlaceholderText("192.168.1.20")
        self._callback.textEdited.connect(self._take_callback)
        self._kubeconfig_field = Field(self.tr("Kubeconfig file"), self._kubeconfig)
        self._kubeconfig_field.left.connect(self._read_contexts)
        self._context = SteadyComboBox()
        self._context.activated.connect(self._take_context)
        self._context_field = Field(self.tr("Context"), self._context)
        hint = self.tr("Pods fetch the chart from this address and signal to it.")
        return panel(
            column(
                row(self._kubeconfig_field, column(None, browse), space=S, fill=0),
                self._context_field,
                Field(self.tr("Address of this computer"), self._callback, hint),
                space=M,
            )
        )

    def _choose(self, key: str) -> None:
        self._asks_file = key == KUBECONFIG
        if key == BUILT_IN:
            self._unreadable = None
            self._set(kubeconfig="", context="", callback_host="")
        self.refresh()
        if self._asks_file:
            self._kubeconfig.setFocus()

    def _set(self, **answers: str) -> None:
        changed = self.wizard.draft.rehearsal.model_copy(update=answers)
        self.wizard.answer(rehearsal=RehearsalCluster.model_validate(changed.model_dump()))

    def _take_version(self) -> None:
        self._set(kubernetes_version=self._version.currentData())

    def _type_file(self) -> None:
        """Keep what is typed; it is read once the field is left."""
        self._unreadable = None
        self._kubeconfig_field.say()
        self._set(kubeconfig=self._kubeconfig.text().strip(), context="")

    def _take_context(self) -> None:
        self._set(context=self._context.currentText())

    def _take_callback(self) -> None:
        self._set(callback_host=self._callback.text().strip())

    def _browse(self) -> None:
        start = str(Path.home() / ".kube")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Kubeconfig file"), start)
        if name:
            self._kubeconfig.setText(name)
            self._type_file()
            self._read_contexts()

    def _read_contexts(self) -> None:
        self._context.clear()
        self._context_field.setEnabled(False)
        if not (file := self.wizard.draft.rehearsal.kubeconfig):
            if self._asks_file:
                self._say_unreadable(NoKubeconfig())
            return

        def work(_task: Task) -> Contexts:
            from core.cloud.kubeconfig import contexts_of

            return contexts_of(Path(file))

        self.wizard.background.run(
            "contexts", work, self._show_contexts, failed=self._say_unreadable
        )

    def _show_contexts(self, found: Contexts) -> None:
        self._unreadable = None
        self._kubeconfig_field.say()
        self._judge_file()
        self._context.addItems(found.names)
        chosen = self.wizard.draft.rehearsal.context
        self._context.setCurrentText(chosen if chosen in found.names else found.current)
        self._context_field.setEnabled(True)

    def _say_unreadable(self, error: Exception) -> None:
        self._unreadable = error if isinstance(error, ChartNestError) else None
        self._kubeconfig_field.say(" ".join(said(error)))
        self._judge_file()

    def _judge_file(self) -> None:
        """Hold the way on while the cluster of one's own cannot be found."""
        rehearsal, error = self.wizard.draft.rehearsal, self._unreadable
        if self._asks_file and not rehearsal.kubeconfig:
            error = NoKubeconfig()
        problems: tuple[Problem, ...] = ()
        if error and self.wizard.draft.rehearse:
            problems = (Problem(FILE_PLACE, error.sentence, error.advice),)
        if problems != self.wizard.flow.findings.get(Step.CLUSTER, Findings()).problems:
            self.wizard.found(Step.CLUSTER, Findings(problems))

    def _show_versions(self, versions: tuple[str, ...]) -> None:
        self._version.clear()
        for version in reversed(versions):
            self._version.addItem(self.tr("Kubernetes {version}").format(version=version), version)
        self.refresh()

    # Cloud

    def _made_cloud(self) -> QWidget:
        columns: list[Column[Cluster]] = [
            Column(self.tr("Name"), lambda cluster: cluster.name, icon=_state_icon),
            Column(self.tr("State"), lambda cluster: cluster.state, width=90),
            Column(self.tr("Version"), lambda cluster: cluster.version, width=120),
            Column(self.tr("Region"), lambda cluster: cluster.region, width=120),
            Column(
                self.tr("Nodes"),
                lambda cluster: str(cluster.nodes),
                key=lambda cluster: cluster.nodes,
                right=True,
                width=64,
            ),
            Column(self.tr("Id"), lambda cluster: cluster.id, width=280),
        ]
        self._table = SearchTable(self.tr("Clusters"), columns)
        self._table.setFixedHeight(TABLE_HEIGHT)
        self._table.chosen.connect(self._take_cluster)
        self._none = EmptyState(
            "cluster", self.tr("This account has no ACK cluster in this region.")
        )
        self._none.setFixedHeight(TABLE_HEIGHT)
        self._none.hide()
        return panel(column(self._table, self._none))

    def _take_cluster(self, cluster: Cluster) -> None:
        self.wizard.answer(
            cluster_id=cluster.id, cluster_name=cluster.name, cluster_version=cluster.version
        )

    def _fetch_clusters(self) -> None:
        account, services = self.wizard.draft.account, self.wizard.services

        def work(_task: Task) -> tuple[Cluster, ...]:
            from core.cloud.ack import AckClient

            connection = services.accounts.connection(account.profile, region=account.region)
            return AckClient(connection).clusters()

        self._fetched_for = account
        self.wait_for("clusters", self.tr("Asking ACK for the clusters of this account…"))
        self.wizard.background.run("clusters", work, self._show_clusters, failed=self._no_clusters)

    def stop(self) -> None:
        """Ask again the next time the page is entered."""
        super().stop()
        self._fetched_for = None

    def _show_clusters(self, clusters: tuple[Cluster, ...]) -> None:
        self.busy.stop()
        self.settled.emit()
        self._table.show_rows(clusters)
        self._table.setVisible(bool(clusters))
        self._none.setVisible(not clusters)
        wanted = self.wizard.draft.cluster_id
        self._table.choose(lambda cluster: cluster.id == wanted)

    def _no_clusters(self, error: Exception) -> None:
        self._fetched_for = None
        self.fail(error)

    # Namespace

    def _made_namespace(self) -> QWidget:
        self._namespace = QLineEdit()
        self._namespace.textEdited.connect(self._take_namespace)
        rule = self.tr(
            "At most 63 lower case letters, digits and -; it is made when it is missing."
        )
        self._namespace_field = Field(self.tr("Namespace"), self._namespace, rule)
        self._namespace_field.left.connect(self._judge_namespace)
        return self._namespace_field

    def _take_namespace(self, text: str) -> None:
        self.wizard.answer(namespace=text)
        if not NAMESPACE.broken_by(text):
            self._namespace_field.say()

    def _judge_namespace(self) -> None:
        remedy = NAMESPACE.broken_by(self._namespace.text())
        self._namespace_field.say(words(remedy) if remedy else "")


def _versions(_task: Task) -> tuple[str, ...]:
    from core.kubernetes.schemas import VERSIONS

    return VERSIONS


def _state_icon(cluster: Cluster) -> tuple[str, Tone]:
    return ("check-circle", Tone.OK) if cluster.is_running else ("warning", Tone.WARN)
