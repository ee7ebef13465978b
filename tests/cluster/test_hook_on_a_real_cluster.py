"""The hook chart on a cluster where Jobs are real pods.

CHARTNEST_TEST_KUBECONFIG names the cluster, CHARTNEST_TEST_HOST an address of this computer that
its pods can reach, CHARTNEST_TEST_IMAGE the image of the Jobs (by default that of other regions).
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import charts, tools
from tests.support.hook_pod import base64_text
from tests.support.outer_release import Hook
from tests.support.small_api import SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KUBECONFIG = os.environ.get("CHARTNEST_TEST_KUBECONFIG")
HOST = os.environ.get("CHARTNEST_TEST_HOST", "127.0.0.1")
IMAGE = os.environ.get("CHARTNEST_TEST_IMAGE")

pytestmark = [
    pytest.mark.skipif(KUBECONFIG is None, reason="CHARTNEST_TEST_KUBECONFIG is not set"),
    pytest.mark.timeout(300),
]

# Nothing of it needs an image, so that only the Job's own is pulled.
SETTINGS = {
    "settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop-settings}\n"
    "data: {greeting: {{ .Values.greeting | quote }}}\n",
    "NOTES.txt": "{{ .Release.Name }} says {{ .Values.greeting }}.\n",
}
SHOP = charts.chart_files(templates=SETTINGS)
BROKEN = charts.chart_files(templates={"broken.yaml": '{{ fail "no luck" }}'})
# Helm waits for such a hook to succeed, and no node will ever have its image.
ENDLESS = charts.chart_files(
    templates={
        "endless.yaml": """\
apiVersion: v1
kind: Pod
metadata: {name: endless, annotations: {helm.sh/hook: pre-install}}
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: endless
      image: registry.invalid/endless:1
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
"""
    }
)


class RealCluster:
    """The cluster of the kubeconfig, through helm and kubectl."""

    def helm(self, version: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        return self._run(tools.helm(version), *arguments)

    def kubectl(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return self._run(tools.kubectl(), *arguments, stdin=stdin)

    def get(self, path: str) -> Any:
        return json.loads(self.kubectl("get", "--raw", path).stdout)

    def names(self, path: str) -> list[str]:
        return [item["metadata"]["name"] for item in self.get(path)["items"]]

    def _run(self, *command: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in command],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"KUBECONFIG": str(KUBECONFIG)},
        )


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[Hook]:
    """A release in a namespace that admits restricted pods only; both go at the end."""
    cluster = RealCluster()
    namespace = f"chartnest-test-{uuid.uuid4().hex[:8]}"
    assert cluster.kubectl("create", "namespace", namespace).returncode == 0
    label = "pod-security.kubernetes.io/enforce=restricted"
    cluster.kubectl("label", "namespace", namespace, label)
    with SmallApi(bind="0.0.0.0") as ros:
        ros.address = f"http://{HOST}:{ros.port}"
        try:
            yield Hook(cluster, ros, tmp_path, namespace)
        finally:
            cluster.kubectl("delete", "namespace", namespace, "--wait=false")


def values(**more: Any) -> dict[str, Any]:
    return more | ({"image": IMAGE} if IMAGE else {})


def text(signal: dict[str, str]) -> str:
    assert signal["status"] == "SUCCESS", signal["reason"]
    return base64.b64decode(signal["data"]).decode()


def test_install_upgrade_failure_and_uninstall(hook: Hook) -> None:
    assert text(hook.apply(SHOP, **values())) == "shop says hello.\n"
    later = values(values={"text": "greeting: welcome\n"})
    assert text(hook.apply(SHOP, "upgrade", **later)) == "shop says welcome.\n"
    assert "no luck" in hook.apply(BROKEN, "upgrade", **values())["reason"]
    failing = values(output={"kind": "command", "command": "exit 3"})
    assert "exit code 3" in hook.apply(SHOP, "upgrade", **failing)["reason"]
    hook.uninstall()
    assert hook.inner_statuses() == []
    assert hook.everything_left() == []


def test_a_pod_killed_midway_is_followed_by_one_that_mends(hook: Hook) -> None:
    hook.start(ENDLESS, **values(installAs="object"))
    within, at_once = ("-n", hook.namespace), ("--force", "--grace-period=0")
    hook.cluster.kubectl("wait", "pods/endless", *within, "--for=create", "--timeout=120s")
    assert hook.inner_statuses() == ["pending-install"]
    label = "chartnest.io/run=install"
    hook.cluster.kubectl("delete", "pods", *within, "-l", label, *at_once)
    assert text(hook.apply(SHOP, "upgrade", **values())) == "shop says hello.\n"
    assert hook.inner_statuses() == ["deployed"]
    hook.cluster.kubectl("delete", "pods/endless", *within, *at_once)
    hook.uninstall()
    assert hook.everything_left() == []


def test_a_release_that_is_gone_already_is_no_obstacle(hook: Hook) -> None:
    hook.apply(SHOP, **values())
    hook.cluster.helm(tools.NEWEST, "uninstall", "shop", "-n", hook.namespace)
    hook.uninstall()
    assert hook.everything_left() == []


def test_values_arrive_byte_for_byte_with_the_rights_of_the_namespace_alone(hook: Hook) -> None:
    document = "greeting: \"a 'b' $c ${d} \\\\ 中文 🙂\"\nbig: 12345678901234567890\n\n\r\n"
    signal = hook.apply(
        SHOP,
        **values(
            values={"base64": base64_text(document)},
            output={"kind": "command", "command": "cat $CHARTNEST_CONFIG/values.yaml"},
            rbac={"scope": "namespace"},
        ),
    )
    assert text(signal) == document
