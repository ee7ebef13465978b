from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.scheduler import in_order


@given(st.lists(st.frozensets(st.integers(0, 9)), min_size=1, max_size=10))
def test_everything_runs_once_and_after_what_it_needs(wanted: list[frozenset[int]]) -> None:
    needs = {
        str(number): frozenset(str(other) for other in others if other < number)
        for number, others in enumerate(wanted)
    }
    done: list[str] = []

    async def work(name: str) -> None:
        assert needs[name] <= set(done)
        await asyncio.sleep(0)
        done.append(name)

    asyncio.run(in_order(needs, work))
    assert sorted(done) == sorted(needs)


async def test_what_needs_nothing_of_each_other_runs_at_the_same_time() -> None:
    meeting = asyncio.Barrier(3)

    async def work(_: str) -> None:
        await meeting.wait()

    await in_order({"a": (), "b": (), "c": ()}, work)


async def test_the_first_failure_stops_the_rest_and_is_raised_alone() -> None:
    stopped = []

    async def work(name: str) -> None:
        if name == "bad":
            raise ValueError(name)
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append(name)

    with pytest.raises(ValueError, match="bad"):
        await in_order({"slow": (), "bad": (), "later": ("bad",)}, work)
    assert stopped == ["slow"]


async def test_once_halted_nothing_more_starts() -> None:
    started: list[str] = []

    async def work(name: str) -> None:
        started.append(name)

    await in_order({"a": (), "b": ("a",)}, work, halted=lambda: bool(started))
    assert started == ["a"]


async def test_no_more_than_the_limit_run_at_once() -> None:
    running, most = 0, 0

    async def work(_: str) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await in_order({str(number): () for number in range(20)}, work, limit=3)
    assert most == 3
