"""What the Jobs in the cluster say, asked for while the tab is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from gui.theme import M, S
from gui.widgets.code_view import CodeView
from gui.widgets.empty_state import EmptyState
from gui.widgets.find_bar import FindBar
from gui.widgets.parts import button, column, panel, row
from gui.widgets.steady import SteadyComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from core.deployment.job_log import JobLog

AGAIN_MS = 2000


class JobLogView(QStackedWidget):
    """The logs of the pods, the newest first; says so where the cluster cannot be reached.

    Signals:
        wanted: the logs are looked at and may have grown.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._logs: tuple[JobLog, ...] = ()
        self._live = False
        self._empty = EmptyState(
            "terminal",
            self.tr("Looking for the Job's pods…"),
            button(self.tr("Look again"), self.wanted.emit),
        )
        self._pods = SteadyComboBox()
        self._pods.setAccessibleName(self.tr("Pod"))
        self._pods.currentIndexChanged.connect(self._show_chosen)
        self._text = CodeView(self.tr("Log of the Job"), "text")
        find = FindBar(self._text)
        bar = row(
            self._pods,
            button(self.tr("Look again"), self.wanted.emit, icon="refresh"),
            space=S,
            fill=0,
        )
        self.addWidget(self._empty)
        self.addWidget(panel(column(bar, self._text, find, space=M, fill=1)))
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.wanted)

    def set_live(self, *, live: bool) -> None:
        """Look again now and then while the operation goes on; once more when it has ended."""
        ended = self._live and not live
        self._live = live
        self._run_clock()
        if ended and self.isVisible():
            self.wanted.emit()

    def show_logs(self, logs: Sequence[JobLog]) -> None:
        """Show `logs`; the pod chosen stays so."""
        self._logs = tuple(logs)
        if not logs:
            self._empty.say(
                self.tr("No pod of a Job is there: none has started yet, or they are gone again.")
            )
            self.setCurrentIndex(0)
            return
        chosen = self._pods.currentData()
        self._pods.blockSignals(True)
        self._pods.clear()
        for log in logs:
            self._pods.addItem(f"{self._run(log.run)} · {log.pod} · {log.phase}", log.pod)
        self._pods.setCurrentIndex(max(0, self._pods.findData(chosen)))
        self._pods.blockSignals(False)
        self._show_chosen()
        self.setCurrentIndex(1)

    def show_failure(self, sentence: str) -> None:
        """Say why nothing can be read, unless something was."""
        if not self._logs:
            self._empty.say(sentence)
            self.setCurrentIndex(0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the logs when they are looked at."""
        super().showEvent(event)
        self.wanted.emit()
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for nothing that nobody sees."""
        super().hideEvent(event)
        self._again.stop()

    def _run_clock(self) -> None:
        if self._live and self.isVisible():
            self._again.start()
        else:
            self._again.stop()

    def _run(self, run: str) -> str:
        return {"install": self.tr("Install"), "uninstall": self.tr("Uninstall")}.get(run, run)

    def _show_chosen(self) -> None:
        place = self._pods.currentIndex()
        if not 0 <= place < len(self._logs):
            return
        text = self._logs[place].text
        before = self._text.toPlainText()
        if before and text.startswith(before):
            self._grow(text[len(before) :])
        else:
            self._text.set_source(text)

    def _grow(self, more: str) -> None:
        """Add to the end, in place: the eye and the selection stay where they are."""
        if not more:
            return
        bar = self._text.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        cursor = self._text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(more)
        if at_end:
            bar.setValue(bar.maximum())
