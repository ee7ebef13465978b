"""The hook chart's own release, as ROS installs it: by an old Helm, from outside the cluster."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from core.delivery.hook_chart import hook_chart
from tests.support import charts, tools

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.support.small_api import SmallApi


class Cluster(Protocol):
    """Where it is installed: the built-in cluster, or a real one."""

    def helm(self, version: str, *arguments: object) -> CompletedProcess[str]: ...

    def kubectl(self, *arguments: object, stdin: str = "") -> CompletedProcess[str]: ...

    def names(self, path: str) -> list[str]: ...

    def get(self, path: str) -> Any: ...


class Hook:
    """The release `shop-hook` of the oldest Helm in a namespace of its own."""

    outside = tools.OLDEST

    def __init__(self, cluster: Cluster, ros: SmallApi, folder: Path, namespace: str) -> None:
        self.cluster = cluster
        self.namespace = namespace
        self._ros = ros
        self._folder = folder

    def helm(self, *arguments: object) -> CompletedProcess[str]:
        return self.cluster.helm(self.outside, *arguments, "--namespace", self.namespace)

    def apply(
        self, files: charts.Files, verb: str = "install", *flags: str, **values: Any
    ) -> dict[str, str]:
        """Install or upgrade the hook chart with a chart inside; return the signal."""
        told = len(self._ros.signals)
        self.start(files, verb, *flags, **values)
        self._ros.wait_for("POST", "/signal", told + 1)
        assert len(self._ros.signals) == told + 1
        return self._ros.signals[-1]

    def start(self, files: charts.Files, verb: str = "install", *flags: str, **values: Any) -> None:
        packaged = hook_chart({"chart.tgz": charts.packed(files)})
        archive = self._folder / packaged.filename
        archive.write_bytes(packaged.archive)
        document = self._folder / "values.json"
        document.write_text(
            json.dumps(
                {
                    "release": {"name": "shop"},
                    "signal": {"url": f"{self._ros.address}/signal"},
                    "installAs": "hook",
                }
                | values
            )
        )
        if verb == "install":
            flags = (*flags, "--create-namespace")
        done = self.helm(verb, "shop-hook", archive, "-f", document, *flags)
        assert done.returncode == 0, done.stderr

    def uninstall(self) -> None:
        done = self.helm("uninstall", "shop-hook")
        assert done.returncode == 0, done.stderr

    def names(self, resource: str) -> list[str]:
        prefix, _, plural = resource.rpartition("/")
        return self.cluster.names(f"/{prefix}/namespaces/{self.namespace}/{plural}")

    def inner_statuses(self) -> list[str]:
        done = self.cluster.helm(
            tools.NEWEST, "history", "shop", "-o", "json", "--namespace", self.namespace
        )
        return [each["status"] for each in json.loads(done.stdout or "[]")]

    def everything_left(self) -> list[str]:
        """All objects that are left of either release, hooks and Jobs included."""
        kinds = (
            "api/v1/configmaps",
            "api/v1/secrets",
            "api/v1/pods",
            "api/v1/services",
            "apis/apps/v1/deployments",
            "apis/batch/v1/jobs",
            "apis/rbac.authorization.k8s.io/v1/roles",
            "apis/rbac.authorization.k8s.io/v1/rolebindings",
        )
        left = [f"{kind}/{name}" for kind in kinds for name in self.names(kind)]
        return [each for each in left if "kube-root-ca" not in each]
