"""What home lists, kept up to date while home is what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.background import Background, Task
    from gui.home_lines import DeploymentLine, HomeLines
    from gui.services import Services

LIVE_MS: Final = 3000


class HomeFeed(QObject):
    """Reads in a worker what home shows; `looked_at` tells whether anybody sees it.

    Signals:
        listed: `HomeLines`, as they are on disk.
        lived: the deployments, with the status their cloud has told now.
    """

    listed = Signal(object)
    lived = Signal(list)

    def __init__(
        self,
        background: Background,
        services: Services,
        looked_at: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background, self._services = background, services
        self._looked_at = looked_at
        self._live = QTimer(self)
        self._live.setInterval(LIVE_MS)
        self._live.timeout.connect(self._look_at_deployments)
        self._live.start()

    def refresh(self) -> None:
        """Fetch the drafts, the recent plans and the deployments."""

        def read(_task: Task) -> HomeLines:
            from gui.home_lines import home_lines

            return home_lines(self._services)

        self._background.run("home", read, self.listed.emit)
        self._look_at_deployments()

    def discard(self, draft: str) -> None:
        """Forget a draft."""
        remove = self._services.drafts.remove
        self._background.run(
            "discard draft", lambda _task: remove(draft), lambda _none: self.refresh()
        )

    def stop(self) -> None:
        """Look no more."""
        self._live.stop()

    def _look_at_deployments(self) -> None:
        """Ask for the status of every deployment."""

        def ask(_task: Task) -> list[DeploymentLine]:
            from gui.home_lines import live_lines

            return live_lines(self._services)

        if self._looked_at() and not self._background.running("deployments"):
            self._background.run("deployments", ask, self.lived.emit)
