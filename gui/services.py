"""What outlives a plan: accounts, drafts, the history; made in a worker when first asked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from core.apart import Apart
    from core.cloud.accounts import Accounts
    from core.deployment.history import History
    from core.wizard.drafts import Drafts


class Services:
    """Each is made once; making and using them may block, so both belong in a worker.

    Nothing of the core is imported before it is needed: the first window is painted without it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._apart: Apart | None = None
        self._accounts: Accounts | None = None
        self._history: History | None = None

    @property
    def apart(self) -> Apart:
        """Return the process for work that would be felt here."""
        from core.apart import Apart

        with self._lock:
            self._apart = self._apart or Apart()
            return self._apart

    def close(self) -> None:
        """End what would outlive the window."""
        if self._apart:
            self._apart.close()

    @property
    def accounts(self) -> Accounts:
        """Return the profiles; one object, since without a keyring it is their only place."""
        from core.cloud.accounts import Accounts

        with self._lock:
            self._accounts = self._accounts or Accounts(self._folder)
            return self._accounts

    @property
    def history(self) -> History:
        """Return the deployments launched from this computer."""
        from core.deployment.history import History

        with self._lock:
            self._history = self._history or History(self._folder / "history.sqlite")
            return self._history

    @property
    def drafts(self) -> Drafts:
        """Return the drafts and the recent plans."""
        from core.wizard.drafts import Drafts

        return Drafts(self._folder / "drafts")
