"""The rate limit: so many calls of one action in one region a minute."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from typing import Final

from core.rehearsal.stack.refusals import Refusal

WINDOW: Final = 60.0


class Throttle:
    """Counts calls; a limit of 0 never refuses."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def check(self, action: str, region: str) -> None:
        """Count a call; raise the refusal `Throttling.User` when it is one too many."""
        if not self._limit:
            return
        calls, now = self._calls[action, region], time.monotonic()
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= self._limit:
            raise Refusal("Throttling.User", "Request was denied due to user flow control.", 429)
        calls.append(now)
