from __future__ import annotations

import io
import os
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from core.chart.errors import (
    BadHelmignore,
    ChartHidden,
    LinkLeavesFolder,
    NotAChart,
    UnsafeArchive,
    UnsafeFolder,
)
from core.chart.folder import read_folder
from core.chart.sources import open_chart
from core.errors import Cancelled
from core.plan.model import PathChart
from core.progress import Cancellation
from tests.support import tools
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from pathlib import Path

IGNORE = """\
# comment
*.swp
secret-?.txt
/top.md
docs/
notes/*.bak
templates/skipped.yaml
[ab].log
"""
CLUTTER = """\
a.swp templates/b.swp secret-1.txt secret-12.txt top.md sub/top.md docs/a.md sub/docs/b
notes/x.bak notes/deep/x.bak templates/skipped.yaml a.log c.log templates/.hidden .hidden
templates/kept.txt sub/templates/skipped.yaml
"""


def helm_package_of(chart: Path, destination: Path) -> set[str]:
    helm = tools.helm(tools.NEWEST)
    command = [helm, "package", chart, "--destination", destination]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = destination.glob("*.tgz")
    with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as packed:
        return {name.partition("/")[2] for name in packed.getnames()}


@pytest.mark.parametrize("ignore", [
    IGNORE, "", "!*.yaml\n", "\ufeff*.swp\n", "/templates\n", "[!a].log", "[^a].log", "\\[ab].log",
    "[\\d].log", "[a-b].log\r\n*.swp\r\n", "[b-a].log", "*.swp\u2028docs", "docs/*", "?.swp",
])  # fmt: skip
def test_the_files_are_those_that_helm_packages(tmp_path: Path, ignore: str) -> None:
    chart = written(
        tmp_path, chart_files(extra={**dict.fromkeys(CLUTTER.split(), ""), ".helmignore": ignore})
    )
    assert set(read_folder(chart)) == helm_package_of(chart, tmp_path)


@pytest.mark.parametrize("line", ["[", "[]", "[^]", "[a-]", "a\\", "[-a]", "docs/["])
def test_a_pattern_that_helm_cannot_read_is_refused_with_its_line(
    tmp_path: Path, line: str
) -> None:
    chart = written(tmp_path, chart_files(extra={".helmignore": line}))
    with pytest.raises(BadHelmignore) as refusal:
        read_folder(chart)
    assert refusal.value.arguments["line"] == line
    command = [tools.helm(tools.NEWEST), "package", chart, "--destination", tmp_path]
    assert subprocess.run(command, check=False, capture_output=True).returncode


def test_two_stars_in_helmignore_are_refused_as_helm_does(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files(extra={".helmignore": "a/**/b"}))
    with pytest.raises(NotAChart, match=r"\*\*"):
        read_folder(chart)


def test_a_folder_without_chart_yaml_is_no_chart(tmp_path: Path) -> None:
    with pytest.raises(NotAChart, match=r"Chart\.yaml"):
        read_folder(tmp_path)


def test_a_link_inside_the_chart_is_followed(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    (chart / "linked.yaml").symlink_to(chart / "values.yaml")
    assert read_folder(chart)["linked.yaml"] == (chart / "values.yaml").read_bytes()


def test_a_link_out_of_the_chart_is_refused(tmp_path: Path) -> None:
    (tmp_path / "id_rsa").write_text("secret")
    chart = written(tmp_path, chart_files())
    (chart / "key").symlink_to(tmp_path / "id_rsa")
    with pytest.raises(UnsafeFolder, match="leads out of the folder"):
        read_folder(chart)


def test_links_out_of_the_chart_are_packed_as_helm_does_when_that_is_allowed(
    tmp_path: Path,
) -> None:
    (tmp_path / "license").write_text("MIT")
    common = written(tmp_path, chart_files("common", "0.1.0"))
    chart = written(tmp_path, chart_files(metadata="dependencies: [{name: common}]\n"))
    (chart / "charts").mkdir()
    (chart / "charts" / "common").symlink_to(common)
    (chart / "LICENSE").symlink_to(tmp_path / "license")
    packed = tmp_path / "packed"
    packed.mkdir()
    assert set(read_folder(chart, follow_links=True)) == helm_package_of(chart, packed)


def test_the_refusal_of_a_link_says_where_it_leads_and_how_to_go_on(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    (chart / "charts").symlink_to(tmp_path)
    with pytest.raises(LinkLeavesFolder, match="charts is a link that leads out") as refusal:
        read_folder(chart)
    assert str(refusal.value.arguments["target"]) == str(tmp_path)
    assert "--follow-links" in str(refusal.value.advice)
    assert "--" not in str(refusal.value.advice.for_window())


def test_a_link_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    (chart / "gone").symlink_to(tmp_path / "gone")
    with pytest.raises(UnsafeFolder, match="gone is a link that leads nowhere"):
        read_folder(chart, follow_links=True)


def test_links_that_multiply_end(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    for level in range(40):
        (chart / f"l{level}").mkdir()
    for level in range(39):
        for way in "ab":
            (chart / f"l{level}" / way).symlink_to(chart / f"l{level + 1}")
    with pytest.raises(UnsafeArchive, match="more than 10000 files"):
        read_folder(chart)


@pytest.mark.parametrize(("ignore", "line"), [
    ("*.yaml\n!values.yaml\n", "*.yaml"), ("# all\n\n/Chart.*", "/Chart.*"), ("!*.tpl", "!*.tpl"),
])  # fmt: skip
def test_a_helmignore_that_hides_chart_yaml_is_named_with_its_line(
    tmp_path: Path, ignore: str, line: str
) -> None:
    chart = written(tmp_path, chart_files(extra={".helmignore": ignore}))
    with pytest.raises(ChartHidden, match="holds a Chart") as refusal:
        read_folder(chart)
    assert refusal.value.arguments["line"] == line


@pytest.mark.parametrize("name", ["a\\b.txt", "..data", "a\nb", "a\u202eb"])
def test_a_name_that_reads_otherwise_once_it_is_packed_is_refused(
    tmp_path: Path, name: str
) -> None:
    chart = written(tmp_path, chart_files())
    (chart / name).write_text("x")
    with pytest.raises(UnsafeFolder):
        read_folder(chart)


def test_a_name_in_gbk_is_packed_as_it_is_and_shown_readable(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    name = "说明.txt".encode("gbk")
    try:
        (chart / os.fsdecode(name)).write_text("x")
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    opened = open_chart(PathChart(path=str(chart)), base=tmp_path)
    assert "说明.txt" in opened.files
    with tarfile.open(fileobj=io.BytesIO(opened.archive)) as archive:
        assert os.fsdecode(b"shop/" + name) in archive.getnames()


def test_a_link_to_its_own_parent_is_refused(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    (chart / "loop").symlink_to(chart)
    with pytest.raises(UnsafeFolder, match="nests too deep"):
        read_folder(chart)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_not_read(tmp_path: Path) -> None:
    chart = written(tmp_path, chart_files())
    os.mkfifo(chart / "pipe")
    with pytest.raises(UnsafeFolder, match="not an ordinary file"):
        read_folder(chart)


def test_reading_stops_on_request(tmp_path: Path) -> None:
    cancellation = Cancellation()
    cancellation.request()
    with pytest.raises(Cancelled):
        read_folder(written(tmp_path, chart_files()), cancellation=cancellation)
