"""A server with laid-out answers, and a connection to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Connection, Credentials, Endpoints
from tests.core.cloud.answering import AnsweringServer, answering

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[AnsweringServer]:
    with answering() as running:
        yield running


@pytest.fixture
def connection(server: AnsweringServer) -> Connection:
    credentials = Credentials("LTAI5tSample", "planted-secret", "planted-token")
    return Connection(credentials, "cn-hangzhou", Endpoints.all_at(server.address))
