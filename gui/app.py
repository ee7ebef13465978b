"""The entry point of the window: `python -m gui [PLAN | --sample]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.paths import RESOURCES
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
    translate(application)
    window = Window(Theme(application))
    window.show()
    if "--sample" in given:
        window.open_sample()
    elif len(given) > 1:
        window.open_plan(Path(given[1]))
    return application.exec()


def translate(application: QApplication) -> None:
    """Load the person's language where there is a translation of it."""
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("chartnest", str(RESOURCES / "translations"))):
        translator = QTranslator(application)
        if translator.load(QLocale(), name, "_", folder):
            application.installTranslator(translator)
