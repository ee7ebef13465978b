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
# Base64 of ASCII text, which our own schema narrows these down to, never looks like a number.
SAFE_UNQUOTED = re.compile(
    r"(outer-release|namespace|jobs|release|wait\S*|chart-\S+|sha256|plain-http|pass-credentials"
    r"|secret-values|output|output-(name|key|api-version|object-kind|limit)|seconds-\S+"
    r"|on-delete-failure|ca\.crt|helm\.sh/chart|app\.kubernetes\.io/managed-by):"
    r"|\.dockerconfigjson: {{ \.dockerConfigJson \| b64enc"
)
POLICIES = re.compile(
    r"helm\.sh/hook|restartPolicy|backoffLimit|terminationGrace|terminationMessagePolicy|runAs"
    r"|fsGroup|RuntimeDefault|allowPrivilege|readOnlyRoot|drop: \[ALL\]|sidecar|activeDeadline"
    r"|serviceAccountName|kubernetes.io/os|command:|imagePullSecrets:|ttlSeconds|ServiceLinks"
    r"|readOnly: true|seccompProfile|nodeSelector:|verbs:|apiGroups:|resources:|roleRef:"
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


NOT_OF_THE_SCRIPT = ("test_mutations.py", "test_rendering.py", "test_script.py", "test_settings.py")
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
    yield test_rendering.test_a_chart_that_travels_inside_is_there_to_be_read
    yield test_rendering.test_times_and_texts_that_look_like_numbers
    for scope in ("cluster", "namespace", "rules", "existing"):
        yield partial(test_rendering.by_scope, scope)
    for scope in ("cluster", "namespace", "rules"):
        yield partial(test_rendering.test_every_scope_lets_the_script_keep_its_own_house, scope)


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


# What in the script keeps a promise, what it becomes when that is taken away, and where that
# shows first, when not where the function's other losses do.
GUARDS = (
    # traps
    (r"trap [a-z'-]+ [A-Z ]+", ":", ""),
    (r"^  kill -TERM .*\n", "", ""),
    # filters: nothing secret, nothing unprintable, nothing that breaks out of its quotes
    (r" \| masked(?=[ )\n])", "", "test_secrets.py"),
    (r" \| clean \d+(?=[ )\n])", "", "test_signals.py"),
    (r" \| quoted(?=[ )\n])", "", ""),
    # policies of helm, curl and timeout
    (r" --(?:no-hooks|reset-values|wait(?:-for-jobs)?|password-stdin)(?=[ \n])", "", ""),
    (r" --(?:pass-credentials|plain-http)(?=[ \n])", "", ""),
    (r" -k \S+|ulimit -f \d+; ", "", "test_outputs.py"),
    (r"(?<=curl -)g| \|\| STATUS=000", "", ""),
    # checks that end the script, a function or a loop
    (
        (
            r"^ +(?:! )?(?:\[|grep|typed|claim) .*\|\|"
            r"(?: |\n +)(?:fail|return|give_back|exit|printf)\b.*"
        ),
        ":",
        "",
    ),
    # whole steps
    (r"^  (?:check_image|know_secrets|mend|stop_installs)$", ":", ""),
    (r"^  await_ready$", ":", "test_outputs.py"),
    (r"^(?:use_proxy|trust)$", ":", "test_sources.py"),
)
# Where a loss shows first; the rest of the tests follow.
FIRST = {
    "stop": "test_stopping.py",
    "tell": "test_stopping.py",
    "api": "test_states.py",
    "ask": "test_states.py",
    "give_back": "test_states.py",
    "at_work": "test_states.py",
    "install": "test_states.py",
    "typed": "test_secrets.py",
    "deploy": "test_states.py",
    "claim": "test_states.py",
    "look": "test_states.py",
    "mend": "test_states.py",
    "fetch": "test_sources.py",
    "pull": "test_sources.py",
    "add_repository": "test_sources.py",
    "download": "test_sources.py",
    "use_proxy": "test_sources.py",
    "await_ready": "test_outputs.py",
    "collect": "test_outputs.py",
    "uninstall": "test_uninstall.py",
    "stop_installs": "test_uninstall.py",
    "check_image": "test_secrets.py",
    "": "test_stopping.py",
}


def script_mutants() -> Iterator[tuple[Mutant, str]]:
    """Yield one for each guard in the script, wherever it stands, and the tests to run first."""
    script = module.RUN_SCRIPT
    for pattern, instead, first in GUARDS:
        for found in re.finditer(pattern, script, re.MULTILINE):
            changed = script[: found.start()] + instead + script[found.end() :]
            number = script.count("\n", 0, found.start()) + 1
            functions = re.findall(r"^(\w+)\(\) {|^case", script[: found.start()], re.MULTILINE)
            yield (
                Mutant("run.sh", number, found.group(), changed),
                first or FIRST.get(functions[-1], "test_signals.py"),
            )


@pytest.mark.matrix
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("mutant", "first"), list(script_mutants()), ids=str)
def test_a_script_that_lost_a_guard_is_noticed(tmp_path: Path, mutant: Mutant, first: str) -> None:
    folder = tmp_path / "hook-chart"
    shutil.copytree(CHART, folder)
    (folder / "files" / "run.sh").write_text(mutant.changed)
    here = Path(__file__).parent
    rest = {path.name for path in here.glob("test_*.py")} - {first, *NOT_OF_THE_SCRIPT}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-xq", "-m", "not matrix", "-p", "no:cacheprovider"),
            *("-k", "not bash and not (test_stopping and dash)"),
            *(here / name for name in (first, *sorted(rest, reverse=True))),
        ],
        env=os.environ | {"CHARTNEST_MUTANT": str(folder)},
        cwd=here.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, f"nobody misses {mutant.line.strip()}\n{done.stdout}"
