"""One rehearsal for all tests here, and the official ROS client of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from tests.support.official_sdk import Ros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def rehearsal() -> Iterator[Rehearsal]:
    with ephemeral(Options()) as rehearsal:
        yield rehearsal


@pytest.fixture(scope="session")
def ros(rehearsal: Rehearsal) -> Ros:
    return Ros(rehearsal)
