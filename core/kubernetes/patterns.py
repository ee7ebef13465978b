"""Regular expressions as Go's RE2 reads them, checked with Python's own."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Final

# What Python writes otherwise, in the order it is replaced.
_TRANSLATED: Final = (
    (r"\z", r"\Z"),
    ("[[:alpha:]]", "[A-Za-z]"),
    ("[:alnum:]", "A-Za-z0-9"),
    ("[:alpha:]", "A-Za-z"),
    ("[:digit:]", "0-9"),
    ("[:lower:]", "a-z"),
    ("[:upper:]", "A-Z"),
    ("[:space:]", r"\s"),
    ("[:punct:]", r"!-/:-@\[-`{-~"),
    ("[:xdigit:]", "0-9A-Fa-f"),
    ("[:word:]", r"\w"),
    ("[:print:]", " -~"),
)
# Looking around and referring back is what RE2 leaves out.
_NOT_IN_RE2: Final = re.compile(r"(?<!\\)(?:\\\\)*(\(\?(?:=|!|<=|<!|>|\())|(?<!\\)(?:\\\\)*\\[1-9]")

# By what Python says.
_GO_WORDS: Final = (
    ("missing )", "missing closing ): `{pattern}`"),
    ("unterminated subpattern", "missing closing ): `{pattern}`"),
    ("unbalanced parenthesis", "unexpected ): `{pattern}`"),
    ("unterminated character set", "missing closing ]: `{rest}`"),
    ("nothing to repeat", "missing argument to repetition operator: `{first}`"),
    ("bad character range", "invalid character class range: `{range}`"),
    ("unknown extension ?<", "invalid named capture: `{rest}`"),
    ("unterminated name", "invalid named capture: `{rest}`"),
)


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern for Python, None where Python cannot read what RE2 may."""
    text = re.sub(r"\\p\{?\w+\}?|\\P\{?\w+\}?", ".", pattern)
    text = re.sub(r"\(\?<(\w+)>", r"(?P<\1>", text)
    for old, new in _TRANSLATED:
        text = text.replace(old, new)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None


def pattern_fault(pattern: str) -> str:
    """Return why RE2 refuses a pattern, in its words; empty when it is good, or cannot be told."""
    if odd := _NOT_IN_RE2.search(pattern):
        what = odd[1] or odd[0]
        kind = "invalid or unsupported Perl syntax" if odd[1] else "invalid escape sequence"
        return f"error parsing regexp: {kind}: `{what}`"
    if compiled(pattern) is not None:
        return ""
    try:
        re.compile(pattern)
    except re.error as error:
        return _go_words(pattern, error)
    return ""


def _go_words(pattern: str, error: re.error) -> str:
    rest = pattern[error.pos or 0 :]
    for fragment, words in _GO_WORDS:
        if fragment in error.msg:
            range_ = error.msg.rpartition(" ")[2]
            told = words.format(pattern=pattern, rest=rest, first=rest[:1], range=range_)
            return f"error parsing regexp: {told}"
    # Python knows fewer escapes and forms; what only it refuses is let pass.
    return ""
