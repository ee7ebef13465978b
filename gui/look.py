"""How the window is shown: its colours, its size, its language; remembered from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui import remembered
from gui.language import Translation
from gui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from gui.language import Language
    from gui.theme import Scheme


class Look(QObject):
    """Applies each choice and remembers it.

    Signals:
        dressed: the colours or the size are others.
    """

    dressed = Signal()

    def __init__(self, application: QApplication, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._translation = Translation(self)
        self._translation.speak(remembered.language(settings))
        self.theme = Theme(application)
        # Before there is anything to dress: dressing all of it again would show late.
        self.theme.apply(remembered.scheme(settings), remembered.zoom(settings))

    @property
    def language(self) -> Language:
        """Return the language that is chosen."""
        return self._translation.language

    def dress(self, scheme: Scheme) -> None:
        """Show `scheme`."""
        self._settings.setValue("scheme", scheme.value)
        self.theme.apply(scheme, self.theme.zoom)
        self.dressed.emit()

    def zoom(self, by: int) -> None:
        """Make everything larger or smaller by a step; 0 is the actual size."""
        zoom = remembered.zoomed(self.theme.zoom, by)
        self._settings.setValue("zoom", zoom)
        self.theme.apply(self.theme.scheme, zoom)
        self.dressed.emit()

    def speak(self, language: Language) -> None:
        """Speak `language` from now on; what is already on the screen stays."""
        self._settings.setValue("language", language.value)
        self._translation.speak(language)
