"""Outputs as people read them: base64, JSON and a Job's signal decoded, secrets covered."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.cloud.stacks import StackOutput

COVERED: Final = "••••••••"
SIGNAL_ID: Final = "release"  # under which the hook Job signals

# Shorter text that happens to be base64 is a word far more often than an encoded one.
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{14,}={0,2}")


class Form(StrEnum):
    """What an output turned out to be."""

    TEXT = "text"
    JSON = "json"
    LINK = "link"


@dataclass(frozen=True)
class DecodedOutput:
    """An output: `text` for people, `raw` exactly as ROS gave it."""

    name: str
    text: str = field(repr=False)
    form: Form
    raw: str = field(repr=False)
    description: str = ""


def decode(output: StackOutput) -> DecodedOutput:
    """Decode an output as far as it is encoded beyond doubt.

    ROS gives `Data` of a WaitCondition as a JSON string of `{signal id: data}`, and the Job's data
    are base64; a template that decodes both gives plain text.
    """
    raw = output.value if isinstance(output.value, str) else _compact(output.value)
    text, form = _readable(raw)
    return DecodedOutput(output.key, text, form, raw, output.description)


def covered(text: str, secrets: Iterable[str]) -> str:
    """Return `text` with every secret covered, the longest first."""
    for secret in sorted((s for s in secrets if s), key=len, reverse=True):
        text = text.replace(secret, COVERED)
    return text


def _readable(raw: str) -> tuple[str, Form]:
    text = _from_base64(raw)
    document = _from_json(text)
    if document is None:
        is_link = re.fullmatch(r"https?://\S+", text.strip()) is not None
        return text, Form.LINK if is_link else Form.TEXT
    signals = _signals(document)
    if len(signals) == 1:
        return _readable(signals[0])
    if signals:
        return "\n".join(_readable(data)[0] for data in signals), Form.TEXT
    return json.dumps(document, indent=2, ensure_ascii=False), Form.JSON


def _signals(document: object) -> list[str]:
    """Return the data of the signals when the document is a collection of signals."""
    if not isinstance(document, dict):
        return []
    is_signals = all(key == SIGNAL_ID or key.isdigit() for key in document)
    data = [value for value in document.values() if isinstance(value, str)]
    return data if is_signals and len(data) == len(document) else []


def _from_json(text: str) -> dict[str, object] | list[object] | None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None


def _from_base64(text: str) -> str:
    """Return what base64 encodes, line breaks in it or not; other text as it is."""
    joined = "".join(text.split())
    if len(joined) % 4 or not _BASE64.fullmatch(joined):
        return text
    try:
        decoded = base64.b64decode(joined, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return text
    return decoded if all(char.isprintable() or char in "\r\n\t" for char in decoded) else text


def _compact(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)
