"""Every setting reaches the script as the file it reads, byte for byte."""

from __future__ import annotations

import base64
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.yaml.layout import lay_out
from tests.support.hook_pod import base64_text, rendered

AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
NASTY = "a: \"b\" 'c' # d\n\t{{ .Values }} ${x} \\ 中文 🙂 \u2028"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t"))


def files(values: dict[str, Any], travelling: tuple[tuple[str, bytes], ...] = ()) -> dict[str, str]:
    """Return the settings as the pod finds them."""
    document = lay_out({"release": {"name": "shop"}} | values) + "\n"
    (secret,) = [
        body
        for body in rendered(document, travelling)
        if body["kind"] == "Secret" and not body["metadata"]["name"].endswith("-chart")
    ]
    assert all(isinstance(text, str) for text in secret["data"].values())
    return {
        name: base64.b64decode(text, validate=True).decode()
        for name, text in secret["data"].items()
    }


def test_every_setting_becomes_its_file() -> None:
    given = files(
        {
            "release": {"name": "shop", "wait": True, "waitForJobs": True},
            "chart": {
                "url": "https://host.test/a.tgz?x='\"&%20",
                "repo": "https://host.test/charts",
                "name": "shop",
                "version": ">=1.2.0, <2",
                "pullCommand": NASTY,
                "sha256": "0" * 64,
                "username": "us er",
                "password": base64_text(NASTY * 9),
                "dockerConfigJson": '{"auths": {}}',
                "caCertificate": AUTHORITY,
                "plainHttp": True,
                "passCredentials": True,
            },
            "values": {
                "text": NASTY,
                "secret": [
                    {"path": "a", "type": "string", "base64": base64_text("x" * 200)},
                    {"path": r"b.c\.d", "type": "json", "base64": base64_text("[1]")},
                ],
            },
            "signal": {"url": "http://s.test/?a&b", "headers": {"a": "b"}, "curlCli": NASTY},
            "output": {
                "kind": "object",
                "command": NASTY,
                "name": "web",
                "key": "tls.crt",
                "apiVersion": "apps/v1",
                "objectKind": "Deployment",
                "jsonPath": "{.a['b']}",
                "limit": 100,
            },
            "readinessCommand": NASTY,
            "seconds": {"helm": 12345, "script": 23456, "pod": 34567},
            "onDeleteFailure": "ignore",
            "pod": {"httpProxy": "http://a:1", "httpsProxy": "http://b:2", "noProxy": "c"},
        }
    )
    assert given.pop("jobs").startswith("shop-hook-")
    assert given == {
        "outer-release": "prod/shop-hook",
        "namespace": "prod",
        "release": "shop",
        "wait": "--wait",
        "wait-for-jobs": "--wait-for-jobs",
        "chart-url": "https://host.test/a.tgz?x='\"&%20",
        "chart-version": ">=1.2.0, <2",
        "chart-repo": "https://host.test/charts",
        "chart-name": "shop",
        "pull-command": NASTY,
        "sha256": "0" * 64,
        "plain-http": "--plain-http",
        "pass-credentials": "--pass-credentials",
        "ca.crt": AUTHORITY,
        "username": "us er",
        "password": NASTY * 9,
        ".dockerconfigjson": '{"auths": {}}',
        "values.yaml": NASTY,
        "secret-values": "0 string a\n1 json b.c\\.d\n",
        "secret-value-0": "x" * 200,
        "secret-value-1": "[1]",
        "signal-url": "http://s.test/?a&b",
        "signal-headers": '{"a":"b"}',
        "signal-curl": NASTY,
        "output": "object",
        "output-command": NASTY,
        "output-name": "web",
        "output-key": "tls.crt",
        "output-api-version": "apps/v1",
        "output-object-kind": "Deployment",
        "output-json-path": "{.a['b']}",
        "output-limit": "100",
        "readiness-command": NASTY,
        "seconds-helm": "12345",
        "seconds-script": "23456",
        "on-delete-failure": "ignore",
        "http-proxy": "http://a:1",
        "https-proxy": "http://b:2",
        "no-proxy": "c",
    }


def numbers_in_base64() -> list[str]:
    """Return texts whose base64 is all digits: YAML takes it for a number where not quoted."""
    found = []
    for digits in itertools.product("0123456789", repeat=4):
        content = base64.b64decode("".join(digits))
        if content.decode(errors="replace").encode() == content:
            found.append(content.decode())
    return found[::100]


@pytest.mark.parametrize("text", numbers_in_base64())
def test_base64_that_looks_like_a_number_stays_text(text: str) -> None:
    encoded = {"base64": base64.b64encode(text.encode()).decode()}
    assert files({"values": {"text": text}})["values.yaml"] == text
    assert files({"values": encoded})["values.yaml"] == text
    assert files({}, (("values.yaml", text.encode()),))["values.yaml"] == text
    secret = {"path": "a", "type": "string"} | encoded
    login = {"password": encoded["base64"], "dockerConfigJson": encoded["base64"]}
    given = files(
        {
            "values": {"secret": [secret]},
            "chart": login | {"username": text, "pullCommand": text},
            "signal": {"url": text, "headers": text, "curlCli": text},
            "output": {"command": text, "jsonPath": text},
            "readinessCommand": text,
            "pod": {"httpProxy": text, "httpsProxy": text, "noProxy": text},
        }
    )
    assert sum(content == text for content in given.values()) == 14


def test_base64_of_several_lines_is_taken() -> None:
    text = NASTY * 9
    given = files(
        {"values": {"base64": base64_text(text)}, "chart": {"dockerConfigJson": base64_text(text)}}
    )
    assert given["values.yaml"] == given[".dockerconfigjson"] == text


@given(TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    assert files({"values": {"text": text}})["values.yaml"] == text


@given(st.binary())
@settings(max_examples=20, deadline=None)
def test_any_bytes_may_travel_inside(content: bytes) -> None:
    (secret,) = [
        body
        for body in rendered('{"release": {"name": "shop"}}', (("chart.tgz", b"1" + content),))
        if body["metadata"]["name"].endswith("-chart")
    ]
    assert base64.b64decode(secret["data"]["chart.tgz"]) == b"1" + content


def test_values_may_travel_inside() -> None:
    document = NASTY + "\r\n"
    assert files({}, (("values.yaml", document.encode()),))["values.yaml"] == document


def test_an_existing_secret_takes_the_logins_place() -> None:
    given = files({"chart": {"existingSecret": "regcred", "password": base64_text("x")}})
    assert not {"username", "password", ".dockerconfigjson"} & set(given)


def test_numbers_for_names_stay_text() -> None:
    assert files({"release": {"name": "1e3"}})["release"] == "1e3"
