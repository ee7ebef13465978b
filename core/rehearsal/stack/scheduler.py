"""Runs work over a dependency graph: everything whose needs are met at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping

Work = Callable[[str], Awaitable[None]]


async def in_order(
    needs: Mapping[str, Iterable[str]],
    work: Work,
    *,
    halted: Callable[[], bool] = lambda: False,
    limit: int = 50,
) -> None:
    """Run `work(name)` for each name as soon as what it needs is done.

    The first failure cancels what is running, starts nothing more and is raised alone. Once
    `halted()` is true nothing more starts, and what is running comes to its end.
    """
    done = {name: asyncio.Event() for name in needs}
    places = asyncio.Semaphore(limit)

    async def run(name: str) -> None:
        for other in needs[name]:
            await done[other].wait()
        async with places:
            if not halted():
                await work(name)
        done[name].set()

    try:
        async with asyncio.TaskGroup() as group:
            for name in needs:
                group.create_task(run(name), name=name)
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
