"""The head of a status: name, state, how far, how long, and what can be done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QPushButton, QWidget

from core.deployment.model import ended, succeeded
from core.deployment.states import Action, possible
from gui.stack_words import status_words
from gui.status.durations import spoken
from gui.status.lines import Chart
from gui.theme import XS, M, S, Tone
from gui.widgets.parts import IconLabel, Label, button, column, row, set_property

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from gui.widgets.parts import Item

SECOND_MS = 1000


class StatusHeader(QWidget):
    """Shows a status and offers only what fits it.

    Signals:
        cancel_asked: whether at once.
        delete_asked: whether what could not be deleted is to be left alone.
        retry_asked, update_asked, console_asked, report_asked: a button was pressed.
    """

    cancel_asked = Signal(bool)
    retry_asked = Signal()
    update_asked = Signal()
    delete_asked = Signal(bool)
    console_asked = Signal()
    report_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chart = Chart()
        self._status = ""
        self._waiting = False
        self._progress: float | None = None
        self.can_update = False
        self.in_console = False
        self._icon = IconLabel("clock", Tone.MUTED, 16)
        self._word = Label(kind="strong", tone=Tone.MUTED)
        self._facts = Label(tone=Tone.MUTED)
        for label in (self._word, self._facts):
            label.setWordWrap(False)
        self._where = Label(kind="hint", tone=Tone.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the stack"))
        self._bar.setRange(0, 100)
        title = Label(name, "title", selectable=True)
        state = row(self._icon, self._word, self._facts, None, space=S)
        said = column(title, state, space=XS)
        self.setLayout(
            column(row(said, *self._made_buttons(), space=S, fill=0), self._bar, space=M)
        )
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self._tell_time)

    def show_status(self, status: str, progress: float | None, chart: Chart) -> None:
        """Show a status of ROS, a percentage if there is one, and the time since it began."""
        self._status, self._chart = status, chart
        words = status_words(status)
        self._icon.set_icon(words.icon, words.tone)
        self._word.setText(words.text)
        self._word.set_tone(words.tone)
        self._progress = progress
        self._bar.setValue(100 if succeeded(status) else round(progress or 0))
        tone = "ok" if succeeded(status) else "bad" if status.endswith("_FAILED") else "accent"
        set_property(self._bar, "tone", tone)
        self._allow()
        self._tell_time()
        self._run_clock()

    def wait(self, waiting: bool) -> None:
        """Say that what was asked has not been answered yet, or say so no more."""
        self._waiting = waiting
        self._tell_time()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let time go on while it is seen."""
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop the clock."""
        super().hideEvent(event)
        self._clock.stop()

    def _made_buttons(self) -> tuple[Item, ...]:
        self._cancel = button(self.tr("Cancel"), icon="stop")
        menu = QMenu(self._cancel)
        safe = menu.addAction(self.tr("At the next safe point"))
        safe.triggered.connect(lambda _checked=False: self.cancel_asked.emit(False))
        quick = menu.addAction(self.tr("At once"))
        quick.triggered.connect(lambda _checked=False: self.cancel_asked.emit(True))
        self._cancel.setMenu(menu)
        self._retry = button(self.tr("Retry"), self.retry_asked.emit, icon="refresh")
        self._retry.setToolTip(self.tr("Make what failed anew, and go on from there"))
        self._update = button(self.tr("Update"), self.update_asked.emit, icon="launch")
        self._update.setToolTip(self.tr("Bring the stack to the plan as it is now"))
        self._console = button(self.tr("Open in console"), self.console_asked.emit, icon="external")
        self._report = button(self.tr("Save report"), self.report_asked.emit, icon="download")
        self._delete = self._delete_button(self.tr("Delete"), rest=False)
        self._rest = self._delete_button(self.tr("Delete the rest"), rest=True)
        self._rest.setToolTip(self.tr("Leave alone what could not be deleted"))
        made = (
            self._cancel,
            self._retry,
            self._update,
            self._console,
            self._report,
            self._rest,
            self._delete,
        )
        for each in made:
            each.hide()
        return tuple(column(each, None) for each in made)

    def _delete_button(self, text: str, *, rest: bool) -> QPushButton:
        return button(text, lambda: self.delete_asked.emit(rest), kind="danger", icon="trash")

    def _allow(self) -> None:
        actions = possible(self._status)
        self._cancel.setVisible(Action.CANCEL in actions)
        self._retry.setVisible(Action.CONTINUE in actions)
        self._update.setVisible(self.can_update and Action.UPDATE in actions)
        self._console.setVisible(self.in_console)
        self._report.setVisible(bool(self._status))
        self._delete.setVisible(Action.DELETE in actions)
        self._rest.setVisible(Action.RETAIN in actions and self._status == "DELETE_FAILED")

    def _run_clock(self) -> None:
        running = self._chart.end is None and self._chart.start and not ended(self._status)
        if running and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def _tell_time(self) -> None:
        facts = []
        if self._progress is not None and not ended(self._status):
            facts.append(self.tr("{percent} %").format(percent=round(self._progress)))
        if self._chart.start:
            end = time.time() if self._chart.end is None else self._chart.end
            facts.append(spoken(end - self._chart.start))
        if self._waiting:
            facts.append(self.tr("waiting for an answer…"))
        self._facts.setText("   ".join(facts))
