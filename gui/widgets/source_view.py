"""Source to read: its name, Copy, find, and colours by the file's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.theme import S, Tone
from gui.widgets.code_view import CodeView
from gui.widgets.find_bar import FindBar
from gui.widgets.parts import Label, column, row, tool

if TYPE_CHECKING:
    from gui.widgets.highlight import Language


class SourceView(QWidget):
    """A titled, read-only view of one source at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = CodeView(name)
        self._title = Label(kind="strong")
        self._note = Label(kind="hint", tone=Tone.MUTED)
        self._note.setVisible(False)
        find = FindBar(self.view)
        header = row(
            self._title,
            tool("search", self.tr("Find"), find.open_bar),
            tool("copy", self.tr("Copy"), self._copy),
            space=S,
            fill=0,
        )
        self.setLayout(column(header, self._note, self.view, find, space=S, fill=2))

    def show_source(
        self, title: str, text: str, language: Language | None = None, note: str = ""
    ) -> None:
        """Show a source under its title; `note` explains it in a sentence."""
        same = title == self._title.text()
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if same:
            self.view.change_text(text)
        else:
            self.view.set_source(text, language or language_of(title))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())


def language_of(path: str) -> Language:
    """Return the language of a file by its place and name."""
    name = path.rsplit("/", 1)[-1].lower()
    if "templates/" in path and name.endswith((".yaml", ".yml", ".tpl", ".txt")):
        return "template"
    endings: tuple[tuple[tuple[str, ...], Language], ...] = (
        ((".yaml", ".yml", ".lock"), "yaml"),
        ((".json",), "json"),
        ((".sh",), "shell"),
        ((".tpl",), "template"),
    )
    return next((language for ends, language in endings if name.endswith(ends)), "text")
