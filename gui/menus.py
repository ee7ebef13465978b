"""The main window's menus and their shortcuts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup, QKeySequence

from gui.help import show_about, show_shortcuts
from gui.language import Language
from gui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar

    from gui.workspace import Workspace

Shortcut = QKeySequence.StandardKey | str


class Menus(QObject):
    """Every action of the window, each doing one of the workspace's public methods."""

    def __init__(self, workspace: Workspace, bar: QMenuBar) -> None:
        super().__init__(workspace)
        self._workspace, self._bar = workspace, bar
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

    def check_scheme(self, scheme: Scheme) -> None:
        """Tick the colours now shown."""
        for action in self._schemes.actions():
            action.setChecked(action.data() == scheme)

    def check_language(self, language: Language) -> None:
        """Tick the language that is chosen."""
        for action in self._languages.actions():
            action.setChecked(action.data() == language)

    def _make_file(self) -> None:
        workspace, keys = self._workspace, QKeySequence.StandardKey
        menu = self._bar.addMenu(self.tr("&File"))
        _add(menu, self.tr("&New plan"), workspace.new_plan, keys.New)
        _add(menu, self.tr("&Open…"), workspace.ask_plan, keys.Open)
        _add(menu, self.tr("Open the sa&mple"), workspace.open_sample)
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Save"), workspace.save, keys.Save),
            _add(menu, self.tr("Save &as…"), workspace.save_as, "Ctrl+Shift+S"),
            _add(menu, self.tr("&Close plan"), workspace.close_plan, "Ctrl+W"),
        ]
        menu.addSeparator()
        _add(menu, self.tr("&Quit"), self._bar.window().close, "Ctrl+Q")

    def _make_deployments(self) -> None:
        menu = self._bar.addMenu(self.tr("&Deployments"))
        _add(menu, self.tr("&All deployments"), self._workspace.close_plan, "Ctrl+D")

    def _make_view(self) -> None:
        workspace, keys = self._workspace, QKeySequence.StandardKey
        menu = self._bar.addMenu(self.tr("&View"))
        for scheme, name in (
            (Scheme.SYSTEM, self.tr("&System colours")),
            (Scheme.LIGHT, self.tr("&Light")),
            (Scheme.DARK, self.tr("&Dark")),
        ):
            action = _add(menu, name, partial(workspace.dress, scheme))
            action.setCheckable(True)
            action.setData(scheme)
            self._schemes.addAction(action)
        menu.addSeparator()
        self._make_languages(menu.addMenu(self.tr("&Language")))
        menu.addSeparator()
        _add(menu, self.tr("Zoom &in"), partial(workspace.zoom, +1), keys.ZoomIn)
        _add(menu, self.tr("Zoom &out"), partial(workspace.zoom, -1), keys.ZoomOut)
        _add(menu, self.tr("&Actual size"), partial(workspace.zoom, 0), "Ctrl+0")
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Next step"), workspace.next_step, "Alt+Right"),
            _add(menu, self.tr("&Previous step"), workspace.previous_step, "Alt+Left"),
        ]

    def _make_languages(self, menu: QMenu) -> None:
        # A language is named in itself, so that it is found in a window one cannot read.
        for language, name in (
            (Language.SYSTEM, self.tr("&System language")),
            (Language.ENGLISH, "English"),
            (Language.CHINESE, "简体中文"),
        ):
            action = _add(menu, name, partial(self._workspace.speak, language))
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
