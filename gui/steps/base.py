"""What every page of the wizard has: a title, a sentence, actions, a busy bar, a first focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.errors import Cancelled
from gui.theme import CONTROL, FORM, XL, XS, L, M, S, Tone
from gui.widgets.busy_bar import BusyBar
from gui.widgets.parts import Label, column, panel, row, set_property

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from core.errors import Problem
    from core.wizard.steps import Step
    from gui.wizard import Wizard


class StepPage(QWidget):
    """A page lays one step out and binds it to the wizard; the flow decides.

    Signals:
        failed: an error to show in the panel below the page.
        settled: an error shown earlier no longer holds.
        step_asked: the step a person wants to go to.
    """

    failed = Signal(Exception)
    settled = Signal()
    step_asked = Signal(object)
    step: ClassVar[Step]

    def __init__(self, wizard: Wizard, title: str, lead: str) -> None:
        super().__init__()
        self.wizard = wizard
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(S)
        self.busy = BusyBar()
        self.lead = Label(lead, "lead")
        self.body = QVBoxLayout()
        self.body.setSpacing(XL)
        self.title = Label(title, "title")
        # As high as a button, so that titles stand at one height whether a page has any or none.
        self.title.setMinimumHeight(CONTROL)
        heading = row(self.title, self.buttons, space=M, fill=0)
        self._below = row(self.lead, self.busy, space=L, margin=(0, 0, 0, L + XS), fill=0)
        self.setLayout(
            column(
                self.busy.bar,
                column(
                    heading,
                    self._below,
                    self.body,
                    space=XS,
                    margin=(XL, L, XL, L),
                    fill=2,
                ),
            )
        )
        self._waited_for = ""
        self.busy.cancelled.connect(self.stop)
        wizard.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the answers as they are now; called whenever any has changed."""

    def enter(self) -> None:
        """Get ready to be seen: begin what must be fetched."""

    def take(self) -> None:
        """Take what is still being typed."""

    def leave(self) -> None:
        """Get ready to be left."""
        self.take()

    def first_focus(self) -> QWidget:
        """Return where typing starts."""
        return self

    def wait_for(self, name: str, words: str) -> None:
        """Show that the work of this name is under way; Cancel drops what it would bring."""
        self._waited_for = name
        self.busy.start(words)

    def stop(self) -> None:
        """Wait no more for what is under way."""
        self.wizard.background.cancel(self._waited_for)
        self.busy.stop()

    def drop_heading(self) -> None:
        """Show neither title nor lead: the page holds something that has its own."""
        self.title.hide()
        self.lead.hide()
        self._below.setContentsMargins(0, 0, 0, 0)

    def point_at(self, problem: Problem) -> None:
        """Put the keyboard where a problem is mended."""
        del problem
        self.first_focus().setFocus()

    def fail(self, error: Exception) -> None:
        """Stop being busy and show an error; one's own cancelling is none."""
        self.busy.stop()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


def scrolled(layout: QLayout, width: int = FORM) -> QScrollArea:
    """Return a form of at most `width`, at the left, that scrolls when it must."""
    inside = panel(layout, "surface")
    inside.setMaximumWidth(width)
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    line = row(inside, None, margin=(0, 0, M, 0))
    line.setStretch(0, 100)
    area.setWidget(panel(line, "surface"))
    return area


def beside_field(item: QWidget | QLayout) -> QLayout:
    """Return what stands beside a `Field`, at the height of its control."""
    return column(Label(" "), item, None, space=XS)


class Field(QWidget):
    """A label above a control, and below it a hint that gives way to a problem.

    Signals:
        left: the keyboard has gone from the control to another place of the window.
    """

    left = Signal()

    def __init__(self, label: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self._hint = hint
        self._was_left = False
        title = Label(label)
        title.setBuddy(control)
        self.control = control
        if not control.accessibleName():
            control.setAccessibleName(label)
        self._note = Label(hint, "hint", Tone.MUTED)
        self.setLayout(column(title, control, self._note, None, space=XS))
        self._note.setVisible(bool(hint))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def judge(self, problem: str, *, blank: bool = False) -> None:
        """Show what was found, but not while one types, nor of a `blank` never yet filled in."""
        typing = self.control.hasFocus()
        if not problem or not (typing or (blank and not self._was_left)):
            self.say(problem)

    def count_as_left(self) -> None:
        """Take even a blank for an answer: one wants to go on."""
        self._was_left = True

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is self.control and now is not None and now.window() is self.window():
            self._was_left = True
            self.left.emit()

    def say(self, problem: str = "") -> None:
        """Show a problem in the place of the hint, or the hint again."""
        self._note.setText(problem or self._hint)
        self._note.setVisible(bool(problem or self._hint))
        self._note.set_tone(Tone.BAD if problem else Tone.MUTED)
        self.control.setAccessibleDescription(problem or self._hint)
        set_property(self.control, "wrong", bool(problem))

    def set_hint(self, hint: str) -> None:
        """Change the hint."""
        self._hint = hint
        self.say()
