"""Planted secrets, through a whole life by each method, are found in the cluster's Secrets alone.

A rehearsal's own state is that cluster and its kubelet, and holds what they hold: it is not
searched, but what a pod had mounted must be gone with the pod.
"""

from __future__ import annotations

import base64
import json
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import pytest
import yaml

from core.cloud.kubeconfig import cluster_access
from core.cloud.ros import RosClient
from tests.support import tools
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed
from tests.support.command_line import chartnest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal

VALUE = "pl4nted-value-"
PASSWORD = "pl4nted-password-"
METHODS = ("hook", "job", "direct")
TEMPLATES = {
    "login.yaml": """\
apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}-login"}
stringData: {password: {{ .Values.auth.password | quote }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}-settings"}
data: {broken: {{ .Values.broken | quote }}}
{{- if eq .Values.broken "loudly" }}{{ fail (print "no such password: " .Values.auth.password) }}
{{- else if .Values.broken }}{{ fail "no luck" }}{{ end }}
""",
    "NOTES.txt": "{{ .Release.Name }} is up.\n",
}


@pytest.fixture(scope="module", autouse=True)
def home(shared_home: Path) -> Path:
    """Use one home, and so one rehearsal, for the module."""
    return shared_home


class Search:
    """Everything there is to be read, as one text, and whether a secret is in it."""

    def __init__(
        self,
        rehearsal: Rehearsal,
        api: httpx.Client,
        folders: tuple[Path, Path],
        planted: list[str],
    ) -> None:
        self._rehearsal, self._api = rehearsal, api
        self._home, self._folder = folders
        self._wanted = [form for secret in planted for form in _forms(secret)]
        self._said: list[tuple[str, str]] = []

    def chartnest(self, *words: object, expect: int = 0) -> str:
        """Run a command and keep what it says; return its stdout."""
        said = chartnest(*words)
        assert said.code == expect, said
        self._said += [(f"stdout of {words[0]}", said.out), (f"stderr of {words[0]}", said.err)]
        return said.out

    def leaks(self) -> list[str]:
        """Return where a planted secret can be read now, or was said."""
        places = [*self._said, *self._files(), *self._objects(), *self._stacks()]
        return [place for place, text in places if any(form in text for form in self._wanted)]

    def in_secrets(self, namespace: str) -> bool:
        found = self._get(f"/api/v1/namespaces/{namespace}/secrets")
        return any(form in json.dumps(found) for form in self._wanted)

    def mounted(self) -> list[str]:
        """Return the files of pods, ended ones too, that hold a secret."""
        pods = self._home.glob("*.jobs/**/*")
        return [str(path) for path in pods if path.is_file() and self._holds(path)]

    def _holds(self, path: Path) -> bool:
        return any(form in path.read_text("utf-8", "replace") for form in self._wanted)

    def _files(self) -> Iterator[tuple[str, str]]:
        state = ("rehearsal.sqlite", "rehearsal-cluster.sqlite")
        for folder in (self._home, self._folder):
            for path in folder.rglob("*"):
                if path.is_file() and not str(path.relative_to(folder)).startswith(state):
                    with suppress(FileNotFoundError):  # Helm's cache is written by such as go again
                        yield str(path), path.read_text("utf-8", "replace")

    def _objects(self) -> Iterator[tuple[str, str]]:
        groups = self._get("/apis")["groups"]
        versions = [f"/apis/{group['preferredVersion']['groupVersion']}" for group in groups]
        for version in ("/api/v1", *versions):
            for resource in self._get(version)["resources"]:
                if "list" in resource["verbs"] and resource["kind"] != "Secret":
                    path = f"{version}/{resource['name']}"
                    yield path, json.dumps(self._get(path), ensure_ascii=False)
        for pod in self._get("/api/v1/pods")["items"]:
            name, namespace = pod["metadata"]["name"], pod["metadata"]["namespace"]
            log = self._api.get(f"/api/v1/namespaces/{namespace}/pods/{name}/log")
            yield f"log of {name}", log.text
            yield f"helm history in {namespace}", self._history(namespace)

    def _history(self, namespace: str) -> str:
        helm = [tools.helm(tools.NEWEST), "--kubeconfig", self._rehearsal.kubeconfig]
        history = ["history", "shop", "--namespace", namespace, "-o", "json"]
        said = subprocess.run([*helm, *history], capture_output=True, text=True, check=False)
        return said.stdout + said.stderr

    def _stacks(self) -> Iterator[tuple[str, str]]:
        ros = RosClient(self._rehearsal.connection())
        for stack in ros.stacks():
            yield f"stack {stack.name}", repr(ros.stack(stack.id))
            yield f"events of {stack.name}", repr(list(ros.events(stack.id)))
            yield f"resources of {stack.name}", repr(ros.resources(stack.id))
            yield f"template of {stack.name}", ros.template(stack.id)

    def _get(self, path: str) -> Any:
        return self._api.get(path).raise_for_status().json()


def _forms(secret: str) -> Iterator[str]:
    """Yield a secret as it is, escaped for JSON and for addresses, and in base64 at any offset."""
    yield from (secret, json.dumps(secret)[1:-1], quote(secret))
    for offset in range(3):
        padded = secret.encode()[offset:]
        yield base64.b64encode(padded[: len(padded) // 3 * 3]).decode()


@pytest.fixture
def api(shared_rehearsal: Rehearsal) -> Iterator[httpx.Client]:
    server = cluster_access(shared_rehearsal.kubeconfig.read_text("utf-8")).server
    with httpx.Client(base_url=server) as client:
        yield client


@pytest.mark.parametrize("method", METHODS)
def test_planted_secrets_are_found_in_secrets_alone(
    method: str, home: Path, tmp_path: Path, shared_rehearsal: Rehearsal, api: httpx.Client
) -> None:
    planted = [f"{VALUE}{method}", f"{PASSWORD}{method}"]
    search = Search(shared_rehearsal, api, (home, tmp_path / "plan"), planted)
    (tmp_path / "plan").mkdir()
    for name, secret in zip(("value", "password"), planted, strict=True):
        (tmp_path / name).write_text(f"{secret}\n")
    with ChartServer() as server:
        files = chart_files(values='broken: ""\n', templates=TEMPLATES)
        chart: dict[str, Any] = {"url": server.put("/charts/shop.tgz", packed(files))}
        secrets = ["--secret", f"auth.password=@{tmp_path / 'value'}"]
        if method != "direct":
            server.protect("/charts", "me", planted[1])
            chart["login"] = {"username": "me"}
            secrets += ["--secret", f"chart:password=@{tmp_path / 'password'}"]
        _live(search, tmp_path / "plan", method, chart, secrets)
    assert search.leaks() == []
    assert not search.in_secrets(method)
    assert search.mounted() == []


def _live(
    search: Search, folder: Path, method: str, chart: dict[str, str], secrets: list[str]
) -> None:
    plan = _written(folder, method, chart, broken="loudly")
    search.chartnest("plan", "check", plan, *secrets, expect=2)
    search.chartnest("launch", plan, "--rehearse", *secrets, expect=2)

    _written(folder, method, chart)
    search.chartnest("plan", "check", plan, *secrets)
    search.chartnest("render", plan, "--out", folder / "rendered", *secrets)
    launched = search.chartnest("launch", plan, "--rehearse", "--json", *secrets)
    deployment = json.loads(launched)["deployment"]["id"]
    assert search.in_secrets(method)
    assert search.leaks() == []

    # ROS says what Helm said; only our own Job can keep a secret out of that.
    _written(folder, method, chart, broken="quietly" if method == "direct" else "loudly")
    search.chartnest("update", deployment, plan, "--no-check", *secrets, expect=1)
    for command in ("status", "events", "outputs"):
        search.chartnest(command, deployment)
    search.chartnest("list", "--json")
    assert search.leaks() == []
    search.chartnest("delete", deployment)


def _written(folder: Path, method: str, chart: dict[str, str], broken: str = "") -> Path:
    plan = {
        "apiVersion": "chartnest/v2",
        "name": f"secrets-{method}",
        "cluster": {"parameter": True},
        "chart": chart,
        "values": f"broken: {json.dumps(broken)}\n",
        "parameters": [{"path": "auth.password", "secret": True}],
        "release": {"name": "shop", "namespace": method, "timeout": "2m"},
        "delivery": {"method": method, "deleteNamespace": True},
    }
    path = folder / "plan.yaml"
    path.write_text(yaml.safe_dump(plan), "utf-8")
    return path
