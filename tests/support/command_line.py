"""`chartnest` run in this process, as a person without a terminal would run it."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

from core.cli import run


@dataclass(frozen=True)
class Said:
    """What a command exited with and printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def deployment(self) -> Any:
        return self.document["deployment"]


def chartnest(*words: object) -> Said:
    """Run a command and return what it said."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(word) for word in words])
    return Said(code, out.getvalue(), err.getvalue())
