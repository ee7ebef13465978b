"""A chart is fetched from wherever it lies, and what is no chart is not installed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from tests.hook_chart.conftest import GZIP
from tests.support.hook_pod import Pod, base64_text
from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod


AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def reason(api: SmallApi) -> str:
    (signal,) = api.signals
    assert signal["status"] == "FAILURE"
    return signal["reason"]


def pull(pod: Pod) -> list[str]:
    (call,) = [call for call in pod.calls if call[0] == "pull"]
    return call


def test_a_signed_address_arrives_as_it_is_and_is_no_argument(
    make_pod: MakePod, api: SmallApi
) -> None:
    query = "Expires=1&Signature=a%2Bb%3D&x='\"$[1-2]{a,b}"
    pod = make_pod(chart={"url": f"{api.address}/shop.tgz?{query}"})
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"
    assert api.asked[0].query == query


def test_a_login_goes_to_the_web_server(make_pod: MakePod, api: SmallApi) -> None:
    login = {"username": 'us"er', "password": base64_text('pa"ss\\word')}
    make_pod(chart={"url": f"{api.address}/shop.tgz"} | login).run()
    expected = base64_text('us"er:pa"ss\\word').strip()
    assert api.asked[0].headers["authorization"] == f"Basic {expected}"


def test_a_fetch_that_fails_once_is_tried_again(pod: Pod, api: SmallApi) -> None:
    api.scripted["GET", "/shop.tgz"] = [Answer(502)]
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"


@pytest.mark.parametrize("status", [401, 404, 503])
def test_a_fetch_that_keeps_failing_is_told_and_nothing_is_installed(
    pod: Pod, api: SmallApi, status: int
) -> None:
    api.always["GET", "/shop.tgz"] = Answer(status)
    pod.run()
    assert "fetching the chart: " in reason(api)
    assert str(status) in reason(api)
    assert "install" not in pod.verbs


def test_a_web_page_is_no_chart(pod: Pod, api: SmallApi) -> None:
    api.files["/shop.tgz"] = b"<!doctype html><title>Sign in</title>"
    pod.run()
    assert reason(api) == (
        "what was fetched is not a chart; it begins with: <!doctype html><title>Sign in</title>"
    )
    assert "install" not in pod.verbs


@pytest.mark.parametrize("right", [True, False])
def test_the_sha256_is_checked(make_pod: MakePod, api: SmallApi, right: bool) -> None:
    digest = hashlib.sha256(GZIP if right else b"other").hexdigest()
    make_pod(chart={"url": f"{api.address}/shop.tgz", "sha256": digest}).run()
    if right:
        assert api.signals[0]["status"] == "SUCCESS"
    else:
        assert reason(api) == "the chart's sha256 is not the one in the plan"


def test_a_repository_is_asked_for_a_version(make_pod: MakePod, api: SmallApi) -> None:
    pod = make_pod(chart={"repo": "https://charts.test/a", "name": "shop", "version": "^1.2"})
    pod.run()
    assert ["repo", "add", "source", "https://charts.test/a", "--force-update"] in pod.calls
    assert pull(pod)[:2] == ["pull", "source/shop"]
    assert pull(pod)[-2:] == ["--version", "^1.2"]
    assert api.signals[0]["status"] == "SUCCESS"


@pytest.mark.parametrize("passed_on", [True, False])
def test_a_repositorys_password_goes_by_stdin(make_pod: MakePod, passed_on: bool) -> None:
    pod = make_pod(
        chart={
            "repo": "https://charts.test",
            "name": "shop",
            "username": "me",
            "password": base64_text("s3cret-password"),
            "passCredentials": passed_on,
        }
    )
    pod.run()
    (added,) = [call for call in pod.calls if call[0] == "repo"]
    assert added[-3:] == ["--username", "me", "--password-stdin"]
    assert (pod.folder / "helm" / "stdin").read_text() == "s3cret-password"
    assert ("--pass-credentials" in added) == ("--pass-credentials" in pull(pod)) == passed_on


def test_a_refused_login_is_told(make_pod: MakePod, api: SmallApi) -> None:
    login = {"username": "me", "password": base64_text("wrong-one")}
    pod = make_pod(chart={"repo": "https://charts.test", "name": "shop"} | login)
    pod.helm("repo", "echo 'Error: looks like wrong-one is refused: 401 Unauthorized' >&2; exit 1")
    pod.run()
    assert reason(api) == "fetching the chart: looks like *** is refused: 401 Unauthorized"


@pytest.mark.parametrize(
    ("url", "version", "asked"),
    [
        ("oci://registry.test/team/shop", "1.2.3", ["oci://registry.test/team/shop", "1.2.3"]),
        ("oci://registry.test:5000/shop:1.2.3", "", ["oci://registry.test:5000/shop", "1.2.3"]),
        ("oci://registry.test:5000/a/shop", "1.2.3", ["oci://registry.test:5000/a/shop", "1.2.3"]),
    ],
)
def test_an_oci_address_may_hold_the_tag(
    make_pod: MakePod, url: str, version: str, asked: list[str]
) -> None:
    pod = make_pod(chart={"url": url, "version": version})
    pod.run()
    assert [pull(pod)[1], pull(pod)[-1]] == asked


@pytest.mark.parametrize("kind", ["login", "json", "base64"])
def test_a_registrys_login_is_handed_over_in_dockers_own_file(make_pod: MakePod, kind: str) -> None:
    auth = base64_text("me:pass:word").strip()
    document = json.dumps({"auths": {"registry.test:5000": {"auth": auth}}})
    chart = {"url": "oci://registry.test:5000/team/shop"} | {
        "login": {"username": "me", "password": base64_text("pass:word")},
        "json": {"dockerConfigJson": document},
        "base64": {"dockerConfigJson": base64_text(document)},
    }[kind]
    pod = make_pod(chart=chart)
    pod.helm("pull", 'cp "$HELM_REGISTRY_CONFIG" "$FAKE_HELM/registry.json"')
    pod.run()
    given = json.loads((pod.folder / "helm" / "registry.json").read_text())
    assert given == json.loads(document)


def test_plain_http_only_when_asked_for(make_pod: MakePod) -> None:
    pod = make_pod(chart={"url": "oci://registry.test/shop", "plainHttp": True})
    pod.run()
    assert "--plain-http" in pull(pod)


def test_a_private_authority_is_trusted_beside_the_public_ones(make_pod: MakePod) -> None:
    pod = make_pod(chart={"url": "oci://registry.test/shop", "caCertificate": AUTHORITY})
    pod.helm("pull", 'cp "$SSL_CERT_FILE" "$FAKE_HELM/trusted"')
    pod.run()
    assert (pod.folder / "helm" / "trusted").read_text().endswith(AUTHORITY)


def test_a_chart_may_travel_inside_the_hook_chart(make_pod: MakePod, api: SmallApi) -> None:
    pod = make_pod(travelling={"chart.tgz": GZIP}, chart={})
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"
    assert api.asked[0].path != "/shop.tgz"
    (installed,) = [call for call in pod.calls if call[0] == "install"]
    assert installed[2].endswith("/chart.tgz")


def test_a_pull_command_runs_where_its_chart_is_looked_for(
    make_pod: MakePod, api: SmallApi
) -> None:
    pod = make_pod(chart={"pullCommand": "helm pull oci://registry.test/shop -d ."})
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"


def test_a_pull_command_that_leaves_no_chart_is_told(make_pod: MakePod, api: SmallApi) -> None:
    make_pod(chart={"pullCommand": "true"}).run()
    assert reason(api) == "fetching the chart left no .tgz, or more than one"


def test_an_existing_secret_holds_the_login(make_pod: MakePod) -> None:
    pod = make_pod(chart={"url": "oci://registry.test/shop", "existingSecret": "regcred"})
    login = {
        "kind": "Secret",
        "metadata": {"name": "regcred"},
        "data": {"username": base64_text("me"), "password": base64_text("theirs")},
    }
    pod.objects = (*pod.objects, login)
    pod.helm("pull", 'cp "$HELM_REGISTRY_CONFIG" "$FAKE_HELM/registry.json"')
    pod.run()
    given = json.loads((pod.folder / "helm" / "registry.json").read_text())
    assert given["auths"]["registry.test"]["auth"] == base64_text("me:theirs").strip()


def test_proxies_are_used_but_not_for_the_cluster(make_pod: MakePod) -> None:
    pod = make_pod(pod={"httpsProxy": "http://me:word@proxy.test:3128", "noProxy": "my.test"})
    pod.helm("version", 'env >"$FAKE_HELM/environment"')
    pod.run()
    lines = (pod.folder / "helm" / "environment").read_text().splitlines()
    assert "HTTPS_PROXY=http://me:word@proxy.test:3128" in lines
    assert "https_proxy=http://me:word@proxy.test:3128" in lines
    (excepted,) = [line for line in lines if line.startswith("NO_PROXY=")]
    assert excepted.startswith("NO_PROXY=my.test,")
    assert "100.100.100.110" in excepted
