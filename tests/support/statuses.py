"""A deployment in a window of its own, for tests, and the hand that drives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.driving import Hand

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.deployment.model import Snapshot
    from gui.status.view import StatusView
    from tests.support.window import Driver


@dataclass(frozen=True)
class Deployed:
    """Two stacks that have ended, one well and one not; where they are known, and their ends."""

    home: Path
    good: str
    failed: str
    good_look: Snapshot
    failed_look: Snapshot


class Opened(Hand):
    """Drives the status of one deployment, wherever it is shown."""

    def __init__(self, view: StatusView, window: QWidget) -> None:
        super().__init__(window)
        self.view = view

    @property
    def status(self) -> str:
        """Return the status last seen."""
        look = self.view.watcher.look
        return look.snapshot.status if look else ""

    def wait_for(self, status: str) -> None:
        """Wait until the stack is in a status."""
        self.wait(lambda: self.status == status, status)

    def turn_to(self, page: QWidget) -> None:
        """Show one of the tabs."""
        self.view.tabs.setCurrentWidget(page)


def opened(driver: Driver, identity: str, status: str = "") -> Opened:
    """Open the window of a deployment, and wait until it has been looked at."""
    window = driver.main.deployments.desk.open(identity)
    found = Opened(window.view, window)
    found.wait(lambda: found.status == status if status else found.status, status or "a look")
    return found
