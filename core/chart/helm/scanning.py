"""Templates as Go's parser reads them: which words in their actions call functions, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_COMMENT: Final = re.compile(r"\{\{(?:-[ \t\r\n]+)?/\*")
_COMMENT_CLOSE: Final = re.compile(r"(?:[ \t\r\n]-)?\}\}")
_OPEN: Final = re.compile(r"\{\{(?:-[ \t\r\n])?")
_TOKEN: Final = re.compile(
    r"""
      (?P<close> [ \t\r\n] -\}\} | \}\} )
    | (?P<newline> \r?\n )
    | (?P<text> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `[^`]*` )
    | (?P<field> [.$]\w* )
    | (?P<number> \d[\w.]* )
    | (?P<word> \w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
ELSE_WITH: Final = "else with"
NEWLINE: Final = "\n"


@dataclass(frozen=True)
class Use:
    """One word of an action, ELSE_WITH or NEWLINE, and where it stands.

    `action` counts the actions of a template: an old Helm gives up an action at its first newline.
    `at` is an offset into the text, `line` counts from 1.
    """

    word: str
    action: int
    at: int
    line: int


@lru_cache(maxsize=8192)
def uses(template: bytes) -> tuple[Use, ...]:
    """Return the words in the actions of a template, in order."""
    text = template.decode("utf-8-sig", errors="replace")
    found = []
    line, counted = 1, 0
    for word, action, at in _words(text):
        line += text.count("\n", counted, at)
        counted = at
        found.append(Use(word, action, at, line))
    return tuple(found)


@lru_cache(maxsize=8192)
def literals(template: bytes) -> tuple[tuple[int, str], ...]:
    """Return the texts in a template's actions that hold actions themselves, and where they are."""
    text = template.decode("utf-8-sig", errors="replace")
    found = []
    position = text.find("{{")
    while position >= 0:
        position = _after_comment(text, position) or position + 2
        while token := _TOKEN.match(text, position):
            position = token.end()
            if token["close"]:
                break
            if token["text"] and "{{" in token["text"]:
                found.append((token.start(), token["text"]))
        position = text.find("{{", position)
    return tuple(found)


def actions(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where each action of a template starts and ends, and its tokens, braces included."""
    position = text.find("{{")
    while position >= 0:
        end = _after_comment(text, position)
        if end is None:
            opening = _OPEN.match(text, position)
            end = opening.end() if opening else position
            tokens = [text[position:end]]
            while token := _TOKEN.match(text, end):
                end = token.end()
                tokens.append(token[0])
                if token["close"]:
                    yield position, end, tokens
                    break
        position = text.find("{{", end)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    position = text.find("{{")
    action = 0
    while position >= 0:
        end = _after_comment(text, position)
        if end is None:
            end = yield from _action_words(text, position, action)
            action += 1
        position = text.find("{{", end)


def _after_comment(text: str, position: int) -> int | None:
    """Return where the comment at `position` ends; None when there is none.

    Go refuses one that does not end, or ends without braces: no end further on is looked for.
    """
    comment = _COMMENT.match(text, position)
    if comment is None:
        return None
    end = text.find("*/", comment.end())
    if end < 0:
        return len(text)
    close = _COMMENT_CLOSE.match(text, end + 2)
    return close.end() if close else end + 2


def _action_words(text: str, start: int, action: int) -> Generator[tuple[str, int, int], None, int]:
    """Yield the words of the action at `start`; return where it ends."""
    opening = _OPEN.match(text, start)
    position = opening.end() if opening else start
    before = ""
    while token := _TOKEN.match(text, position):
        position = token.end()
        if token["close"]:
            break
        word = token["word"]
        if token["newline"]:
            yield NEWLINE, action, token.start()
        elif word:
            yield (ELSE_WITH if (before, word) == ("else", "with") else word), action, token.start()
            before = word
    return position
