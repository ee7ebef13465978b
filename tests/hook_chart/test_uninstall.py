"""Deleting a stack takes our release away, and nothing else, whatever state it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.hook_pod import MARKER, Pod
from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod

JOBS = "/apis/batch/v1/namespaces/prod/jobs"
PODS = "/api/v1/namespaces/prod/pods"


def test_it_goes_with_its_marker_last(pod: Pod, api: SmallApi) -> None:
    pod.run()
    assert pod.run("uninstall").code == 0
    assert pod.statuses == []
    assert MARKER not in api.objects
    assert (api.asked[-1].method, api.asked[-1].path) == ("DELETE", MARKER)
    assert [each["status"] for each in api.signals] == ["SUCCESS"]


def test_what_was_never_installed_is_no_failure(pod: Pod) -> None:
    assert pod.run("uninstall").code == 0
    assert pod.verbs == []


def test_a_release_that_is_gone_already_is_no_failure(pod: Pod, api: SmallApi) -> None:
    pod.run()
    (pod.folder / "helm" / "history").unlink()
    assert pod.run("uninstall").code == 0
    assert "uninstall" not in pod.verbs
    assert MARKER not in api.objects


def test_twice_is_no_failure(pod: Pod) -> None:
    pod.run()
    assert [pod.run("uninstall").code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize(
    "status", ["failed", "pending-install", "pending-upgrade", "uninstalling", "uninstalled"]
)
def test_every_state_can_be_uninstalled(pod: Pod, status: str) -> None:
    pod.run()
    pod.release(status)
    assert pod.run("uninstall").code == 0
    assert pod.statuses == []


def test_a_broken_hook_of_the_chart_does_not_block(pod: Pod) -> None:
    pod.run()
    pod.helm("uninstall", '[ "$3" = --no-hooks ] || { echo "Error: pre-delete" >&2; exit 1; }')
    outcome = pod.run("uninstall")
    assert outcome.code == 0
    assert "Once more without its hooks: pre-delete" in outcome.log


def test_a_failing_hook_after_the_release_is_gone_does_not_block(pod: Pod) -> None:
    pod.run()
    pod.helm("uninstall", "missing; rm $history; echo 'Error: completed with 1 error' >&2; exit 1")
    assert pod.run("uninstall").code == 0


@pytest.mark.parametrize(("choice", "code"), [("fail", 1), ("ignore", 0)])
@pytest.mark.parametrize("verb", ["uninstall", "history", "version"])
def test_a_failure_is_told_and_blocks_only_by_choice(
    make_pod: MakePod, api: SmallApi, choice: str, code: int, verb: str
) -> None:
    pod = make_pod(onDeleteFailure=choice)
    pod.run()
    pod.helm(verb, "echo 'Error: secrets is forbidden' >&2; exit 1")
    outcome = pod.run("uninstall", pod="pod-2")
    assert outcome.code == code
    assert outcome.termination.endswith("secrets is forbidden")
    assert outcome.log.splitlines()[-1].startswith("FAILURE: ")
    assert pod.statuses == ["deployed"]
    assert MARKER in api.objects


def test_an_install_that_still_runs_is_stopped_first(pod: Pod, api: SmallApi) -> None:
    pod.run()
    running = {"metadata": {"name": "x"}, "status": {"phase": "Running"}}
    api.objects[f"{PODS}/x"] = running
    assert pod.run("uninstall", pod="pod-2").code == 0
    (deleted,) = [each for each in api.asked if (each.method, each.path) == ("DELETE", JOBS)]
    assert "propagationPolicy=Background" in deleted.query
    assert "chartnest.io%2Frun%3Dinstall" in deleted.query
    order = [(each.method, each.path) for each in api.asked]
    assert order.index(("DELETE", JOBS)) < order.index(("GET", PODS)) < order.index(("PUT", MARKER))


def test_an_install_that_will_not_stop_is_told(pod: Pod, api: SmallApi) -> None:
    pod.run()
    api.always["DELETE", JOBS] = Answer()
    api.always["GET", PODS] = Answer(body=b'{"items":[{"metadata":{"name":"x"}}]}')
    pod.variables["CHARTNEST_PATIENCE"] = "2"
    outcome = pod.run("uninstall", pod="pod-2")
    assert outcome.code == 1
    assert "an install still runs and does not stop" in outcome.termination
    assert pod.statuses == ["deployed"]
