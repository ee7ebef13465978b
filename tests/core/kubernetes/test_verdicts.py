"""What Kubernetes takes and refuses, played through the rehearsed cluster and the check before."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from core.chart.kubernetes import check_objects
from core.chart.model import RenderedObject
from core.errors import Severity
from core.rehearsal.cluster.kinds.served import built_in_kinds
from tests.support.built_in_cluster import RunningCluster

if TYPE_CHECKING:
    from collections.abc import Iterator

Body = dict[str, Any]

VERDICTS = Path(__file__).parent / "verdicts"
RECORDED = json.loads((VERDICTS / "recorded.json").read_text(encoding="utf-8"))
BASES = yaml.safe_load((VERDICTS / "bases.yaml").read_text(encoding="utf-8"))
SIBLINGS = yaml.safe_load((VERDICTS / "siblings.yaml").read_text(encoding="utf-8"))
CHANGES = yaml.safe_load((VERDICTS / "changes.yaml").read_text(encoding="utf-8"))
KINDS = {(kind.api_version, kind.name): kind for kind in built_in_kinds("1.36")}
NAMESPACE = "verdicts"


class Clusters:
    """A running cluster for each version that is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clusters: dict[str, RunningCluster] = {}
        self.client = httpx.Client()

    def address(self, version: str) -> str:
        if version not in self._clusters:
            folder = self._folder / version
            folder.mkdir()
            cluster = RunningCluster(folder, version=version)
            cluster.__enter__()
            self._clusters[version] = cluster
            self.make_namespace(cluster.server.url, NAMESPACE)
        return self._clusters[version].server.url

    def make_namespace(self, url: str, name: str) -> None:
        answer = self.client.post(f"{url}/api/v1/namespaces", json={"metadata": {"name": name}})
        assert answer.status_code == 201, answer.text

    def path(self, body: Body, namespace: str = NAMESPACE, version: str = "1.36") -> str:
        kind = KINDS[body["apiVersion"], body["kind"]]
        group = f"/apis/{kind.api_version}" if kind.group else f"/api/{kind.version}"
        place = f"/namespaces/{namespace}" if kind.namespaced else ""
        return f"{self.address(version)}{group}{place}/{kind.plural}"

    def post(self, path: str, body: Body, *, dry: bool = True) -> httpx.Response:
        query = "fieldValidation=Strict" + ("&dryRun=All" if dry else "")
        return self.client.post(f"{path}?{query}", json=body)

    def apply(self, path: str, body: Body) -> httpx.Response:
        return self.client.patch(
            f"{path}/{body['metadata']['name']}?fieldManager=test&force=true",
            content=json.dumps(body),
            headers={"Content-Type": "application/apply-patch+yaml"},
        )

    def close(self) -> None:
        self.client.close()
        for cluster in self._clusters.values():
            cluster.__exit__()


@pytest.fixture(scope="module")
def clusters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clusters]:
    running = Clusters(tmp_path_factory.mktemp("clusters"))
    yield running
    running.close()


def errors_of(bodies: list[Body], version: str) -> list[str]:
    objects = [
        RenderedObject(
            "templates/a.yaml", "", body["apiVersion"], body["kind"], _name(body), "", body
        )
        for body in bodies
    ]
    found = check_objects(objects, version)
    return [str(problem.what) for problem in found if problem.severity is Severity.ERROR]


def _name(body: Body) -> str:
    return str(body["metadata"].get("name", ""))


def field_of(message: str) -> str:
    """Return the first field that a message of a real server names."""
    match = re.search(r"is invalid: \[?(.+?): ", message)
    return match[1] if match else ""


def named(case: Body) -> str:
    if "name" in case:
        return str(case["name"])
    changed = case.get("set") or case.get("to")
    return f"{case['of']} {json.dumps(changed)} {case.get('in', '')}"


@pytest.mark.parametrize("case", RECORDED["create"], ids=named)
def test_a_real_servers_verdict_is_the_clusters(clusters: Clusters, case: Body) -> None:
    namespace = f"v-{case['name']}"
    clusters.make_namespace(clusters.address("1.36"), namespace)
    for body, (code, message) in zip(case["create"], case["verdicts"], strict=True):
        if (body["apiVersion"], body["kind"]) not in KINDS:
            assert code == 404
            continue
        alone = len(case["create"]) == 1
        answer = clusters.post(clusters.path(body, namespace), body, dry=alone)
        assert answer.status_code == code, answer.text
        if code == 422:
            assert field_of(message) in answer.json()["message"]


# Whether these are there, the cluster alone knows.
OF_THE_CLUSTER = {"pod-sa-missing", "pod-runtimeclass-missing"}


@pytest.mark.parametrize(
    "case", [each for each in RECORDED["create"] if each["name"] not in OF_THE_CLUSTER], ids=named
)
def test_a_real_servers_verdict_is_the_checks(case: Body) -> None:
    errors = errors_of(case["create"], "1.36")
    refused = [message for code, message in case["verdicts"] if code >= 400]
    assert bool(errors) == bool(refused), errors
    for message in refused:
        assert any(field_of(message) in error for error in errors)


# A controller was quicker than the second change; what it would have been refused for is the same.
OVERTAKEN = 409


@pytest.mark.parametrize("how", ["applied", "replaced"])
@pytest.mark.parametrize("case", RECORDED["update"], ids=named)
def test_a_real_servers_verdict_on_a_change_is_the_clusters(
    clusters: Clusters, case: Body, how: str
) -> None:
    namespace = f"u-{how}-{case['name']}"
    clusters.make_namespace(clusters.address("1.36"), namespace)
    path = clusters.path(case["before"], namespace)
    created = clusters.apply(path, case["before"])
    assert created.status_code == 201
    code, message = case[how]
    if how == "applied":
        answer = clusters.apply(path, case["after"])
    else:
        answer = clusters.client.put(f"{path}/{_name(case['after'])}", json=case["after"])
    clusters.client.delete(f"{path}/{_name(case['before'])}")
    assert answer.status_code == (422 if code == OVERTAKEN else code), answer.text
    assert field_of(message) in answer.json().get("message", "")


def changed(base: str, *changes: Body) -> Body:
    """Return a base with other values at some paths; None takes a field away."""
    body: Body = copy.deepcopy(BASES[base])
    for change in changes:
        for path, value in change.items():
            _put(body, path.split("."), value)
    return body


def _put(body: Any, steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        body = body[int(step)] if isinstance(body, list) else body.setdefault(step, {})
    last = int(steps[-1]) if isinstance(body, list) else steps[-1]
    if value is None:
        del body[last]
    else:
        body[last] = value


@pytest.mark.parametrize("base", BASES)
def test_every_base_is_good_in_every_version(clusters: Clusters, base: str) -> None:
    for version in ("1.25", "1.30", "1.33", "1.36"):
        assert errors_of([BASES[base]], version) == []
        path = clusters.path(BASES[base], version=version)
        assert clusters.post(path, BASES[base]).status_code == 201


@pytest.mark.parametrize("case", SIBLINGS, ids=named)
def test_a_siblings_verdict_is_the_clusters(clusters: Clusters, case: Body) -> None:
    if case.get("only") == "check":
        pytest.skip("the address says it otherwise")
    body, version = changed(case["of"], case["set"]), case.get("in", "1.36")
    answer = clusters.post(clusters.path(body, version=version), body)
    wanted = 422 if "refused" in case else 400 if "unread" in case else 201
    assert answer.status_code == wanted, answer.text
    if wanted == 422:
        assert f"{case['refused']}: " in answer.json()["message"]


@pytest.mark.parametrize("case", SIBLINGS, ids=named)
def test_a_siblings_verdict_is_the_checks(case: Body) -> None:
    errors = errors_of([changed(case["of"], case["set"])], case.get("in", "1.36"))
    wanted = case.get("refused") or case.get("unread")
    assert bool(errors) == bool(wanted), errors
    assert not wanted or any(wanted in error for error in errors)


@pytest.mark.parametrize("case", CHANGES, ids=named)
def test_a_change_is_judged_as_a_real_cluster_judges_it(clusters: Clusters, case: Body) -> None:
    before = changed(case["of"], case.get("from", {}))
    path = clusters.path(before)
    assert clusters.apply(path, before).status_code == 201
    answer = clusters.apply(path, changed(case["of"], case.get("from", {}), case["to"]))
    clusters.client.delete(f"{path}/{_name(before)}")
    assert answer.status_code == (422 if "refused" in case else 200), answer.text
    if "refused" in case:
        assert f"{case['refused']}: " in answer.json()["message"]
