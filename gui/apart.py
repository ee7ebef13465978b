"""A process of its own, for work so heavy that sharing Python's one lock would be felt."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Apart:
    """One process, started when first asked; what goes in and comes out is pickled."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def call(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Answer:
        """Do `work` there and wait for its answer; once more when the process died of it."""
        try:
            return self._running().submit(work, *args, **kwargs).result()
        except BrokenProcessPool:
            self._pool = None
            return self._running().submit(work, *args, **kwargs).result()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is None:
            return
        for child in list((pool._processes or {}).values()):  # noqa: SLF001 - 3.14: kill_workers
            child.kill()
        # With its process gone there is nothing to wait for but the pool's own thread.
        pool.shutdown(wait=True, cancel_futures=True)

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise BrokenProcessPool
            if self._pool is None:
                # Spawned, not forked: threads are running here.
                spawn = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(
                    1, mp_context=spawn, initializer=_end_with_the_window
                )
            return self._pool


def _end_with_the_window() -> None:
    """End this process when the window's is gone, killed perhaps: nobody else would end it."""
    window = multiprocessing.parent_process()

    def outlive_it_not() -> None:
        if window:
            window.join()
            os._exit(1)

    threading.Thread(target=outlive_it_not, daemon=True).start()
