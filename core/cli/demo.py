"""`make demo` without a display: the sample plan through a whole rehearsed life, said aloud.

Each line that starts with `$` is a command anybody can type; it is really run.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cli import run
from core.deployment.history import History
from core.errors import ExitCode
from core.paths import RESOURCES
from core.rehearsal.inventory import inventory
from core.rehearsal.process import find_or_start

if TYPE_CHECKING:
    from core.rehearsal.inventory import ClusterObject

_PLAN: Final = os.path.relpath(RESOURCES / "sample" / "plan.yaml")


def main() -> int:
    """Launch, look, delete, and prove that nothing is left; return the exit code."""
    os.environ.setdefault("CHARTNEST_HOME", str(Path("build", "demo", "home").absolute()))
    started = time.monotonic()
    before = set(_objects())
    code = _say_and_run("launch", _PLAN, "--rehearse")
    try:
        if code == ExitCode.DONE:
            code = _look_and_delete(before)
    finally:
        _say_and_run("rehearsal", "stop")
    print(f"\nAll of it took {time.monotonic() - started:.1f} s.")
    return code


def _look_and_delete(before: set[ClusterObject]) -> int:
    deployment = History().deployments()[0].id
    _say_and_run("outputs", deployment)
    print("\nIn the cluster now:")
    for found in sorted(set(_objects()) - before):
        print(f"  {found}")
    code = _say_and_run("delete", deployment)
    left = sorted(set(_objects()) - before)
    print("\nLeft in the cluster:", *(map(str, left) if left else ["nothing"]), sep="\n  ")
    return code if not left else ExitCode.DEPLOYMENT_FAILED


def _say_and_run(*words: str) -> int:
    print(f"\n$ chartnest {' '.join(words)}", flush=True)
    return run(words)


def _objects() -> tuple[ClusterObject, ...]:
    return inventory(find_or_start())


if __name__ == "__main__":
    sys.exit(main())
