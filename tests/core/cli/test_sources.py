"""Charts as people name them, through the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.core.cli.conftest import PLAN, Said
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A chart whose subchart is a link to a chart beside it."""
    common = written(tmp_path, chart_files("common", "0.1.0", templates={}))
    shop = written(tmp_path, chart_files(metadata="dependencies: [{name: common}]\n"))
    (shop / "charts").mkdir()
    (shop / "charts" / "common").symlink_to(common)
    (tmp_path / "plan.yaml").write_text(PLAN)
    return shop


@pytest.mark.parametrize("words", [
    ("chart", "show", "{shop}"), ("chart", "render", "{shop}"), ("plan", "check", "{plan}"),
    ("render", "{plan}", "--out", "{out}"),
])  # fmt: skip
def test_links_out_of_a_chart_are_followed_when_that_is_allowed(
    chartnest: Callable[..., Said], linked: Path, words: tuple[str, ...]
) -> None:
    plan, out = linked.parent / "plan.yaml", linked.parent / "out"
    command = [word.format(shop=linked, plan=plan, out=out) for word in words]
    refused = chartnest(*command)
    assert refused.code == 2
    assert "charts/common is a link that leads out of the folder" in refused.err
    assert "add --follow-links" in refused.err
    assert chartnest(*command, "--follow-links").code == 0


def test_what_is_allowed_for_a_chart_is_allowed_for_what_lies_beside_it(
    chartnest: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "license").write_text("MIT")
    db = written(tmp_path, chart_files("db", "0.1.0", templates={}))
    (db / "LICENSE").symlink_to(tmp_path / "license")
    entry = "{name: db, version: 0.1.0, repository: 'file://../db'}"
    shop = written(tmp_path, chart_files(metadata=f"dependencies: [{entry}]\n"))
    refused = chartnest("chart", "show", shop, "--dependencies")
    assert refused.code == 2
    assert "add --follow-links" in refused.err
    assert chartnest("chart", "show", shop, "--dependencies", "--follow-links").code == 0


def test_links_of_a_copy_to_preview_by_are_followed_too(
    chartnest: Callable[..., Said], linked: Path
) -> None:
    named = "placeholder: '{{ computenest::helmchart::shop }}'\n  preview: ./shop"
    plan = linked.parent / "plan.yaml"
    plan.write_text(PLAN.replace("path: ./shop", named))
    assert "add --follow-links" in chartnest("plan", "check", plan).err
    assert chartnest("plan", "check", plan, "--follow-links").code == 0


def test_a_plan_can_allow_it(chartnest: Callable[..., Said], linked: Path) -> None:
    plan = linked.parent / "plan.yaml"
    plan.write_text(PLAN.replace("path: ./shop\n", "path: ./shop\n  followLinks: true\n"))
    assert chartnest("plan", "check", plan).code == 0


def test_a_home_folder_a_chart_yaml_and_a_file_of_a_chart_are_understood(
    chartnest: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = written(tmp_path, chart_files())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for reference in ("~/shop", shop / "Chart.yaml", "~/shop/Chart.yaml"):
        assert "shop 1.2.3" in chartnest("chart", "show", reference).out
    said = chartnest("chart", "show", shop / "templates" / "service.yaml")
    assert said.code == 2
    assert f"Name the chart's folder: {shop}" in said.err
    (tmp_path / "plan.yaml").write_text(PLAN.replace("./shop", "~/shop"))
    assert chartnest("plan", "check", tmp_path / "plan.yaml").code == 0


def test_a_folder_called_tilde_is_taken_as_it_is(
    chartnest: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "~", chart_files())
    monkeypatch.chdir(tmp_path)
    assert "shop 1.2.3" in chartnest("chart", "show", "~/shop").out


@pytest.mark.parametrize("path", ["~nobody-of-this-name/shop", "a\0b", "~/" + "x" * 5000])
def test_a_path_that_leads_nowhere_is_said(chartnest: Callable[..., Said], path: str) -> None:
    assert chartnest("chart", "show", path).code == 2


def test_schemes_in_capitals_are_understood_in_a_plan_too(
    chartnest: Callable[..., Said], tmp_path: Path
) -> None:
    with ChartServer() as server:
        address = server.push(chart_files()).replace("oci", "OCI", 1)
        assert "shop 1.2.3" in chartnest("chart", "show", f"{address}:1.2.3").out
        plan = tmp_path / "plan.yaml"
        plan.write_text(PLAN.replace("path: ./shop", f"oci: {address}\n  version: 1.2.3"))
        assert chartnest("plan", "check", plan).code == 0
