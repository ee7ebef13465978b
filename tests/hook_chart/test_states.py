"""The script mends every state that an interrupted run may have left, with Helm alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.hook_pod import MARKER, Pod
from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from tests.hook_chart.conftest import MakePod

OURS = {
    "metadata": {"name": "chartnest-shop", "resourceVersion": "7"},
    "data": {"outer": "prod/shop-hook", "holder": "pod-0"},
}


@pytest.mark.parametrize(
    ("found", "verbs"),
    [
        ((), ["install"]),
        (("deployed",), ["upgrade"]),
        (("superseded", "deployed"), ["upgrade"]),
        (("failed",), ["uninstall", "install"]),
        (("deployed", "failed"), ["upgrade"]),
        (("superseded", "failed"), ["upgrade"]),
        (("pending-install",), ["uninstall", "install"]),
        (("deployed", "pending-upgrade"), ["rollback", "upgrade"]),
        (("superseded", "deployed", "failed", "pending-upgrade"), ["rollback", "upgrade"]),
        (("failed", "pending-upgrade"), ["uninstall", "install"]),
        (("deployed", "pending-rollback"), ["rollback", "upgrade"]),
        (("superseded", "failed", "pending-rollback"), ["rollback", "upgrade"]),
        (("failed", "pending-rollback"), ["uninstall", "install"]),
        (("uninstalling",), ["uninstall", "install"]),
        (("superseded", "uninstalling"), ["uninstall", "install"]),
        (("uninstalled",), ["uninstall", "install"]),
        (("unknown",), ["uninstall", "install"]),
        (("deployed", "unknown"), ["upgrade"]),
    ],
    ids=lambda value: "-".join(value) or "absent",
)
def test_each_state_is_mended_and_ends_deployed(
    pod: Pod, api: SmallApi, found: tuple[str, ...], verbs: list[str]
) -> None:
    api.objects[MARKER] = OURS
    if found:
        pod.release(*found)

    assert pod.run().code == 0

    assert [verb for verb in pod.verbs if verb != "history"] == verbs
    assert pod.statuses[-1] == "deployed"
    assert [each["status"] for each in api.signals] == ["SUCCESS"]


def test_mending_runs_none_of_the_charts_hooks(pod: Pod, api: SmallApi) -> None:
    api.objects[MARKER] = OURS
    pod.release("superseded", "deployed", "failed", "pending-upgrade")
    pod.run()
    assert ["rollback", "shop", "2", "--no-hooks"] in pod.calls

    pod.release("pending-install")
    pod.run()
    assert ["uninstall", "shop", "--no-hooks"] in pod.calls


def test_an_upgrade_takes_no_values_over_from_before(pod: Pod) -> None:
    pod.run()
    pod.run()
    (upgrade,) = [call for call in pod.calls if call[0] == "upgrade"]
    assert "--reset-values" in upgrade


@pytest.mark.parametrize("verb", ["install", "upgrade"])
@pytest.mark.parametrize("wait", [True, False])
@pytest.mark.parametrize("wait_for_jobs", [True, False])
def test_helm_waits_for_what_it_is_told_to(
    make_pod: MakePod, verb: str, wait: bool, wait_for_jobs: bool
) -> None:
    pod = make_pod(release={"name": "shop", "wait": wait, "waitForJobs": wait_for_jobs})
    pod.run()
    if verb == "upgrade":
        pod.run()
    (call,) = [call for call in pod.calls if call[0] == verb]
    assert ("--wait" in call, "--wait-for-jobs" in call) == (wait, wait_for_jobs)


def test_an_upgrade_that_ends_well_but_not_deployed_is_a_failure(pod: Pod, api: SmallApi) -> None:
    api.objects[MARKER] = OURS
    pod.release("deployed")
    pod.helm("upgrade", "add pending-upgrade; exit 0")
    pod.run()
    assert api.signals[0]["reason"] == "Helm ended well, yet the release is pending-upgrade"


@pytest.mark.parametrize("verb", ["rollback", "uninstall"])
def test_what_cannot_be_mended_is_told(pod: Pod, api: SmallApi, verb: str) -> None:
    api.objects[MARKER] = OURS
    pod.release("deployed", "pending-upgrade") if verb == "rollback" else pod.release("failed")
    pod.helm(verb, "echo 'Error: no luck' >&2; exit 1")
    pod.run()
    assert api.signals[0]["status"] == "FAILURE"
    assert api.signals[0]["reason"].endswith(": no luck")


def test_rights_that_lag_behind_are_waited_for(pod: Pod, api: SmallApi) -> None:
    api.scripted["GET", MARKER] = [Answer(403), Answer(403)]
    pod.helm(
        "history", "[ -f $FAKE_HELM/asked ] || { touch $FAKE_HELM/asked; echo 403 >&2; exit 1; }"
    )
    pod.run()
    assert api.signals[0]["status"] == "SUCCESS"


@pytest.mark.parametrize(
    "error",
    [
        'secrets is forbidden: User "x" cannot list resource "secrets"',
        "Kubernetes cluster unreachable: connection refused",
        "Internal error occurred: 500",
    ],
)
def test_a_release_that_cannot_be_seen_is_not_taken_for_absent(
    pod: Pod, api: SmallApi, error: str
) -> None:
    pod.helm("history", f"echo 'Error: {error}' >&2; exit 1")
    pod.run()
    assert api.signals[0] == {
        "status": "FAILURE",
        "reason": f"cannot see the release: {error}",
        "id": "release",
        "data": "",
    }
    assert "install" not in pod.verbs


@pytest.mark.parametrize("status", [401, 403, 500])
def test_an_api_that_keeps_refusing_is_named(pod: Pod, api: SmallApi, status: int) -> None:
    api.always["GET", MARKER] = Answer(status, b'{"message":"not \\u003cyou\\u003e"}')
    pod.run()
    assert api.signals[0]["reason"] == (
        f"the Kubernetes API answered {status} to GET {MARKER}: not <you>"
    )


def test_half_an_answer_is_none(pod: Pod, api: SmallApi) -> None:
    """Else our own marker, cut short, would be another's, and an uninstall leave the release."""
    pod.run()
    api.scripted["GET", MARKER] = [Answer(body=b'{"data":{}}', cut=True)]
    assert pod.run("uninstall", pod="pod-2").code == 0
    assert pod.statuses == []


def test_an_api_that_is_gone_is_told(make_pod: MakePod, api: SmallApi) -> None:
    pod = make_pod()
    pod.api = "http://127.0.0.1:9"
    pod.run()
    assert "the Kubernetes API answered 000" in api.signals[0]["reason"]


def test_a_release_that_is_not_ours_is_never_touched(pod: Pod, api: SmallApi) -> None:
    pod.release("deployed")
    pod.run()
    assert "is not ours" in api.signals[0]["reason"]
    pod.run("uninstall")
    assert set(pod.verbs) == {"history"}
    assert pod.statuses == ["deployed"]
    assert "POST" not in {each.method for each in api.asked if "configmaps" in each.path}


def test_a_release_of_another_outer_release_is_never_touched(pod: Pod, api: SmallApi) -> None:
    api.objects[MARKER] = OURS | {"data": {"outer": "prod/other", "holder": ""}}
    pod.release("failed")
    pod.run()
    assert api.signals[0]["reason"] == (
        "the release shop is not ours: ConfigMap chartnest-shop says it belongs to the release "
        "prod/other"
    )
    assert pod.run("uninstall").code == 0
    assert pod.verbs == []


@pytest.mark.parametrize(
    "refusal",
    [
        "INSTALLATION FAILED: cannot re-use a name that is still in use",
        "INSTALLATION FAILED: release name check failed: cannot reuse a name that is still in use",
        "INSTALLATION FAILED: release: already exists",
    ],
)
def test_somebody_who_installs_at_the_same_moment_keeps_the_release(
    pod: Pod, api: SmallApi, refusal: str
) -> None:
    pod.helm("install", f"add deployed; echo 'Error: {refusal}' >&2; exit 1")
    pod.run()
    assert "is not ours" in api.signals[0]["reason"]
    assert MARKER not in api.objects
    pod.run("uninstall")
    assert pod.statuses == ["deployed"]


def test_a_pod_that_stays_at_work_is_named(make_pod: MakePod, api: SmallApi) -> None:
    api.objects[MARKER] = OURS
    api.objects["/api/v1/namespaces/prod/pods/pod-0"] = {"status": {"phase": "Running"}}
    pod = make_pod(seconds={"helm": 1, "script": 2, "pod": 200})
    pod.run()
    assert api.signals[0]["reason"] == "the pod pod-0 is still at work on release shop"
    assert pod.verbs == []


@pytest.mark.parametrize("holder", ["pod-1", ""], ids=["itself", "nobody"])
def test_a_pod_waits_for_nobody_but_another(make_pod: MakePod, api: SmallApi, holder: str) -> None:
    api.objects[MARKER] = OURS | {"data": {"outer": "prod/shop-hook", "holder": holder}}
    api.objects[f"/api/v1/namespaces/prod/pods/{holder}"] = {"status": {"phase": "Running"}}
    pod = make_pod(seconds={"helm": 10, "script": 20, "pod": 200})
    pod.run()
    assert [each["status"] for each in api.signals] == ["SUCCESS"]


def test_two_pods_never_work_at_once(pod: Pod, api: SmallApi) -> None:
    pod.helm("install", "until [ -f $FAKE_HELM/go ]; do sleep 0.05; done")
    first = pod.start(pod="pod-1")
    api.wait_for("POST", MARKER.rpartition("/")[0])
    running = {"metadata": {"name": "pod-1"}, "status": {"phase": "Running"}}
    api.objects["/api/v1/namespaces/prod/pods/pod-1"] = running
    second = pod.start(pod="pod-2")
    api.wait_for("GET", "/api/v1/namespaces/prod/pods/pod-1")
    (pod.folder / "helm" / "go").touch()
    pod.ended(first)
    running["status"]["phase"] = "Succeeded"
    pod.ended(second)
    assert [each["status"] for each in api.signals] == ["SUCCESS", "SUCCESS"]
    assert [verb for verb in pod.verbs if verb != "history"] == ["install", "upgrade"]


def test_a_pod_killed_midway_is_followed_by_one_that_mends(pod: Pod, api: SmallApi) -> None:
    pod.helm("install", "add pending-install; touch $FAKE_HELM/there; exec sleep 30")
    killed = pod.start(pod="pod-1")
    pod.wait_for("there")
    pod.close()
    killed.wait(10)
    pod.helm("install", "")
    assert pod.run(pod="pod-2").code == 0
    assert pod.statuses == ["deployed"]
    assert [each["status"] for each in api.signals] == ["SUCCESS"]
