"""The hook chart's whole life on the built-in cluster: one real Helm outside, as ROS has it, and
another real Helm inside the Job.
"""

from __future__ import annotations

import base64
import json
import os
import re
import time
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest

from core.delivery.hook_chart import RUN_SCRIPT
from core.rehearsal.job_helm import JobHelm
from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster
from tests.support.hook_pod import base64_text
from tests.support.outer_release import Hook
from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

INSIDE = [
    version
    if version in ("3.8.1", tools.NEWEST)
    else pytest.param(version, marks=pytest.mark.matrix)
    for version in tools.WHEELS
    if version != tools.OLDEST
]
BROKEN_TEMPLATE = {"broken.yaml": '{{ fail "请设置 password" }}'}
SECRET = "planted-s3cret-of-the-test"


@pytest.fixture(scope="module", params=INSIDE)
def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningCluster]:
    """A cluster whose Jobs run the Helm of this round."""
    folder = tmp_path_factory.mktemp("cluster")
    state = folder / "cluster.sqlite"
    helm = JobHelm(tools.helm(request.param), request.param)
    with RunningCluster(folder, state=state, helm=helm) as cluster:
        yield cluster


@pytest.fixture
def ros() -> Iterator[SmallApi]:
    """What takes the signals."""
    with SmallApi() as api:
        yield api


@pytest.fixture
def hook(
    cluster: RunningCluster, ros: SmallApi, tmp_path: Path, request: pytest.FixtureRequest
) -> Hook:
    number = sum(map(ord, request.node.name))
    return Hook(cluster, ros, tmp_path, f"shop-{number}")


def text(signal: dict[str, str]) -> str:
    assert signal["status"] == "SUCCESS", signal["reason"]
    return base64.b64decode(signal["data"]).decode()


@pytest.mark.parametrize("install_as", ["hook", "object"])
def test_install_upgrade_rollback_uninstall(hook: Hook, install_as: str) -> None:
    hello = hook.apply(charts.chart_files(), installAs=install_as)
    assert text(hello) == "shop says hello.\n"
    values = {"text": "greeting: welcome\n"}
    later = hook.apply(charts.chart_files(), "upgrade", installAs=install_as, values=values)
    assert text(later) == "shop says welcome.\n"
    assert hook.inner_statuses() == ["superseded", "deployed"]
    hook.uninstall()
    assert hook.inner_statuses() == []
    assert hook.everything_left() == []


@pytest.mark.parametrize("install_as", ["hook", "object"])
def test_a_rollback_of_the_outer_release_takes_the_inner_one_back(
    hook: Hook, ros: SmallApi, install_as: str
) -> None:
    hook.apply(charts.chart_files(), installAs=install_as)
    worse = {"text": "greeting: worse\n"}
    hook.apply(charts.chart_files(), "upgrade", installAs=install_as, values=worse)
    assert hook.helm("rollback", "shop-hook", "1").returncode == 0
    ros.wait_for("POST", "/signal", 3)
    assert [text(each) for each in ros.signals[2:]] == ["shop says hello.\n"]
    assert hook.inner_statuses() == ["superseded", "superseded", "deployed"]


def test_an_upgrade_of_the_outer_release_may_reuse_its_values(hook: Hook) -> None:
    command = {"kind": "command", "command": "cat $CHARTNEST_CONFIG/values.yaml"}
    given = {"text": "greeting: hello\n"}
    assert text(hook.apply(charts.chart_files(), values=given, output=command)) == given["text"]
    later = {"text": "greeting: welcome\n"}
    upgraded = hook.apply(charts.chart_files(), "upgrade", "--reuse-values", values=later)
    assert text(upgraded) == later["text"]


@pytest.mark.matrix
def test_two_pods_never_work_at_once(hook: Hook, ros: SmallApi) -> None:
    ros.always["GET", "/ready"] = Answer()
    ros.hold["GET", "/ready"] = True
    ready = f"curl -fs {ros.address}/ready"
    hook.start(charts.chart_files(), installAs="object", readinessCommand=ready)
    ros.wait_for("GET", "/ready")
    (job,) = hook.cluster.get(f"/apis/batch/v1/namespaces/{hook.namespace}/jobs")["items"]
    job["metadata"] = {"name": "second", "namespace": hook.namespace}
    job["spec"].pop("selector", None)
    job["spec"]["template"]["metadata"]["labels"] = {}
    made = hook.cluster.kubectl("create", "-f", "-", stdin=json.dumps(job))
    assert made.returncode == 0, made.stderr
    log = ("logs", "-n", hook.namespace, "job/second")
    until(lambda: "Looking at the release" in hook.cluster.kubectl(*log).stdout)
    ros.release()
    ros.wait_for("POST", "/signal", 2)
    assert [each.path for each in ros.asked] == ["/ready", "/signal", "/ready", "/signal"]
    assert [each["status"] for each in ros.signals] == ["SUCCESS", "SUCCESS"]
    assert hook.inner_statuses() == ["superseded", "deployed"]


# Helm waits for such a hook to succeed, and this Pod goes on running.
ENDLESS = {
    "endless.yaml": "apiVersion: v1\nkind: Pod\n"
    "metadata: {name: endless, annotations: {helm.sh/hook: pre-install}}\n"
    "spec: {containers: [{name: web, image: nginx}]}\n"
}


def test_a_pod_killed_midway_is_followed_by_one_that_mends(
    hook: Hook, cluster: RunningCluster
) -> None:
    hook.start(charts.chart_files(templates=ENDLESS), installAs="object")
    until(lambda: "endless" in hook.names("api/v1/pods"))
    assert hook.inner_statuses() == ["pending-install"]
    pods = hook.cluster.get(f"/api/v1/namespaces/{hook.namespace}/pods")["items"]
    (uid,) = [pod["metadata"]["uid"] for pod in pods if pod["metadata"]["name"] != "endless"]
    (pid_file,) = cluster.folder.glob(f"*/pods/{uid}/pid")
    os.kill(int(pid_file.read_text()), SIGKILL)
    mended = hook.apply(charts.chart_files(), "upgrade", installAs="object")
    assert text(mended) == "shop says hello.\n"
    assert hook.inner_statuses() == ["deployed"]


def until(met: Callable[[], bool]) -> None:
    """Return once the condition is met: what the cluster itself does not announce."""
    limit = time.monotonic() + 30
    while not met():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_broken_chart_fails_with_its_reason_and_can_be_mended(hook: Hook) -> None:
    broken = hook.apply(charts.chart_files(templates=BROKEN_TEMPLATE))
    assert broken["status"] == "FAILURE"
    assert "请设置 password" in broken["reason"]
    assert text(hook.apply(charts.chart_files(), "upgrade")) == "shop says hello.\n"
    worse = hook.apply(charts.chart_files(templates=BROKEN_TEMPLATE), "upgrade")
    assert worse["status"] == "FAILURE"
    assert "deployed" in hook.inner_statuses()
    hook.uninstall()
    assert hook.everything_left() == []


def test_a_failing_output_fails_but_can_be_uninstalled(hook: Hook) -> None:
    signal = hook.apply(charts.chart_files(), output={"kind": "command", "command": "exit 3"})
    assert signal["reason"].startswith("the output failed with exit code 3")
    hook.uninstall()
    assert hook.everything_left() == []


def test_a_release_that_was_there_before_survives_everything(hook: Hook, tmp_path: Path) -> None:
    theirs = charts.written(tmp_path / "theirs", charts.chart_files())
    hook.cluster.helm(
        tools.NEWEST, "install", "shop", theirs, "-n", hook.namespace, "--create-namespace"
    )
    before = hook.cluster.get(f"/api/v1/namespaces/{hook.namespace}/configmaps/shop-settings")
    signal = hook.apply(charts.chart_files(values="greeting: mine\nreplicas: 1\nimage: x\n"))
    assert "is not ours" in signal["reason"]
    hook.uninstall()
    after = hook.cluster.get(f"/api/v1/namespaces/{hook.namespace}/configmaps/shop-settings")
    assert after == before
    assert hook.inner_statuses() == ["deployed"]


def test_the_script_knows_the_words_for_a_name_that_is_taken(hook: Hook, tmp_path: Path) -> None:
    (words,) = re.findall(r"grep -Eq '(.*re-\?use.*)'", RUN_SCRIPT)
    chart = charts.written(tmp_path / "theirs", charts.chart_files())
    for version in ("3.8.1", tools.NEWEST):
        install = ("install", f"theirs-{version[0]}", chart, "-n", hook.namespace)
        hook.cluster.helm(version, *install, "--create-namespace", "--set", "image=x")
        refused = hook.cluster.helm(version, *install)
        assert re.search(words, refused.stderr), refused.stderr


def test_a_deletion_stops_an_install_that_still_runs(hook: Hook, ros: SmallApi) -> None:
    ready = f"curl -s {ros.address}/waiting; false"
    hook.start(charts.chart_files(), installAs="object", readinessCommand=ready)
    ros.wait_for("GET", "/waiting")
    hook.uninstall()
    assert hook.everything_left() == []
    assert [each["status"] for each in ros.signals] == ["FAILURE"]
    assert "the pod was stopped" in ros.signals[0]["reason"]


NASTY = [
    "greeting: \"a 'b' `c` \\\\ $d $(id) ${x} ! # %\"\n",
    "big: 12345678901234567890\nmode: 0644\nver: 1.0\ne: 1e3\nnil: ~\n",
    "n: 1\n'y': 2\non: 3\n1: 5\n1.5: 6\na.b: 7\n'': 8\n",
    "t: '{{ .Release.Name }} {{/* {% [[ {{ computenest::helmchart::x }}'\n",
    "# 中文 🙂 \u200f\ngreeting: '你 \u2028 好'\n\n\n",
    "a: |\r\n  windows\r\n",
    "   \n",
    "greeting: spaces at the end   \nmore: '\ttab'",
]


@pytest.mark.parametrize("document", NASTY, ids=range(len(NASTY)))
def test_values_reach_the_cluster_byte_for_byte(hook: Hook, document: str) -> None:
    command = "cat $CHARTNEST_CONFIG/values.yaml"
    encoded = {"base64": base64_text(document)}
    signal = hook.apply(
        charts.chart_files(), values=encoded, output={"kind": "command", "command": command}
    )
    assert text(signal) == document


def test_secret_values_reach_the_chart_and_nothing_else(hook: Hook) -> None:
    template = {
        "secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: kept}\n"
        "stringData: {password: {{ .Values.auth.password | quote }}}\n",
        "port.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept}\n"
        "data: {type: {{ kindOf .Values.port | quote }}}\n",
    }
    secret = [
        {"path": "auth.password", "type": "string", "base64": base64_text(SECRET)},
        {"path": "port", "type": "number", "base64": base64_text("8080")},
    ]
    output = {"kind": "secret", "name": "kept", "key": "password"}
    signal = hook.apply(
        charts.chart_files(templates=template), values={"secret": secret}, output=output
    )
    assert text(signal) == SECRET
    kept = hook.cluster.get(f"/api/v1/namespaces/{hook.namespace}/configmaps/kept")
    assert kept["data"]["type"] != "string"
    assert SECRET not in everything_shown(hook)


def test_an_error_that_quotes_a_secret_is_masked_wherever_it_is_shown(hook: Hook) -> None:
    template = {"broken.yaml": '{{ fail (printf "no user %s" .Values.password) }}'}
    secret = [{"path": "password", "type": "string", "base64": base64_text(SECRET)}]
    signal = hook.apply(charts.chart_files(templates=template), values={"secret": secret})
    assert "no user ***" in signal["reason"]
    shown = everything_shown(hook)
    assert "no user ***" in shown
    assert SECRET not in shown


def everything_shown(hook: Hook) -> str:
    """Return all that people see of a deployment, Secrets apart: objects, logs, histories."""
    root = f"/api/v1/namespaces/{hook.namespace}"
    objects = [hook.cluster.get(f"{root}/{kind}") for kind in ("configmaps", "pods", "events")]
    jobs = hook.cluster.get(f"/apis/batch/v1/namespaces/{hook.namespace}/jobs")
    logs = [
        hook.cluster.kubectl("logs", "-n", hook.namespace, pod).stdout
        for pod in hook.names("api/v1/pods")
    ]
    assert any(logs)
    histories = [hook.helm("history", name, "-o", "json").stdout for name in ("shop-hook", "shop")]
    return json.dumps([objects, jobs, logs, histories])
