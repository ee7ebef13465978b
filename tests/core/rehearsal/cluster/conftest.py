"""A built-in cluster for each test, talked to as any client would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest_asyncio

from core.rehearsal.cluster import BuiltInCluster
from tests.support.cluster_api import Api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def cluster() -> AsyncIterator[BuiltInCluster]:
    cluster = BuiltInCluster()
    await cluster.start()
    yield cluster
    await cluster.stop()


@pytest_asyncio.fixture
async def api(cluster: BuiltInCluster) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(base_url=cluster.url) as client:
        yield Api(client)
