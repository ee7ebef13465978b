"""Writes YAML laid out for people; every YAML reader reads back exactly what was meant."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from core.errors import ChartNestError

# What both YAML 1.1 and 1.2 readers take for text without quotes, also inside [ ].
_LETTER: Final = r"A-Za-z_/$\u3001-\u9fff"
_WORD: Final = rf"{_LETTER}0-9.@+\uff0c-"
_PLAIN: Final = re.compile(rf"[{_LETTER}][{_WORD}]*(?:(?: |::?)[{_WORD}]+)*")
_NOT_TEXT: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# Not among them: control characters, and those that some readers take for line breaks.
_PRINTABLE: Final = (
    "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
)
_ONE_LINE: Final = re.compile(f"[{_PRINTABLE}]*")
_LINES: Final = re.compile(f"[\t\n{_PRINTABLE}]*")
_ESCAPED: Final = re.compile(f'["\\\\]|[^{_PRINTABLE}]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STEP: Final = 2
_WIDTH: Final = 88


class RosFunction(dict[str, object]):
    """A call of a ROS function, `{"Fn::GetAtt": […]}`.

    Only these become calls: a mapping of a person's that happens to look like one is refused.
    """


class LooksLikeFunction(ChartNestError):
    """A person's mapping would be called as a ROS function."""

    code = "looks-like-ros-function"
    what = "A mapping with the single key {key} would be run as a function by ROS."
    remedy = "Give the mapping a second key, or use another key."


class NotInYaml(ChartNestError):
    """A value has no YAML that every reader takes alike."""

    code = "not-in-yaml"
    what = "{value} cannot be written into the template."
    remedy = "Use text, numbers, true, false, lists and mappings."


def survives_as_block(text: str) -> bool:
    """Tell whether every YAML reader gives `text` back exactly from a literal block."""
    return _LINES.fullmatch(text) is not None


def lay_out(value: object, indent: int = 0) -> str:
    """Return `value` as YAML that begins where the cursor stands.

    Further lines are indented by `indent`; text of several lines becomes a literal block where
    that reads back exactly, given the line break that whatever follows begins with.
    """
    match value:
        case Mapping() if value:
            return _mapping(value, indent)
        case list() | tuple() if value:
            return _sequence(value, indent)
        case str() if "\n" in value and survives_as_block(value):
            return _block(value, indent)
        case _:
            return scalar(value)


def scalar(value: object) -> str:
    """Return a scalar or an empty collection as YAML on one line."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return str(int(value))
        case float() if math.isfinite(value):
            return _float(value)
        case str():
            return _text(value)
        case Mapping() if not value:
            return "{}"
        case list() | tuple() if not value:
            return "[]"
    raise NotInYaml(value=type(value).__name__)


def _float(value: float) -> str:
    mantissa, exponent, power = repr(value).partition("e")
    if exponent and "." not in mantissa:
        mantissa += ".0"  # YAML 1.1 takes 1e3 for text
    sign = "" if not exponent or power[0] in "+-" else "+"
    return mantissa + exponent + sign + power


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    if _ONE_LINE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise NotInYaml(value="Half of a surrogate pair")
    wide = f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _ESCAPES.get(char, wide)


def _block(text: str, indent: int) -> str:
    # Where the first line does not show the indentation by itself, it is told in figures.
    figure = str(_STEP) if re.match(r"\n*[ \t]", text) else ""
    body = text.rstrip("\n")
    trailing = len(text) - len(body)
    chomping = "-" if trailing == 0 else "" if trailing == 1 and body else "+"
    lines = text.removesuffix("\n").split("\n")
    margin = " " * indent
    return "\n".join([f"|{figure}{chomping}", *(margin + line if line else "" for line in lines)])


def _mapping(mapping: Mapping[object, object], indent: int) -> str:
    if not isinstance(mapping, RosFunction):
        _refuse_function(mapping)
    entries = (_entry(str(key), value, indent) for key, value in mapping.items())
    return ("\n" + " " * indent).join(entries)


def _refuse_function(mapping: Mapping[object, object]) -> None:
    key = str(next(iter(mapping)))
    if len(mapping) == 1 and (key == "Ref" or key.startswith("Fn::")):
        raise LooksLikeFunction(key=key)


def _entry(key: str, value: object, indent: int) -> str:
    inner = indent + _STEP
    if isinstance(value, Mapping) and value:
        return f"{_text(key)}:\n{' ' * inner}{lay_out(value, inner)}"
    if isinstance(value, list | tuple) and value:
        inline = _inline(value)
        if inline is not None and inner + len(key) + len(inline) <= _WIDTH:
            return f"{_text(key)}: {inline}"
        return f"{_text(key)}:\n{' ' * inner}{lay_out(value, inner)}"
    return f"{_text(key)}: {lay_out(value, inner)}"


def _sequence(items: list[object] | tuple[object, ...], indent: int) -> str:
    entries = (f"- {lay_out(item, indent + _STEP)}" for item in items)
    return ("\n" + " " * indent).join(entries)


def _inline(items: list[object] | tuple[object, ...]) -> str | None:
    """Return a list of one-line scalars in brackets, None for any other list."""
    if any(isinstance(item, Mapping | list | tuple) and item for item in items):
        return None
    return "[" + ", ".join(scalar(item) for item in items) + "]"
