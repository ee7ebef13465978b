"""The script as ShellCheck reads it: clean, and with no quotes that could go missing unnoticed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from core.delivery.hook_chart import RUN_SCRIPT

SHELLCHECK = Path(sys.executable).with_name("shellcheck")
# A quoted word with a variable in it, nothing in need of quotes besides.
QUOTED = re.compile(r'(?<=[\s])"([^"\s$()`\\]*\$(?:\{[^}"]*\}|\w+)[^"\s()`\\]*)"')
# Numbers that the script itself counts, and words of its own: without quotes they are the same.
OUR_OWN = re.compile(r"\$(?:tries|stops|limit|half|tool|1|\{REASON-\})$")
# Text in single quotes that another shell, or tr, is to read.
MEANT = "SC1003,SC2016"
SCRIPT = RUN_SCRIPT.replace("\\\n", "")


def complaints(script: str) -> list[tuple[int, int]]:
    """Return line and code of each, notes and style included."""
    done = subprocess.run(
        [SHELLCHECK, "--norc", "--shell=sh", f"--exclude={MEANT}", "--format=json", "-"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    return [(each["line"], each["code"]) for each in json.loads(done.stdout)]


def test_shellcheck_has_nothing_to_say() -> None:
    assert complaints(SCRIPT) == []


def test_a_variable_that_lost_its_quotes_is_noticed() -> None:
    quoted = {
        SCRIPT.count("\n", 0, found.start()) + 1
        for found in QUOTED.finditer(SCRIPT)
        if not OUR_OWN.search(found[1])
    }
    assert len(quoted) > 100
    bare = QUOTED.sub(r"\1", SCRIPT)
    noticed = {line for line, _ in complaints(bare)}
    assert sorted(quoted - noticed) == []
