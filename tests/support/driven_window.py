"""The window's own process with a hand in it, for tests that kill it: it types, or launches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from core.wizard.steps import Step
from gui import app
from gui.steps.review import ReviewPage
from gui.steps.values import ValuesPage
from gui.window import Window
from tests.support.window import Driver

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KEY_MS: Final = 30


class Driven(Window):
    """Begins to act once it is shown; says on standard output what it has done."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.furnished.connect(lambda: QTimer.singleShot(0, self, self._act))

    def _act(self) -> None:
        driver = Driver(self)
        driver.wait(lambda: driver.main.shell and driver.shell.wizard.chart, "the sample")
        {"type": type_on, "launch": launch}[sys.argv[-1]](driver)


def type_on(driver: Driver) -> None:
    """Type without a pause, forever."""
    driver.go_to(Step.VALUES)
    page = driver.page
    assert isinstance(page, ValuesPage)
    keys = QTimer(page)
    keys.timeout.connect(lambda: QTest.keyClicks(page.editor.view, "#"))
    keys.start(KEY_MS)


def launch(driver: Driver) -> None:
    """Launch the sample, say its id, and watch."""
    driver.go_to(Step.REVIEW)
    page = driver.page
    assert isinstance(page, ReviewPage)
    driver.wait(page.launch_button.isEnabled, "the checks")
    driver.click(page.launch_button)
    driver.wait(lambda: driver.shell.wizard.draft.deployment, "the launch")
    sys.stdout.write(f"{driver.shell.wizard.draft.deployment}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app.Window = Driven  # type: ignore[attr-defined]
    sys.exit(app.main(["chartnest", "--sample"]))
