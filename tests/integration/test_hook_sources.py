"""The script and real Helms fetch charts from real web servers, repositories and registries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support import charts, tools
from tests.support.chart_server import Certificate, ChartServer
from tests.support.hook_pod import Pod, base64_text
from tests.support.small_api import SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOP = charts.chart_files()
LOGIN = {"username": "me", "password": base64_text("pa$s: 'w\"ord\\")}
VERSIONS = [
    version
    if version in ("3.8.1", tools.NEWEST)
    else pytest.param(version, marks=pytest.mark.matrix)
    for version in tools.WHEELS
    if version != tools.OLDEST
]


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


def fetched(folder: Path, version: str, chart: dict[str, Any]) -> str:
    """Let the script fetch `chart` with that Helm; return the reason, empty when it has it."""
    with SmallApi() as api:
        values = {
            "release": {"name": "shop"},
            "chart": chart,
            "signal": {"url": f"{api.address}/signal"},
        }
        pod = Pod(folder / "pod", values, api=api.address, shell="dash")
        for verb in ("repo", "pull"):
            pod.helm(verb, f'exec {tools.helm(version)} "$@"')
        pod.helm("install", f'{tools.helm(version)} show chart "$3" || exit 1')
        outcome = pod.run()
        assert 'w"ord' not in outcome.log
        (signal,) = api.signals
        return signal["reason"]


def test_a_repository_with_a_login_and_its_archives_elsewhere(
    tmp_path: Path, version: str, server: ChartServer
) -> None:
    with ChartServer() as store:
        store.publish(SHOP, "/store")
        repository = server.publish(SHOP, archives=f"{store.url}/store")
        server.protect("/charts", "me", "pa$s: 'w\"ord\\")
        chart = {"repo": repository, "name": "shop", "version": "^1.2"}
        assert fetched(tmp_path, version, chart | LOGIN) == ""
        assert "authorization" not in store.asked[-1].headers
        assert "401" in fetched(tmp_path / "again", version, chart | {"username": "other"})


def test_a_registry_that_asks_for_a_token(
    tmp_path: Path, version: str, server: ChartServer
) -> None:
    address = server.push(SHOP)
    server.ask_for_token("me", "pa$s: 'w\"ord\\")
    chart: dict[str, Any] = {"url": f"{address}:1.2.3"}
    if version not in {"3.8.1", "3.12.1"}:
        chart["plainHttp"] = True
    assert fetched(tmp_path, version, chart | LOGIN) == ""
    assert fetched(tmp_path / "again", version, chart) != ""


def test_a_private_authority(tmp_path: Path, version: str) -> None:
    certificate = Certificate(tmp_path)
    with ChartServer(certificate) as server:
        repository = server.publish(SHOP)
        sources: list[dict[str, Any]] = [
            {"url": server.put("/shop.tgz", charts.packed(SHOP))},
            {"repo": repository, "name": "shop"},
        ]
        for number, chart in enumerate(sources):
            trusting = chart | {"caCertificate": certificate.pem}
            assert fetched(tmp_path / f"trusting-{number}", version, trusting) == ""
        assert "certificate" in fetched(tmp_path / "doubting", version, sources[0])


def test_a_private_authority_of_a_registry(tmp_path: Path, version: str) -> None:
    certificate = Certificate(tmp_path)
    with ChartServer(certificate) as server:
        chart = {"url": server.push(SHOP), "version": "1.2.3", "caCertificate": certificate.pem}
        if version in {"3.8.1", "3.12.1", "3.17.3"}:
            pytest.skip("these Helms talk plain http to every registry on this computer")
        assert fetched(tmp_path, version, chart) == ""


def test_an_archive_behind_a_redirect(tmp_path: Path, version: str, server: ChartServer) -> None:
    archive = server.put("/real/shop.tgz", charts.packed(SHOP))
    assert fetched(tmp_path, version, {"url": server.redirect("/shop.tgz", archive)}) == ""


def test_a_web_page_in_place_of_a_chart(tmp_path: Path, version: str, server: ChartServer) -> None:
    page = server.put("/shop.tgz", b"<!doctype html><title>Sign in</title>", "text/html")
    assert "not a chart" in fetched(tmp_path, version, {"url": page})
