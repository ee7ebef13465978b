"""What the status tests share: services and workers without a window, and a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.background import Background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    del qapp
    made = Background()
    yield made
    made.close()
