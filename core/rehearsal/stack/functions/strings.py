"""Functions on text: Join, Split, Replace, Str, Base64 and more."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.rehearsal.stack.functions.arguments import several, text
from core.rehearsal.stack.refusals import validation_failed


def join(argument: Any) -> str:
    """`[delimiter, [text, …]]` in one string."""
    delimiter, parts = several("Join", argument, 2, 2)
    if not isinstance(parts, list):
        raise validation_failed("Fn::Join takes a delimiter and a list.")
    return text("Join", delimiter).join(text("Join", part) for part in parts)


def split(argument: Any) -> list[str]:
    """`[delimiter, text]` as a list."""
    delimiter, whole = several("Split", argument, 2, 2)
    return text("Split", whole).split(text("Split", delimiter))


def replace(argument: Any) -> str:
    """`[{old: new, …}, text]` with every old replaced."""
    replacements, whole = several("Replace", argument, 2, 2)
    if not isinstance(replacements, dict):
        raise validation_failed("Fn::Replace takes a map and a text.")
    result = text("Replace", whole)
    for old, new in replacements.items():
        result = result.replace(str(old), text("Replace", new))
    return result


def to_text(argument: Any) -> str:
    """`Fn::Str`: a number, boolean, list or map as text."""
    return text("Str", argument)


def base64_plain(argument: Any) -> str:
    """`Fn::Base64`, in one line."""
    return base64.b64encode(text("Base64", argument).encode()).decode()


def base64_encode(argument: Any) -> str:
    """`Fn::Base64Encode`, broken after 76 characters.

    Official templates strip line breaks from it, so the service may break lines; a rehearsal
    always does, to show templates that forget.
    """
    return base64.encodebytes(text("Base64Encode", argument).encode()).decode().rstrip("\n")


def base64_decode(argument: Any) -> str:
    """`Fn::Base64Decode`."""
    try:
        lines = text("Base64Decode", argument).split()
        return base64.b64decode("".join(lines), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise validation_failed("Fn::Base64Decode was given text that is not base64.") from None


def format_time(argument: Any) -> str:
    """`Fn::FormatTime`: `format` or `[format, zone]`, of now."""
    pattern, *zone = argument if isinstance(argument, list) else [argument]
    try:
        now = datetime.now(ZoneInfo(str(zone[0])) if zone else UTC)
    except (ZoneInfoNotFoundError, ValueError):
        raise validation_failed(f"Fn::FormatTime: {zone[0]} is no time zone.") from None
    return now.strftime(text("FormatTime", pattern))


def match_pattern(argument: Any) -> bool:
    """`Fn::MatchPattern`: `[pattern, text]`, the whole text."""
    pattern, whole = several("MatchPattern", argument, 2, 2)
    try:
        return re.fullmatch(str(pattern), text("MatchPattern", whole)) is not None
    except re.error as error:
        raise validation_failed(f"Fn::MatchPattern: {error}") from None
