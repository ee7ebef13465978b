"""The official ROS client of the rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.official_sdk import Ros

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def ros(rehearsal: Rehearsal) -> Ros:
    return Ros(rehearsal)
