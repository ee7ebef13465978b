"""A pod that is stopped lets Helm end, says so once, and leaves nothing that cannot be mended."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.hook_pod import MARKER, Pod

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod
    from tests.support.small_api import SmallApi

# Waits for TERM as Helm does: it marks its release as failed and ends.
GRACEFUL = """
trap 'kill $!; add failed; echo "Error: context canceled" >&2; exit 1' TERM
touch "$FAKE_HELM/there"
sleep 30 &
wait
"""
STUBBORN = """
trap '' TERM
add pending-install
touch "$FAKE_HELM/there"
while :; do sleep 1; done
"""


@pytest.fixture(params=["ash", "dash", "bash"])
def shell(request: pytest.FixtureRequest) -> str:
    """Signals are where shells differ most: all of them, always."""
    return str(request.param)


def stopped_at(pod: Pod, times: int = 1) -> None:
    process = pod.start()
    pod.wait_for("there")
    for _ in range(times):
        process.send_signal(signal.SIGTERM)
    pod.ended(process)


@pytest.mark.parametrize("times", [1, 3])
def test_term_reaches_helm_and_is_told_once(pod: Pod, api: SmallApi, times: int) -> None:
    pod.helm("install", GRACEFUL)
    stopped_at(pod, times)
    assert pod.statuses == ["failed"]
    (told,) = api.signals
    assert told["status"] == "FAILURE"
    assert told["reason"] == (
        "the pod was stopped (deadline, deletion or eviction) at the step: Helm: install shop"
    )


def test_a_helm_that_ignores_term_is_killed_and_mended_the_next_time(
    pod: Pod, api: SmallApi
) -> None:
    pod.helm("install", STUBBORN)
    stopped_at(pod)
    assert [each["status"] for each in api.signals] == ["FAILURE"]
    pod.helm("install", "")
    pod.run(pod="pod-2")
    assert [each["status"] for each in api.signals] == ["FAILURE", "SUCCESS"]
    assert pod.statuses == ["deployed"]


@pytest.mark.parametrize("verb", ["version", "history", "install"])
def test_term_in_any_step_is_told_once(pod: Pod, api: SmallApi, verb: str) -> None:
    pod.helm(verb, 'touch "$FAKE_HELM/there"; exec sleep 30')
    stopped_at(pod)
    assert [each["status"] for each in api.signals] == ["FAILURE"]


@pytest.mark.parametrize("verb", ["pull", "repo"])
def test_term_while_fetching_is_told_once(make_pod: MakePod, api: SmallApi, verb: str) -> None:
    pod = make_pod(chart={"repo": "https://charts.test", "name": "shop"})
    pod.helm(verb, 'touch "$FAKE_HELM/there"; exec sleep 30')
    stopped_at(pod)
    assert [each["status"] for each in api.signals] == ["FAILURE"]


@pytest.mark.parametrize("verb", ["rollback", "upgrade", "uninstall"])
def test_term_while_mending_is_told_once(pod: Pod, api: SmallApi, verb: str) -> None:
    pod.run()
    pod.release(*(["failed"] if verb == "uninstall" else ["deployed", "pending-upgrade"]))
    pod.helm(verb, 'touch "$FAKE_HELM/there"; exec sleep 30')
    stopped_at(pod)
    assert [each["status"] for each in api.signals] == ["SUCCESS", "FAILURE"]


@pytest.mark.parametrize("setting", ["readinessCommand", "output"])
def test_term_in_a_persons_command_is_told_once(
    make_pod: MakePod, api: SmallApi, setting: str
) -> None:
    text = 'touch "$FAKE_HELM/there"; sleep 30'
    as_output: Any = {"kind": "command", "command": text}
    values: dict[str, Any] = {setting: as_output if setting == "output" else text}
    pod = make_pod(None, **values)
    stopped_at(pod)
    assert [each["status"] for each in api.signals] == ["FAILURE"]
    assert pod.statuses == ["deployed"]


def test_term_while_signalling_changes_nothing(pod: Pod, api: SmallApi) -> None:
    api.hold["POST", "/signal"] = True
    process = pod.start()
    api.wait_for("POST", "/signal")
    process.send_signal(signal.SIGTERM)
    api.release()
    assert pod.ended(process).code == 0
    assert [each["status"] for each in api.signals] == ["SUCCESS"]


def test_term_at_once_is_told_or_never_began(pod: Pod, api: SmallApi) -> None:
    process = pod.start()
    process.send_signal(signal.SIGTERM)
    pod.ended(process)
    assert [each["status"] for each in api.signals] in ([], ["FAILURE"])
    assert MARKER not in api.objects


def test_an_uninstall_that_is_stopped_fails_and_can_be_repeated(pod: Pod, api: SmallApi) -> None:
    pod.run()
    pod.helm("uninstall", 'mark uninstalling; touch "$FAKE_HELM/there"; exec sleep 30')
    process = pod.start("uninstall", pod="pod-2")
    pod.wait_for("there")
    process.send_signal(signal.SIGTERM)
    assert pod.ended(process).code == 1
    assert MARKER in api.objects
    pod.helm("uninstall", "")
    assert pod.run("uninstall", pod="pod-3").code == 0
    assert pod.statuses == []
    assert MARKER not in api.objects
