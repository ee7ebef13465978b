"""Real Helm and kubectl drive the built-in cluster through whole lives of releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = [
    version
    if version in (tools.OLDEST, tools.NEWEST)
    else pytest.param(version, marks=pytest.mark.matrix)
    for version in tools.WHEELS
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def namespace(cluster: RunningCluster, version: str) -> Iterator[str]:
    """A name of its own for each test and Helm, created by Helm itself."""
    name = f"shop-{version.replace('.', '-')}"
    yield name
    cluster.kubectl("delete", "namespace", name, "--ignore-not-found")


class Release:
    """The release `shop` of one Helm in one namespace."""

    def __init__(self, cluster: RunningCluster, version: str, namespace: str) -> None:
        self._cluster = cluster
        self._version = version
        self.namespace = namespace

    def helm(self, *arguments: object) -> str:
        done = self._cluster.helm(self._version, *arguments, "--namespace", self.namespace)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def objects(self, resource: str = "api/v1/configmaps") -> list[str]:
        prefix, _, plural = resource.rpartition("/")
        return self._cluster.names(f"/{prefix}/namespaces/{self.namespace}/{plural}")

    def statuses(self) -> list[str]:
        return [each["status"] for each in json.loads(self.helm("history", "shop", "-o", "json"))]


@pytest.fixture
def release(cluster: RunningCluster, version: str, namespace: str) -> Release:
    return Release(cluster, version, namespace)


def test_a_release_lives_from_install_over_upgrade_and_rollback_to_uninstall(
    release: Release, tmp_path: Path
) -> None:
    chart = charts.written(tmp_path, charts.chart_files())
    release.helm("install", "shop", chart, "--create-namespace", "--wait")
    assert "shop says hello." in release.helm("get", "notes", "shop")
    release.helm("upgrade", "shop", chart, "--set", "replicas=3,greeting=hi")
    assert len(release.objects("api/v1/pods")) == 3
    assert release.statuses() == ["superseded", "deployed"]
    release.helm("rollback", "shop", 1)
    assert len(release.objects("api/v1/pods")) == 1
    assert [each["name"] for each in json.loads(release.helm("list", "-o", "json"))] == ["shop"]
    release.helm("uninstall", "shop")
    for resource in ("apis/apps/v1/deployments", "api/v1/pods", "api/v1/services"):
        assert release.objects(resource) == []
    assert release.objects() == release.objects("api/v1/secrets") == []


def test_an_upgrade_removes_what_the_chart_no_longer_has(release: Release, tmp_path: Path) -> None:
    files = charts.chart_files()
    chart = charts.written(tmp_path, files)
    release.helm("install", "shop", chart, "--create-namespace")
    (chart / "templates" / "service.yaml").unlink()
    settings = chart / "templates" / "settings.yaml"
    settings.write_text(settings.read_text().replace("greeting:", "welcome:"))
    release.helm("upgrade", "shop", chart)
    assert release.objects("api/v1/services") == []
    manifest = release.helm("get", "manifest", "shop")
    assert "welcome" in manifest
    path = f"/api/v1/namespaces/{release.namespace}/configmaps/shop-settings"
    assert release._cluster.get(path)["data"] == {"welcome": "hello"}


def test_a_strangers_hook_job_is_complete_at_once_and_an_event_says_it_was_not_run(
    release: Release, tmp_path: Path
) -> None:
    chart = charts.written(tmp_path, charts.with_hook())
    release.helm("install", "shop", chart, "--create-namespace")
    assert release.objects("apis/batch/v1/jobs") == ["shop-migrate"]
    (event,) = release._cluster.get(f"/api/v1/namespaces/{release.namespace}/events")["items"]
    assert event["involvedObject"]["name"] == "shop-migrate"
    assert "not run" in event["message"]


def test_a_chart_brings_its_own_kinds(
    release: Release, cluster: RunningCluster, tmp_path: Path
) -> None:
    chart = charts.written(tmp_path, charts.with_crd())
    release.helm("install", "shop", chart, "--create-namespace")
    assert release.objects("apis/shop.example.com/v1/carts") == ["shop"]
    release.helm("upgrade", "shop", chart, "--set", "replicas=2")
    release.helm("uninstall", "shop")
    assert release.objects("apis/shop.example.com/v1/carts") == []
    assert cluster.kubectl("delete", "crd", "carts.shop.example.com").returncode == 0
    assert "shop.example.com" not in cluster.kubectl("api-versions").stdout


POPULAR = Path(charts.__file__).parent / "popular-chart"


def test_a_chart_shaped_as_popular_ones_are_lives_and_leaves_what_it_means_to_keep(
    release: Release, cluster: RunningCluster
) -> None:
    release.helm("install", "shop", POPULAR, "--create-namespace", "--wait")
    claims = ["data-shop-database-0", "data-shop-database-1", "shop"]
    assert release.objects("api/v1/persistentvolumeclaims") == claims
    database = cluster.get(f"/api/v1/namespaces/{release.namespace}/pods/shop-database-1")
    (volume,) = database["spec"]["volumes"]
    assert volume["persistentVolumeClaim"] == {"claimName": "data-shop-database-1"}
    release.helm("upgrade", "shop", POPULAR, "--set", "replicas=3", "--wait")
    assert "Succeeded" in release.helm("test", "shop")
    release.helm("rollback", "shop", 1, "--wait")
    kinds = "all,cm,ing,limits,netpol,pdb,priorityclass,pvc,quota,role,rolebinding,sa,secret"
    described = cluster.kubectl("describe", kinds, "-n", release.namespace)
    assert described.returncode == 0, described.stderr
    release.helm("uninstall", "shop")
    claims.insert(2, "data-shop-database-2")
    assert release.objects("api/v1/persistentvolumeclaims") == claims
    for resource in ("apis/apps/v1/statefulsets", "apis/batch/v1/jobs", "api/v1/pods"):
        assert release.objects(resource) == []


def test_an_object_the_schema_refuses_fails_the_install_with_the_fields_name(
    cluster: RunningCluster, version: str, namespace: str, tmp_path: Path
) -> None:
    values = "greeting: hello\nreplicas: two\nimage: nginx\n"
    chart = charts.written(tmp_path, charts.chart_files(values=values))
    done = cluster.helm(version, "install", "shop", chart, "-n", namespace, "--create-namespace")
    assert done.returncode == 1
    assert "spec.replicas" in done.stderr


def test_a_release_record_above_the_limit_is_refused(
    cluster: RunningCluster, version: str, namespace: str, tmp_path: Path
) -> None:
    noise = "".join(f"{number * 7919 % 1_000_003:06d}" for number in range(330_000))
    chart = charts.written(tmp_path, charts.chart_files(extra={"noise.txt": noise}))
    done = cluster.helm(version, "install", "shop", chart, "-n", namespace, "--create-namespace")
    assert done.returncode == 1
    assert "Too long: may not be more than 1048576 bytes" in done.stderr


_MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        env: [{name: ONE, value: "1"}, {name: TWO, value: "2"}]
"""


@pytest.fixture
def kube(cluster: RunningCluster) -> Iterator[RunningCluster]:
    """The cluster with an empty namespace `kube`."""
    assert cluster.kubectl("create", "namespace", "kube").returncode == 0
    yield cluster
    cluster.kubectl("delete", "namespace", "kube")


@pytest.mark.parametrize("how", [(), ("--server-side",)], ids=["client-side", "server-side"])
def test_kubectl_applies_twice_and_takes_away_what_is_gone(
    kube: RunningCluster, how: tuple[str, ...]
) -> None:
    assert kube.kubectl("apply", *how, "-n", "kube", "-f", "-", stdin=_MANIFEST).returncode == 0
    less = _MANIFEST.replace(', {name: TWO, value: "2"}', "")
    assert kube.kubectl("apply", *how, "-n", "kube", "-f", "-", stdin=less).returncode == 0
    path = "/apis/apps/v1/namespaces/kube/deployments/web"
    (container,) = kube.get(path)["spec"]["template"]["spec"]["containers"]
    assert container["env"] == [{"name": "ONE", "value": "1"}]
    waited = kube.kubectl("wait", "-n", "kube", "--for=condition=Available", "deployment/web")
    assert "condition met" in waited.stdout


def test_kubectl_describes_scales_and_deletes(kube: RunningCluster) -> None:
    kube.kubectl("apply", "-n", "kube", "-f", "-", stdin=_MANIFEST)
    assert kube.kubectl("scale", "-n", "kube", "deployment/web", "--replicas=3").returncode == 0
    described = kube.kubectl("describe", "-n", "kube", "deployment", "web").stdout
    assert "3 desired | 3 updated | 3 total | 3 available" in described
    deleted = kube.kubectl("delete", "-n", "kube", "deployment", "web", "--cascade=foreground")
    assert deleted.returncode == 0
    assert kube.names("/api/v1/namespaces/kube/pods") == []


def test_kubectl_learns_that_everything_is_allowed(kube: RunningCluster) -> None:
    assert kube.kubectl("auth", "can-i", "delete", "secrets").stdout == "yes\n"


def test_kubectl_logs_say_that_nothing_runs(kube: RunningCluster) -> None:
    kube.kubectl("apply", "-n", "kube", "-f", "-", stdin=_MANIFEST)
    assert "never started" in kube.kubectl("logs", "-n", "kube", "deployment/web").stdout


def test_kubectl_shows_unknown_fields_as_the_real_server_does(kube: RunningCluster) -> None:
    wrong = _MANIFEST.replace("replicas:", "replicaz:")
    refused = kube.kubectl("apply", "-n", "kube", "-f", "-", stdin=wrong)
    assert 'strict decoding error: unknown field "spec.replicaz"' in refused.stderr


def test_kubectl_prints_the_columns_of_each_kind(kube: RunningCluster) -> None:
    kube.kubectl("apply", "-n", "kube", "-f", "-", stdin=_MANIFEST)
    heading, row = kube.kubectl("get", "-n", "kube", "deployments").stdout.splitlines()
    assert heading.split() == ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"]
    assert row.split()[:2] == ["web", "2/2"]
    assert "Running" in kube.kubectl("get", "-n", "kube", "pods").stdout
