from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from core.chart.archive import unpack
from core.delivery.bundle import make_bundle
from core.delivery.export import (
    FolderNotOurs,
    FolderNotWritable,
    bundle_files,
    write_bundle,
    zipped_bundle,
)
from core.plan.model import AskedValue, PathChart
from tests.support.plans import chart_for, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from core.delivery.model import Bundle


def bundle_of(method: str = "hook") -> Bundle:
    plan = plan_of(method, parameters=(AskedValue(secret=True, path="auth.password"),))
    return make_bundle(plan, chart_for(plan.chart))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_a_folder_holds_the_template_its_parameters_and_the_hook_chart(out: Path) -> None:
    bundle = bundle_of()
    assert bundle.hosted
    write_bundle(bundle, out)
    archive = out / f"hook-chart-{bundle.hosted.version}.tgz"
    assert (out / "template.yaml").read_text("utf-8") == bundle.template_text
    unpacked = unpack(archive.read_bytes())
    written = out / "hook-chart"
    assert unpacked == {
        path.relative_to(written).as_posix(): path.read_bytes()
        for path in written.rglob("*")
        if path.is_file()
    }


def test_parameters_are_as_create_stack_takes_them_without_a_secret() -> None:
    parameters = json.loads(bundle_files(bundle_of())["parameters.json"])
    assert {p["ParameterKey"]: p["ParameterValue"] for p in parameters} == {
        "ClusterId": "c0123456789abcdef0123456789abcdef",
        "ChartUrl": None,
        "SecretAuthPassword": None,
    }


def test_a_method_that_hosts_nothing_writes_two_files() -> None:
    assert set(bundle_files(bundle_of("job"))) == {"template.yaml", "parameters.json"}


def test_a_chart_hosted_for_ros_keeps_its_name() -> None:
    plan = plan_of("direct", chart=PathChart(path="chart"))
    files = bundle_files(make_bundle(plan, chart_for(plan.chart)))
    assert "shop-1.2.3.tgz" in files
    assert "shop/Chart.yaml" in files


def test_a_second_export_leaves_nothing_of_the_first(out: Path) -> None:
    write_bundle(bundle_of(), out)
    (out / "hook-chart" / "old.txt").write_text("old")
    (out / "hook-chart-0.0.1.tgz").write_text("old")
    written = write_bundle(bundle_of(), out)
    assert {path for path in out.rglob("*") if path.is_file()} == set(written)


def test_a_folder_of_somebody_else_is_left_alone(out: Path) -> None:
    (out / "letter.txt").write_text("dear")
    with pytest.raises(FolderNotOurs):
        write_bundle(bundle_of(), out)
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_is_told(out: Path) -> None:
    (out / "file").write_text("")
    with pytest.raises(FolderNotWritable):
        write_bundle(bundle_of(), out / "file" / "out")


def test_a_zip_holds_the_same_files_and_the_same_bytes_each_time() -> None:
    archive = zipped_bundle(bundle_of())
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == bundle_files(bundle_of())
    assert zipped_bundle(bundle_of()) == archive
