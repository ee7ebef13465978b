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


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern for Python, None where Python cannot read what RE2 may."""
    text = re.sub(r"\\p\{?\w+\}?|\\P\{?\w+\}?", ".", pattern)
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
    message = error.msg
    if "missing )" in message or "unterminated subpattern" in message:
        return f"error parsing regexp: missing closing ): `{pattern}`"
    if "unbalanced parenthesis" in message:
        return f"error parsing regexp: unexpected ): `{pattern}`"
    rest = pattern[error.pos or 0 :]
    if "unterminated character set" in message:
        return f"error parsing regexp: missing closing ]: `{rest}`"
    if "nothing to repeat" in message:
        return f"error parsing regexp: missing argument to repetition operator: `{rest[:1]}`"
    if "bad character range" in message:
        range_ = message.rpartition(" ")[2]
        return f"error parsing regexp: invalid character class range: `{range_}`"
    # Python knows fewer escapes and forms; what only it refuses is let pass.
    return ""
