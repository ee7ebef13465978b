"""Helm's words as they stand in our sentences."""

from __future__ import annotations

import textwrap
from typing import Final

_LONGEST: Final = 6000


def whole(untrusted_reason: str) -> str:
    """Return a reason with its lines, to stand in a sentence; of a very long one both ends."""
    first, _, rest = untrusted_reason.strip().partition("\n")
    text = f"{first.strip()}\n{textwrap.dedent(rest)}".strip().rstrip(".")
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half]} … {text[-half:]}"
    return text or "?"
