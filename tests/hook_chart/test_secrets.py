"""Secret values reach Helm exactly and show up nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.yaml import go as go_yaml
from tests.support.hook_pod import base64_text

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod
    from tests.support.hook_pod import Pod
    from tests.support.small_api import SmallApi

NASTY = 'pa"ss\\word, with=all {kinds} $(of) `signs` and a very long tail ' + "x" * 100
KEEP = (
    'for each; do case $each in *secret-value*) cat "${each#*=}" >>"$FAKE_HELM/values"; esac; done'
)


def secret(path: str, content: str, type_: str = "string") -> dict[str, str]:
    return {"path": path, "type": type_, "base64": base64_text(content)}


def flags(pod: Pod, verb: str = "install") -> list[str]:
    (call,) = [call for call in pod.calls if call[0] == verb]
    return call


@pytest.mark.parametrize("content", [NASTY, "两行\nof it\n", "", " ", "123", "true", "null"])
def test_text_arrives_byte_for_byte_from_a_file(
    make_pod: MakePod, api: SmallApi, content: str
) -> None:
    pod = make_pod(values={"secret": [secret("auth.password", content)]})
    pod.helm("install", KEEP)
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"
    option = flags(pod)[flags(pod).index("--set-file") + 1]
    assert option.startswith("auth.password=")
    assert (pod.folder / "helm" / "values").read_text() == content


@pytest.mark.parametrize(
    ("given", "option"),
    [
        (secret("port", "8080", "number"), "port=8080"),
        (secret("a.b.c", "-15", "number"), "a.b.c=-15"),
        (secret("id", "12345678901234567", "number"), "id=12345678901234567"),
        (secret("id", "9223372036854775807", "number"), "id=9223372036854775807"),
        (secret("id", "0", "number"), "id=0"),
        (secret(r"a.x\.y/z.c", "true", "boolean"), r"a.x\.y/z.c=true"),
    ],
)
def test_whole_numbers_and_switches_arrive_as_they_are_by_an_option(
    make_pod: MakePod, api: SmallApi, given: dict[str, str], option: str
) -> None:
    pod = make_pod(values={"secret": [given]})
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"
    assert flags(pod)[flags(pod).index("--set") + 1] == option


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (secret("a.b.c", "-1.5", "number"), {"a": {"b": {"c": -1.5}}}),
        (secret("part", "0.12345678901234", "number"), {"part": 0.12345678901234}),
        (secret("tls", '{"a": [1, null]}', "json"), {"tls": {"a": [1, None]}}),
    ],
    ids=["fraction", "long fraction", "json"],
)
def test_other_types_arrive_in_a_values_file(
    make_pod: MakePod, api: SmallApi, given: dict[str, str], meant: Any
) -> None:
    pod = make_pod(values={"secret": [given]})
    pod.helm("install", KEEP)
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"
    document = (pod.folder / "helm" / "values").read_text()
    assert go_yaml.load(document) == meant
    assert json.loads(document) == meant


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        ("number", "80x"),
        ("number", ""),
        ("number", "0x10"),
        ("number", "1, evil: 2"),
        ("number", "1\n2"),
        ("number", "1e3"),
        ("number", "007"),
        ("number", "-007"),
        ("number", "+7"),
        ("number", "7."),
        ("number", "7,evil=true"),
        ("number", "null"),
        ("boolean", "true\nfalse"),
        ("boolean", "yes"),
        ("boolean", "True"),
        ("boolean", "null"),
        ("boolean", ""),
        ("json", ""),
    ],
)
def test_what_has_not_the_type_is_refused_by_path_alone(
    make_pod: MakePod, api: SmallApi, type_: str, content: str
) -> None:
    pod = make_pod(values={"secret": [secret("a.b", content, type_)]})
    pod.run()
    assert api.signals[0]["reason"] == f"the secret value a.b is not a {type_}"
    assert "install" not in pod.verbs


@pytest.mark.parametrize(
    "content",
    [
        "9223372036854775808",
        "-9223372036854775808",
        "1" * 40,
        "0.1234567890123456",
        "1" * 15 + ".5",
    ],
)
def test_a_number_that_helm_would_change_is_refused_by_path_alone(
    make_pod: MakePod, api: SmallApi, content: str
) -> None:
    pod = make_pod(values={"secret": [secret("a.b", content, "number")]})
    pod.run()
    expected = "the secret value a.b has more digits than Helm keeps"
    assert api.signals[0]["reason"] == expected
    assert "install" not in pod.verbs


def test_values_arrive_byte_for_byte(make_pod: MakePod) -> None:
    text = "# 注释\nn: y\nbig: 12345678901234567890\nmode: 0644\nver: 1.0\nx: '{{ y }}'\t\n~: ~\n\n"
    pod = make_pod(values={"text": text})
    pod.helm("install", 'cp "$5" "$FAKE_HELM/values"')
    pod.run()
    assert (pod.folder / "helm" / "values").read_text() == text


@pytest.mark.parametrize("where", ["install", "version", "history"])
def test_an_error_that_quotes_a_secret_is_masked(
    make_pod: MakePod, api: SmallApi, where: str
) -> None:
    pod = make_pod(
        values={"secret": [secret("a", NASTY), secret("b", "line one\nline two")]},
        chart={
            "url": f"{api.address}/shop.tgz?Signature=signature-of-it",
            "username": "me",
            "password": base64_text("the-password"),
        },
    )
    said = [
        NASTY,
        json.dumps(NASTY),
        base64_text(NASTY).replace("\n", ""),
        "line one then line two",
        "the-password at ?Signature=signature-of-it and",
        f"{api.address}/signal",
    ]
    (pod.folder / "helm" / "words").write_text("Error: " + " and ".join(said))
    pod.helm(where, 'cat "$FAKE_HELM/words" >&2; exit 1')
    outcome = pod.run()
    (told,) = api.signals
    assert told["status"] == "FAILURE"
    for secret_text in (
        "ss\\",
        "with=all",
        "line two",
        "the-password",
        "signature-of-it",
        "/signal",
    ):
        assert secret_text not in outcome.log + outcome.termination + json.dumps(told)
    assert base64_text(NASTY).replace("\n", "")[:40] not in outcome.log + json.dumps(told)


def test_a_secret_that_begins_as_another_one_is_masked_to_its_end(
    make_pod: MakePod, api: SmallApi
) -> None:
    pod = make_pod(values={"secret": [secret("a", "planted"), secret("b", "planted-and-more")]})
    pod.helm("install", "echo 'Error: no planted-and-more, no planted' >&2; exit 1")
    pod.run()
    assert api.signals[0]["reason"] == "no ***, no ***"


def test_a_failing_uninstall_that_quotes_a_secret_is_masked(make_pod: MakePod) -> None:
    pod = make_pod(values={"secret": [secret("a", "planted-value")]})
    pod.run()
    pod.helm("uninstall", "echo 'Error: no planted-value' >&2; exit 1")
    outcome = pod.run("uninstall", pod="pod-2")
    assert outcome.log.splitlines()[-2:] == [
        "Once more without its hooks: no ***",
        "FAILURE: no ***",
    ]
    assert outcome.termination == "no ***"


def test_what_a_login_holds_is_masked_decoded_too(make_pod: MakePod, api: SmallApi) -> None:
    auths = {
        "a.test": {"auth": base64_text("me:planted-1").strip()},
        "b.test": {"auth": "planted-2"},
    }
    pod = make_pod(
        chart={
            "dockerConfigJson": json.dumps({"auths": auths}),
            "pullCommand": ": --password=planted-4; helm pull x --password 'planted-3'",
        }
    )
    pod.helm("pull", "echo 'Error: planted-1 planted-2 planted-3 planted-4' >&2; exit 1")
    pod.run()
    assert api.signals[0]["reason"] == "fetching the chart: *** *** *** ***"


def test_what_logins_proxies_and_signals_hold_is_masked(make_pod: MakePod, api: SmallApi) -> None:
    planted = ["planted-auth", "planted-login", "planted-proxy", "planted-signature"]
    logins = {"auths": {"registry.test": {"auth": planted[0], "password": planted[1]}}}
    pod = make_pod(
        chart={"url": f"{api.address}/shop.tgz", "dockerConfigJson": json.dumps(logins)},
        pod={"httpsProxy": f"http://me:{planted[2]}@proxy.test:3128"},
        signal={"curlCli": rf"curl -X POST -H 'x: y' {api.address}/signal?a=b\&c={planted[3]}"},
    )
    told = f"{' '.join(planted[:3])} {api.address}/signal?a=b&c={planted[3]}"
    pod.helm("install", f"echo 'Error: {told} at proxy.test' >&2; exit 1")
    outcome = pod.run()
    (signal,) = api.signals
    assert signal["reason"] == "*** *** *** *** at proxy.test"
    for each in planted:
        assert each not in outcome.log + outcome.termination + json.dumps(signal)


def test_no_secret_is_an_argument_a_variable_or_in_the_log(
    make_pod: MakePod, api: SmallApi
) -> None:
    planted = ["planted-value", "planted-login", "planted-signature", "planted-header"]
    pod = make_pod(
        values={"secret": [secret("a", planted[0])]},
        chart={
            "repo": "https://charts.test",
            "name": "shop",
            "username": "me",
            "password": base64_text(planted[1]),
        },
        signal={"url": f"{api.address}/signal?{planted[2]}", "headers": {"x-a": planted[3]}},
    )
    for verb in ("repo", "pull", "install", "history"):
        pod.helm(verb, 'env >>"$FAKE_HELM/environment"')
    outcome = pod.run()
    seen = outcome.log + outcome.termination + str(pod.calls) + json.dumps(api.objects)
    seen += (pod.folder / "helm" / "environment").read_text()
    for each in planted:
        assert each not in seen
    assert api.signals[0]["status"] == "SUCCESS"
