"""What the environment says about proxies and certificates: it works, or it is said in words."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from core.chart.errors import (
    BadAuthority,
    BadCertificates,
    BadProxy,
    DownloadFailed,
    SocksNotInstalled,
)
from core.chart.proxies import Proxies
from core.chart.sources import open_chart
from core.plan.model import Tls, UrlChart
from tests.support.chart_server import Certificate, ChartServer
from tests.support.charts import chart_files, packed

if TYPE_CHECKING:
    from core.chart.model import Chart

PROXY = "http://proxy.example:3128"
AWAY = UrlChart(url="http://charts.invalid/shop.tgz")
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, "ssl_cert_file", "ssl_cert_dir", "sslkeylogfile"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def opened(source: UrlChart) -> Chart:
    return open_chart(source, base=Path())


@pytest.mark.parametrize(("excepted", "url", "direct"), [
    ("charts.example", "http://charts.example/x", True),
    ("charts.example", "http://a.charts.example/x", True),
    ("charts.example", "http://mycharts.example/x", False),
    (".charts.example", "http://a.charts.example/x", True),
    (".charts.example", "http://charts.example/x", False),
    ("*.charts.example", "http://a.charts.example/x", True),
    (" a , CHARTS.example ", "http://charts.EXAMPLE/x", True),
    ("charts.example:8080", "http://charts.example:8080/x", True),
    ("charts.example:8080", "http://charts.example/x", False),
    ("charts.example:443", "https://charts.example/x", True),
    ("10.0.0.0/8", "http://10.1.2.3/x", True), ("10.0.0.0/8", "http://11.1.2.3/x", False),
    ("10.1.2.3", "http://10.1.2.3/x", True), ("10.1.2.3:80", "http://10.1.2.3/x", True),
    ("fd00::/8", "http://[fd00::1]/x", True), ("[fd00::1]", "http://[fd00::1]/x", True),
    ("[fd00::1]:80", "http://[fd00::1]/x", True), ("*", "http://charts.example/x", True),
    ("", "http://localhost:9/x", True), ("", "http://127.0.0.1/x", True),
    ("", "http://[::1]/x", True), ("", "http://charts.example/x", False),
    ("[::1, a:b, http://x:y, 10.0.0.0/99, *.[, :, /", "http://charts.example/x", False),
])  # fmt: skip
def test_no_proxy_is_read_as_helm_reads_it(excepted: str, url: str, direct: bool) -> None:
    proxies = Proxies({"all": PROXY, "no": excepted})
    assert (proxies.proxy_for(httpx.URL(url)) is None) is direct


@pytest.mark.parametrize(("settings", "url", "proxy"), [
    ({"http": PROXY, "all": "http://other:1"}, "http://a.example", PROXY),
    ({"http": PROXY}, "https://a.example", None), ({"all": PROXY}, "https://a.example", PROXY),
    ({"http": "proxy.example:3128"}, "http://a.example", PROXY), ({"http": "  "}, "http://a", None),
    ({"http": "HTTP://proxy.example:3128"}, "http://a.example", PROXY),
])  # fmt: skip
def test_the_proxy_is_that_of_the_scheme(
    settings: dict[str, str], url: str, proxy: str | None
) -> None:
    found = Proxies(settings).proxy_for(httpx.URL(url))
    assert (str(found.url) if found else None) == proxy


@pytest.mark.parametrize("address", [
    "ftp://proxy:1", "http://", "://", "http://a:port", "http://a\nb:1", "socks4://a:1", "http:///",
])  # fmt: skip
@pytest.mark.parametrize("name", ["http_proxy", "all_proxy"])
def test_a_proxy_that_is_none_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setenv(name.upper(), address)
    with pytest.raises(BadProxy, match=name.upper()) as refusal:
        opened(AWAY)
    assert "NO_PROXY" in str(refusal.value.advice)


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1", "socks5h://127.0.0.1:1", "socks://a"])
def test_a_socks_proxy_works_or_says_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    there = importlib.util.find_spec("socksio")
    with pytest.raises(DownloadFailed if there else SocksNotInstalled):
        opened(AWAY)


def test_a_proxy_that_does_not_answer_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://ann:secret@127.0.0.1:1")
    with pytest.raises(DownloadFailed, match="through the proxy http://127") as refusal:
        opened(AWAY)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1080", "nonsense://x", PROXY])
@pytest.mark.parametrize("excepted", ["", "charts.invalid"])
def test_a_host_that_goes_without_a_proxy_is_reached_whatever_the_proxy_is(
    server: ChartServer, monkeypatch: pytest.MonkeyPatch, address: str, excepted: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    monkeypatch.setenv("NO_PROXY", excepted)
    opened(UrlChart(url=server.put("/shop.tgz", packed(chart_files()))))


def test_a_redirect_goes_through_the_proxy_of_its_own_host(
    server: ChartServer, other_server: ChartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_server.put("/shop.tgz", packed(chart_files()))
    monkeypatch.setenv("HTTP_PROXY", other_server.url)
    opened(UrlChart(url=server.redirect("/moved", AWAY.url)))
    assert other_server.asked[0].path == AWAY.url


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSLKEYLOGFILE"])
def test_a_setting_for_certificates_that_leads_nowhere_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "gone" / "file"))
    with pytest.raises(BadCertificates, match=variable):
        opened(UrlChart(url="https://charts.invalid/shop.tgz"))


def test_a_file_without_certificates_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "notes.txt"))
    with pytest.raises(BadCertificates, match="SSL_CERT_FILE cannot be used"):
        opened(UrlChart(url="https://charts.invalid/shop.tgz"))


def test_settings_for_certificates_do_not_matter_where_nothing_is_encrypted(
    server: ChartServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone"))
    opened(UrlChart(url=server.put("/shop.tgz", packed(chart_files()))))


def test_the_certificates_of_the_environment_are_trusted(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_text(certificate.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with ChartServer(certificate) as server:
        opened(UrlChart(url=server.put("/shop.tgz", packed(chart_files()))))


@pytest.mark.parametrize("text", ["nonsense", "-----BEGIN CERTIFICATE-----\nAA\n", "ü"])
def test_a_private_authority_that_is_none_is_said(text: str) -> None:
    with pytest.raises(BadAuthority):
        opened(UrlChart(url="https://charts.invalid/shop.tgz", tls=Tls(ca=text)))


@pytest.mark.parametrize("host", ["charts..invalid", "x" * 70 + ".invalid", "%00", "a b"])
def test_a_host_that_is_none_is_said(host: str) -> None:
    with pytest.raises(DownloadFailed):
        opened(UrlChart(url=f"http://{host}/shop.tgz"))
