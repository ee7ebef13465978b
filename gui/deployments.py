"""The deployments that are looked at, once there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.background import Background, Task
    from gui.services import Services
    from gui.status.desk import Desk


class Deployments(QObject):
    """Makes the desk that watches deployments when something is first looked at."""

    def __init__(self, background: Background, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._services = background, services
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """Return what watches deployments."""
        if self._desk is None:
            from gui.status.desk import Desk

            self._desk = Desk(self._services, self._background, self)
        return self._desk

    def open(self, identity: str) -> None:
        """Show a deployment in a window of its own."""

        def prepare(_task: Task) -> None:
            import gui.status.desk  # noqa: F401 - here, and not on the UI thread

        self._background.run("open deployment", prepare, lambda _none: self._show(identity))

    def _show(self, identity: str) -> None:
        self.desk.open(identity)

    def make_windows_anew(self) -> None:
        """Make every window again, in the language that is spoken now."""
        if self._desk:
            self._desk.make_windows_anew()

    def close(self) -> None:
        """Close every window and stop every watch; the deployments go on."""
        if self._desk:
            self._desk.close()
