"""Client tokens: the same request said again gets the same answer and does nothing more."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.refusals import Refusal, invalid_parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.cloud.fields import Fields
    from core.rehearsal.stack.store import Store

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answered_once(
    store: Store, action: str, fields: Fields, answer: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Return `answer()`, or what it was when the same token came with the same fields."""
    token = fields.optional("ClientToken")
    if token is None:
        return answer()
    if not _TOKEN.fullmatch(token):
        raise invalid_parameter("ClientToken", "it is longer than 64 or has other characters")
    digest = _digest(fields)
    known = store.answer(action, token)
    if known is None:
        result = answer()
        store.keep_answer(action, token, digest, json.dumps(result))
        return result
    if known[0] != digest:
        raise Refusal(
            "InvalidIdempotenceParameter",
            "The request uses the same client token as a previous, but non-identical request.",
        )
    earlier: dict[str, Any] = json.loads(known[1])
    return earlier


def _digest(fields: Fields) -> str:
    return hashlib.sha256(json.dumps(sorted(fields.untrusted.items())).encode()).hexdigest()
