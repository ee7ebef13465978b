"""The values document as text: what keeps it from travelling byte for byte."""

from __future__ import annotations

import re
from typing import Final

from core.errors import Problem, say

VALUES_LIMIT: Final = 1024 * 1024
# C strings end at a NUL; a lone surrogate has no UTF-8.
_UNPASSABLE: Final = re.compile("[\0\ud800-\udfff]")


def refusal(untrusted_text: str) -> Problem | None:
    """Return why a values document cannot be passed on at all: its size, or a character in it."""
    size = len(untrusted_text.encode("utf-8", errors="surrogatepass"))
    if size > VALUES_LIMIT:
        what = say(
            "The values have {size} bytes; the limit is {limit}.", size=size, limit=VALUES_LIMIT
        )
        return Problem("values", what, say("Keep what differs from the chart's defaults only."))
    unpassable = _UNPASSABLE.search(untrusted_text)
    if unpassable is None:
        return None
    line = untrusted_text.count("\n", 0, unpassable.start()) + 1
    column = unpassable.start() - untrusted_text.rfind("\n", 0, unpassable.start())
    what = say("The values hold half a character.")
    if unpassable[0] == "\0":
        what = say("The values hold a NUL character.")
    return Problem("values", what, say("Take it out."), line, column)
