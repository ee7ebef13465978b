"""The parts of the delivery page, each bound to one part of the plan's delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QWidget

from core.delivery.images import PRESETS, preset
from core.delivery.outputs import KINDS, Asked, OutputKind, kind_of, text_at
from core.plan.model import (
    NOTES,
    Bucket,
    Delivery,
    HostedAt,
    InstallAs,
    JobImage,
    OnDeleteFailure,
    RbacScope,
)
from gui.steps.base import Field
from gui.theme import L, M
from gui.widgets.parts import column, evenly, number_field, panel
from gui.widgets.steady import SteadyComboBox
from gui.words import problem_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.errors import Problem
    from core.plan.model import Hosting, Output


class Fields(QWidget):
    """Controls of one part; problems are said at the control whose place they name.

    Signals:
        answered: fields of `Delivery` with their new values.
        left: the keyboard has gone from one of the fields.
    """

    # A dict would be taken apart by Qt, and its enums would arrive as text.
    answered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, Field] = {}

    def say(self, problems: Mapping[str, Problem]) -> None:
        """Show each problem at the field of its place; the others show their hint."""
        found: dict[Field, str] = {}
        for place, problem in problems.items():
            if field := self.place(place):
                found.setdefault(field, problem_words(problem))
        for field in self._places.values():
            line = field.control
            blank = isinstance(line, QLineEdit) and not line.text()
            field.judge(found.get(field, ""), blank=blank)

    def count_as_left(self) -> None:
        """Take every field for answered: one wants to go on."""
        for field in self._places.values():
            field.count_as_left()

    def _listen(self) -> None:
        """Tell what is typed as it is typed, and when a field is left."""
        for field in self._places.values():
            field.left.connect(self.left)
            if isinstance(field.control, QLineEdit):
                field.control.textEdited.connect(self._answer)

    def _answer(self) -> None:
        """Tell the answers as they are now."""
        raise NotImplementedError

    def place(self, place: str) -> Field | None:
        """Return the field that a problem's place belongs to."""
        found = (field for name, field in self._places.items() if place.startswith(name))
        return next(found, None)


class OutputFields(Fields):
    """What the stack shows when it is done: a kind, and the fields it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Output = NOTES
        self._kind = SteadyComboBox()
        self._details = QStackedWidget()
        self._lines: dict[type, list[tuple[Asked, QLineEdit]]] = {}
        for kind in KINDS:
            self._kind.addItem(words(kind.title), kind.model)
            self._details.addWidget(self._made_details(kind))
        title, hint = self.tr("What the stack shows"), self.tr("Decoded, among its outputs.")
        self.setLayout(column(Field(title, self._kind, hint), self._details, space=M))
        self._kind.activated.connect(self._answer)
        self._listen()

    def show_answer(self, outputs: tuple[Output, ...]) -> None:
        """Show the plan's answer."""
        self._shown = outputs[0] if outputs else NOTES
        kind = kind_of(self._shown)
        self._kind.setCurrentIndex(KINDS.index(kind))
        self._details.setCurrentIndex(KINDS.index(kind))
        self._details.setVisible(bool(kind.asked))
        for asked, line in self._lines[kind.model]:
            _show(line, text_at(self._shown, asked))

    def _made_details(self, kind: OutputKind[Any]) -> QWidget:
        lines = [(asked, QLineEdit(asked.default)) for asked in kind.asked]
        self._lines[kind.model] = lines
        fields = []
        for asked, line in lines:
            line.setPlaceholderText(asked.example)
            field = Field(words(asked.title), line, words(asked.hint))
            self._places[".".join(("outputs[0]", *map(to_camel, asked.path)))] = field
            fields.append(field)
        pairs = [evenly(*fields[at : at + 2], space=L) for at in range(0, len(fields), 2)]
        return panel(column(*pairs, space=M))

    def _answer(self) -> None:
        kind = KINDS[self._kind.currentIndex()]
        texts = {asked.path: line.text().strip() for asked, line in self._lines[kind.model]}
        output = kind.made(self._shown.name, texts)
        self.answered.emit({"outputs": () if output == NOTES else (output,)})


class JobFields(Fields):
    """The image the Job runs in, and its rights."""

    def __init__(self) -> None:
        super().__init__()
        self._image = SteadyComboBox()
        self._image.setEditable(True)
        self._image.addItem(self.tr("One the region can pull"), "")
        for known in PRESETS:
            self._image.addItem(known.reference, known.reference)
        self._image.activated.connect(self._answer)
        if line := self._image.lineEdit():
            line.textEdited.connect(self._answer)
            line.editingFinished.connect(self._answer)
        self._helm = QLineEdit()
        self._helm.setPlaceholderText("3.17.3")
        self._scope = SteadyComboBox()
        for scope_of_rights, name in (
            (RbacScope.CLUSTER, self.tr("The whole cluster")),
            (RbacScope.NAMESPACE, self.tr("The release's namespace")),
            (RbacScope.EXISTING, self.tr("Those of a ServiceAccount that exists")),
        ):
            self._scope.addItem(name, scope_of_rights)
        self._scope.activated.connect(self._answer)
        self._account = QLineEdit()
        hint = self.tr("Holds helm, sh and curl. An image that cannot be pulled sends no signal.")
        helm = self.tr("Its version, as `helm version` tells; or unknown.")
        rights = self.tr("The chart may hold anything: most need the whole cluster.")
        self._places = {
            "delivery.image.helm": Field(self.tr("Helm in the image"), self._helm, helm),
            "delivery.image": Field(self.tr("Image of the Job"), self._image, hint),
            "delivery.rbac.serviceAccount": Field(self.tr("ServiceAccount"), self._account),
            "delivery.rbac": Field(self.tr("Rights of the Job"), self._scope, rights),
        }
        self._helm_field, image, self._account_field, scope = self._places.values()
        self.setLayout(column(image, self._helm_field, scope, self._account_field, space=M))
        self._listen()

    def show_answer(self, delivery: Delivery) -> None:
        """Show the plan's answer."""
        if not self._image.hasFocus():
            reference = delivery.image.reference if delivery.image else ""
            if self._image.findData(reference) < 0:
                self._image.addItem(reference, reference)
            self._image.setCurrentIndex(self._image.findData(reference))
        self._helm_field.setVisible(bool(delivery.image and not preset(delivery.image.reference)))
        _show(self._helm, (delivery.image and delivery.image.helm) or "")
        if delivery.rbac.scope is RbacScope.RULES and self._scope.findData(RbacScope.RULES) < 0:
            self._scope.addItem(self.tr("The rules in the plan file"), RbacScope.RULES)
        self._scope.setCurrentIndex(self._scope.findData(delivery.rbac.scope))
        self._account_field.setVisible(delivery.rbac.scope is RbacScope.EXISTING)
        _show(self._account, delivery.rbac.service_account or "")

    def _answer(self) -> None:
        typed = self._image.currentText().strip()
        listed = self._image.findText(typed)
        reference = self._image.itemData(listed) if listed >= 0 else typed
        helm = None if preset(reference) else self._helm.text().strip() or None
        image = JobImage(reference=reference, helm=helm) if reference else None
        scope = RbacScope(self._scope.currentData())
        existing = scope is RbacScope.EXISTING
        rbac: dict[str, Any] = {
            "scope": scope,
            "service_account": self._account.text().strip() if existing else None,
        }
        self.answered.emit({"image": image, "rbac": rbac})


class HostingFields(Fields):
    """Where ROS fetches the hook chart from; a rehearsal hosts it itself."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = SteadyComboBox()
        self._kind.addItem(self.tr("Uploaded to an OSS bucket of yours"), Bucket)
        self._kind.addItem(self.tr("Put somewhere by you"), HostedAt)
        self._kind.activated.connect(self._answer)
        self._bucket, self._prefix, self._url = QLineEdit(), QLineEdit("chartnest/"), QLineEdit()
        self._places = {
            "delivery.hosting.bucket": Field(
                self.tr("Bucket"),
                self._bucket,
                self.tr("Of this account; the hook chart is put there at the launch."),
            ),
            "delivery.hosting.prefix": Field(self.tr("Folder"), self._prefix),
            "delivery.hosting.url": Field(self.tr("Address"), self._url),
            "delivery.hosting": Field(self.tr("Where the hook chart is"), self._kind),
        }
        bucket, prefix, url, kind = self._places.values()
        self._details = QStackedWidget()
        self._details.addWidget(panel(evenly(bucket, prefix, space=L)))
        self._details.addWidget(panel(column(url)))
        self.setLayout(column(kind, self._details, space=M))
        self._listen()

    def show_answer(self, hosting: Hosting | None) -> None:
        """Show the plan's answer."""
        place = 1 if isinstance(hosting, HostedAt) else 0
        self._kind.setCurrentIndex(place)
        self._details.setCurrentIndex(place)
        if isinstance(hosting, HostedAt):
            _show(self._url, hosting.url)
        elif hosting:
            _show(self._bucket, hosting.bucket)
            _show(self._prefix, hosting.prefix)

    def _answer(self) -> None:
        hosting: Hosting | None = None
        if self._kind.currentData() is HostedAt:
            hosting = HostedAt(url=self._url.text().strip())
        elif bucket := self._bucket.text().strip():
            hosting = Bucket(bucket=bucket, prefix=self._prefix.text().strip())
        self._details.setCurrentIndex(self._kind.currentIndex())
        self.answered.emit({"hosting": hosting})


class AdvancedFields(Fields):
    """What most plans leave as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._install_as = SteadyComboBox()
        for kind, name in (
            (InstallAs.AUTO, self.tr("By the time it may take")),
            (InstallAs.HOOK, self.tr("A hook of the hook chart")),
            (InstallAs.OBJECT, self.tr("An ordinary object")),
        ):
            self._install_as.addItem(name, kind)
        self._readiness = QLineEdit()
        self._limit = number_field(64, 4096, 64, self.tr(" bytes"))
        self._ignore = QCheckBox(self.tr("Delete the stack even when the uninstall fails"))
        self._namespace = QCheckBox(self.tr("Delete the namespace with the stack"))
        hint = self.tr("Repeated until it exits 0 or the time is up.")
        self._places = {
            "delivery.installAs": Field(self.tr("The install Job is"), self._install_as),
            "delivery.outputLimit": Field(self.tr("Longest output"), self._limit),
            "delivery.readinessCommand": Field(self.tr("Readiness command"), self._readiness, hint),
        }
        install_as, limit, readiness = self._places.values()
        self.setLayout(
            column(
                evenly(install_as, limit, space=L),
                readiness,
                self._ignore,
                self._namespace,
                space=M,
            )
        )
        self._install_as.activated.connect(self._answer)
        self._limit.valueChanged.connect(self._take_limit)
        self._listen()
        for box in (self._ignore, self._namespace):
            box.clicked.connect(self._answer)

    def show_answer(self, delivery: Delivery) -> None:
        """Show the plan's answer."""
        self._install_as.setCurrentIndex(self._install_as.findData(delivery.install_as))
        if not self._limit.hasFocus():
            self._limit.setValue(delivery.output_limit)
        _show(self._readiness, delivery.readiness_command or "")
        self._ignore.setChecked(delivery.on_delete_failure is OnDeleteFailure.IGNORE)
        self._namespace.setChecked(delivery.delete_namespace)

    def _take_limit(self) -> None:
        if self._limit.hasFocus():
            self._answer()

    def _answer(self) -> None:
        failure = OnDeleteFailure.IGNORE if self._ignore.isChecked() else OnDeleteFailure.FAIL
        self.answered.emit(
            {
                "install_as": InstallAs(self._install_as.currentData()),
                "output_limit": self._limit.value(),
                "readiness_command": self._readiness.text().strip() or None,
                "on_delete_failure": failure,
                "delete_namespace": self._namespace.isChecked(),
            }
        )


def _show(line: QLineEdit, text: str) -> None:
    if line.text() != text and not line.hasFocus():
        line.setText(text)
