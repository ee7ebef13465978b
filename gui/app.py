"""The entry point of the window: `python -m gui [PLAN | --sample]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gui.theme import Theme
from gui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

SWITCH_SECONDS = 0.001


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; it opens the plan given, or the sample."""
    given = list(sys.argv if arguments is None else arguments)
    # Workers share Python's one lock with the window: let it have its turn every millisecond.
    sys.setswitchinterval(SWITCH_SECONDS)
    application = QApplication(given)
    application.setApplicationName("ChartNest")
    window = Window(Theme(application))
    window.show()
    if "--sample" in given:
        window.open_sample()
    elif len(given) > 1:
        window.open_plan(Path(given[1]))
    return application.exec()
