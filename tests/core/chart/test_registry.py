"""Registries as Helm reads them: references, artifacts, and whom a login is given to."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from core.chart.errors import (
    BadReference,
    BadRepository,
    BadVersionRange,
    ChartNestError,
    ChartNotFound,
    ChecksumDiffers,
    LoginElsewhere,
    LoginRefused,
    NotAChart,
    TagMoved,
)
from core.chart.model import Login
from core.chart.reference import parse_reference
from core.chart.sources import open_chart
from core.plan.model import OciChart, Tls
from tests.support.chart_server import Certificate, ChartServer
from tests.support.charts import chart_files
from tests.support.real_helm import EACH, INSTALLING, pulled_by

if TYPE_CHECKING:
    from core.chart.model import Chart

LOGIN: Final = Login("ann", "open sesame")
PLAIN_HTTP: Final = {each: ["--plain-http"] for each in INSTALLING} | {"3.12.1": []}
MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"
NOTHING: Final = re.compile("(?!)")
ONE, TWO = (chart_files(version=version) for version in ("1.0.0", "2.0.0"))


def opened(reference: str, login: Login | None = None) -> Chart:
    return open_chart(parse_reference(reference), base=Path(), login=login)


@pytest.fixture
def shop(server: ChartServer) -> str:
    """A repository with the tags 1.0.0 and 2.0.0."""
    server.push(ONE)
    return server.push(TWO)


class TestReferences:
    @pytest.mark.parametrize(("suffix", "version", "pulled"), [
        ("", "2.0.0", "2.0.0"), (":1.0.0", "1.0.0", "1.0.0"), (" ^1", "1.0.0", "1.0.0"),
        ("/", "2.0.0", "2.0.0"), (":1.0.0 1.0.0", "1.0.0", "1.0.0"), ("/ 1.0.0", "1.0.0", "1.0.0"),
        ("@{digest}", "1.0.0", ""), (":1.0.0@{digest}", "1.0.0", "1.0.0"),
        ("@{digest} 1.0.0", "1.0.0", "1.0.0"),
    ])  # fmt: skip
    @pytest.mark.parametrize("scheme", ["oci", "OCI", "Oci"])
    def test_what_helm_pulls_is_understood(  # noqa: PLR0917 - a table
        self, server: ChartServer, shop: str, scheme: str, suffix: str, version: str, pulled: str
    ) -> None:
        suffix = suffix.format(digest=server.manifest_digest("1.0.0"))
        chart = opened(f"{scheme}{shop.removeprefix('oci')}{suffix}")
        assert (chart.metadata.version, chart.pulled_version) == (version, pulled)
        assert chart.address == (shop if pulled else shop + suffix)

    @pytest.mark.parametrize("version", EACH)
    @pytest.mark.parametrize(("arguments", "found"), [
        (["{shop}"], "2.0.0"), (["{shop}", "--version", "1.0.0"], "1.0.0"),
        (["{shop}", "--version", "^1"], "1.0.0"),
    ])  # fmt: skip
    def test_helm_pulls_the_same(
        self, shop: str, tmp_path: Path, version: str, arguments: list[str], found: str
    ) -> None:
        arguments = [each.format(shop=shop) for each in arguments]
        if version == "3.12.1" and arguments[-1] != "1.0.0":
            pytest.skip("it asks for tags over https alone")
        arguments = [*arguments, *PLAIN_HTTP[version]]
        assert pulled_by(version, arguments, tmp_path) == f"shop-{found}.tgz"

    @pytest.mark.parametrize(("tag", "version"), [
        ("v1.0.0", "v1.0.0"), ("1.2", "1.2"), ("1.9.0_b.1", "1.9.0+b.1"),
        ("1.9.0_b.1", "1.9.0_b.1"), ("2.0.0-rc.1", "2.0.0-rc.1"),
    ])  # fmt: skip
    def test_a_version_of_any_spelling_is_the_tag_to_pull(
        self, server: ChartServer, tag: str, version: str
    ) -> None:
        address = server.push(ONE, tag=tag)
        chart = opened(f"{address}:{version}")
        assert chart.pulled_version == version.replace("_", "+")  # as Helm takes it
        assert not any(path.endswith("/tags/list") for path in server.paths())

    @pytest.mark.parametrize("tag", ["v3.0.0", "3.0", "latest", "03.0.0", "sha256-3"])
    def test_tags_that_are_no_whole_version_are_not_the_newest(
        self, server: ChartServer, shop: str, tag: str
    ) -> None:
        server.push(TWO, tag=tag)
        assert opened(shop).pulled_version == "2.0.0"

    def test_a_word_for_a_tag_is_refused_as_helm_does(self, server: ChartServer) -> None:
        address = server.push(ONE, tag="latest")
        with pytest.raises(BadVersionRange):
            opened(f"{address}:latest")

    def test_a_tag_that_belongs_to_another_digest_is_said(
        self, server: ChartServer, shop: str
    ) -> None:
        with pytest.raises(TagMoved, match=r"The tag 2\.0\.0 of"):
            opened(f"{shop}:2.0.0@{server.manifest_digest('1.0.0')}")
        with pytest.raises(ChartNotFound):
            opened(f"{shop}:3.0.0@{server.manifest_digest('1.0.0')}")

    def test_a_manifest_that_is_not_of_its_digest_is_noticed(
        self, server: ChartServer, shop: str
    ) -> None:
        digest = server.manifest_digest("1.0.0")
        server.put(f"/v2/charts/shop/manifests/{digest}", b'{"config": {}}', MANIFEST)
        with pytest.raises(ChecksumDiffers):
            opened(f"{shop}@{digest}")

    @pytest.mark.parametrize("reference", [
        "oci://host/shop:1.0.0 2.0.0", "oci://host/a..b", "oci://host/a//b", "oci://host/Shop",
        "oci://host", "oci:///shop", "oci://ann:secret@host/shop", "oci://host/shop@sha256:12",
        "oci://host/shop@1.0.0",
    ])  # fmt: skip
    def test_what_is_no_reference_is_refused_without_showing_a_password(
        self, reference: str
    ) -> None:
        with pytest.raises(BadReference) as refusal:
            opened(reference)
        assert "secret" not in str(refusal.value)

    @pytest.mark.parametrize(("typed", "address", "version"), [
        ("oci://host:5000/a/b:1", "oci://host:5000/a/b", "1"),
        ("oci://[::1]:5000/a/b", "oci://[::1]:5000/a/b", None),
        ("oci://[::1]/a/b:1.0.0", "oci://[::1]/a/b", "1.0.0"),
        ("oci://Host.example/a", "oci://Host.example/a", None),
    ])  # fmt: skip
    def test_ports_and_numbers_are_no_tags(
        self, typed: str, address: str, version: str | None
    ) -> None:
        assert parse_reference(typed) == OciChart(oci=address, version=version)


class TestArtifacts:
    def test_the_chart_of_an_image_index_is_opened(self, server: ChartServer) -> None:
        address = server.push_index("1.0.0", ONE, others=2)
        assert opened(f"{address}:1.0.0").metadata.version == "1.0.0"
        assert opened(f"{address}@{server.manifest_digest('1.0.0')}").metadata.version == "1.0.0"

    @pytest.mark.parametrize("version", ["3.17.3", "4.3.1"])
    def test_helm_pulls_it(self, server: ChartServer, tmp_path: Path, version: str) -> None:
        address = server.push_index("1.0.0", ONE)
        arguments = [address, "--version", "1.0.0", *PLAIN_HTTP[version]]
        assert pulled_by(version, arguments, tmp_path) == "shop-1.0.0.tgz"

    def test_of_several_charts_in_an_index_none_is_guessed(self, server: ChartServer) -> None:
        address = server.push_index("1.0.0", ONE, TWO)
        with pytest.raises(NotAChart, match="several charts"):
            opened(f"{address}:1.0.0")

    def test_an_index_without_a_chart_is_another_artifact(self, server: ChartServer) -> None:
        address = server.push_index("1.0.0", others=1)
        with pytest.raises(NotAChart, match="another kind of artifact"):
            opened(f"{address}:1.0.0")

    @pytest.mark.parametrize("answer", ["[]", "null", "{", '"x"', "[" * 10_000])
    def test_an_answer_that_makes_no_sense_is_said(self, server: ChartServer, answer: str) -> None:
        server.put("/v2/shop/manifests/1.0.0", answer.encode(), MANIFEST)
        with pytest.raises(BadRepository):
            opened(f"oci://{server.host}/shop:1.0.0")

    @pytest.mark.parametrize(("change", "reason"), [
        ("kind", "docker.distribution.manifest.v2.json, which Helm does not pull"),
        ("config", "no chart's description for"), ("size", "chart archive has another size"),
    ])  # fmt: skip
    def test_what_no_helm_pulls_is_refused(
        self, server: ChartServer, tmp_path: Path, change: str, reason: str
    ) -> None:
        address = server.push(ONE)
        server.spoil("charts/shop", "1.0.0", change)
        with pytest.raises(ChartNestError, match=reason):
            opened(f"{address}:1.0.0")
        for version in ("3.17.3", "4.3.1"):
            home = tmp_path / version
            home.mkdir()
            arguments = [address, "--version", "1.0.0", "--plain-http"]
            assert pulled_by(version, arguments, home) == ""

    def test_a_manifest_without_a_layer_of_a_chart_is_said(self, server: ChartServer) -> None:
        config = {"mediaType": "application/vnd.cncf.helm.config.v1+json"}
        manifest = json.dumps({"config": config}).encode()
        server.put("/v2/shop/manifests/1.0.0", manifest, MANIFEST)
        with pytest.raises(BadRepository, match="has no chart"):
            opened(f"oci://{server.host}/shop:1.0.0")


OWN: Final = 'Bearer realm="{url}/token",service="test"'
# What a registry may ask with, all of them its own.
CHALLENGES: Final = {
    "as usual": OWN,
    "names in capitals": OWN.replace("realm", "Realm").replace("service", "SERVICE"),
    "another case of the scheme": OWN.replace("Bearer", "bEARER"),
    "without quotes": OWN.replace('"', ""),
    "blanks around": 'Bearer  realm = "{url}/token" , service = "test"',
    "another scheme first": f"Negotiate, {OWN}",
    "basic first": f'Basic realm="a, b", {OWN}',
    "basic after": f'{OWN}, Basic realm="x"',
    "more parameters": f'{OWN},error="insufficient_scope",scope="repository:charts/shop:pull"',
    "no service": 'Bearer realm="{url}/token"',
}


# Login, what is redirected, what the stranger asks with, and whether the registry itself asks.
STRANGERS: Final = list(
    product(
        (None, LOGIN),
        ("/manifests/", "/blobs/", "/tags/"),
        (OWN, 'Basic realm="x"', *list(CHALLENGES.values())[1:5]),
        (False, True),
    )
)


class TestLogins:
    @pytest.mark.parametrize("login", [None, LOGIN])
    @pytest.mark.parametrize("challenge", CHALLENGES.values(), ids=CHALLENGES)
    def test_a_registry_is_signed_in_to_however_it_asks(
        self, server: ChartServer, shop: str, challenge: str, login: Login | None
    ) -> None:
        if login:
            server.ask_for_token(login.username, login.password)
        server.challenge(challenge)
        assert opened(shop, login).metadata.version == "2.0.0"

    def test_a_page_for_people_beside_the_challenge_changes_nothing(
        self, server: ChartServer, shop: str
    ) -> None:
        server.ask_for_token(LOGIN.username, LOGIN.password)
        server.challenge(OWN, b"<!DOCTYPE html><html><title>Sign in</title></html>")
        assert opened(shop, LOGIN).metadata.version == "2.0.0"

    @pytest.mark.parametrize("challenge", [
        "Bearer", 'Bearer service="test"', 'Bearer realm="token"', 'Bearer realm="file:///x"',
        'Bearer realm=""', 'Bearer realm="http://"',
    ])  # fmt: skip
    def test_a_challenge_that_leads_nowhere_names_the_registry(
        self, server: ChartServer, shop: str, challenge: str
    ) -> None:
        server.challenge(challenge)
        with pytest.raises(BadRepository) as refusal:
            opened(shop, LOGIN)
        assert refusal.value.arguments["place"] == shop

    @pytest.mark.parametrize("challenge", ["", "Negotiate", "Digest realm=x", '"'])
    def test_a_challenge_that_is_none_of_ours_is_a_refusal(
        self, server: ChartServer, shop: str, challenge: str
    ) -> None:
        server.challenge(challenge)
        with pytest.raises(LoginRefused):
            opened(shop, LOGIN)

    @pytest.mark.parametrize(("login", "part", "challenge", "signed_in"), STRANGERS)
    def test_a_host_it_sends_on_to_is_given_nothing(  # noqa: PLR0917 - a table
        self,
        server: ChartServer,
        other_server: ChartServer,
        shop: str,
        login: Login | None,
        part: str,
        challenge: str,
        signed_in: bool,
    ) -> None:
        if signed_in:
            server.ask_for_token(*((login.username, login.password) if login else ("", "")))
        other_server.challenge(challenge)
        server.send_on(part, other_server.url)
        with pytest.raises(LoginElsewhere, match=other_server.host):
            opened(shop, login)
        assert not any("authorization" in each.headers for each in other_server.asked)
        assert "/token" not in other_server.paths()

    def test_a_host_it_sends_on_to_that_asks_for_nothing_is_fetched_from(
        self, server: ChartServer, other_server: ChartServer, shop: str
    ) -> None:
        other_server.push(TWO)
        server.ask_for_token(LOGIN.username, LOGIN.password)
        server.send_on("/blobs/", other_server.url)
        assert opened(shop, LOGIN).metadata.version == "2.0.0"
        assert not any("authorization" in each.headers for each in other_server.asked)

    def test_a_realm_on_another_host_is_given_the_login_when_the_registry_names_it(
        self, server: ChartServer, other_server: ChartServer, shop: str
    ) -> None:
        other_server.ask_for_token(LOGIN.username, LOGIN.password)
        server.ask_for_token(LOGIN.username, LOGIN.password)
        server.challenge(OWN.replace("{url}", other_server.url))
        assert opened(shop, LOGIN).metadata.version == "2.0.0"
        assert other_server.paths() == ["/token"]

    @pytest.mark.parametrize("login", [None, LOGIN])
    def test_no_login_goes_unencrypted_for_a_registry_that_is_encrypted(
        self,
        certificate: Certificate,
        other_server: ChartServer,
        login: Login | None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("core.chart.registry._LOOPBACK", NOTHING)
        with ChartServer(certificate) as server:
            source = OciChart(oci=server.push(ONE), tls=Tls(ca=certificate.pem))
            server.challenge(OWN.replace("{url}", other_server.url))
            if login is None:  # there is nothing to hide
                open_chart(source, base=Path())
                return
            with pytest.raises(ChartNestError, match="without encryption"):
                open_chart(source, base=Path(), login=login)
        assert other_server.asked == []
