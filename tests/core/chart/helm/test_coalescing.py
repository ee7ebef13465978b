"""Values merged by us and by the real Helms, over charts that nobody would write by hand."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from core.chart.engine import render
from core.chart.helm.adapting import adapted
from core.chart.helm.charts import load
from core.chart.helm.coalescing import NotATable
from core.chart.helm.dependencies import Settling
from core.chart.surroundings import Surroundings
from core.errors import ProblemsFound
from core.plan.model import Release
from tests.support import tools
from tests.support.charts import opened, packed, written
from tests.support.odd_values import OddValues

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(60)
QUICK = {("3.12.1", seed) for seed in range(4)} | {("4.1.4", seed) for seed in range(4, 8)}
CELLS = [
    (helm, seed) if (helm, seed) in QUICK else pytest.param(helm, seed, marks=pytest.mark.matrix)
    for helm in tools.WHEELS
    for seed in SEEDS
]


def really(helm: str, odd: OddValues, folder: Path) -> object:
    """Return the values that a real Helm gives the chart's templates, None when it refuses."""
    values = folder / "given.json"
    values.write_text(json.dumps(odd.values))
    chart = written(folder, odd.files)
    command = [tools.helm(helm), "template", "x", chart, "--values", values]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    return json.loads(yaml.safe_load(done.stdout)["data"]["all"])


@pytest.mark.parametrize(("helm", "seed"), CELLS)
def test_values_are_merged_as_that_helm_does(helm: str, seed: int, tmp_path: Path) -> None:
    odd = OddValues(seed)
    chart = load(packed(odd.files))
    assert chart
    try:
        ours = Settling(helm).settle(chart, json.loads(json.dumps(odd.values)))
    except NotATable:
        ours = None
    assert ours == really(helm, odd, tmp_path)


@pytest.mark.parametrize(("helm", "seed"), CELLS)
def test_the_preview_shows_what_that_helm_does_or_says_that_it_cannot(
    helm: str, seed: int, tmp_path: Path
) -> None:
    odd = OddValues(seed)
    values = json.dumps(odd.values)
    chart = opened(odd.files)
    if not adapted(chart.archive, values, helm).exact:
        return
    try:
        found = render(chart, values, Release(name="x"), Surroundings(helm=helm))
    except ProblemsFound:
        assert really(helm, odd, tmp_path) is None
        return
    data = found.objects[0].body["data"]
    assert isinstance(data, dict)
    if (real := really(helm, odd, tmp_path)) is not None:
        assert json.loads(data["all"]) == real
