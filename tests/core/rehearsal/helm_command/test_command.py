"""Our `helm` says what Helm says, to the same flags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.rehearsal.helm_command.command import main
from tests.support import charts, tools
from tests.support.built_in_cluster import RunningCluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


class Helm:
    """Runs one command after another in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object, expect: int = 0) -> str:
        code = main([str(word) for word in words])
        output = self._capsys.readouterr()
        assert code == expect, output.err
        return output.err if expect else output.out

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "-o", "json"))


@pytest.fixture
def helm(
    cluster: RunningCluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Helm]:
    monkeypatch.setenv("KUBECONFIG", str(cluster.kubeconfig))
    monkeypatch.setenv("HELM_NAMESPACE", "shop")
    yield Helm(capsys)
    cluster.kubectl("delete", "namespace", "shop", "--ignore-not-found")


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    return charts.written(tmp_path, charts.chart_files())


def test_a_release_lives_its_whole_life(helm: Helm, chart: Path) -> None:
    assert "STATUS: deployed" in helm("install", "shop", chart, "--create-namespace", "--wait")
    helm("upgrade", "shop", chart, "--set", "replicas=2", "--timeout", "1m30s")
    assert [each["status"] for each in helm.json("history", "shop", "--max", 256)] == [
        "superseded",
        "deployed",
    ]
    assert helm("list", "-q") == "shop\n"
    assert helm("get", "notes", "shop") == "NOTES:\nshop says hello.\n\n"
    assert helm.json("get", "values", "shop") == {"replicas": 2}
    assert "kind: Deployment" in helm("get", "manifest", "shop")
    helm("rollback", "shop", 1)
    assert helm.json("status", "shop")["version"] == 3
    assert helm("uninstall", "shop") == 'release "shop" uninstalled\n'


def test_upgrade_installs_when_told_so(helm: Helm, chart: Path) -> None:
    assert "REVISION: 1" in helm("upgrade", "-i", "shop", chart, "--create-namespace")


def test_values_win_in_helms_order(helm: Helm, chart: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text("greeting: first\ndeep: {a: 1, b: 1}\n")
    second.write_text("greeting: second\ndeep: {b: 2}\n")
    secret = tmp_path / "secret"
    secret.write_text("{a,b}")
    flags = ("--set", "greeting=set", "--set-file", f"greeting={secret}", "--set-json", "n=[1]")
    helm("install", "shop", chart, "-f", first, "-f", second, "--create-namespace", *flags)
    values = {"greeting": "{a,b}", "deep": {"a": 1, "b": 2}, "n": [1]}
    assert helm.json("get", "values", "shop") == values


def test_whole_numbers_that_are_set_stay_whole(helm: Helm, tmp_path: Path) -> None:
    notes = "{{ .Values.a.size }} {{ kindOf .Values.a.size }} {{ .Values.text }} {{ .Values.file }}"
    files = charts.chart_files(values="a: {size: 1}\n", templates={"NOTES.txt": notes})
    archive = tmp_path / "shop.tgz"
    archive.write_bytes(charts.packed(files))
    values, text = tmp_path / "values.yaml", tmp_path / "text"
    values.write_text("file: 1000000\n")
    text.write_text("7")
    flags = ("-f", values, "--set", "a.size=12345678901234567,text=5", "--set-file", f"text={text}")
    helm("install", "shop", archive, "--create-namespace", *flags)
    assert "12345678901234567 int64 7 1e+06" in helm("get", "notes", "shop")
    helm("upgrade", "shop", archive, "--reset-values", "-f", values, "--set", "a.size=1000000")
    assert "1000000 int64" in helm("get", "notes", "shop")


def test_parts_of_a_list_are_set_as_helm_sets_them(
    helm: Helm, cluster: RunningCluster, chart: Path, tmp_path: Path
) -> None:
    given, secret = tmp_path / "values.yaml", tmp_path / "secret"
    given.write_text("users: [{name: a}, {name: b, roles: [x, y]}]\nports: [1, 2, 3]\n")
    secret.write_text("hush")
    flags = ("--set-file", f"users[1].password={secret}", "--set", "users[1].roles[1]=z")
    flags += ("--set", "ports={4}", "--set-string", "users[3].name=d")
    helm("install", "shop", chart, "-f", given, "--create-namespace", *flags)
    ours = helm.json("get", "values", "shop")
    theirs = ("install", "theirs", chart, "-f", given, "--namespace", "theirs", *flags)
    cluster.helm(tools.NEWEST, *theirs, "--create-namespace")
    told = cluster.helm(tools.NEWEST, "get", "values", "theirs", "-o", "json", "-n", "theirs")
    assert ours == json.loads(told.stdout)
    assert ours["users"][1] == {"name": "b", "roles": ["x", "z"], "password": "hush"}


@pytest.mark.parametrize(
    "words",
    [
        ("history", "nope"),
        ("status", "nope"),
        ("get", "notes", "nope"),
        ("rollback", "nope", "1"),
        ("uninstall", "nope"),
        ("upgrade", "nope", "CHART"),
        ("install", "Bad_Name", "CHART"),
    ],
)
def test_failures_read_as_those_of_helm(
    helm: Helm, cluster: RunningCluster, chart: Path, words: tuple[str, ...]
) -> None:
    words = tuple(str(chart) if word == "CHART" else word for word in words)
    theirs = cluster.helm(tools.NEWEST, *words)
    said = [line for line in theirs.stderr.splitlines() if not line.startswith("level=")]
    assert helm(*words, expect=theirs.returncode).splitlines() == said


def test_a_template_error_names_file_and_line(helm: Helm, tmp_path: Path) -> None:
    files = charts.chart_files(templates={"bad.yaml": "a: {{ .Values.x.y }}\n"})
    chart = charts.written(tmp_path, files)
    error = helm("install", "shop", chart, "--create-namespace", expect=1)
    assert error.startswith("Error: INSTALLATION FAILED: ")
    assert "bad.yaml:1" in error


def test_a_chart_is_shown_and_rendered(helm: Helm, chart: Path) -> None:
    assert "name: shop" in helm("show", "chart", chart)
    rendered = helm("template", "shop", chart, "--set", "greeting=hi")
    assert "# Source: shop/templates/settings.yaml" in rendered
    assert 'greeting: "hi"' in rendered


def test_the_version_is_the_engines(helm: Helm) -> None:
    assert helm("version", "--template", "{{.Version}}").startswith("v4.")


@pytest.mark.parametrize("words", [["frobnicate"], ["install"], ["list", "--frobnicate"]])
def test_what_is_no_command_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        main(words)
    assert capsys.readouterr().err.startswith("Error: ")
