"""`chartnest launch`, `update` and `delete` by each method: what goes well, what fails, why."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from core.rehearsal.inventory import inventory
from tests.support import tools
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed
from tests.support.command_line import Said, chartnest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from core.rehearsal.inventory import ClusterObject
    from core.rehearsal.rehearsal import Rehearsal

METHODS = ("hook", "direct", "job")


def rows(methods: Sequence[str], *in_every_run: tuple[str, bool]) -> list[Any]:
    """Return each method without and with --rollback; but for the given ones, for the matrix."""
    return [
        pytest.param(
            method,
            rollback,
            id=f"{method}-{'rolled-back' if rollback else 'kept'}",
            marks=() if (method, rollback) in in_every_run else pytest.mark.matrix,
        )
        for method in methods
        for rollback in (False, True)
    ]


def tried(rows: list[Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("trial", "rollback"), rows, indirect=["trial"])


# What ROS can read of the chart by itself, and what a Job can.
REPLICAS = {
    "object": {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": "demo",
        "jsonPath": "{.spec.replicas}",
    }
}


@pytest.fixture(scope="module", autouse=True)
def home(shared_home: Path) -> Path:
    """Use one home, and so one rehearsal, for the module."""
    return shared_home


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:  # noqa: ARG001 - HOME is set
    """Return what `helm create demo` makes."""
    folder = tmp_path_factory.mktemp("charts")
    helm = tools.helm(tools.NEWEST)
    subprocess.run([helm, "create", "demo"], cwd=folder, check=True, capture_output=True)
    return folder / "demo"


class Trial:
    """A plan by one method in a folder of its own, tried on the shared rehearsal."""

    def __init__(self, folder: Path, method: str, rehearsal: Rehearsal) -> None:
        self.folder = folder
        self.method = method
        self.rehearsal = rehearsal
        self.plan = folder / "plan.yaml"
        self.before = self.objects()

    def write(
        self, values: str = "", chart: Any = None, output: Any = None, **delivery: object
    ) -> None:
        """Write the plan; its chart is `./demo` unless told otherwise."""
        plan = {
            "apiVersion": "chartnest/v2",
            "name": f"methods-{self.method}",
            "cluster": {"parameter": True},
            "chart": chart or {"path": "./demo"},
            "values": values,
            "release": {"name": "demo", "namespace": self.method, "timeout": "2m"},
            "delivery": {"method": self.method, "deleteNamespace": True, **delivery},
            "outputs": [output] if output else [],
        }
        self.plan.write_text(yaml.safe_dump(plan), "utf-8")

    def launch(self, *options: str) -> Said:
        return chartnest("launch", self.plan, "--rehearse", *options)

    def deployment(self) -> str:
        """Return the id of what was launched last."""
        return str(chartnest("list", "--json").document["deployments"][0]["id"])

    def delete(self) -> None:
        """Delete what was launched last; nothing may be left of it."""
        said = chartnest("delete", self.deployment())
        assert said.code == 0, said
        assert self.objects() == self.before

    def count(self) -> int:
        return len(chartnest("list", "--json").document["deployments"])

    def objects(self) -> tuple[ClusterObject, ...]:
        return inventory(self.rehearsal)


@pytest.fixture(params=METHODS)
def trial(
    request: pytest.FixtureRequest, tmp_path: Path, demo: Path, shared_rehearsal: Rehearsal
) -> Trial:
    shutil.copytree(demo, tmp_path / "demo")
    return Trial(tmp_path, request.param, shared_rehearsal)


def test_what_helm_creates_goes_in_changes_fails_to_change_and_leaves(trial: Trial) -> None:
    trial.write("replicaCount: 2\n", output=REPLICAS)
    launched = trial.launch("--json")
    assert launched.code == 0, launched.err
    assert launched.deployment["status"] == "CREATE_COMPLETE"
    assert [output["text"].strip() for output in launched.deployment["outputs"]] == ["2"]

    trial.write("replicaCount: 3\n", output=REPLICAS)
    updated = chartnest("update", trial.deployment(), trial.plan, "--json")
    assert updated.code == 0, updated.err
    assert updated.deployment["status"] == "UPDATE_COMPLETE"
    assert [output["text"].strip() for output in updated.deployment["outputs"]] == ["3"]
    signalled = [e["resource"] for e in updated.deployment["events"] if "SIGNAL" in e["status"]]
    assert signalled == ([] if trial.method == "direct" else ["Signal2"])

    trial.write("service: {port: 123456}\n", output=REPLICAS)
    failed = chartnest("update", trial.deployment(), trial.plan, "--no-check")
    assert failed.code == 1
    assert "123456" in failed.err.splitlines()[0]
    assert failed.out.splitlines()[-1].endswith("UPDATE_FAILED")
    trial.delete()


@tried(rows(METHODS, ("hook", False), ("direct", True)))
def test_a_chart_that_is_gone_when_the_cluster_fetches_it(trial: Trial, *, rollback: bool) -> None:
    with ChartServer() as server:
        url = server.put_once("/demo.tgz", packed(chart_files("demo")))
        trial.write(chart={"url": url})
        _fails(trial, "404", rollback=rollback)


@tried(rows(("hook", "job"), ("job", True)))
def test_an_output_command_that_fails(trial: Trial, *, rollback: bool) -> None:
    trial.write(output={"command": "echo 没有 luck >&2; exit 3"})
    _fails(trial, "the output failed with exit code 3: 没有 luck", rollback=rollback)


def _fails(trial: Trial, reason: str, *options: str, rollback: bool = False) -> None:
    """Assert that a launch fails for this reason, said first, and can be deleted."""
    failed = trial.launch(*options, *(["--rollback"] if rollback else []))
    assert failed.code == 1, failed
    said = [line for line in failed.err.splitlines() if not line.startswith("warning: ")]
    assert reason in said[0]
    status = "CREATE_ROLLBACK_COMPLETE" if rollback else "CREATE_FAILED"
    assert failed.out.splitlines()[-1].endswith(status)
    trial.delete()


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("values.schema.json", '{"properties": {"replicaCount": {"maximum": 5}}}', "replicaCount"),
        ("templates/broken.yaml", 'a: 1\n{{ fail "no cellar" }}', "no cellar"),
    ],
    ids=["schema", "template"],
)
@pytest.mark.parametrize(
    "trial",
    ["hook", *(pytest.param(other, marks=pytest.mark.matrix) for other in ("direct", "job"))],
    indirect=True,
)
def test_what_the_check_refuses_makes_no_stack_and_unchecked_fails_for_that(
    trial: Trial, file: str, content: str, reason: str
) -> None:
    (trial.folder / "demo" / file).write_text(content)
    trial.write("replicaCount: 9\n")
    before = trial.count()
    refused = trial.launch()
    assert refused.code == 2, refused
    assert reason in refused.err
    assert trial.count() == before
    _fails(trial, reason, "--no-check")


@pytest.fixture
def foreign(trial: Trial) -> Iterator[dict[str, object]]:
    """Install a release of the same name by hand; its objects, and they must stay so."""
    helm = [tools.helm(tools.NEWEST), "--kubeconfig", trial.rehearsal.kubeconfig]
    helm += ["--namespace", trial.method]
    install = ["install", "demo", trial.folder / "demo", "--create-namespace"]
    subprocess.run([*helm, *install], check=True, capture_output=True)
    trial.before = trial.objects()
    yield _state(trial)
    subprocess.run([*helm, "uninstall", "demo"], check=True, capture_output=True)
    kubectl = [tools.kubectl(), "--kubeconfig", trial.rehearsal.kubeconfig]
    subprocess.run([*kubectl, "delete", "ns", trial.method], check=True, capture_output=True)


@tried(rows(METHODS, ("hook", True), ("direct", False), ("job", False)))
def test_a_release_that_was_there_before_is_left_as_it_was(
    trial: Trial, foreign: dict[str, object], *, rollback: bool
) -> None:
    trial.write("replicaCount: 7\n", deleteNamespace=False)
    failed = trial.launch(*(["--rollback"] if rollback else []))
    assert failed.code == 1
    reason = "cannot re-use a name" if trial.method == "direct" else "the release demo is not ours"
    assert reason in failed.err
    assert _state(trial) == foreign
    trial.delete()
    assert _state(trial) == foreign


def _state(trial: Trial) -> dict[str, object]:
    """Return the objects of the release `demo`, by name, as the cluster has them."""
    command = [tools.kubectl(), "--kubeconfig", trial.rehearsal.kubeconfig, "get", "-o", "json"]
    kinds = "deployments,services,serviceaccounts,secrets"
    listed = subprocess.run(
        [*command, kinds, "--namespace", trial.method], check=True, capture_output=True
    )
    return {
        f"{item['kind']}/{item['metadata']['name']}": item
        for item in json.loads(listed.stdout)["items"]
        if "hook" not in item["metadata"]["name"]
    }
