"""`Fn::Jq`: what ROS says of a jq program; libjq runs it in a process of its own, with an end."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from core.apart import Apart, TookTooLong, WorkEnded
from core.rehearsal.stack.functions import jq_program
from core.rehearsal.stack.functions.arguments import from_json, several
from core.rehearsal.stack.refusals import validation_failed

# Seconds before a program is ended; where the system counts a process's own seconds, sooner.
_PATIENCE: Final = 10.0
_APART: Final = Apart(_PATIENCE, again=False)


def jq(argument: Any) -> Any:
    """`[First | All, script, object or JSON text]`."""
    method, script, document = several("Jq", argument, 3, 3)
    if method not in {"First", "All"}:
        raise validation_failed("Fn::Jq takes First or All.")
    given = json.dumps(from_json("Jq", document))
    try:
        results, complaint = _outcome(str(script), given, first=method == "First")
    except (TookTooLong, WorkEnded):  # kept by no cache: a busy moment may be why
        results, complaint = (), "it takes too long or too much memory for a rehearsal."
    if complaint:
        raise validation_failed(f"Fn::Jq: {script!r}: {complaint}")
    found = [json.loads(result) for result in results]
    if method == "All":
        return found
    return found[0] if found else None


@lru_cache(maxsize=64)  # outputs are evaluated whenever a stack is asked for
def _outcome(script: str, document: str, *, first: bool) -> tuple[tuple[str, ...], str]:
    """Return the results in JSON, and what is wrong with the program or its input."""
    try:
        return tuple(_APART.call(jq_program.run, script, document, first=first)), ""
    except ValueError as error:
        return (), str(error)
