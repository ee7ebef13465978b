"""What the status tests share: services and workers without a window, and a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.background import Background
from gui.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from tests.support.statuses import Deployed


@pytest.fixture
def services(deployed: Deployed) -> Services:
    return Services(deployed.home)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    del qapp
    made = Background()
    yield made
    made.close()
