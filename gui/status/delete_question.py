"""Asks before a stack is deleted; Cancel is the default, and what stays is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMessageBox, QWidget

from gui.theme import Tone, pixmap
from gui.widgets.parts import set_property

if TYPE_CHECKING:
    from core.deployment.leftovers import Leftover
    from gui.status.orders import Kept

ICON: Final = 32


class DeleteQuestion(QMessageBox):
    """A question about one deployment; `delete_button` is the only way to yes."""

    def __init__(self, name: str, kept: Kept, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Delete stack"))
        self.setIconPixmap(pixmap("warning", Tone.BAD, ICON))
        self.setText(self.tr("Delete {name}?").format(name=name))
        self.setInformativeText(self._consequences(kept))
        role = QMessageBox.ButtonRole
        self.delete_button = self.addButton(self.tr("Delete stack"), role.DestructiveRole)
        set_property(self.delete_button, "kind", "danger")
        self.cancel_button = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.cancel_button)
        self.setEscapeButton(self.cancel_button)

    def _consequences(self, kept: Kept) -> str:
        goes = self.tr("The release is uninstalled and the stack goes. This cannot be undone.")
        if kept.things is None:
            return f"{goes}\n\n" + self.tr(
                "The cluster cannot be looked into from here: volume claims and custom resource "
                "definitions, if there are any, stay."
            )
        if not kept.things:
            return f"{goes}\n\n" + self.tr("Nothing of it stays in the cluster.")
        lines = [f"• {leftover_words(thing)}" for thing in kept.things]
        return "\n".join([goes, "", self.tr("These stay in the cluster:"), *lines])


def leftover_words(thing: Leftover) -> str:
    """Return what an object is called, with its namespace if it has one."""
    return f"{thing.kind} {thing.name}" + (f" ({thing.namespace})" if thing.namespace else "")
