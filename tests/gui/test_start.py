"""The launcher: every face and every child is one word away, and loads nothing of the others."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from core import CHILD
from core.paths import ROOT
from gui.start import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STARTERS = {"children.start", "children.start_detached", "shell_line"}
LOADED = "import sys; from gui.start import main; main({words}); print(*sys.modules)"


def loaded(*words: str) -> str:
    code = LOADED.format(words=list(words))
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_without_a_word_and_with_any_other_it_is_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0
    assert "chartnest plan new" in capsys.readouterr().out
    assert main(["fly"]) == 2
    assert "fly" in capsys.readouterr().err


def test_the_command_line_loads_nothing_of_the_window() -> None:
    modules = loaded("--version").split()
    assert "core.cli" in modules
    assert [name for name in modules if name.startswith(("PySide6", "gui."))] == ["gui.start"]


def test_a_child_of_a_frozen_build_is_chosen_by_its_module() -> None:
    assert loaded(CHILD, "core.rehearsal.helm_command", "version", "--short").startswith("v")


def test_every_child_that_is_started_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    started = {module for file in (ROOT / "core").rglob("*.py") for module in children_of(file)}
    chosen = {
        pattern.value.value
        for pattern in ast.walk(ast.parse((ROOT / "gui" / "start.py").read_text()))
        if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant)
    }
    assert started == chosen
    assert main([CHILD, "antigravity"]) == 2
    assert "antigravity" in capsys.readouterr().err


def children_of(file: Path) -> set[str]:
    """Return the modules that a source file starts as children."""
    own = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    return {
        str(call.args[0].value) if isinstance(call.args[0], ast.Constant) else own
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in STARTERS
    }


def test_the_window_tells_its_steps_when_asked_to_debug() -> None:
    command = [sys.executable, "-m", "gui.start", "window", "--debug"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as window:
        assert window.stderr
        told = next(line for line in window.stderr if "window: " in line)
        window.kill()
    assert "info window: shown version=" in told
