r"""Regular expressions as Go's RE2 reads them, checked with Python's own.

Where the two may differ nothing is said: no good pattern is ever refused.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Final

# An escape, or a class of characters whole; one that is never closed goes on to the end.
_TOKEN: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*(?:\]|\Z|\\\Z)", re.DOTALL)
_POSIX: Final = re.compile(r"\[:(\^?\w+):\]")
# What Python writes otherwise, inside a class.
_POSIX_CLASSES: Final = {
    "alnum": "A-Za-z0-9",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "space": r"\s",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "word": r"\w",
    "print": " -~",
}
# Unicode's properties, texts taken literally, single bytes: Python has no word for them.
_ONLY_IN_RE2: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[pPQEC]")
# Looking around and referring back is what RE2 leaves out; two digits are a character in octal.
_NOT_IN_RE2: Final = re.compile(
    r"(?<!\\)(?:\\\\)*(\(\?(?:=|!|<=|<!|>|\())|(?<!\\)(?:\\\\)*(\\(?:[1-7](?![0-7])|[89]))"
)

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
    if _ONLY_IN_RE2.search(pattern):
        return None
    text = _TOKEN.sub(_translated, _with_names(pattern))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None


def _with_names(pattern: str) -> str:
    return re.sub(r"\(\?<(\w+)>", r"(?P<\1>", pattern)


def _translated(token: re.Match[str]) -> str:
    text = token[0]
    if not text.startswith("["):
        return r"\Z" if text == r"\z" else text
    return text[0] + _POSIX.sub(lambda name: _POSIX_CLASSES.get(name[1], name[0]), text[1:])


def pattern_fault(pattern: str) -> str:
    """Return why RE2 refuses a pattern, in its words; empty when it is good, or cannot be told."""
    if _ONLY_IN_RE2.search(pattern):
        return ""
    if odd := _NOT_IN_RE2.search(_TOKEN.sub(_without_class, pattern)):
        what = odd[1] or odd[2]
        kind = "invalid or unsupported Perl syntax" if odd[1] else "invalid escape sequence"
        return f"error parsing regexp: {kind}: `{what}`"
    if compiled(pattern) is not None:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(_with_names(pattern))
    except re.error as error:
        return _go_words(pattern, error)
    except (OverflowError, RecursionError):
        return ""
    return ""


def _without_class(token: re.Match[str]) -> str:
    return "." if token[0].startswith("[") else token[0]


def _go_words(pattern: str, error: re.error) -> str:
    if not _is_told_alike(pattern, error):
        return ""
    rest = _with_names(pattern)[error.pos or 0 :]
    first = rest[:2] if rest[1:2] == "?" else rest[:1]
    for fragment, words in _GO_WORDS:
        if fragment in error.msg:
            range_ = error.msg.rpartition(" ")[2]
            told = words.format(pattern=pattern, rest=rest, first=first, range=range_)
            return f"error parsing regexp: {told}"
    # Python knows fewer escapes and forms; what only it refuses is let pass.
    return ""


def _is_told_alike(pattern: str, error: re.error) -> bool:
    """Tell whether RE2 minds, too: it repeats anchors and takes a dash after a class."""
    if _POSIX.search(pattern):
        return False  # whose end Python takes for that of the class around it
    pattern, at = _with_names(pattern), error.pos or 0
    if "nothing to repeat" in error.msg:
        return pattern[at : at + 1] in ("*", "+", "?") and pattern[at - 1 : at] in ("", "(", "|")
    if "bad character range" in error.msg:
        return re.fullmatch(r".*range [^\\\[]-[^\\\[]", error.msg) is not None
    return True
