"""Children are started alike everywhere, and never import what lies in a working folder."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from core import children
from core.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HELM = "core.rehearsal.helm_command"
STRANGER = "import sys; sys.stderr.write('stranger'); sys.exit(9)"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a folder with modules that carry the names of ours and of Python's."""
    for name in ("core", "gui", "yaml", "pydantic"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(STRANGER)
    for name in ("json", "pickle", "platformdirs", "argparse", "runpy", "site"):
        (tmp_path / f"{name}.py").write_text(STRANGER)
    return tmp_path


def said(child: subprocess.Popen[bytes]) -> str:
    output, _ = child.communicate()
    assert child.returncode == 0
    return output.decode().strip()


def test_nothing_of_the_working_folder_is_imported(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of these means the working folder to Python.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "", ""]))
    child = children.start(HELM, "version", "--short", folder=hostile)
    assert said(child).startswith("v")


def test_the_shell_line_needs_neither_its_environment_nor_its_folder(hostile: Path) -> None:
    line = f"{children.shell_line(HELM)} version --short"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(hostile)}
    ended = subprocess.run(
        ["sh", "-c", line], cwd=hostile, env=environment, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"v")


def test_a_checkout_runs_its_own_code_whatever_is_installed() -> None:
    entries = children.environment({"PYTHONPATH": "/elsewhere"})["PYTHONPATH"].split(os.pathsep)
    assert entries == [str(ROOT), "/elsewhere"]


def test_a_wheel_puts_nothing_before_the_standard_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "ROOT", tmp_path)  # no pyproject.toml there
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert "PYTHONPATH" not in children.environment()
    assert shlex.split(children.shell_line(HELM))[:2] == ["env", "PYTHONPATH="]


def test_a_home_named_by_a_relative_path_is_the_same_one_for_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTNEST_HOME", "home")
    assert children.environment()["CHARTNEST_HOME"] == str(tmp_path / "home")


def test_a_frozen_build_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command(HELM, "version") == [sys.executable, "--child", HELM, "version"]
