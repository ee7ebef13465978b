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
    from core.cloud.stacks import StackOutput
    from core.plan.model import Plan

COVERED: Final = "••••••••"
SIGNAL_ID: Final = "release"  # under which the hook Job signals
_OUTPUT_NAME: Final = "Output"  # what our templates call their one output

# The line that run.sh puts in the place of what a signal has no room for.
_CUT: Final = re.compile(r"^\[\.\.\. cut here(?:; all of it: (.*))? \.\.\.\]$", re.MULTILINE)
# Shorter text that happens to be base64 is a word far more often than an encoded one.
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{14,}={0,2}")


class Form(StrEnum):
    """What an output turned out to be."""

    TEXT = "text"
    JSON = "json"
    LINK = "link"


@dataclass(frozen=True)
class DecodedOutput:
    """An output: `text` for people, `raw` exactly as ROS gave it.

    `cut` when it was too long for a signal, so that its middle is missing; `whole` then is the
    command that shows all of it, empty where it did not fit either.
    """

    name: str
    text: str = field(repr=False)
    form: Form
    raw: str = field(repr=False)
    description: str = ""
    secret: bool = False
    cut: bool = False
    whole: str = ""

    @property
    def shown(self) -> str:
        """Return the text, or dots in its place where it is a secret nobody asked for."""
        return COVERED if self.secret else self.text


def decode(output: StackOutput, *, secret: bool = False) -> DecodedOutput:
    """Decode an output as far as it is encoded beyond doubt.

    ROS gives `Data` of a WaitCondition as a JSON string of `{signal id: data}`, and the Job's data
    are base64; a template that decodes both gives plain text.
    """
    raw = output.value if isinstance(output.value, str) else _compact(output.value)
    text, form = _readable(raw)
    cut = _CUT.search(text)
    return DecodedOutput(
        output.key,
        text,
        form,
        raw,
        output.description,
        secret,
        cut=cut is not None,
        whole=(cut.group(1) or "") if cut else "",
    )


def secret_outputs(plan: Plan) -> frozenset[str]:
    """Return the names of the outputs that carry a secret of the cluster."""
    from core.delivery.outputs import kind_of  # noqa: PLC0415 - 0.1 s that decoding does not need

    return frozenset({_OUTPUT_NAME}) if kind_of(plan.output).secret else frozenset()


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
