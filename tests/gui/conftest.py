"""No display is needed; a test that leaves a thread, a timer or a window behind fails."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent

from tests.support.window import EXPECTED_MESSAGES, Driver, leftovers, open_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves something behind, or makes Qt complain."""
    before = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    assert not leftovers(before)
    capture = getattr(request.node, "qt_log_capture", None)
    messages = [each.message for each in capture.records] if capture else []
    assert [text for text in messages if text not in EXPECTED_MESSAGES] == []


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    """A window at home, and the hand that drives it."""
    with open_window(qapp) as opened:
        yield opened
