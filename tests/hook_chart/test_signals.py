"""Exactly one truthful signal, on every path, through whatever the handle gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod
    from tests.support.hook_pod import Pod

SIGNAL = ("POST", "/signal")


def test_a_signal_that_is_refused_is_sent_again(pod: Pod, api: SmallApi) -> None:
    api.scripted[SIGNAL] = [Answer(503), Answer(503)]
    assert pod.run().code == 0
    assert len(api.signals) == 3
    assert len({json.dumps(each) for each in api.signals}) == 1


@pytest.mark.parametrize(
    "answer", [Answer(503), Answer(403), Answer(302, headers=(("Location", "/elsewhere"),))]
)
def test_a_signal_that_cannot_be_delivered_ends_the_job_as_failed(
    pod: Pod, api: SmallApi, answer: Answer
) -> None:
    api.always[SIGNAL] = answer
    outcome = pod.run()
    assert outcome.code == 1
    assert outcome.log.endswith("SUCCESS\nThe signal could not be delivered\n")
    assert pod.statuses == ["deployed"]


def test_a_signal_to_nobody_ends_the_job_as_failed(make_pod: MakePod) -> None:
    assert make_pod(signal={"url": "http://127.0.0.1:9/signal"}).run().code == 1


@pytest.mark.matrix
def test_a_slow_signal_is_waited_for(pod: Pod, api: SmallApi) -> None:
    api.scripted[SIGNAL] = [Answer(delay=2)]
    assert pod.run().code == 0
    assert len(api.signals) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"x-acs-region-id": "cn-beijing", "Accept": "application/json"},
        '{"x-acs-region-id": "cn-beijing", "Accept": "application/json"}',
    ],
    ids=["map", "text"],
)
def test_headers_come_as_a_map_or_as_json_text(
    make_pod: MakePod, api: SmallApi, headers: object
) -> None:
    make_pod(
        signal={"url": f"{api.address}/signal?a=b&signature=x%2F%3D", "headers": headers}
    ).run()
    (asked,) = [each for each in api.asked if each.path == "/signal"]
    assert asked.query == "a=b&signature=x%2F%3D"
    assert asked.headers["x-acs-region-id"] == "cn-beijing"
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["content-type"] == "application/json"


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("around", ["", "'", '"'])
def test_a_curl_command_will_do_in_either_quoting(
    make_pod: MakePod, api: SmallApi, quote: str, around: str
) -> None:
    ampersand = "&" if around else r"\&"
    url = f"{around}{api.address}/signal?stack=a{ampersand}signature=x%2F{around}"
    headers = " ".join(
        f"-H {quote}{header}{quote}"
        for header in ("Content-Type: application/json", "x-acs-region-id: cn-beijing")
    )
    make_pod(signal={"curlCli": f"curl -i -X POST {headers} {url}"}).run()
    (asked,) = [each for each in api.asked if each.path == "/signal"]
    assert asked.query == "stack=a&signature=x%2F"
    assert asked.headers["x-acs-region-id"] == "cn-beijing"
    assert json.loads(asked.body)["status"] == "SUCCESS"


def test_a_signal_goes_where_it_was_meant_to_when_the_job_began(pod: Pod, api: SmallApi) -> None:
    """An upgrade gives the settings another address while the pod it ends still runs."""
    pod.helm("install", f'printf {api.address}/later >"$CHARTNEST_CONFIG/signal-url"; exit 1')
    pod.run()
    assert [each["status"] for each in api.signals] == ["FAILURE"]
    assert "/later" not in {each.path for each in api.asked}


@pytest.mark.parametrize("shell", ["ash", "dash", "bash"])
def test_what_a_shell_breaks_off_is_no_success(pod: Pod, api: SmallApi) -> None:
    """Bash leaves a function when it cannot calculate, and goes on behind its call."""
    pod.helm("install", 'echo "1 2" >"$CHARTNEST_CONFIG/output-limit"')
    pod.run()
    (told,) = api.signals
    assert told["status"] == "FAILURE"
    assert "stopped unexpectedly" in told["reason"]


def test_what_curl_reads_otherwise_is_sent_as_it_is(make_pod: MakePod, api: SmallApi) -> None:
    query = 'x=[1-2]{a,b}"\\'
    make_pod(signal={"url": f"{api.address}/signal?{query}"}).run()
    (asked,) = [each for each in api.asked if each.path == "/signal"]
    assert asked.query == query


def test_without_a_signal_the_exit_code_tells(make_pod: MakePod) -> None:
    pod = make_pod(signal={})
    assert pod.run().code == 0
    pod.helm("upgrade", "echo 'Error: no' >&2; exit 1")
    assert pod.run().code == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Error: INSTALLATION FAILED: timed out", "timed out"),
        ("W0101 noise\nError: UPGRADE FAILED: cause\nmore of it", "cause more of it"),
        ("just words", "just words"),
        (r'Error: a "quoted" \ backslash', r'a "quoted" \ backslash'),
        ("Error: tab\there, bell\a, escape\033[31m", "tab here, bell?, escape?[31m"),
        ("Error: 请设置数据库密码 🙂", "请设置数据库密码 🙂"),
        ("Error: $(id) `id` ${HOME} %s %n", "$(id) `id` ${HOME} %s %n"),
    ],
)
def test_the_reason_is_helms_and_survives_the_journey(
    pod: Pod, api: SmallApi, text: str, reason: str
) -> None:
    (pod.folder / "helm" / "words").write_text(text)
    pod.helm("install", 'cat "$FAKE_HELM/words" >&2; exit 1')
    outcome = pod.run()
    assert outcome.code == 0
    assert api.signals == [{"status": "FAILURE", "reason": reason, "id": "release", "data": ""}]
    assert outcome.termination == reason


@pytest.mark.parametrize("words", ["x" * 100_000, "错" * 100_000, "🙂" * 5000, "\\" * 5000])
def test_a_long_reason_is_cut_at_a_character(pod: Pod, api: SmallApi, words: str) -> None:
    (pod.folder / "helm" / "words").write_text(f"Error: {words}")
    pod.helm("install", 'cat "$FAKE_HELM/words" >&2; exit 1')
    pod.run()
    reason = api.signals[0]["reason"]
    assert 890 <= len(reason.encode()) <= 900
    assert words.startswith(reason)


def test_bytes_that_are_no_text_do_not_break_the_signal(pod: Pod, api: SmallApi) -> None:
    broken = b"Error: \xff\xfe \xc0\x80 \xed\xa0\x80 \xf5 \xe4\xbd end \x00\x1b\x7f\xe4\xbd"
    (pod.folder / "helm" / "words").write_bytes(broken)
    pod.helm("install", 'cat "$FAKE_HELM/words" >&2; exit 1')
    pod.run()
    assert api.signals[0]["reason"].isprintable()
    assert "end" in api.signals[0]["reason"]


def test_the_pods_own_words_follow_helms(pod: Pod, api: SmallApi) -> None:
    waiting = {"reason": "ImagePullBackOff", "message": 'Back-off pulling image "shop:9"'}
    api.objects["/api/v1/namespaces/prod/pods/shop-0"] = {
        "status": {
            "conditions": [{"message": "containers with unready status: [shop]"}],
            "containerStatuses": [{"ready": False, "state": {"waiting": waiting}}],
        }
    }
    pod.helm("install", "echo 'Error: timed out waiting for the condition' >&2; exit 1")
    pod.run()
    assert api.signals[0]["reason"] == (
        'timed out waiting for the condition; a pod says: Back-off pulling image "shop:9"'
    )
