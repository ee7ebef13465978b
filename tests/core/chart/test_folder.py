from __future__ import annotations

import io
import os
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from core.chart.errors import NotAChart, UnsafeFolder
from core.chart.folder import read_folder
from core.errors import Cancelled
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


@pytest.mark.parametrize("ignore", [IGNORE, "", "!*.yaml\n", "\ufeff*.swp\n", "/templates\n"])
def test_the_files_are_those_that_helm_packages(tmp_path: Path, ignore: str) -> None:
    chart = written(
        tmp_path, chart_files(extra={**dict.fromkeys(CLUTTER.split(), ""), ".helmignore": ignore})
    )
    assert set(read_folder(chart)) == helm_package_of(chart, tmp_path)


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
