from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING

import pytest

from core.chart.engine import render
from core.chart.record import check_record
from core.plan.model import Release
from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster

if TYPE_CHECKING:
    from pathlib import Path

    from core.errors import Problem

NOISE = random.Random(4)
MOUNTED = {
    "mounted.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mounted}\n"
    'data: {noise: {{ .Files.Get "files/noise" | b64enc }}}\n'
}


def noise(kibibytes: int) -> dict[str, bytes]:
    return {"files/noise": NOISE.randbytes(kibibytes * 1024)}


def found(files: charts.Files, values: str = "") -> tuple[Problem, ...]:
    chart = charts.opened(files)
    return check_record(chart, values, render(chart, values, Release(name="shop")))


def test_ordinary_charts_fit() -> None:
    assert found(charts.chart_files()) == ()
    assert found(charts.chart_files(extra={"files/text": b"words of a kind\n" * 60_000})) == ()


def test_what_takes_the_most_room_is_named() -> None:
    (by_file,) = found(charts.chart_files(extra=noise(760)))
    assert by_file.place == "files/noise"
    (by_template,) = found(charts.chart_files(extra=noise(390), templates=MOUNTED))
    assert by_template.place == "templates/mounted.yaml"
    text = base64.b64encode(NOISE.randbytes(760 * 1024)).decode()
    (by_values,) = found(charts.chart_files(), f"note: {text}")
    assert by_values.place == "values"


def test_what_helm_leaves_out_does_not_count() -> None:
    subchart = {f"charts/sub/{path}": text for path, text in charts.chart_files("sub").items()}
    inside = {f"charts/sub/{path}": content for path, content in noise(760).items()}
    assert found(charts.chart_files(extra=subchart | inside)) == ()


@pytest.mark.parametrize("version", ["3.8.1", tools.NEWEST])
@pytest.mark.parametrize(("kibibytes", "fits"), [(355, True), (385, False)])
def test_helm_itself_draws_the_line_there(
    tmp_path: Path, version: str, kibibytes: int, fits: bool
) -> None:
    files = charts.chart_files(extra=noise(kibibytes), templates=MOUNTED)
    folder = charts.written(tmp_path / "chart", files)
    with RunningCluster(tmp_path) as cluster:
        installed = cluster.helm(version, "install", "shop", folder)
        assert (installed.returncode == 0) == fits, installed.stderr
        assert (found(files) == ()) == fits
        if fits:
            record = cluster.get("/api/v1/namespaces/default/secrets/sh.helm.release.v1.shop.v1")
            assert len(base64.b64decode(record["data"]["release"])) < 1000 * 1024
