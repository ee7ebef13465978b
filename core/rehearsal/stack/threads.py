"""Blocking calls beside the event loop."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def in_thread(call: Callable[[], T]) -> T:
    """Return `call()`, made in a thread of its own that no exit waits for.

    A pool's threads are joined when the process ends, and Helm may take five minutes.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(settled: Callable[[], None]) -> None:
        if not outcome.cancelled():
            settled()

    def run() -> None:
        try:
            settled = partial(outcome.set_result, call())
        except BaseException as raised:  # noqa: BLE001 - it is raised again in the loop
            settled = partial(outcome.set_exception, raised)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, settled)

    threading.Thread(target=run, daemon=True, name="helm").start()
    return await outcome
