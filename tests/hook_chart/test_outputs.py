"""The output is what was asked for, within its limits, and its failure is the install's."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.small_api import Answer

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod
    from tests.support.small_api import SmallApi

V1 = {
    "resources": [
        {"name": "services/proxy", "kind": "ServiceProxyOptions", "namespaced": True},
        {"name": "services", "kind": "Service", "namespaced": True},
        {"name": "secrets", "kind": "Secret", "namespaced": True},
        {"name": "nodes", "kind": "Node", "namespaced": False},
    ]
}


def output(api: SmallApi) -> str:
    (signal,) = api.signals
    assert signal["status"] == "SUCCESS", signal["reason"]
    return base64.b64decode(signal["data"]).decode()


def failure(api: SmallApi) -> str:
    (signal,) = api.signals
    assert signal["status"] == "FAILURE"
    return signal["reason"]


def command(text: str, **more: object) -> dict[str, Any]:
    return {"output": {"kind": "command", "command": text} | more}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("echo hello", "hello\n"),
        ("printf 'no line end'", "no line end"),
        ("echo '{{ .Release.Name }} [[ x ]] $(id)'", "{{ .Release.Name }} [[ x ]] $(id)\n"),
        ("printf 'a\\r\\nb\\n\\n'", "a\r\nb\n\n"),
        ("echo 地址 🙂", "地址 🙂\n"),
        ("echo $RELEASE in $NAMESPACE", "shop in prod\n"),
        ("set +e; false; echo on", "on\n"),
        ("echo only an error >&2", ""),
        ("true", ""),
        ("printf '\\377\\000\\001A'", "???A"),
    ],
)
def test_a_command_prints_the_output(
    make_pod: MakePod, api: SmallApi, text: str, printed: str
) -> None:
    make_pod(**command(text)).run()
    assert output(api) == printed


def test_a_command_is_a_process_of_its_own(make_pod: MakePod, api: SmallApi) -> None:
    make_pod(**command("trap 'true' EXIT; REASON=mine; STEP=mine; exit 0")).run()
    assert output(api) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("echo so it is >&2; exit 3", "the output failed with exit code 3: so it is"),
        ("echo '", "the output failed with exit code 2: "),
        ("yes", "the output failed with exit code 153"),
        ("kill -KILL $$", "the output failed with exit code 137: it said nothing"),
    ],
)
def test_a_failing_command_fails_the_install(
    make_pod: MakePod, api: SmallApi, text: str, words: str
) -> None:
    make_pod(**command(text)).run()
    assert failure(api).startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "while :; do :; done",
        "sleep 60",
        "sleep 60 & wait",
        "trap '' TERM; while :; do sleep 0.1; done",
    ],
)
def test_a_command_that_never_ends_is_ended(make_pod: MakePod, api: SmallApi, text: str) -> None:
    make_pod(**command(text), seconds={"helm": 1, "script": 2, "pod": 200}).run()
    assert re.search(
        r"the output failed with exit code \d+: it took longer than \d s", failure(api)
    )


MANY = "i=0; while [ $i -lt 60000 ]; do echo 很长的输出; i=$((i + 1)); done; echo 密码: planted"


def test_of_a_long_output_the_beginning_and_the_end_are_kept(
    make_pod: MakePod, api: SmallApi
) -> None:
    make_pod(**command(MANY, limit=4096)).run()
    printed = output(api)
    assert len(api.signals[0]["data"]) <= 4096
    assert len(printed.encode()) > 2900
    beginning, note, end = re.split(r"^(\[\.\.\. .*)\n", printed, flags=re.MULTILINE)
    assert note == "[... cut here; all of it: run the output command again ...]"
    assert set(beginning.splitlines()) == {"很长的输出"}
    assert end.endswith("很长的输出\n密码: planted\n")
    assert end.startswith("很长的输出\n")


@pytest.mark.parametrize("text", [MANY, "head -c 9000 /dev/zero | tr '\\0' x", "printf '%5000s'"])
def test_the_smallest_limit_holds_and_says_so_too(
    make_pod: MakePod, api: SmallApi, text: str
) -> None:
    make_pod(**command(text, limit=64)).run()
    assert "\n[... cut here ...]\n" in output(api)
    assert len(api.signals[0]["data"]) <= 64


def test_a_long_line_is_cut_at_characters(make_pod: MakePod, api: SmallApi) -> None:
    make_pod(**command("printf '很长的输出%.0s' 1 2 3 4 5 6 7 8 9 10", limit=64)).run()
    assert output(api) == "很长的输\n[... cut here ...]\n长的输出"


@pytest.mark.parametrize(("length", "cut"), [(3072, False), (3073, True)])
def test_what_just_fits_is_whole(make_pod: MakePod, api: SmallApi, length: int, cut: bool) -> None:
    make_pod(**command(f"head -c {length} /dev/zero | tr '\\0' x", limit=4096)).run()
    assert ("cut here" in output(api)) is cut


def test_long_notes_say_how_to_see_them_all(make_pod: MakePod, api: SmallApi) -> None:
    pod = make_pod()
    pod.helm(
        "install",
        "echo 'NAME: shop'; echo NOTES:; i=0; while [ $i -lt 999 ]; do echo $i; i=$((i+1)); done",
    )
    pod.run()
    printed = output(api)
    assert printed.startswith("0\n1\n")
    assert "\n998\n" in printed
    assert printed.endswith("\nThank you for shopping.\n")
    assert "\n[... cut here; all of it: helm get notes shop -n prod ...]\n" in printed


def test_the_notes_come_without_helms_heading(make_pod: MakePod, api: SmallApi) -> None:
    make_pod().run()
    assert output(api) == "Thank you for shopping.\n"


def test_the_address_of_a_service_is_waited_for(make_pod: MakePod, api: SmallApi) -> None:
    path = "/api/v1/namespaces/prod/services/shop-web"
    api.objects["/api/v1"] = V1
    api.objects[path] = {"status": {"loadBalancer": {"ingress": [{"ip": "203.0.113.7"}]}}}
    pending = Answer(body=b'{"status":{"loadBalancer":{}}}')
    api.scripted["GET", path] = [Answer(404), pending]
    make_pod(output={"kind": "service", "name": "shop-web"}).run()
    assert output(api) == "203.0.113.7\n"


def test_a_service_with_a_host_name_gives_that(make_pod: MakePod, api: SmallApi) -> None:
    api.objects["/api/v1"] = V1
    api.objects["/api/v1/namespaces/prod/services/web"] = {
        "status": {"loadBalancer": {"ingress": [{"hostname": "lb.test"}]}}
    }
    make_pod(output={"kind": "service", "name": "web"}).run()
    assert output(api) == "lb.test\n"


def test_a_secrets_key_is_decoded(make_pod: MakePod, api: SmallApi) -> None:
    api.objects["/api/v1"] = V1
    api.objects["/api/v1/namespaces/prod/secrets/shop"] = {
        "data": {"tls.crt": "b3RoZXI=", "password": base64.b64encode(b'p"w\\\n').decode()}
    }
    outcome = make_pod(output={"kind": "secret", "name": "shop", "key": "password"}).run()
    assert output(api) == 'p"w\\\n'
    assert 'p"w' not in outcome.log


OBJECT = {
    "metadata": {"annotations": {"a.b/c": "dotted", "x": 'q"\\/\n\t<&>'}},
    "spec": {"ports": [{"port": 80, "name": "http"}, {"port": 443, "name": "https"}], "on": True},
    "empty": {"list": [], "map": {}, "none": None, "text": ""},
    "braces": '{"a": [1, 2]}, "x": "\\"',
    "lines": "a\r\nb\u2028c\u2029d\x1be\bf",
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("{.spec.ports[1].port}", "443"),
        (".spec.ports[0].name", "http"),
        ("$.spec.on", "true"),
        ("{.metadata.annotations['a.b/c']}", "dotted"),
        (r"{.metadata.annotations.a\.b/c}", "dotted"),
        ("{.metadata.annotations.x}", 'q"\\/\n\t<&>'),
        ("{.empty.none}", "null"),
        ("{.empty.text}", ""),
        ("{.braces}", '{"a": [1, 2]}, "x": "\\"'),
        ("{.lines}", "a\r\nb\u2028c\u2029d?e?f"),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_path_into_any_object(
    make_pod: MakePod, api: SmallApi, path: str, value: str, indent: int | None
) -> None:
    api.objects["/apis/shop.test/v2"] = {
        "resources": [{"name": "carts", "kind": "Cart", "namespaced": True}]
    }
    text = json.dumps(OBJECT, indent=indent).replace("<", "\\u003c").replace("&", "\\u0026")
    api.always["GET", "/apis/shop.test/v2/namespaces/prod/carts/one"] = Answer(body=text.encode())
    wanted = {"apiVersion": "shop.test/v2", "objectKind": "Cart", "name": "one", "jsonPath": path}
    make_pod(output={"kind": "object"} | wanted).run()
    assert output(api) == f"{value}\n"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"objectKind": "Node", "name": "n1", "jsonPath": "{.none}"}, "no value at .none"),
        ({"objectKind": "Node", "name": "n1", "jsonPath": "{.phase}"}, "no value at .phase"),
        ({"objectKind": "Node", "name": "n1", "jsonPath": "{.status}"}, "no value at .status"),
        ({"objectKind": "Service", "name": "no"}, "there is no Service no"),
        ({"objectKind": "Cart", "name": "no"}, "there is no kind Cart in v1"),
    ],
)
def test_what_is_not_there_is_named(
    make_pod: MakePod, api: SmallApi, wanted: dict[str, str], words: str
) -> None:
    api.objects["/api/v1"] = V1
    api.objects["/api/v1/nodes/n1"] = {"spec": {}, "status": {"phase": "Ready"}}
    make_pod(output={"kind": "object"} | wanted).run()
    assert words in failure(api)


def test_readiness_is_asked_for_until_it_comes(make_pod: MakePod, api: SmallApi) -> None:
    ready = 'n=$(cat $HOME/n 2>/dev/null); echo "$((n + 1))" >$HOME/n; [ "$n" = 3 ]'
    make_pod(readinessCommand=ready).run()
    assert api.signals[0]["status"] == "SUCCESS"


def test_readiness_that_never_comes_is_told(make_pod: MakePod, api: SmallApi) -> None:
    pod = make_pod(
        readinessCommand="echo still cold >&2; sleep 0.2; exit 1",
        seconds={"helm": 1, "script": 2, "pod": 200},
    )
    pod.run()
    assert failure(api) == "not ready in time; the readiness command says: still cold"
