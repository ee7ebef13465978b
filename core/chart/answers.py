"""What servers answer in JSON, looked at before it is believed."""

from __future__ import annotations

import json
from typing import Any

from core.chart.errors import BadRepository
from core.errors import say


def json_object(place: str, untrusted: bytes) -> dict[str, Any]:
    """Return an answer that has to be a JSON object; raise `BadRepository` when it is none."""
    try:
        parsed = json.loads(untrusted)
    except (ValueError, RecursionError):
        raise BadRepository(place=place, reason=say("it does not answer in JSON")) from None
    if not isinstance(parsed, dict):
        raise BadRepository(place=place, reason=say("its answer is no object"))
    return parsed


def field(answer: dict[str, Any], name: str, kind: type) -> Any:
    """Return a field of an answer, empty when it is missing or of another kind."""
    value = answer.get(name)
    return value if isinstance(value, kind) else kind()
