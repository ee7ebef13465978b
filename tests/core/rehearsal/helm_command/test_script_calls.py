"""Every call of `helm` in run.sh: our own answers it as the real ones do."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core import children
from core.rehearsal.helm_command.command import main
from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster
from tests.support.chart_server import ChartServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[4]
OWN = "own"
NAMESPACE = "shop"
HOOK = """\
apiVersion: shop.example/v1
kind: Nothing
metadata: {name: hook, annotations: {helm.sh/hook: "%s"}}
"""
MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Values.greeting }}"}
"""
KEPT = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: kept, annotations: {helm.sh/resource-policy: keep}}
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


class Helm:
    """One of the Helms, called as the script calls it; `err` is what its last call complained."""

    def __init__(
        self, version: str, cluster: RunningCluster, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.version = version
        self.err = ""
        self._cluster = cluster
        self._capsys = capsys

    def __call__(self, *words: object) -> str:
        out, code = self._ran(*words)
        assert code == 0, self.err
        return out

    def refused(self, *words: object) -> str:
        """Return the error of a call that fails, without the versions' own log lines."""
        out, code = self._ran(*words)
        assert code == 1, out
        return self.err[self.err.index("Error: ") :]

    def statuses(self, release: str = "shop") -> list[str]:
        said = self("history", release, "--max", "256", "-o", "json")
        return [each["status"] for each in json.loads(said)]

    @property
    def command(self) -> list[str]:
        if self.version == OWN:
            return children.command("core.rehearsal.helm_command")
        return [str(tools.helm(self.version))]

    def _ran(self, *words: object) -> tuple[str, int]:
        if self.version != OWN:
            done = self._cluster.helm(self.version, *words)
            self.err = done.stderr
            return done.stdout, done.returncode
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out, code


@pytest.fixture(params=[OWN, "3.17.3", tools.NEWEST])
def helm(
    request: pytest.FixtureRequest,
    cluster: RunningCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Helm]:
    monkeypatch.setenv("KUBECONFIG", str(cluster.kubeconfig))
    monkeypatch.setenv("HELM_NAMESPACE", NAMESPACE)
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"HELM_{name}_HOME", str(tmp_path / "helm"))
    cluster.kubectl("create", "namespace", NAMESPACE)
    yield Helm(str(request.param), cluster, capsys)
    cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found")


def chart(tmp_path: Path, **templates: str) -> Path:
    made = {f"{name}.yaml": text for name, text in templates.items()} or None
    return charts.written(tmp_path, charts.chart_files(templates=made))


def test_the_version_is_one_that_the_script_takes(helm: Helm) -> None:
    assert re.fullmatch(r"v[34]\.\d+\.\d+", helm("version", "--template", "{{.Version}}"))


def test_what_is_not_there_is_not_found(helm: Helm) -> None:
    assert helm.refused("history", "shop", "--max", "256", "-o", "json") == (
        "Error: release: not found\n"
    )
    assert "release: not found" in helm.refused("uninstall", "shop", "--timeout", "110s")
    assert "release: not found" in helm.refused("uninstall", "shop", "--no-hooks")
    assert "release: not found" in helm.refused("rollback", "shop", "1", "--no-hooks")


def test_a_release_is_installed_upgraded_looked_at_and_uninstalled(
    helm: Helm, tmp_path: Path
) -> None:
    values = tmp_path / "values.yaml"
    values.write_text("")
    given = (chart(tmp_path), "-f", values)
    said = helm("install", "shop", *given, "--wait", "--wait-for-jobs", "--timeout", "20s")
    assert re.search(r"^STATUS: deployed$", said, re.MULTILINE)
    assert said.partition("\nNOTES:\n")[2].strip() == "shop says hello."
    more = ("--reset-values", "--history-max", "5", "--timeout", "20s")
    said = helm("upgrade", "shop", *given, *more)
    assert said.startswith('Release "shop" has been upgraded. Happy Helming!\nNAME: shop\n')
    assert helm.statuses() == ["superseded", "deployed"]
    assert "shop says hello." in helm("get", "notes", "shop")
    assert json.loads(helm("status", "shop", "-o", "json"))["info"]["status"] == "deployed"
    assert helm("uninstall", "shop", "--timeout", "110s") == 'release "shop" uninstalled\n'


def test_a_release_without_notes_has_none_to_show(helm: Helm, tmp_path: Path) -> None:
    helm("install", "shop", chart(tmp_path, map=MAP))
    assert helm("get", "notes", "shop") == ""


def test_a_name_that_is_in_use_is_refused_in_the_words_the_script_knows(
    helm: Helm, tmp_path: Path
) -> None:
    made = chart(tmp_path)
    helm("install", "shop", made)
    assert re.search("cannot re-?use a name", helm.refused("install", "shop", made))


def test_a_failed_install_is_cleared_away_without_hooks_and_its_name_is_free(
    helm: Helm, tmp_path: Path
) -> None:
    made = chart(tmp_path, map=MAP)
    error = helm.refused("install", "shop", made, "--set", "greeting=Bad_Name")
    assert error.startswith("Error: INSTALLATION FAILED: ")
    assert '"Bad_Name" is invalid' in error
    assert helm.statuses() == ["failed"]
    helm("uninstall", "shop", "--no-hooks")
    helm("install", "shop", made)
    assert helm.statuses() == ["deployed"]


def test_a_failed_upgrade_leaves_the_last_good_revision_deployed(
    helm: Helm, tmp_path: Path
) -> None:
    made = chart(tmp_path, map=MAP)
    helm("install", "shop", made)
    error = helm.refused("upgrade", "shop", made, "--set", "greeting=Bad_Name")
    assert error.startswith("Error: UPGRADE FAILED: ")
    assert helm.statuses() == ["deployed", "failed"]
    helm("upgrade", "shop", made, "--set", "greeting=other", "--reset-values")
    assert helm.statuses() == ["superseded", "failed", "deployed"]
    said = helm("rollback", "shop", "1", "--no-hooks")
    assert said == "Rollback was a success! Happy Helming!\n"
    assert helm.statuses()[-1] == "deployed"


@pytest.mark.parametrize("verb", ["install", "upgrade", "rollback", "uninstall"])
def test_a_hook_that_cannot_run_is_left_out_only_when_told_so(
    helm: Helm, tmp_path: Path, verb: str
) -> None:
    hook = HOOK % {"uninstall": "pre-delete"}.get(verb, f"pre-{verb}")
    made = chart(tmp_path, map=MAP, hook=hook)
    words = {"rollback": (verb, "shop", "1"), "uninstall": (verb, "shop")}
    call = words.get(verb, (verb, "shop", made))
    if verb != "install":
        helm("install", "shop", made)
    assert 'no matches for kind "Nothing"' in helm.refused(*call)
    if verb == "install" and helm.statuses():
        helm("uninstall", "shop", "--no-hooks")
    helm(*call, "--no-hooks")


def test_what_belongs_to_another_release_is_not_taken(helm: Helm, tmp_path: Path) -> None:
    made = chart(tmp_path, map=MAP)
    helm("install", "first", made)
    assert "invalid ownership metadata" in helm.refused("install", "second", made)
    assert "release: not found" in helm.refused("history", "second", "-o", "json")


def test_what_is_kept_is_said(helm: Helm, tmp_path: Path) -> None:
    helm("install", "shop", chart(tmp_path, map=KEPT))
    said = helm("uninstall", "shop")
    assert said.startswith(
        "These resources were kept due to the resource policy:\n[ConfigMap] kept"
    )
    assert said.endswith('\nrelease "shop" uninstalled\n')


def test_a_chart_is_pulled_from_a_repository_that_asks_for_a_password(
    helm: Helm, tmp_path: Path
) -> None:
    with ChartServer() as server:
        server.protect("/charts", "isv", "planted")
        words = ("repo", "add", "source", server.publish(charts.chart_files()), "--force-update")
        login = ("--username", "isv", "--password-stdin")
        done = subprocess.run(
            [*helm.command, *words, *login], cwd=ROOT, input="planted", text=True, check=False
        )
        assert done.returncode == 0
        helm("pull", "source/shop", "-d", tmp_path, "--version", "1.2.3")
    assert (tmp_path / "shop-1.2.3.tgz").is_file()
    assert "not found" in helm.refused("pull", "other/shop", "-d", tmp_path)


def test_a_chart_is_pulled_from_a_registry(helm: Helm, tmp_path: Path) -> None:
    with ChartServer() as server:
        server.push(charts.chart_files())
        source = f"oci://{server.host}/charts/shop"
        helm("pull", source, "-d", tmp_path, "--version", "1.2.3", "--plain-http")
        helm.refused("pull", source, "-d", tmp_path, "--version", "9.9.9", "--plain-http")
    assert (tmp_path / "shop-1.2.3.tgz").is_file()


def test_a_source_that_does_not_answer_is_named(helm: Helm, tmp_path: Path) -> None:
    address = "127.0.0.1:9"
    error = helm.refused("repo", "add", "source", f"http://{address}", "--force-update")
    assert "is not a valid chart repository or cannot be reached" in error
    assert "connection refused" in error
    for source in (f"http://{address}/shop.tgz", f"oci://{address}/shop"):
        error = helm.refused("pull", source, "-d", tmp_path, "--version", "1.0.0")
        assert error.startswith("Error: ")
        assert "connection refused" in error


@pytest.mark.parametrize("words", [["frobnicate"], ["list", "--frobnicate"]])
def test_what_helm_does_not_know_is_refused_in_its_words(helm: Helm, words: list[str]) -> None:
    done = subprocess.run(
        [*helm.command, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert re.match(r'Error: unknown (command "frobnicate" for "helm"|flag: --frob)', done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="sends TERM")
def test_term_leaves_a_failed_release_and_says_that_it_was_cancelled(
    helm: Helm, cluster: RunningCluster, tmp_path: Path
) -> None:
    files = charts.with_crd()
    files["templates/cart.yaml"] += b"status: {conditions: [{type: Reconciling, status: 'True'}]}\n"
    made = charts.written(tmp_path, files)
    begun = cluster.created("carts.shop.example.com")
    process = subprocess.Popen(
        [*helm.command, "install", "shop", str(made), "--wait"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert begun.wait(30)
    process.send_signal(signal.SIGTERM)
    _, error = process.communicate()
    cluster.kubectl("delete", "crd", "carts.shop.example.com")
    assert process.returncode == 1
    assert "context canceled" in error
    assert helm.statuses() == ["failed"]
