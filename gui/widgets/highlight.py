"""Colours for the few languages the window shows; small enough to follow typing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from gui.theme import Tone, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

Language = Literal["yaml", "template", "shell", "json", "text"]

_ACTION: Final = r"(?P<action>\{\{.*?\}\}|\[\[.*?\]\]|\[%.*?%\])"
_QUOTED: Final = r"""(?P<string>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)"""
_NUMBER: Final = (
    r"(?P<number>(?<![\w.-])(?:[-+]?(?:\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?|\.inf|\.nan)"
    r"|true|false|null|~)(?=\s*(?:[,\]}#]|$)))"
)
_COMMENT: Final = r"(?P<comment>(?:^|(?<=\s))\#.*)"
_YAML_KEY: Final = (
    r"""(?P<key>(?:"[^"]*"|'[^']*'|[^\s#:'"{}\[\],&*!|>-][^:#,{}\[\]]*?|-[^\s:#]+)(?=:(?:\s|$)))"""
)
_YAML_MARK: Final = r"(?P<mark>(?<!\S)[&*!][^\s,\]}]+|^---.*|^\.\.\.)"
_YAML: Final = f"{_COMMENT}|{_YAML_KEY}|{_QUOTED}|{_NUMBER}|{_YAML_MARK}"
_PATTERNS: Final[dict[Language, re.Pattern[str]]] = {
    "yaml": re.compile(_YAML),
    "template": re.compile(f"{_ACTION}|{_YAML}"),
    "shell": re.compile(
        f"{_COMMENT}|{_QUOTED}"
        r"|(?P<mark>\$\{[^}]*\}|\$\w+|\$\()"
        r"|(?P<key>(?<![\w-])(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|"
        r"return|exit|trap|local|export|set|shift|break|continue)(?![\w-]))"
    ),
    "json": re.compile(
        r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*")'
        r"|(?P<number>-?\d+\.?\d*(?:[eE][-+]?\d+)?|true|false|null)"
    ),
    "text": re.compile(r"(?!)"),
}
_TONES: Final = {
    "comment": Tone.MUTED,
    "key": Tone.ACCENT,
    "string": Tone.OK,
    "number": Tone.WARN,
    "mark": Tone.WARN,
    "action": Tone.WARN,
}
_BLOCK_SCALAR: Final = re.compile(r"(?:^|[:\-\s])\s*[|>][-+0-9]*\s*(?:#.*)?$")


class Highlighter(QSyntaxHighlighter):
    """Colours one document; a block scalar of YAML is text until its indentation ends."""

    def __init__(self, document: QTextDocument, language: Language) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._language: Language = language
        self.recolour()

    def set_language(self, language: Language) -> None:
        """Colour as another language from now on."""
        if language != self._language:
            self._language = language
            self.rehighlight()

    def recolour(self) -> None:
        """Take the colours of the scheme now shown."""
        colours = tokens()
        for name, tone in _TONES.items():
            made = QTextCharFormat()
            made.setForeground(colours.tone(tone))
            if name == "comment":
                made.setFontItalic(True)
            if name == "action":
                made.setFontWeight(QFont.Weight.Medium)
            self._formats[name] = made
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Colour one line."""
        yaml = self._language in {"yaml", "template"}
        if yaml and self._in_block_scalar(text):
            self.setFormat(0, len(text), self._formats["string"])
            if self._language == "template":
                self._colour(text, only="action")
            return
        self._colour(text)
        opens = yaml and _BLOCK_SCALAR.search(text)
        self.setCurrentBlockState(_indent(text) + 1 if opens else -1)

    def _colour(self, text: str, only: str = "") -> None:
        for found in _PATTERNS[self._language].finditer(text):
            name = found.lastgroup or ""
            if not only or name == only:
                self.setFormat(
                    units(text, found.start()), found.end() - found.start(), self._formats[name]
                )

    def _in_block_scalar(self, text: str) -> bool:
        state = self.previousBlockState()
        if state <= 0 or (text.strip() and _indent(text) < state):
            return False
        self.setCurrentBlockState(state)
        return True


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def units(text: str, place: int) -> int:
    """Return a place in Python characters as one in UTF-16 units, which Qt counts."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le")) // 2
