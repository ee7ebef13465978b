"""The language of the window: which one, and the translators of it that are installed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from core.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

TRANSLATIONS: Final = RESOURCES / "translations"


class Language(StrEnum):
    """A choice of the person, as it is remembered."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_Hans"


class Translation(QObject):
    """Translates the application for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.language = Language.SYSTEM
        self._translators: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Translate from now on into `language`; what is already on the screen stays."""
        self.language = language
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        spoken = language
        if language is Language.SYSTEM:
            spoken = spoken_by(QLocale.system().uiLanguages())
        QLocale.setDefault(_locale(language, spoken))
        if spoken is Language.CHINESE:
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._load("qtbase_zh_CN", qt)
            self._load("chartnest_zh_Hans", str(TRANSLATIONS))

    def _load(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)


def spoken_by(preferred: Iterable[str]) -> Language:
    """Return our language for a system's, by preference; Traditional Chinese has none yet."""
    for name in preferred:
        locale = QLocale(name)
        if locale.language() == QLocale.Language.English:
            break
        if locale.language() == QLocale.Language.Chinese:
            # Only the first counts: the list ends in a bare "zh" for Traditional Chinese, too.
            simplified = locale.script() == QLocale.Script.SimplifiedHanScript
            return Language.CHINESE if simplified else Language.ENGLISH
    return Language.ENGLISH


def _locale(chosen: Language, spoken: Language) -> QLocale:
    """Return the locale for dates and numbers; the system's where it has that language."""
    system = QLocale.system()
    if chosen is Language.SYSTEM:
        return system
    if spoken is Language.CHINESE:
        return QLocale("zh_CN")
    return system if system.language() == QLocale.Language.English else QLocale("en_US")
