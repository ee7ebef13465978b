"""The main window's menus and their shortcuts."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from core import __version__
from gui.language import Language
from gui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from gui.window import Window

Shortcut = QKeySequence.StandardKey | str


class Menus(QObject):
    """Every action of the window, each doing one of the window's public methods."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
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
        window, keys = self._window, QKeySequence.StandardKey
        menu = window.menuBar().addMenu(self.tr("&File"))
        _add(menu, self.tr("&New plan"), window.new_plan, keys.New)
        _add(menu, self.tr("&Open…"), window.ask_plan, keys.Open)
        _add(menu, self.tr("Open the sa&mple"), window.open_sample)
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Save"), window.save, keys.Save),
            _add(menu, self.tr("Save &as…"), window.save_as, "Ctrl+Shift+S"),
            _add(menu, self.tr("&Close plan"), window.close_plan, "Ctrl+W"),
        ]
        menu.addSeparator()
        _add(menu, self.tr("&Quit"), window.close, "Ctrl+Q")

    def _make_deployments(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Deployments"))
        _add(menu, self.tr("&All deployments"), self._window.close_plan, "Ctrl+D")

    def _make_view(self) -> None:
        window, keys = self._window, QKeySequence.StandardKey
        menu = window.menuBar().addMenu(self.tr("&View"))
        for scheme, name in (
            (Scheme.SYSTEM, self.tr("&System colours")),
            (Scheme.LIGHT, self.tr("&Light")),
            (Scheme.DARK, self.tr("&Dark")),
        ):
            action = _add(menu, name, partial(window.dress, scheme))
            action.setCheckable(True)
            action.setData(scheme)
            self._schemes.addAction(action)
        menu.addSeparator()
        self._make_languages(menu.addMenu(self.tr("&Language")))
        menu.addSeparator()
        _add(menu, self.tr("Zoom &in"), partial(window.zoom, +1), keys.ZoomIn)
        _add(menu, self.tr("Zoom &out"), partial(window.zoom, -1), keys.ZoomOut)
        _add(menu, self.tr("&Actual size"), partial(window.zoom, 0), "Ctrl+0")
        menu.addSeparator()
        self._plan_actions += [
            _add(menu, self.tr("&Next step"), window.next_step, "Alt+Right"),
            _add(menu, self.tr("&Previous step"), window.previous_step, "Alt+Left"),
        ]

    def _make_languages(self, menu: QMenu) -> None:
        # A language is named in itself, so that it is found in a window one cannot read.
        for language, name in (
            (Language.SYSTEM, self.tr("&System language")),
            (Language.ENGLISH, "English"),
            (Language.CHINESE, "简体中文"),
        ):
            action = _add(menu, name, partial(self._window.speak, language))
            action.setCheckable(True)
            action.setData(language)
            self._languages.addAction(action)

    def _make_help(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Help"))
        _add(menu, self.tr("&Keyboard shortcuts"), self._show_shortcuts, "F1")
        _add(menu, self.tr("&About ChartNest"), self._show_about)

    def _show_shortcuts(self) -> None:
        shown = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for menu in self._window.menuBar().findChildren(QMenu)
            for action in menu.actions()
            if not action.shortcut().isEmpty()
        ]
        shown += [
            ("Ctrl+F", self.tr("Find in the editor")),
            ("Ctrl+/", self.tr("Comment lines out, or in again")),
            ("Ctrl+[", self.tr("Fold or unfold")),
            ("Esc, Tab", self.tr("Leave the editor")),
        ]
        rows = "".join(
            f"<tr><td style='padding-right:24px'><b>{keys}</b></td><td>{_plain(name)}</td></tr>"
            for keys, name in shown
        )
        title = self.tr("Keyboard shortcuts")
        QMessageBox.information(self._window, title, f"<table cellpadding='3'>{rows}</table>")

    def _show_about(self) -> None:
        text = self.tr(
            "ChartNest {version}\n\nPuts a Helm chart into a customer's ACK cluster through ROS "
            "and Compute Nest, and rehearses it on this computer first.\n\nApache License 2.0"
        )
        title = self.tr("About ChartNest")
        QMessageBox.about(self._window, title, text.format(version=__version__))


def _plain(name: str) -> str:
    """Return an action's name without the mark of its key, which stands apart in Chinese."""
    return re.sub(r"\(&\w\)|&", "", name)


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
