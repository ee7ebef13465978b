"""A real rehearsal server on a thread of its own, shared by the tests of this folder."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from core.deployment.history import History
from core.deployment.hosting import RehearsalHost
from core.deployment.launch import Order
from core.deployment.model import REHEARSAL, Target
from core.rehearsal.options import Options
from core.rehearsal.server import Server
from core.rehearsal.switches import Switches
from tests.core.deployment.samples import PASSWORD, bundle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal


@contextmanager
def serving(options: Options) -> Iterator[Rehearsal]:
    """Serve a rehearsal until the block ends."""
    started: Queue[tuple[Rehearsal, asyncio.Event, asyncio.AbstractEventLoop]] = Queue()

    async def serve() -> None:
        server, ended = Server(options), asyncio.Event()
        rehearsal = await server.start()
        started.put((rehearsal, ended, asyncio.get_running_loop()))
        await ended.wait()
        await server.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    rehearsal, ended, loop = started.get(timeout=30)
    try:
        yield rehearsal
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


@pytest.fixture(scope="session")
def rehearsal() -> Iterator[Rehearsal]:
    with serving(Options()) as running:
        yield running


@pytest.fixture(scope="session")
def throttling() -> Iterator[Rehearsal]:
    """A server that takes four calls of one action a minute."""
    with serving(Options(switches=Switches(rate_limit=4))) as running:
        yield running


@pytest.fixture
def target(rehearsal: Rehearsal) -> Target:
    connection = rehearsal.connection()
    return Target(REHEARSAL, connection, RehearsalHost(connection))


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def order(request: pytest.FixtureRequest, target: Target) -> Order:
    """A launch whose stack waits for a signal; its plan is named after the test."""
    name = request.node.name.replace("[", "-").replace("]", "").replace(".", "-")
    return Order(bundle(name), target, secrets={"auth.password": PASSWORD})
