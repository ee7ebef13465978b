"""Repositories as Helm reads them: what their index says, leaves out and is refused for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from core.chart.errors import BadRepository, ChartNestError, VersionNotFound
from core.chart.sources import available_versions, open_chart
from core.plan.model import RepositoryChart
from tests.support.charts import chart_files, packed
from tests.support.real_helm import EACH, pulled_by

if TYPE_CHECKING:
    from core.chart.model import Chart
    from tests.support.chart_server import ChartServer

    Entry = dict[str, Any] | None

OLD: Final[Entry] = {
    "apiVersion": "v2",
    "name": "shop",
    "version": "1.0.0",
    "urls": ["shop-1.0.0.tgz"],
}
NEW: Final[dict[str, Any]] = {**OLD, "version": "2.0.0", "urls": ["shop-2.0.0.tgz"]}


def index(*entries: Entry, **more: object) -> str:
    return yaml.safe_dump({"apiVersion": "v1", "entries": {"shop": list(entries)}, **more})


def without(field: str) -> dict[str, Any]:
    return {key: value for key, value in NEW.items() if key != field}


# What stands in the index, and the version that is pulled.
READ: Final = {
    "two versions": (index(OLD, NEW), "2.0.0"),
    "JSON": (json.dumps({"apiVersion": "v1", "entries": {"shop": [OLD]}}), "1.0.0"),
    "an entry without a name": (index(without("name"), OLD), "1.0.0"),
    "an entry without a version": (index(without("version"), OLD), "1.0.0"),
    "a version that is none": (index({**NEW, "version": "new"}, OLD), "1.0.0"),
    "another type": (index({**NEW, "type": "other"}, OLD), "1.0.0"),
    "an empty maintainer": (index({**NEW, "maintainers": [None]}, OLD), "1.0.0"),
    "a dependency with a bad alias": (
        index({**NEW, "dependencies": [{"name": "a", "alias": "a b"}]}, OLD),
        "1.0.0",
    ),
    "a dependency twice": (
        index({**NEW, "dependencies": [{"name": "a"}, {"name": "a"}]}, OLD),
        "2.0.0",
    ),
    "another chart's name": (index({**NEW, "name": "other"}, OLD), "2.0.0"),
    "a chart that was removed": (index({**NEW, "removed": True}, OLD), "2.0.0"),
    "a pre-release": (index({**NEW, "version": "2.0.0-rc.1"}, OLD), "1.0.0"),
    "a short version": (index({**NEW, "version": "2.0"}, OLD), "2.0.0"),
    "a field in other case": (index(OLD).replace("version: 1", "Version: 1"), "1.0.0"),
    "a version twice": (index(OLD, {**OLD, "urls": ["shop-2.0.0.tgz"]}), "1.0.0"),
    "a chart with an empty list": (index(OLD) + "  z: []\n  y:\n", "1.0.0"),
    "a second document": (index(OLD) + "---\nfoo: 1\n", "1.0.0"),
    "a byte order mark": ("\ufeff" + index(OLD), "1.0.0"),
    "a file above": (index({**OLD, "urls": ["../shop-1.0.0.tgz"]}), "1.0.0"),
    "a file at the top": (index({**OLD, "urls": ["/shop-1.0.0.tgz"]}), "1.0.0"),
    "a query of its own": (index({**OLD, "urls": ["shop-1.0.0.tgz?x=1"]}), "1.0.0"),
}
# What stands in the index, and what the refusal says.
REFUSED: Final = {
    "no apiVersion": (yaml.safe_dump({"entries": {"shop": [OLD]}}), "no apiVersion"),
    "JSON without apiVersion": (json.dumps({"entries": {"shop": [OLD]}}), "no apiVersion"),
    "nothing": ("", "index.yaml is empty"),
    "an unknown field": (index(OLD, foo=1), "knows no field foo"),
    "an unknown field of an entry": (index({**NEW, "foo": 1}), r"entries\.shop\[0\]\.foo"),
    "a key twice": (
        index(OLD).replace("name: shop", "name: shop\n    name: x"),
        "name comes twice",
    ),
    "a number for a version": (index({**OLD, "version": 1.0}), "version is no text"),
    "text for an entry": (index(OLD) + "  z: [x]\n", r"entries\.z\[0\] is no mapping"),
    "text for the files": (index({**OLD, "urls": "x.tgz"}), "urls is no list"),
    "a date that is none": (index({**OLD, "created": "yesterday"}), "created is no time"),
    "a day alone": (index(OLD).replace("name", "created: 2020-01-01\n    name"), "is no time"),
    "a generated number": (index(OLD, generated=1), "generated is no time"),
    "a newest entry without files": (index({**NEW, "urls": []}, OLD), "2.0.0 names no file"),
    "a list": ("- a\n", "the document is no mapping"),
    "no YAML": ("a: [", "no YAML"),
}


def opened(server: ChartServer, text: str, version: str | None = None) -> Chart:
    address = published(server, text)
    source = RepositoryChart(repo=address, name="shop", version=version)
    return open_chart(source, base=Path())


def published(server: ChartServer, text: str) -> str:
    """Serve an index and two archives, wherever it may say that they lie."""
    for version in ("1.0.0", "2.0.0"):
        for folder in ("/charts/", "/"):
            server.put(f"{folder}shop-{version}.tgz", packed(chart_files(version=version)))
    server.put("/charts/index.yaml", text.encode())
    return f"{server.url}/charts"


@pytest.mark.parametrize(("text", "version"), READ.values(), ids=READ)
def test_the_version_helm_pulls_is_opened(server: ChartServer, text: str, version: str) -> None:
    assert opened(server, text).metadata.version == version


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_an_index_that_helm_refuses_is_refused(server: ChartServer, text: str, reason: str) -> None:
    with pytest.raises(BadRepository, match=reason):
        opened(server, text)


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize(
    ("text", "found"),
    [*READ.values(), *((text, "") for text, _ in REFUSED.values())],
    ids=[*READ, *(f"not {each}" for each in REFUSED)],
)
def test_helm_pulls_the_same(
    server: ChartServer, tmp_path: Path, version: str, text: str, found: str
) -> None:
    address = published(server, text)
    archive = pulled_by(version, ["source/shop"], tmp_path, repository=address)
    assert archive.partition("?")[0] == (f"shop-{found}.tgz" if found else "")


def test_an_empty_entry_among_others_is_refused_as_helm_3_breaks_over_it(
    server: ChartServer,
) -> None:
    with pytest.raises(BadRepository, match="empty entry for shop"):
        opened(server, index(None, OLD))


def test_an_empty_entry_alone_is_no_version(server: ChartServer) -> None:
    with pytest.raises(VersionNotFound):
        opened(server, index(None))


@pytest.mark.parametrize("digest", ["0" * 64, f"sha256:{'0' * 64}", "12"])
def test_an_archive_that_is_not_the_one_the_index_promises_is_refused_though_helm_takes_it(
    server: ChartServer, digest: str
) -> None:
    with pytest.raises(ChartNestError, match="was expected"):
        opened(server, index({**OLD, "digest": digest}))


class TestAddresses:
    @pytest.mark.parametrize("slash", ["", "/"])
    def test_the_query_of_a_repository_goes_with_relative_addresses(
        self, server: ChartServer, slash: str
    ) -> None:
        repository = published(server, index(OLD)) + f"{slash}?sig=a%2Fb&sp=r"
        open_chart(RepositoryChart(repo=repository, name="shop"), base=Path())
        assert [each.path for each in server.asked] == [
            "/charts/index.yaml?sig=a%2Fb&sp=r",
            "/charts/shop-1.0.0.tgz?sig=a%2Fb&sp=r",
        ]

    def test_it_does_not_go_with_whole_addresses(
        self, server: ChartServer, other_server: ChartServer
    ) -> None:
        url = other_server.put("/shop.tgz", packed(chart_files()))
        repository = published(server, index({**OLD, "urls": [url]})) + "?sig=secret"
        open_chart(RepositoryChart(repo=repository, name="shop"), base=Path())
        assert [each.path for each in other_server.asked] == ["/shop.tgz"]

    def test_escaped_letters_of_a_repository_stay_as_they_are(self, server: ChartServer) -> None:
        server.put("/a%2Fb/index.yaml", index(OLD).encode())
        server.put("/a%2Fb/shop-1.0.0.tgz", packed(chart_files()))
        source = RepositoryChart(repo=f"{server.url}/a%2Fb/", name="shop")
        open_chart(source, base=Path())

    def test_a_file_of_this_computer_is_not_read(self, server: ChartServer) -> None:
        with pytest.raises(ChartNestError, match="only http and https"):
            opened(server, index({**OLD, "urls": ["file:///etc/passwd"]}))

    @pytest.mark.parametrize(("scheme", "tag"), [("oci", ""), ("oci", ":1.0.0"), ("OCI", "")])
    def test_an_entry_in_a_registry_is_pulled_by_its_tag_or_else_by_the_version_asked_for(
        self, server: ChartServer, scheme: str, tag: str
    ) -> None:
        for version in ("1.0.0", "1.1.0"):
            address = server.push(chart_files(version=version))
        text = index({**OLD, "urls": [f"{scheme}{address.removeprefix('oci')}{tag}"]})
        newest, asked = opened(server, text), opened(server, text, "1.0.0")
        assert newest.metadata.version == ("1.0.0" if tag else "1.1.0")
        assert asked.metadata.version == "1.0.0"
        assert (newest.address, newest.pulled_version) == (address, newest.metadata.version)


def test_the_pulled_version_is_the_one_the_index_gives(server: ChartServer) -> None:
    text = index({**OLD, "version": "v1.0.0"})
    chart = opened(server, text)
    assert (chart.pulled_version, chart.metadata.version) == ("v1.0.0", "1.0.0")
    source = RepositoryChart(repo=f"{server.url}/charts", name="shop")
    assert available_versions(source) == ("v1.0.0",)
