"""A window for tests, and the hand that drives it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.driving import Hand
from gui.theme import Scheme
from gui.window import Window
from tests.support import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.wizard.steps import Step
    from gui.shell import Shell
    from gui.steps.base import StepPage

# What the platform without a display cannot do.
EXPECTED_MESSAGES = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


class Driver(Hand):
    """A hand on a main window, that knows its way through the steps."""

    window: Window

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.main = window.workspace

    @property
    def shell(self) -> Shell:
        assert self.main.shell is not None
        return self.main.shell

    @property
    def page(self) -> StepPage:
        return self.shell.current_page

    def begin(self, *, sample: bool = True) -> None:
        """Open the sample, or an empty plan, and wait until it is there."""
        if sample:
            self.main.plans.open_sample()
        else:
            self.main.plans.begin()
        self.wait(lambda: self.main.shell, "the plan")
        if sample:
            self.wait(lambda: self.shell.wizard.chart, "the chart of the sample")

    def go_to(self, step: Step) -> None:
        """Press Next until `step` is current."""
        for _ in range(6):
            if self.shell.wizard.flow.current is step:
                break
            before = self.shell.wizard.flow.current
            self.click(self.shell.next_button)
            self.wait(lambda before=before: self.shell.wizard.flow.current is not before, "next")
        assert self.shell.wizard.flow.current is step
        self.settle()

    def settle(self) -> None:
        """Wait until no work is under way, nor about to begin."""
        self.rest(20)
        self.wait(lambda: self.main.background.idle, "quiet")


@contextmanager
def open_window(application: QApplication) -> Iterator[Driver]:
    """Show a window on the home of this test; close it, and the rehearsal it may have started."""
    window = Window(application)
    window.workspace.look.dress(Scheme.LIGHT)
    window.resize(1280, 800)
    window.show()
    driver = Driver(window)
    driver.settle()
    try:
        yield driver
    finally:
        window.close()
        window.deleteLater()
        servers.end_all()


def leftovers(before: set[threading.Thread]) -> list[str]:
    """Return what a test has left behind: windows, running timers, threads."""
    left = [f"window {w!r}" for w in QApplication.topLevelWidgets() if _is_window(w)]
    threads = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    left += [f"thread {thread.name}" for thread in threads]
    for widget in QApplication.topLevelWidgets():
        timers = [t for t in widget.findChildren(QTimer) if t.isActive()]
        left += [f"timer of {type(timer.parent()).__name__}" for timer in timers]
    return left


def _is_window(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isWindow()
