"""The tests notice when any quoting, encoding, policy or trap goes missing from the chart."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.delivery import hook_chart as module
from core.errors import ProblemsFound
from tests.hook_chart import test_rendering, test_settings
from tests.support.hook_pod import hook_as_chart, rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHART = module._FOLDER
# What may be left out of a template without any Kubernetes or Helm reading something else: names
# that our own schema has already narrowed down to plain text.
SAFE_UNQUOTED = re.compile(
    r"(outer-release|namespace|jobs|release|wait\S*|chart-\S+|sha256|plain-http|pass-credentials"
    r"|username|secret-values|signal-\S+|output\S*|seconds-\S+|on-delete-failure|http\S*|no-proxy"
    r"|pull-command|ca\.crt|readiness-command|helm\.sh/chart|app\.kubernetes\.io/managed-by):"
    r"|\.dockerconfigjson: {{ \.dockerConfigJson \| b64enc"
)
POLICIES = re.compile(
    r"helm\.sh/hook|restartPolicy|backoffLimit|terminationGrace|terminationMessagePolicy|runAs"
    r"|fsGroup|RuntimeDefault|allowPrivilege|readOnlyRoot|drop: \[ALL\]|sidecar|activeDeadline"
    r"|serviceAccountName|kubernetes.io/os|command:|imagePullSecrets:"
)


@dataclass(frozen=True)
class Mutant:
    """A line of a template, counted from 1, and what it becomes."""

    file: str
    number: int
    line: str
    changed: str

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"


def mutants() -> Iterator[Mutant]:
    """Yield one for each safeguard in each template."""
    for path in sorted((CHART / "templates").glob("*")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if " | b64enc" in line:
                yield Mutant(path.name, number, line, line.replace(" | b64enc", "", 1))
            if " | quote" in line and not SAFE_UNQUOTED.match(line.strip()):
                yield Mutant(path.name, number, line, line.replace(" | quote", "", 1))
            if ' | replace "\\n" ""' in line:
                yield Mutant(path.name, number, line, line.replace(' | replace "\\n" ""', "", 1))
            if POLICIES.search(line) and "define" not in line:
                yield Mutant(path.name, number, line, "")


MUTANTS = [
    mutant if number % 8 == 0 else pytest.param(mutant, marks=pytest.mark.matrix)
    for number, mutant in enumerate(mutants())
]


def checks() -> Iterator[Callable[[], object]]:
    """Yield what must hold of the rendered chart."""
    yield test_settings.test_every_setting_becomes_its_file
    yield test_settings.test_values_may_travel_inside
    yield test_settings.test_base64_of_several_lines_is_taken
    yield lambda: test_settings.test_any_bytes_may_travel_inside.hypothesis.inner_test(b"")  # type: ignore[attr-defined]
    for text in test_settings.numbers_in_base64():
        yield partial(test_settings.test_base64_that_looks_like_a_number_stays_text, text)
    yield test_rendering.test_a_hook_is_never_deleted_on_failure_nor_with_its_log
    for run in ("install", "uninstall"):
        yield partial(test_rendering.test_the_pod_passes_restricted_pod_security, run)
    yield test_rendering.test_the_pods_place_is_the_plans
    yield test_rendering.test_times_and_texts_that_look_like_numbers
    for scope in ("cluster", "namespace", "rules", "existing"):
        yield partial(test_rendering.by_scope, scope)


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_template_that_lost_a_safeguard_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mutant: Mutant
) -> None:
    folder = tmp_path / "hook-chart"
    shutil.copytree(CHART, folder)
    path = folder / "templates" / mutant.file
    lines = path.read_text().splitlines()
    assert lines[mutant.number - 1] == mutant.line
    lines[mutant.number - 1] = mutant.changed
    path.write_text("\n".join(lines) + "\n")
    monkeypatch.setattr(module, "_FOLDER", folder)
    _forget()
    try:
        assert any(_fails(check) for check in checks()), f"nobody misses {mutant.line.strip()}"
    finally:
        _forget()


def _forget() -> None:
    rendered.cache_clear()
    hook_as_chart.cache_clear()


def _fails(check: Callable[[], object]) -> bool:
    try:
        check()
    except (AssertionError, ProblemsFound, LookupError, TypeError, ValueError):
        return True
    return False


SCRIPT_MUTANTS = {
    "trap stop TERM INT HUP": "test_stopping.py",
    "  trap '' TERM INT HUP\n  trap - EXIT\n": "test_stopping.py",
    "trap report EXIT": "test_states.py",
    "trap conclude EXIT": "test_uninstall.py",
    "  kill -TERM $! 2>/dev/null\n": "test_stopping.py",
    " | masked": "test_secrets.py",
    " | clean 900": "test_signals.py",
    " | quoted": "test_signals.py",
    " --no-hooks": "test_states.py",
    "--reset-values ": "test_states.py",
    " --password-stdin": "test_sources.py",
    '    [ "$outer" = "$OUTER" ] || return 1\n': "test_states.py",
    '      [ -z "$LAST" ] || return 1\n': "test_states.py",
    "    [ $verb = upgrade ] || give_back\n": "test_states.py",
    "    ! grep -q 'release: not found' \"$WORK/stderr\" || return 0\n": "test_states.py",
    "  stop_installs\n": "test_uninstall.py",
    "  know_secrets\n": "test_secrets.py",
    "ulimit -f 131072; ": "test_outputs.py",
}


@pytest.mark.matrix
@pytest.mark.parametrize(("part", "tests"), list(SCRIPT_MUTANTS.items()), ids=str.strip)
def test_a_script_that_lost_a_part_is_noticed(tmp_path: Path, part: str, tests: str) -> None:
    folder = tmp_path / "hook-chart"
    shutil.copytree(CHART, folder)
    path = folder / "files" / "run.sh"
    script = path.read_text()
    assert part in script
    path.write_text(script.replace(part, ""))
    here = Path(__file__).parent
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-xq",
            "-m",
            "not matrix",
            "-p",
            "no:cacheprovider",
            here / tests,
        ],
        env=os.environ | {"CHARTNEST_MUTANT": str(folder)},
        cwd=here.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout
