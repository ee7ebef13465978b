"""What a command does without is not loaded: nearly all of a cold start is imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.paths import RESOURCES

LOADED = "import sys; from gui.start import main; main({words}); print('\\n', *sys.modules)"
SERVICES = ("aiohttp", "alibabacloud_", "darabonba", "httpx", "keyring", "rich")
ENGINE = ("helm_python", "jinja2", "jsonschema", "kubernetes_validate", "pydantic", "ruamel")
WINDOW = ("PySide6", "gui.app", "gui.window")
SAMPLE = RESOURCES / "sample"


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (("--help",), (*SERVICES, *ENGINE, *WINDOW, "yaml", "sqlite3", "core.cloud")),
        (("--version",), (*SERVICES, *ENGINE, *WINDOW, "yaml", "sqlite3", "core.cloud")),
        (("launch", "--help"), (*SERVICES, *WINDOW, "helm_python", "core.rehearsal.server")),
        (("list",), (*SERVICES, *ENGINE, *WINDOW, "yaml", "core.plan.model")),
        (("status", "nothing"), (*SERVICES, *ENGINE, *WINDOW, "yaml", "core.plan.model")),
        (("revisions", "nothing"), (*SERVICES, *ENGINE, *WINDOW, "yaml", "core.plan.model")),
        (("rehearsal", "stop"), (*SERVICES, *ENGINE, *WINDOW, "core.rehearsal.server")),
        (("plan", "check", SAMPLE / "plan.yaml"), (*SERVICES, *WINDOW, "core.rehearsal")),
        (("chart", "render", SAMPLE / "chart"), (*SERVICES, *WINDOW, "core.rehearsal", "jinja2")),
        (("chart", "show", SAMPLE / "chart"), (*SERVICES, *WINDOW, "helm_python", "jinja2")),
    ],
    ids=lambda each: " ".join(map(str, each))[:16],
)
def test_a_command_loads_nothing_it_does_without(
    words: tuple[object, ...], heavy: tuple[str, ...]
) -> None:
    code = LOADED.format(words=[str(word) for word in words])
    started = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = started.stdout.splitlines()[-1].split()
    assert "core.cli" in loaded
    assert [name for name in loaded if name.startswith(heavy)] == []
