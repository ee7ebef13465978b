"""The main window's menus and their shortcuts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup, QKeySequence

from gui.help import show_about, show_shortcuts
from gui.language import Language
from gui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar

Shortcut = QKeySequence.StandardKey | str


class Menus(QObject):
    """Every action of the window; what one does is up to whoever hears its signal.

    Signals:
        new_asked, open_asked, sample_asked: a plan to begin with.
        save_asked, save_as_asked, close_asked: of the open plan.
        home_asked: all deployments.
        next_asked, previous_asked: another step of the open plan.
        scheme_chosen, language_chosen, zoom_asked: how it is to look; steps larger, 0 for actual.
    """

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    save_asked = Signal()
    save_as_asked = Signal()
    close_asked = Signal()
    home_asked = Signal()
    next_asked = Signal()
    previous_asked = Signal()
    scheme_chosen = Signal(Scheme)
    language_chosen = Signal(Language)
    zoom_asked = Signal(int)

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._plan_actions: list[QAction] = []
        self._schemes, self._languages = QActionGroup(self), QActionGroup(self)
        self._make_file()
        self._make_deployments()
        self._make_view()
        self._make_help()

    def enable_plan_actions(self, *, enabled: bool) -> None:
        """Allow what needs an open plan, or not."""
        for action in self._plan_actions:
            action.setEnabled(enabled)

    def tick(self, scheme: Scheme, language: Language) -> None:
        """Tick the colours now shown, and the language that is chosen."""
        for action in self._schemes.actions():
            action.setChecked(action.data() == scheme)
        for action in self._languages.actions():
            action.setChecked(action.data() == language)

    def _make_file(self) -> None:
        keys = QKeySequence.StandardKey
        menu = self._bar.addMenu(self.tr("&File"))
        _add(menu, self.tr("&New plan"), self.new_asked.emit, keys.New)
        _add(menu, self.tr("&Open…"), self.open_asked.emit, keys.Open)
        _add(menu, self.tr("Open the sa&mple"), self.sample_asked.emit)
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Save"), self.save_asked.emit, keys.Save),
            _add(menu, self.tr("Save &as…"), self.save_as_asked.emit, "Ctrl+Shift+S"),
            _add(menu, self.tr("&Close plan"), self.close_asked.emit, "Ctrl+W"),
        ]
        menu.addSeparator()
        _add(menu, self.tr("&Quit"), self._bar.window().close, "Ctrl+Q")

    def _make_deployments(self) -> None:
        menu = self._bar.addMenu(self.tr("&Deployments"))
        _add(menu, self.tr("&All deployments"), self.home_asked.emit, "Ctrl+D")

    def _make_view(self) -> None:
        keys = QKeySequence.StandardKey
        menu = self._bar.addMenu(self.tr("&View"))
        for scheme, name in (
            (Scheme.SYSTEM, self.tr("&System colours")),
            (Scheme.LIGHT, self.tr("&Light")),
            (Scheme.DARK, self.tr("&Dark")),
        ):
            action = _add(menu, name, partial(self.scheme_chosen.emit, scheme))
            action.setCheckable(True)
            action.setData(scheme)
            self._schemes.addAction(action)
        menu.addSeparator()
        self._make_languages(menu.addMenu(self.tr("&Language")))
        menu.addSeparator()
        _add(menu, self.tr("Zoom &in"), partial(self.zoom_asked.emit, +1), keys.ZoomIn)
        _add(menu, self.tr("Zoom &out"), partial(self.zoom_asked.emit, -1), keys.ZoomOut)
        _add(menu, self.tr("&Actual size"), partial(self.zoom_asked.emit, 0), "Ctrl+0")
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Next step"), self.next_asked.emit, "Alt+Right"),
            _add(menu, self.tr("&Previous step"), self.previous_asked.emit, "Alt+Left"),
        ]

    def _make_languages(self, menu: QMenu) -> None:
        # A language is named in itself, so that it is found in a window one cannot read.
        for language, name in (
            (Language.SYSTEM, self.tr("&System language")),
            (Language.ENGLISH, "English"),
            (Language.CHINESE, "简体中文"),
        ):
            action = _add(menu, name, partial(self.language_chosen.emit, language))
            action.setCheckable(True)
            action.setData(language)
            self._languages.addAction(action)

    def _make_help(self) -> None:
        menu = self._bar.addMenu(self.tr("&Help"))
        _add(menu, self.tr("&Keyboard shortcuts"), partial(show_shortcuts, self._bar), "F1")
        _add(menu, self.tr("&About ChartNest"), partial(show_about, self._bar.window()))


def _add(
    menu: QMenu, name: str, do: Callable[[], object], shortcut: Shortcut | None = None
) -> QAction:
    action = menu.addAction(name)
    if isinstance(shortcut, str):
        action.setShortcut(QKeySequence(shortcut))
    elif shortcut is not None:
        action.setShortcuts(shortcut)
    action.triggered.connect(lambda _checked=False: do())
    return action
