"""One rehearsal for all tests here, and official SDK clients of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.rehearsal.process import ephemeral
from core.rehearsal.server import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def rehearsal() -> Iterator[Rehearsal]:
    with ephemeral(Options()) as rehearsal:
        yield rehearsal
