"""What differs between two texts, line by line, with a little of what surrounds it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QColor

from gui.theme import tokens
from gui.widgets.code_view import CodeView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent

Sign = Literal["+", "-", " ", "@"]


@dataclass(frozen=True)
class DiffLine:
    """One line of a diff: added, taken away, the same, or the head of a place."""

    sign: Sign
    text: str


def differences(old: str, new: str, around: int = 3) -> tuple[DiffLine, ...]:
    """Return what differs, with `around` lines before and after; empty when nothing does."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=around)
    found = []
    for line in list(lines)[2:]:
        if line.startswith("@@"):
            found.append(DiffLine("@", line))
        else:
            sign: Sign = "+" if line[0] == "+" else "-" if line[0] == "-" else " "
            found.append(DiffLine(sign, line[1:]))
    return tuple(found)


class DiffView(CodeView):
    """Shows lines made by `differences`; signs stand in the text, so that colour is not alone."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "yaml", numbered=False)
        self._lines: tuple[DiffLine, ...] = ()

    def show_lines(self, lines: Sequence[DiffLine]) -> None:
        """Show a diff, unless it is the one shown."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self.change_text("\n".join(map(_shown, lines)))
        self._stripe()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another scheme."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_lines"):
            self._stripe()

    def _stripe(self) -> None:
        colours = tokens()
        ground = {
            "+": QColor(colours.mixed(colours.ok, 0.14, colours.code)),
            "-": QColor(colours.mixed(colours.bad, 0.14, colours.code)),
            "@": QColor(colours.mixed(colours.muted, 0.12, colours.code)),
        }
        self.set_stripes(
            [
                (number, ground[line.sign])
                for number, line in enumerate(self._lines, 1)
                if line.sign in ground
            ]
        )


def _shown(line: DiffLine) -> str:
    return line.text if line.sign == "@" else f"{line.sign} {line.text}".rstrip()
