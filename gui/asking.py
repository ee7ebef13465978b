"""The dialogs of the system that ask for a plan file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def plan_to_read(parent: QWidget) -> Path | None:
    """Return the plan the person chose to open, None when they chose none."""
    name, _kind = QFileDialog.getOpenFileName(
        parent, _tr("Open plan"), str(Path.home()), _tr("Plans (*.yaml *.yml)")
    )
    return Path(name) if name else None


def plan_to_write(parent: QWidget, offered: str) -> Path | None:
    """Return where the person wants the plan saved, None for nowhere."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, _tr("Save plan"), offered, _tr("Plans (*.yaml *.yml)")
    )
    return Path(name) if name else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Asking", text)
