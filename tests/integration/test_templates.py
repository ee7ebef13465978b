"""Each method's template, launched, updated and deleted against the rehearsal's real parts."""

from __future__ import annotations

import base64
import json
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from core.cloud.ros import RosClient
from core.delivery.bundle import make_bundle
from core.delivery.names import hook_name, hook_release
from core.deployment.change import delete, next_revision, update
from core.deployment.history import History
from core.deployment.hosting import RehearsalHost
from core.deployment.launch import Order, launch
from core.deployment.model import REHEARSAL, Target
from core.deployment.watch import watch
from core.plan.model import AskedValue, PathChart, Release
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from tests.support.charts import chart_files
from tests.support.plans import chart_for, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.delivery.model import Bundle
    from core.deployment.model import Deployment, Snapshot
    from core.rehearsal.rehearsal import Rehearsal

METHODS = ("hook", "direct", "job")
VALUES = "greeting: 你好 🚀 ' \" $(id) ${x} {{ .Release.Name }} #\n\n\n"
SECRET = "s3cret ${x}\n'"
PLAIN_SECRET = {
    "settings.yaml": """\
apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}-login"}
data:
  password: {{ .Values.auth.password | b64enc }}
  greeting: {{ .Values.greeting | b64enc }}
""",
    "NOTES.txt": "{{ .Release.Name }} says {{ .Values.greeting }}.\n",
}


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    with ephemeral(Options()) as running:
        yield running


class Cloud:
    """A target with its history and its cluster."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        connection = rehearsal.connection()
        self.target = Target(REHEARSAL, connection, RehearsalHost(connection))
        self.ros = RosClient(connection)
        self.history = History()
        kubeconfig = yaml.safe_load(rehearsal.kubeconfig.read_text("utf-8"))
        self._api = kubeconfig["clusters"][0]["cluster"]["server"]

    def order(self, bundle: Bundle) -> Order:
        return Order(bundle, self.target, secrets={"auth.password": SECRET})

    def last(self, deployment: Deployment) -> Snapshot:
        """Watch to the end; return what was seen last."""
        return list(watch(deployment, self.target, self.history))[-1]

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self._api + path) as answer:
            return json.load(answer)

    def data(self, secret: str) -> dict[str, bytes]:
        found = self.get(f"/api/v1/namespaces/store/secrets/{secret}")["data"]
        return {key: base64.b64decode(value) for key, value in found.items()}

    def left(self) -> list[str]:
        """Return the names of what a deployment can leave behind."""
        paths = (
            "/api/v1/namespaces/store/secrets",
            "/api/v1/namespaces/store/configmaps",
            "/api/v1/namespaces/store/serviceaccounts",
            "/apis/batch/v1/namespaces/store/jobs",
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            "/apis/rbac.authorization.k8s.io/v1/namespaces/store/rolebindings",
        )
        names = [item["metadata"]["name"] for path in paths for item in self.get(path)["items"]]
        return [name for name in names if name not in ("default", "kube-root-ca.crt")]


@pytest.fixture
def cloud(rehearsal: Rehearsal) -> Cloud:
    return Cloud(rehearsal)


def bundle_of(method: str, revision: int = 1, values: str = VALUES) -> Bundle:
    direct = method == "direct"
    output = {"secret": {"name": "shop-login", "key": "greeting"}} if direct else {"notes": True}
    plan = plan_of(
        method,
        name=f"templates-{method}",
        chart=PathChart(path="chart"),
        values=values,
        parameters=(AskedValue(secret=True, path="auth.password"),),
        release=Release(name="shop", namespace="store", timeout=60),
        output=output,
    )
    return make_bundle(plan, chart_for(plan.chart, chart_files(templates=PLAIN_SECRET)), revision)


@pytest.mark.parametrize("method", METHODS)
def test_ros_takes_every_template(cloud: Cloud, method: str) -> None:
    cloud.ros.validate_template(bundle_of(method).template_text)


@pytest.mark.parametrize("method", METHODS)
def test_values_and_secrets_arrive_an_update_waits_anew_and_nothing_is_left(
    cloud: Cloud, method: str
) -> None:
    launched = launch(cloud.order(bundle_of(method)), cloud.history).deployment
    snapshot = cloud.last(launched)
    assert snapshot.status == "CREATE_COMPLETE", snapshot.reason
    (output,) = snapshot.outputs
    assert "你好 🚀 ' \" $(id) ${x} {{ .Release.Name }}" in output.text
    assert cloud.data("shop-login")["password"] == SECRET.encode()
    if method != "direct":
        settings = cloud.data(hook_name("store", hook_release("shop")))
        assert settings["values.yaml"] == VALUES.encode()

    changed = bundle_of(method, next_revision(launched), "greeting: changed by the update\n")
    updated = update(launched, cloud.order(changed), cloud.history)
    snapshot = cloud.last(updated)
    assert snapshot.status == "UPDATE_COMPLETE", snapshot.reason
    assert cloud.data("shop-login")["greeting"] == b"changed by the update"
    if method != "direct":
        assert "changed by the update" in snapshot.outputs[0].text

    gone = delete(launched, cloud.target, cloud.history)
    snapshot = cloud.last(gone)
    assert snapshot.status == "DELETE_COMPLETE", snapshot.reason
    assert cloud.left() == []


@pytest.mark.parametrize(
    "method", ["direct", "job", pytest.param("hook", marks=pytest.mark.matrix)]
)
def test_the_reason_of_a_failure_is_the_charts_own(cloud: Cloud, method: str) -> None:
    bundle = bundle_of(method)
    files = chart_files(templates={"a.yaml": '{{ fail "no cellar" }}'})
    plan = bundle.plan.model_copy(update={"name": f"fails-{method}"})
    failing = make_bundle(plan, chart_for(plan.chart, files))
    launched = launch(replace(cloud.order(failing), rollback=True), cloud.history).deployment
    snapshot = cloud.last(launched)
    assert not snapshot.succeeded
    assert "no cellar" in str(snapshot.reason)
    cloud.last(delete(launched, cloud.target, cloud.history))
    assert cloud.left() == []
