"""One jq program run by libjq: within bounds, and with nothing of this computer in its reach."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import Final

_SECONDS: Final = 2
_MEMORY: Final = 1 << 30
_MOST_RESULTS: Final = 10_000
_LONGEST: Final = 4 << 20  # characters of JSON, all results together
# A module would be read from this computer's disk.
_MODULES: Final = re.compile(r"\b(import|include|module)\b")


def run(script: str, document: str, *, first: bool) -> list[str]:
    """Return the results of `script` for a document, both in JSON; the first alone if asked for.

    Raises ValueError for a program that is none, does not fit its input or gives too much. It may
    be the end of this process: of a program that has none itself, or takes all memory there is.
    """
    import jq  # noqa: PLC0415 - in the process that runs programs only

    _leave_nothing_in_reach()
    _bound()
    if "\0" in script:
        raise ValueError("it holds a NUL character.")
    if not _MODULES.search(script):
        jq.compile(script)  # whose complaint is about the program as it was written
    # As text, a number that nobody counts with keeps every digit; in parentheses, jq allows no
    # module to be read.
    program = jq.compile(f"({script}\n) | tojson")
    jq.compile(script)  # and with both, no parenthesis of its own closes ours
    results: list[str] = []
    room = _LONGEST
    for result in program.input_text(document):
        results.append(result)
        room -= len(result)
        if room < 0 or len(results) > _MOST_RESULTS:
            raise ValueError("it gives more than a rehearsal takes.")
        if first:
            break
    return results


@cache
def _leave_nothing_in_reach() -> None:
    """Empty the environment, which `env` would show, and say nothing, which `debug` would."""
    os.environ.clear()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound() -> None:
    """Let the system end this process when the next program takes too long."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + _SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
