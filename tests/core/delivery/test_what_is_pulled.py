"""The chart that was opened here is the one that the Job pulls: address, version and bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.sources import open_chart
from core.delivery.hook_chart import Signal, hook_values
from core.plan.model import OciChart, RepositoryChart, SourceLogin, Tls
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files
from tests.support.plans import plan_of
from tests.support.real_helm import pulled_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.plan.model import ChartSource

ONE, TWO = (chart_files(version=version) for version in ("1.0.0", "2.0.0"))


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


def pulled(source: ChartSource) -> dict[str, Any]:
    chart = open_chart(source, base=Path())
    values: Any = hook_values(plan_of(chart=source), chart, signal=Signal(), secrets={})
    return {name: value for name, value in values["chart"].items() if name != "plainHttp"}


def listing(server: ChartServer, version: str, url: str) -> str:
    entry = {"name": "shop", "version": version, "urls": [url]}
    index = {"apiVersion": "v1", "entries": {"shop": [entry]}}
    server.put("/charts/index.yaml", json.dumps(index).encode())
    return f"{server.url}/charts"


@pytest.mark.parametrize("helm", ["3.12.1", "3.17.3", "4.3.1"])
def test_a_tag_that_is_spelled_otherwise_than_the_version_in_the_chart(
    server: ChartServer, tmp_path: Path, helm: str
) -> None:
    address = server.push(ONE, tag="v1.0.0")
    server.push(TWO, tag="1.0.0")  # another chart, which the version in Chart.yaml would lead to
    told = pulled(OciChart(oci=address, version="v1.0.0"))
    assert told == {"url": address, "version": "v1.0.0"}
    arguments = [told["url"], "--version", told["version"]]
    arguments += [] if helm == "3.12.1" else ["--plain-http"]
    assert pulled_by(helm, arguments, tmp_path) == "shop-v1.0.0.tgz"


def test_the_newest_of_a_range_is_told_as_its_tag_is_spelled(server: ChartServer) -> None:
    server.push(ONE, tag="1.0.0")
    address = server.push(TWO, tag="1.5.0_b.2")
    told = pulled(OciChart(oci=address + "/", version="^1"))
    assert told == {"url": address, "version": "1.5.0+b.2"}


def test_a_digest_without_a_tag_is_the_address(server: ChartServer) -> None:
    address = f"{server.push(ONE)}@{server.manifest_digest('1.0.0')}"
    assert pulled(OciChart(oci=address)) == {"url": address}


def test_a_digest_beside_a_tag_is_the_sum_of_the_archive_for_every_helm(
    server: ChartServer,
) -> None:
    address = server.push(ONE)
    source = OciChart(oci=f"{address}@{server.manifest_digest('1.0.0')}", version="1.0.0")
    sha256 = hashlib.sha256(open_chart(source, base=Path()).archive).hexdigest()
    assert pulled(source) == {"url": address, "version": "1.0.0", "sha256": sha256}


def test_a_repository_is_asked_for_the_version_as_its_index_spells_it(server: ChartServer) -> None:
    server.publish(ONE)
    repository = listing(server, "v1.0.0", "shop-1.0.0.tgz")
    told = pulled(RepositoryChart(repo=repository, name="shop"))
    assert told == {"repo": repository, "name": "shop", "version": "v1.0.0"}


@pytest.mark.parametrize(("tag", "found"), [("", "2.0.0"), (":1.0.0", "1.0.0")])
def test_what_a_repository_only_lists_is_pulled_from_the_registry_it_lies_in(
    server: ChartServer, tag: str, found: str
) -> None:
    server.push(ONE)
    address = server.push(TWO)
    source = RepositoryChart(
        repo=listing(server, "1.0.0", address + tag),
        name="shop",
        login=SourceLogin(username="of-the-repository"),
        tls=Tls(plain_http=True),
    )
    assert pulled(source) == {"url": address, "version": found}
