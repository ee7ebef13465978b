"""An engine in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.rehearsal.stack.engine import Engine
from core.rehearsal.stack.store import Store
from tests.support.stacks import NoCluster, Stacks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
def store() -> Store:
    return Store(None)


@pytest.fixture
async def engine(store: Store) -> AsyncIterator[Engine]:
    engine = Engine(store, NoCluster(), minute=0.02)
    yield engine
    await engine.stop()
    store.close()


@pytest.fixture
def stacks(engine: Engine) -> Stacks:
    return Stacks(engine)
