"""Nothing is shown as a window of its own on its way into a page: it would flash and steal keys."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from core.wizard.steps import STEPS, Step
from gui.steps.review import ReviewPage
from tests.support.statuses import opened

if TYPE_CHECKING:
    from tests.support.statuses import Deployed
    from tests.support.window import Driver


class Witness(QObject):
    """Sees every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, QMainWindow):
            where = traceback.extract_stack(limit=2)[0]
            self.seen.append(f"{type(watched).__name__}: {where.filename}:{where.lineno}")
        return False


def test_no_window_flashes_on_the_way_through_every_step(
    known: Driver, deployed: Deployed, qapp: QApplication
) -> None:
    witness = Witness()
    qapp.installEventFilter(witness)
    known.begin()
    for step in STEPS[: STEPS.index(Step.STATUS)]:
        known.go_to(step)
        if step is Step.VALUES:
            known.click("Form")
            known.click("YAML")
            known.settle()
    page = known.page
    assert isinstance(page, ReviewPage)
    known.wait(page.launch_button.isEnabled, "the checks")
    for place in range(page.previews.count()):
        page.previews.setCurrentIndex(place)
        known.settle()
    found = opened(known, deployed.failed)
    for place in range(found.view.tabs.count()):
        found.view.tabs.setCurrentIndex(place)
        known.settle()
    known.main.close_plan()
    known.settle()
    qapp.removeEventFilter(witness)
    assert sorted(set(witness.seen)) == []
