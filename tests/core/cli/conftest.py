"""Running `chartnest` in this process, and plans to run it on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from core.cli import run
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAN = """\
apiVersion: chartnest/v2
name: shop
cluster:
  parameter: true
chart:
  path: ./shop
release:
  name: shop
  namespace: store
  timeout: 2m
values: |
  greeting: hello
delivery:
  deleteNamespace: true
"""


@dataclass(frozen=True)
class Said:
    """What a command exited with and printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Chartnest = "Callable[..., Said]"


@pytest.fixture
def chartnest(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command as a person without a terminal would."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Return a good plan beside its chart."""
    written(tmp_path, chart_files("shop"))
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    return path
