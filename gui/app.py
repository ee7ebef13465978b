"""The entry point of the window: `python -m gui [PLAN | --sample] [--debug]`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from core import __version__
from core.log import Log, heard, keep_quiet
from core.paths import data_directory
from gui.crashes import Crashes
from gui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEBUG: Final = "--debug"
_LOG: Final = Log("window")
STYLE: Final = ("-style", "Fusion")
"""As arguments of Qt: set by a call, it would cost the start 12 ms."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; it opens the plan given, or the sample."""
    words = list(sys.argv if arguments is None else arguments)
    given = [word for word in words if word != _DEBUG]
    keep_quiet()
    with heard(sys.stderr) if _DEBUG in words else nullcontext():
        application = made_application(given)
        crashes = Crashes(data_directory(), application)
        window = Window(application)
        window.furnished.connect(lambda: _begin(application, window, crashes, given[1:]))
        window.show()
        _LOG.info("shown", version=__version__)
        code = application.exec()
        crashes.close()
        return code


def made_application(given: Sequence[str] = ("chartnest",)) -> QApplication:
    """Return the application, in the style that the theme dresses."""
    application = QApplication([given[0], *STYLE, *given[1:]])
    application.setApplicationName("ChartNest")
    return application


def _begin(
    application: QApplication, window: Window, crashes: Crashes, given: Sequence[str]
) -> None:
    from gui.pauses import keep_pauses_short

    keep_pauses_short(application)
    workspace = window.workspace
    crashes.happened.connect(workspace.background.failed)
    if crashes.before:
        workspace.say_crashed(crashes.before)
    if "--sample" in given:
        workspace.plans.open_sample()
    elif given:
        workspace.plans.open_file(Path(given[0]))
