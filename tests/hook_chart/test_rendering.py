"""The hook chart renders the same under every Helm, and only what Kubernetes takes."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from core.chart.engine import render
from core.chart.helm.functions import unknown_functions
from core.chart.kubernetes import check_objects
from core.delivery.hook_chart import RUN_SCRIPT, hook_chart
from core.delivery.names import hook_name
from core.errors import ProblemsFound
from core.kubernetes.schemas import VERSIONS
from core.plan.model import Release
from tests.support import tools
from tests.support.hook_pod import hook_as_chart, rendered

if TYPE_CHECKING:
    from pathlib import Path

PLAIN: dict[str, Any] = {"release": {"name": "shop"}}
FULL: dict[str, Any] = {
    "release": {"name": "shop", "wait": True, "waitForJobs": True},
    "chart": {"url": "oci://registry.test/shop:1.0.0", "existingSecret": "regcred"},
    "values": {
        "text": "a: '{{ .Release.Name }}'\n",
        "secret": [{"path": "a.b", "type": "number", "base64": "MQ=="}],
    },
    "signal": {"url": "http://signal.test/?a=b&c", "headers": {"x-a": "b"}},
    "installAs": "hook",
    "rbac": {"scope": "rules", "rules": [{"apiGroups": [""], "resources": ["*"], "verbs": ["*"]}]},
    "image": "registry.test/helm@sha256:" + "0" * 64,
    "pod": {
        "imagePullSecrets": ["pull"],
        "nodeSelector": {"disk": "ssd"},
        "tolerations": [
            {
                "key": "a",
                "operator": "Exists",
                "effect": "NoExecute",
                "tolerationSeconds": 31536000,
            }
        ],
        "affinity": {"nodeAffinity": {}},
        "priorityClassName": "high",
        "resources": {"limits": {"cpu": "1", "memory": "256Mi"}},
    },
}


def by_helm(version: str, *command: object) -> str:
    done = subprocess.run(
        [tools.helm(version), *map(str, command)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = hook_chart()
    path = tmp_path_factory.mktemp("hook-chart") / made.filename
    path.write_bytes(made.archive)
    return path


@pytest.mark.parametrize("version", tools.WHEELS)
def test_every_helm_renders_the_same_and_lints_it_clean(
    archive: Path, tmp_path: Path, version: str
) -> None:
    values = tmp_path / "values.json"
    values.write_text(json.dumps(FULL))
    text = by_helm(version, "template", "shop-hook", archive, "-n", "prod", "-f", values)
    assert sorted(map(json.dumps, filter(None, yaml.safe_load_all(text)))) == sorted(
        map(json.dumps, rendered(json.dumps(FULL)))
    )
    by_helm(version, "lint", "--strict", archive, "-f", values)
    by_helm(version, "lint", "--strict", archive)


@pytest.mark.parametrize("version", [tools.OLDEST, tools.NEWEST])
def test_it_renders_as_a_subchart_with_globals(archive: Path, tmp_path: Path, version: str) -> None:
    charts = tmp_path / "parent" / "charts"
    charts.mkdir(parents=True)
    (charts / archive.name).write_bytes(archive.read_bytes())
    (charts.parent / "Chart.yaml").write_text("apiVersion: v2\nname: parent\nversion: 1.0.0\n")
    values = {"global": {"registry": "x"}, "chartnest-hook": PLAIN | {"more": 1}}
    (charts.parent / "values.yaml").write_text(json.dumps(values))
    text = by_helm(version, "template", "shop-hook", charts.parent, "-n", "prod")
    assert len(list(filter(None, yaml.safe_load_all(text)))) == len(rendered(json.dumps(PLAIN)))


def test_only_functions_of_helm_3_0_are_used() -> None:
    assert unknown_functions(hook_chart().files) == ()


@pytest.mark.parametrize("values", [PLAIN, FULL], ids=["plain", "full"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_kubernetes_takes_all_objects(version: str, values: dict[str, Any]) -> None:
    release = Release(name="shop-hook", namespace="prod")
    objects = render(hook_as_chart(), json.dumps(values), release).objects
    assert check_objects(objects, version) == ()


def test_equal_input_gives_equal_bytes_and_any_change_another_version() -> None:
    assert hook_chart() == hook_chart()
    versions = {
        hook_chart(files).version
        for files in ({}, {"chart.tgz": b"1"}, {"chart.tgz": b"2"}, {"values.yaml": b"1"})
    }
    assert len(versions) == 4


def of_kind(values: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [body for body in rendered(json.dumps(values)) if body["kind"] == kind]


def job(values: dict[str, Any], run: str = "install") -> dict[str, Any]:
    (found,) = [
        body
        for body in of_kind(values, "Job")
        if body["metadata"]["labels"]["chartnest.io/run"] == run
    ]
    return found


def test_the_script_arrives_byte_for_byte() -> None:
    (script,) = of_kind(PLAIN, "ConfigMap")
    assert script["data"] == {"run.sh": RUN_SCRIPT}


def test_a_hook_is_never_deleted_on_failure_nor_with_its_log() -> None:
    install = job(FULL)["metadata"]["annotations"]
    assert install["helm.sh/hook"] == "post-install,post-upgrade,post-rollback"
    assert install["helm.sh/hook-delete-policy"] == "before-hook-creation"
    uninstall = job(FULL, "uninstall")["metadata"]["annotations"]
    assert uninstall["helm.sh/hook"] == "pre-delete"
    assert uninstall["helm.sh/hook-delete-policy"] == "before-hook-creation,hook-succeeded"
    for each in (install, uninstall):
        assert each["helm.sh/hook-output-log-policy"] == "hook-succeeded,hook-failed"
    assert install["helm.sh/hook-weight"] != uninstall["helm.sh/hook-weight"]


def test_as_an_object_each_revision_has_a_job_of_its_own() -> None:
    install = job(PLAIN)["metadata"]
    assert "annotations" not in install
    assert install["name"].endswith("-install-1")


@pytest.mark.parametrize(("install_as", "job_name"), [("hook", "install"), ("object", "install-1")])
def test_the_notes_say_where_to_look(install_as: str, job_name: str) -> None:
    values = PLAIN | {"installAs": install_as, "image": "registry.test/helm:1"}
    release = Release(name="shop-hook", namespace="prod")
    notes = render(hook_as_chart(), json.dumps(values), release).notes
    name = hook_name("prod", "shop-hook")
    assert f"  kubectl -n prod logs -f job/{name}-{job_name}\n" in notes
    assert "  helm -n prod history shop\n" in notes
    assert "may not reach the image registry.test/helm:1:" in notes
    assert f"  kubectl -n prod describe pods -l app.kubernetes.io/instance={name}" in notes


def test_what_the_uninstall_needs_is_no_hook() -> None:
    for body in rendered(json.dumps(FULL)):
        if body["kind"] != "Job":
            assert "annotations" not in body["metadata"]


@pytest.mark.parametrize("run", ["install", "uninstall"])
def test_the_pod_passes_restricted_pod_security(run: str) -> None:
    spec = job(FULL, run)["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert container["command"] == ["sh", "/opt/chartnest/run.sh", run]
    assert (spec["backoffLimit"], pod["restartPolicy"]) == (0, "Never")
    assert spec["ttlSecondsAfterFinished"] == 86_400
    assert pod["enableServiceLinks"] is False
    assert {mount["name"] for mount in container["volumeMounts"] if not mount.get("readOnly")} == {
        "work",
        "tmp",
    }
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "fsGroup": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["terminationMessagePolicy"] == "FallbackToLogsOnError"
    assert pod["terminationGracePeriodSeconds"] == 60
    assert spec["template"]["metadata"]["annotations"]["sidecar.istio.io/inject"] == "false"
    assert {kind for volume in pod["volumes"] for kind in volume} == {
        "name",
        "configMap",
        "secret",
        "emptyDir",
    }


def test_a_chart_that_travels_inside_is_there_to_be_read() -> None:
    mounts = [
        mount
        for body in rendered(json.dumps(PLAIN), (("chart.tgz", b"1"),))
        if body["kind"] == "Job"
        for mount in body["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]
        if mount["name"] == "chart"
    ]
    assert mounts == [{"name": "chart", "mountPath": "/etc/chartnest-chart", "readOnly": True}] * 2


def test_the_pods_place_is_the_plans() -> None:
    pod = job(FULL)["spec"]["template"]["spec"]
    assert pod["nodeSelector"] == {"kubernetes.io/os": "linux", "disk": "ssd"}
    assert pod["tolerations"][0]["tolerationSeconds"] == 31536000
    assert pod["imagePullSecrets"] == [{"name": "pull"}]
    assert pod["priorityClassName"] == "high"
    assert pod["containers"][0]["resources"] == FULL["pod"]["resources"]
    assert pod["containers"][0]["image"] == FULL["image"]


@pytest.mark.parametrize(
    ("scope", "kinds"),
    [
        ("cluster", {"ServiceAccount", "Role", "RoleBinding", "ClusterRoleBinding"}),
        ("namespace", {"ServiceAccount", "Role", "RoleBinding"}),
        ("rules", {"ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"}),
        ("existing", set()),
    ],
)
def test_rights_are_what_the_scope_says(scope: str, kinds: set[str]) -> None:
    assert by_scope(scope) - {"Secret", "ConfigMap", "Job"} == kinds


def by_scope(scope: str) -> set[str]:
    """Return the kinds a scope renders, its account and bindings fitting together."""
    values: dict[str, Any] = PLAIN | {"rbac": {"scope": scope, "rules": FULL["rbac"]["rules"]}}
    if scope == "existing":
        values["rbac"]["serviceAccount"] = "deployer"
    account = job(values)["spec"]["template"]["spec"]["serviceAccountName"]
    assert account == ("deployer" if scope == "existing" else hook_name("prod", "shop-hook"))
    for body in rendered(json.dumps(values)):
        if body["kind"].endswith("Binding"):
            (subject,) = body["subjects"]
            assert (subject["name"], subject["namespace"]) == (account, "prod")
            cluster_wide = body["kind"] == "ClusterRoleBinding"
            assert body["roleRef"] == {
                "apiGroup": "rbac.authorization.k8s.io",
                "kind": "ClusterRole" if cluster_wide else "Role",
                "name": "cluster-admin" if cluster_wide and scope == "cluster" else account,
            }
    return {body["kind"] for body in rendered(json.dumps(values))}


def test_times_and_texts_that_look_like_numbers() -> None:
    """Also what Helm 3.4 makes of large numbers, and YAML of names that are digits."""
    values: dict[str, Any] = PLAIN | {
        "seconds": {"helm": 40_000, "script": 41_000, "pod": 42_000},
        "pod": {"priorityClassName": "1e3", "imagePullSecrets": ["0644"]},
        "chart": {"existingSecret": "12"},
        "rbac": {"scope": "existing", "serviceAccount": "1.0"},
        "image": "123",
    }
    release = Release(name="shop", namespace="0644")
    objects = render(hook_as_chart(), json.dumps(values), release).objects
    assert check_objects(objects, VERSIONS[-1]) == ()
    jobs = [each for each in objects if each.kind == "Job"]
    assert {each.namespace for each in objects} == {"0644"}
    spec: Any = jobs[0].body["spec"]
    assert spec["activeDeadlineSeconds"] == 42_000


@pytest.mark.parametrize("scope", ["cluster", "namespace", "rules"])
def test_every_scope_lets_the_script_keep_its_own_house(scope: str) -> None:
    values = PLAIN | {"rbac": {"scope": scope}}
    (role,) = of_kind(values, "Role")
    if scope == "namespace":
        assert role["rules"] == [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]
    else:
        granted = {
            (group, resource, verb)
            for rule in role["rules"]
            for group in rule["apiGroups"]
            for resource in rule["resources"]
            for verb in rule["verbs"]
        }
        assert {
            ("", "configmaps", "create"),
            ("", "configmaps", "update"),
            ("", "configmaps", "delete"),
            ("batch", "jobs", "deletecollection"),
            ("", "pods", "list"),
            ("", "secrets", "create"),
        } <= granted


@pytest.mark.parametrize("name", ["a", "shop.v1", "s" * 53, "s" * 52 + "t", "a-" * 26 + "a"])
@pytest.mark.parametrize("namespace", ["prod", "n" * 63])
def test_every_name_and_label_is_one_kubernetes_takes(name: str, namespace: str) -> None:
    release = Release(name=name, namespace=namespace)
    objects = render(hook_as_chart(), json.dumps(PLAIN), release).objects
    assert check_objects(objects, VERSIONS[-1]) == ()
    for each in objects:
        assert len(each.name) <= 63
        assert each.name.startswith(hook_name(namespace, name))
        metadata: Any = each.body["metadata"]
        for value in metadata["labels"].values():
            assert len(value) <= 63


def test_names_differ_where_releases_or_namespaces_do() -> None:
    releases = ["s" * 53, "s" * 52 + "t", "a.b", "a-b"]
    made = {hook_name(space, name) for name in releases for space in ("prod", "test")}
    assert len(made) == 8


WICKED = ["x; touch p", "$(id)", "-h", "--post-renderer=x", "a\nb", "file:///etc", "../", "`id`"]


@pytest.mark.parametrize("wicked", WICKED)
@pytest.mark.parametrize(
    "path",
    [
        "release.name",
        "chart.url",
        "chart.repo",
        "chart.name",
        "chart.version",
        "chart.sha256",
        "chart.existingSecret",
        "output.name",
        "output.key",
        "output.apiVersion",
        "output.objectKind",
        "rbac.serviceAccount",
        "image",
        "pod.priorityClassName",
    ],
)
def test_what_is_no_name_is_refused(path: str, wicked: str) -> None:
    if (path, wicked) in {("output.key", "-h"), ("image", "file:///etc")}:
        pytest.skip("harmless there: it is never an argument of anything")
    values: Any = wicked
    for step in reversed(path.split(".")):
        values = {step: values}
    values.setdefault("release", {"name": "shop"})
    with pytest.raises(ProblemsFound):
        rendered(json.dumps(values))


@pytest.mark.parametrize("path", ["a=b", "a,b", "a b", "a\nb", "{a}", ""])
def test_a_secrets_path_cannot_become_another_option(path: str) -> None:
    secret = {"path": path, "type": "string", "base64": ""}
    with pytest.raises(ProblemsFound):
        rendered(json.dumps(PLAIN | {"values": {"secret": [secret]}}))


@pytest.mark.parametrize(
    "values",
    [
        {"seconds": {"helm": 600, "script": 600, "pod": 900}},
        {"seconds": {"helm": 600, "script": 700, "pod": 700}},
        {"seconds": {"helm": 0}},
        {"release": {"name": ""}},
        {"rbac": {"scope": "existing"}},
        {"installAs": "auto"},
        {"output": {"limit": 5000}},
        {"values": {"secret": [{"path": "a[0]", "type": "number", "base64": "MQ=="}]}},
    ],
    ids=str,
)
def test_what_cannot_work_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ProblemsFound):
        rendered(json.dumps(PLAIN | values))
