"""Where an open plan comes from: a file, the sample, a chart, a draft; read in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.wizard.flow import Flow
    from gui.background import Background, Task
    from gui.services import Services

SAMPLE: Final = RESOURCES / "sample" / "plan.yaml"


class Plans(QObject):
    """Reads plans; none is opened here.

    Signals:
        asked: a plan is about to be read.
        read: its flow, and the identity of its draft, empty when it has none yet.
    """

    asked = Signal()
    read = Signal(object, str)

    def __init__(self, background: Background, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._services = background, services

    def begin(self) -> None:
        """Begin an empty plan."""

        def begin(_task: Task) -> Flow:
            from core.wizard.flow import Flow

            return Flow()

        self._read(begin)

    def open_sample(self) -> None:
        """Begin with the sample plan; saving asks for a place of one's own."""

        def begin(_task: Task) -> Flow:
            from core.wizard.plan_files import sample_flow

            return sample_flow(SAMPLE)

        self._read(begin)

    def open_file(self, path: Path) -> None:
        """Open a plan file."""

        def read(_task: Task) -> Flow:
            from core.wizard.plan_files import read_flow

            flow = read_flow(path)
            self._services.drafts.remember(path)
            return flow

        self._read(read)

    def open_chart(self, path: Path) -> None:
        """Begin a plan with a chart on this computer."""

        def begin(_task: Task) -> Flow:
            from core.wizard.plan_files import flow_of_chart

            return flow_of_chart(path)

        self._read(begin)

    def open_draft(self, identity: str) -> None:
        """Go on with a draft."""

        def find(_task: Task) -> Flow:
            drafts = self._services.drafts.all()
            return next(draft.flow for draft in drafts if draft.identity == identity)

        self._read(find, identity)

    def _read(self, make: Callable[[Task], Flow], identity: str = "") -> None:
        def work(task: Task) -> Flow:
            import gui.shell
            import gui.status.desk  # noqa: F401 - here, and not on the UI thread

            return make(task)

        self.asked.emit()
        self._background.run("open plan", work, lambda flow: self.read.emit(flow, identity))
