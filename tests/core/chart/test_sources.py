from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.chart.errors import (
    BadReference,
    BadRepository,
    ChartNotFound,
    ChecksumDiffers,
    DownloadFailed,
    HtmlInsteadOfChart,
    LoginRefused,
    NotAChart,
    UnsafeArchive,
    VersionNotFound,
)
from core.chart.model import Login
from core.chart.sources import available_versions, open_chart
from core.errors import Cancelled
from core.plan.model import (
    ChartSource,
    OciChart,
    PathChart,
    PlaceholderChart,
    RepositoryChart,
    Tls,
    UrlChart,
)
from core.progress import Cancellation
from tests.support.chart_server import Certificate, ChartServer
from tests.support.charts import chart_files, packed, with_subchart, written

if TYPE_CHECKING:
    from core.chart.model import Chart

HERE = Path()
ENTRY = {"name": "shop", "version": "1.2.3", "urls": ["shop-1.2.3.tgz"]}
LOGIN = Login("ann", "open sesame")
VERSIONS = ("1.2.3", "1.3.0", "2.0.0-rc.1", "1.9.0+b.1")
HTML = b"<!-- proxy -->\n<!DOCTYPE html><html><title>Sign in &amp; go</title></html>"


def opened(source: ChartSource, login: Login | None = None) -> Chart:
    return open_chart(source, base=HERE, login=login)


def repository(server: ChartServer, version: str | None = None, name: str = "shop") -> ChartSource:
    return RepositoryChart(repo=f"{server.url}/charts", name=name, version=version)


@pytest.fixture
def published(server: ChartServer) -> ChartServer:
    for version in VERSIONS:
        server.publish(chart_files(version=version))
    return server


@pytest.fixture
def pushed(server: ChartServer) -> str:
    return [server.push(chart_files(version=version)) for version in VERSIONS][-1]


class TestOnThisComputer:
    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
    def test_what_is_no_file_is_not_waited_for(self, tmp_path: Path) -> None:
        pipe = tmp_path / "shop.tgz"
        os.mkfifo(pipe)
        for path in (pipe, Path("/dev/zero")):
            with pytest.raises(UnsafeArchive, match="is not an ordinary file"):
                opened(PathChart(path=str(path)))

    def test_a_folder_is_packed_and_has_no_address(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files())
        chart = open_chart(PathChart(path="shop"), base=tmp_path)
        assert chart.archive == packed(chart_files())
        assert chart.address is None

    def test_a_tgz_is_taken_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "shop.tgz").write_bytes(packed(chart_files()))
        chart = open_chart(PathChart(path="shop.tgz"), base=tmp_path)
        assert chart.files == chart_files()

    def test_a_placeholder_is_previewed_by_its_local_copy(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files())
        source = PlaceholderChart(placeholder="{{ computenest::helmchart::shop }}", preview="shop")
        assert open_chart(source, base=tmp_path).metadata.name == "shop"

    def test_a_web_page_saved_as_tgz_is_named_as_such(self, tmp_path: Path) -> None:
        (tmp_path / "shop.tgz").write_bytes(HTML)
        with pytest.raises(HtmlInsteadOfChart, match=r'HTML page \("Sign in & go"\)'):
            open_chart(PathChart(path="shop.tgz"), base=tmp_path)

    def test_a_missing_path_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(ChartNotFound, match="No such file"):
            open_chart(PathChart(path="nowhere"), base=tmp_path)

    def test_a_path_too_long_for_the_disk_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(ChartNotFound):
            open_chart(PathChart(path="x" * 5000), base=tmp_path)


class TestFromTheWeb:
    def test_an_archive_keeps_its_address(self, published: ChartServer) -> None:
        url = f"{published.url}/charts/shop-1.2.3.tgz"
        chart = opened(UrlChart(url=url))
        assert (chart.metadata.version, chart.address) == ("1.2.3", url)

    def test_progress_ends_at_the_size_of_the_archive(self, published: ChartServer) -> None:
        told: list[tuple[int, int | None]] = []
        source = UrlChart(url=f"{published.url}/charts/shop-1.2.3.tgz")
        chart = open_chart(source, base=HERE, progress=lambda _, *count: told.append(count))
        assert told[-1] == (len(chart.archive), len(chart.archive))

    def test_a_web_page_is_named_as_such_and_its_signature_is_not_shown(
        self, server: ChartServer
    ) -> None:
        url = server.put("/sign-in", HTML, "text/html")
        with pytest.raises(HtmlInsteadOfChart) as refusal:
            opened(UrlChart(url=f"{url}?signature=hidden"))
        assert "Sign in & go" in str(refusal.value)
        assert "hidden" not in str(refusal.value)

    def test_the_sha256_of_the_plan_is_checked(self, published: ChartServer) -> None:
        url = f"{published.url}/charts/shop-1.2.3.tgz"
        digest = hashlib.sha256(packed(chart_files(version="1.2.3"))).hexdigest()
        opened(UrlChart(url=url, sha256=digest))
        with pytest.raises(ChecksumDiffers):
            opened(UrlChart(url=url, sha256="0" * 64))

    def test_a_login_does_not_follow_a_redirect_to_another_host(
        self, server: ChartServer, other_server: ChartServer
    ) -> None:
        target = other_server.put("/shop.tgz", packed(chart_files()))
        opened(UrlChart(url=server.redirect("/moved", target)), LOGIN)
        assert "authorization" in server.asked[0].headers
        assert "authorization" not in other_server.asked[0].headers

    def test_a_redirect_in_a_circle_ends(self, server: ChartServer) -> None:
        with pytest.raises(DownloadFailed, match="circle"):
            opened(UrlChart(url=server.redirect("/round", f"{server.url}/round")))

    def test_too_large_an_archive_is_not_read_to_its_end(self, server: ChartServer) -> None:
        url = server.put("/big.tgz", bytes(21 << 20))
        with pytest.raises(UnsafeArchive, match="larger than 20 MiB"):
            opened(UrlChart(url=url))

    def test_a_stalled_download_stops_at_once_on_request(self, published: ChartServer) -> None:
        published.stall.set()
        cancellation = Cancellation()
        begun = threading.Event()

        def progress(_what: str, _done: int, _total: int | None) -> None:
            begun.set()

        def request_when_begun() -> None:
            begun.wait(10)
            cancellation.request()

        threading.Thread(target=request_when_begun).start()
        source = UrlChart(url=f"{published.url}/charts/shop-1.2.3.tgz")
        with pytest.raises(Cancelled):
            open_chart(source, base=HERE, progress=progress, cancellation=cancellation)

    @pytest.mark.parametrize(("status", "error"), [
        (401, LoginRefused), (403, LoginRefused), (404, ChartNotFound), (410, ChartNotFound),
        (500, DownloadFailed), (503, DownloadFailed),
    ])  # fmt: skip
    def test_an_error_status_says_what_to_do(
        self, server: ChartServer, status: int, error: type[Exception]
    ) -> None:
        with pytest.raises(error, match=str(status)):
            opened(UrlChart(url=server.put("/shop.tgz", b"no", "text/plain", status)))

    @pytest.mark.parametrize("url", [
        "http://127.0.0.1:1/shop.tgz", "http://nowhere.invalid/shop.tgz", "file:///etc/passwd",
        "http://[bad/shop.tgz", "ftp://127.0.0.1/shop.tgz",
    ])  # fmt: skip
    def test_what_cannot_be_fetched_is_said(self, url: str) -> None:
        with pytest.raises(DownloadFailed):
            opened(UrlChart(url=url))

    def test_a_private_authority_is_trusted_when_given(self, certificate: Certificate) -> None:
        with ChartServer(certificate) as server:
            source = UrlChart(url=server.put("/shop.tgz", packed(chart_files())))
            with pytest.raises(DownloadFailed, match="certificate"):
                opened(source)
            open_chart(source.model_copy(update={"tls": Tls(ca=certificate.pem)}), base=HERE)

    def test_a_proxy_from_the_environment_is_used(
        self, server: ChartServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        server.put("/shop.tgz", packed(chart_files()))
        opened(UrlChart(url="http://charts.invalid/shop.tgz"))
        assert server.asked[0].path == "http://charts.invalid/shop.tgz"


class TestFromARepository:
    @pytest.mark.parametrize(("wanted", "found"), [
        (None, "1.9.0+b.1"), ("^1.2", "1.9.0+b.1"), ("~1.2", "1.2.3"), ("1.3.0", "1.3.0"),
        ("2.0.0-rc.1", "2.0.0-rc.1"), (">=1, <1.5", "1.3.0"), (">=2.0.0-0", "2.0.0-rc.1"),
    ])  # fmt: skip
    def test_the_version_helm_would_take_is_chosen(
        self, published: ChartServer, wanted: str | None, found: str
    ) -> None:
        assert opened(repository(published, wanted)).metadata.version == found

    def test_its_address_is_the_archive_itself(self, published: ChartServer) -> None:
        chart = opened(repository(published, "1.2.3"))
        assert chart.address == f"{published.url}/charts/shop-1.2.3.tgz"

    def test_all_versions_are_listed_newest_first(self, published: ChartServer) -> None:
        versions = available_versions(repository(published))
        assert versions == ("2.0.0-rc.1", "1.9.0+b.1", "1.3.0", "1.2.3")

    def test_no_matching_version_lists_those_there_are(self, published: ChartServer) -> None:
        with pytest.raises(VersionNotFound, match=r"2\.0\.0-rc\.1, 1\.9\.0\+b\.1"):
            opened(repository(published, "^3"))

    def test_an_unknown_chart_lists_similar_names(self, published: ChartServer) -> None:
        with pytest.raises(ChartNotFound, match="has no shp; it has shop"):
            opened(repository(published, name="shp"))

    def test_a_login_is_needed_where_the_repository_asks_for_one(
        self, published: ChartServer
    ) -> None:
        published.protect("/charts", LOGIN.username, LOGIN.password)
        with pytest.raises(LoginRefused):
            opened(repository(published))
        opened(repository(published), LOGIN)

    def test_an_archive_on_another_host_is_fetched_without_the_login(
        self, server: ChartServer, other_server: ChartServer
    ) -> None:
        other_server.publish(chart_files(), "/archives")
        server.publish(chart_files(), archives=f"{other_server.url}/archives")
        server.protect("/charts", LOGIN.username, LOGIN.password)
        opened(repository(server), LOGIN)
        assert "authorization" not in other_server.asked[0].headers

    def test_an_index_that_promises_another_digest_is_noticed(self, server: ChartServer) -> None:
        server.publish(chart_files(), digest="0" * 64)
        with pytest.raises(ChecksumDiffers):
            opened(repository(server))

    @pytest.mark.parametrize("index", [b"a: [", b"[]", b"entries: 1", b"\xff", b'{"entries": 1'])
    def test_nonsense_for_an_index_is_said(self, server: ChartServer, index: bytes) -> None:
        server.put("/charts/index.yaml", index)
        with pytest.raises(BadRepository):
            opened(repository(server))

    def test_an_address_that_is_none_is_said(self) -> None:
        with pytest.raises(BadRepository):
            opened(RepositoryChart(repo="http://host:port", name="shop"))

    def test_an_index_in_json_is_read_too(self, published: ChartServer) -> None:
        index = json.dumps({"apiVersion": "v1", "entries": {"shop": [ENTRY]}}).encode()
        published.put("/charts/index.yaml", index)
        assert available_versions(repository(published)) == ("1.2.3",)

    def test_an_index_may_point_into_a_registry(self, server: ChartServer) -> None:
        address = server.push(chart_files())
        index = {"apiVersion": "v1", "entries": {"shop": [{**ENTRY, "urls": [f"{address}:1.2.3"]}]}}
        server.put("/charts/index.yaml", json.dumps(index).encode())
        assert opened(repository(server)).address == address


class TestFromARegistry:
    @pytest.mark.parametrize(("wanted", "found"), [
        (None, "1.9.0+b.1"), ("~1.2", "1.2.3"), ("1.9.0+b.1", "1.9.0+b.1"),
    ])  # fmt: skip
    def test_tags_of_all_pages_are_versions_and_an_underscore_is_a_plus(
        self, pushed: str, wanted: str | None, found: str
    ) -> None:
        chart = opened(OciChart(oci=pushed, version=wanted))
        assert (chart.metadata.version, chart.address) == (found, pushed)

    def test_an_exact_version_needs_no_list_of_tags(self, server: ChartServer, pushed: str) -> None:
        opened(OciChart(oci=pushed, version="1.2.3"))
        assert not any(path.endswith("/tags/list") for path in server.paths())

    @pytest.mark.parametrize("login", [None, LOGIN])
    def test_a_token_is_fetched_where_the_registry_asks_for_one(
        self, server: ChartServer, pushed: str, login: Login | None
    ) -> None:
        server.ask_for_token(*((login.username, login.password) if login else ("", "")))
        opened(OciChart(oci=pushed), login)
        assert server.paths().count("/token") == 1

    def test_basic_login_works_where_the_registry_asks_for_it(
        self, server: ChartServer, pushed: str
    ) -> None:
        server.protect("/v2", LOGIN.username, LOGIN.password)
        opened(OciChart(oci=pushed), LOGIN)

    @pytest.mark.parametrize("login", [None, Login("ann", "wrong")])
    @pytest.mark.parametrize("scheme", ["token", "basic"])
    def test_a_wrong_login_is_refused_without_showing_it(
        self, server: ChartServer, pushed: str, login: Login | None, scheme: str
    ) -> None:
        if scheme == "token":
            server.ask_for_token(LOGIN.username, LOGIN.password)
        else:
            server.protect("/v2", LOGIN.username, LOGIN.password)
        with pytest.raises(LoginRefused) as refusal:
            opened(OciChart(oci=pushed), login)
        assert "wrong" not in str(refusal.value)

    def test_a_blob_that_was_changed_is_noticed(self, server: ChartServer, pushed: str) -> None:
        server.corrupt(chart_files(version="1.2.3"))
        with pytest.raises(ChecksumDiffers):
            opened(OciChart(oci=pushed, version="1.2.3"))

    def test_a_missing_version_or_repository_is_said(self, pushed: str) -> None:
        with pytest.raises(ChartNotFound, match=r"no chart manifest for 9\.9\.9"):
            opened(OciChart(oci=pushed, version="9.9.9"))
        with pytest.raises(ChartNotFound, match="no such repository"):
            opened(OciChart(oci=f"{pushed}-not"))

    def test_a_container_image_is_no_chart(self, server: ChartServer) -> None:
        manifest = b'{"config": {"mediaType": "application/vnd.oci.image.config.v1+json"}}'
        kind = "application/vnd.oci.image.manifest.v1+json"
        server.put("/v2/app/manifests/1.0.0", manifest, kind)
        with pytest.raises(NotAChart, match="another kind of artifact"):
            opened(OciChart(oci=f"oci://{server.host}/app", version="1.0.0"))

    @pytest.mark.parametrize(
        "address", ["oci://host", "oci://host/Upper", "oci://host/a:1", "oci:"]
    )
    def test_what_is_no_oci_address_is_refused(self, address: str) -> None:
        with pytest.raises(BadReference):
            opened(OciChart(oci=address))


class TestWhatIsRead:
    def test_metadata_readme_defaults_and_schema_are_there(self, tmp_path: Path) -> None:
        extra = {"README.md": "# Shop", "values.schema.json": '{"type": "object"}'}
        written(tmp_path, chart_files(metadata="appVersion: 1.0\nkubeVersion: '>=1.20.0-0'\n",
                                      extra=extra))  # fmt: skip
        chart = open_chart(PathChart(path="shop"), base=tmp_path)
        assert (chart.metadata.app_version, chart.metadata.kube_version) == ("1", ">=1.20.0-0")
        assert (chart.readme, chart.schema) == ("# Shop", {"type": "object"})
        assert chart.default_values.startswith("greeting: hello")

    @pytest.mark.parametrize("packed_inside", [False, True])
    def test_a_dependency_is_present_when_it_lies_in_charts(
        self, tmp_path: Path, packed_inside: bool
    ) -> None:
        written(tmp_path, with_subchart(packed_inside=packed_inside))
        (dependency,) = open_chart(PathChart(path="shop"), base=tmp_path).metadata.dependencies
        assert dependency.present

    @pytest.mark.parametrize(("chart_yaml", "reason"), [
        ("a: [", "no YAML"), ("- a", "no mapping"),
        ("apiVersion: v3\nname: x\nversion: 1.0.0", "apiVersion"),
        ("apiVersion: v2\nversion: 1.0.0", "name"), ("apiVersion: v2\nname: a/b", "name"),
        ("apiVersion: v2\nname: x\nversion: new", "version"),
    ])  # fmt: skip
    def test_a_chart_yaml_that_helm_refuses_is_refused(
        self, tmp_path: Path, chart_yaml: str, reason: str
    ) -> None:
        (tmp_path / "Chart.yaml").write_text(chart_yaml)
        with pytest.raises(NotAChart, match=reason):
            open_chart(PathChart(path="."), base=tmp_path)
