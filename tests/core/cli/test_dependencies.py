"""`--dependencies`: what a chart names and lacks is fetched, by each command that opens it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.core.cli.conftest import PLAN, Said
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEVEL = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-the-dependency}\n"


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        server.publish(chart_files("db", "1.2.0", templates={"level.yaml": LEVEL}))
        yield server


@pytest.fixture
def plan(tmp_path: Path, server: ChartServer) -> Path:
    """A plan whose chart depends on `db`, which is not in its charts folder."""
    written(tmp_path, shop(server))
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)
    return file


def shop(server: ChartServer) -> dict[str, bytes]:
    entry = f"{{name: db, version: 1.x, repository: '{server.url}/charts'}}"
    return chart_files(metadata=f"dependencies:\n- {entry}\n")


def fetched(server: ChartServer) -> dict[str, str]:
    return {"name": "db", "version": "1.2.0", "origin": f"{server.url}/charts"}


def test_without_it_the_remedy_names_the_option(
    chartnest: Callable[..., Said], plan: Path, server: ChartServer
) -> None:
    for words in (("plan", "check", plan), ("chart", "render", plan.parent / "shop")):
        said = chartnest(*words)
        assert said.code == 2
        assert "depends on db, which is not in its charts folder" in said.err
        assert "Add --dependencies to have them fetched." in said.err
    (problem,) = chartnest("plan", "check", plan, "--json").document["error"]["problems"]
    assert problem["remedy"] == "Add --dependencies to have them fetched."
    assert server.asked == []


def test_showing_a_chart_says_what_is_missing_or_was_fetched(
    chartnest: Callable[..., Said], plan: Path, server: ChartServer
) -> None:
    folder = plan.parent / "shop"
    missing = f"missing        db from {server.url}/charts (--dependencies fetches them)"
    assert missing in chartnest("chart", "show", folder).out
    said = chartnest("chart", "show", folder, "--dependencies")
    assert "missing" not in said.out
    assert f"Fetched db 1.2.0 from {server.url}/charts." in said.err
    document = chartnest("chart", "show", folder, "--dependencies", "--json").document
    assert document["fetched"] == [fetched(server)]


def test_rendering_a_chart_renders_its_dependencies_as_well(
    chartnest: Callable[..., Said], plan: Path
) -> None:
    said = chartnest("chart", "render", plan.parent / "shop", "--dependencies")
    assert said.code == 0
    assert "of-the-dependency" in said.out


def test_a_plan_is_checked_with_them(
    chartnest: Callable[..., Said], plan: Path, server: ChartServer
) -> None:
    said = chartnest("plan", "check", plan, "--dependencies", "--json")
    assert said.code == 0
    assert said.document["chart"]["fetched"] == [fetched(server)]
    assert "of-the-dependency" in {found["name"] for found in said.document["objects"]}


def test_a_plan_that_says_so_itself_needs_no_option(
    chartnest: Callable[..., Said], plan: Path
) -> None:
    plan.write_text(PLAN.replace("path: ./shop", "path: ./shop\n  dependencies: true"))
    said = chartnest("plan", "check", plan)
    assert said.code == 0, said.err


def test_the_chart_in_the_rendered_bundle_is_whole(
    chartnest: Callable[..., Said], plan: Path, tmp_path: Path, server: ChartServer
) -> None:
    out = tmp_path / "out"
    said = chartnest("render", plan, "--out", out, "--dependencies", "--json")
    assert said.code == 0
    assert said.document["fetched"] == [fetched(server)]
    travelling = out / "hook-chart" / "files" / "chart.tgz"
    shown = chartnest("chart", "show", travelling, "--json").document
    assert [each["present"] for each in shown["chart"]["dependencies"]] == [True]
    assert server.url not in (out / "template.yaml").read_text(), "it goes to customers"


@pytest.mark.parametrize("kind", ["url", "repository", "registry"])
def test_a_published_chart_that_lacks_them_is_refused_as_the_job_would(
    chartnest: Callable[..., Said], server: ChartServer, tmp_path: Path, kind: str
) -> None:
    sources = {
        "url": {"url": server.put("/shop.tgz", packed(shop(server)))},
        "repository": {"repo": server.publish(shop(server)), "name": "shop"},
        "registry": {"oci": server.push(shop(server)), "version": "1.2.3"},
    }
    whole = yaml.safe_load(PLAN)
    file = tmp_path / "plan.yaml"
    file.write_text(json.dumps(whole | {"chart": sources[kind]}))
    said = chartnest("plan", "check", file, "--dependencies")
    assert said.code == 2
    assert "Ask its publisher for the complete chart, or unpack it and name its folder." in said.err


class TestLogin:
    @pytest.fixture(autouse=True)
    def _locked(self, server: ChartServer) -> None:
        server.protect("/charts", "ann", "open sesame")

    def test_that_one_is_needed_is_said_with_the_option(
        self, chartnest: Callable[..., Said], plan: Path, server: ChartServer
    ) -> None:
        said = chartnest("plan", "check", plan, "--dependencies")
        assert said.code == 2
        assert "The dependency db of shop cannot be fetched." in said.err
        assert f"Add --dependency-login {server.host}=USER=@FILE." in said.err

    @pytest.mark.parametrize("kind", ["file", "env"])
    def test_it_is_given_by_file_or_environment(
        self,
        chartnest: Callable[..., Said],
        plan: Path,
        server: ChartServer,
        monkeypatch: pytest.MonkeyPatch,
        kind: str,
    ) -> None:
        monkeypatch.setenv("DB_PASSWORD", "open sesame")
        (plan.parent / "password.txt").write_text("open sesame\n")
        source = f"@{plan.parent / 'password.txt'}" if kind == "file" else "env:DB_PASSWORD"
        login = f"{server.host}=ann={source}"
        said = chartnest("plan", "check", plan, "--dependencies", "--dependency-login", login)
        assert said.code == 0, said.err

    @pytest.mark.parametrize(
        ("login", "says"),
        [
            ("host=ann=open sesame", "This is no login for a host."),
            ("host", "This is no login for a host."),
            ("=ann=env:X", "This is no login for a host."),
            ("host==env:X", "This is no login for a host."),
            ("host=ann=env:NOT_SET_ANYWHERE", "The environment has no NOT_SET_ANYWHERE."),
            ("host=ann=@no/such/file", "cannot be read"),
        ],
    )
    def test_what_is_no_login_is_said_without_it(
        self, chartnest: Callable[..., Said], plan: Path, login: str, says: str
    ) -> None:
        said = chartnest("plan", "check", plan, "--dependencies", "--dependency-login", login)
        assert said.code == 2
        assert says in said.err
        assert "sesame" not in said.err
