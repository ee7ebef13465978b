"""What the Help menu says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from core import __version__

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar, QWidget


def show_shortcuts(bar: QMenuBar) -> None:
    """List the shortcuts of the menus of `bar`, and of the editor."""
    shown = [
        (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
        for menu in bar.findChildren(QMenu)
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    ]
    shown += [
        ("Ctrl+F", _tr("Find in the editor")),
        ("Ctrl+/", _tr("Comment lines out, or in again")),
        ("Ctrl+[", _tr("Fold or unfold")),
        ("Esc, Tab", _tr("Leave the editor")),
    ]
    rows = "".join(
        f"<tr><td style='padding-right:24px'><b>{keys}</b></td><td>{_plain(name)}</td></tr>"
        for keys, name in shown
    )
    table = f"<table cellpadding='3'>{rows}</table>"
    QMessageBox.information(bar.window(), _tr("Keyboard shortcuts"), table)


def show_about(parent: QWidget) -> None:
    """Say what this is, and which version."""
    text = _tr(
        "ChartNest {version}\n\nPuts a Helm chart into a customer's ACK cluster through ROS "
        "and Compute Nest, and rehearses it on this computer first.\n\nApache License 2.0"
    )
    QMessageBox.about(parent, _tr("About ChartNest"), text.format(version=__version__))


def _plain(name: str) -> str:
    """Return an action's name without the mark of its key, which stands apart in Chinese."""
    return re.sub(r"\(&\w\)|&", "", name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Help", text)
