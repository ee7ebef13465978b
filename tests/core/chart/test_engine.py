from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from core.chart.engine import render
from core.chart.errors import NoHelmEngine
from core.chart.surroundings import Surroundings
from core.errors import Problem, ProblemsFound
from core.kubernetes.errors import BadKubernetesVersion
from core.plan.model import Release
from tests.core.chart.conftest import helm_on_path
from tests.support import tools
from tests.support.charts import (
    Files,
    chart_files,
    opened,
    packed,
    with_crd,
    with_hook,
    with_schema,
    with_subchart,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.chart.model import Rendering

RELEASE = Release(name="blue", namespace="shops")
NASTY_VALUES = """\
greeting: "{{ .Release.Name }} $(id) `x` \\" ' \\\\ 你好 🛒 \\u2028"
replicas: 3
big: 12345678901234567890
octal: 0644
float: 1.0
n: yes
"""
EVERYTHING = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: everything
data:
  release: {{ .Release | toJson | quote }}
  values: {{ .Values | toJson | quote }}
  kubernetes: {{ .Capabilities.KubeVersion.Version }}
  nothing: {{ lookup "v1" "Secret" "" "" | toJson | quote }}
---apiVersion: v1
kind: Secret
metadata: {name: second}
---

---
# only a comment
"""
ORDERED = "".join(
    f"apiVersion: x/v1\nkind: {kind}\nmetadata: {{name: a}}\n---\n"
    for kind in ("Zebra", "Job", "Deployment", "Namespace", "Ant", "Service", "ServiceAccount")
)
CHARTS: dict[str, Callable[[], Files]] = {
    "plain": chart_files,
    "hook": with_hook,
    "CRD": with_crd,
    "subchart": with_subchart,
    "packed subchart": lambda: with_subchart(packed_inside=True),
    "everything": lambda: chart_files(templates={"all.yaml": EVERYTHING, "NOTES.txt": "é\n"}),
    "ordered": lambda: chart_files(templates={"a.yaml": ORDERED, "b.yml": ORDERED}),
    "empty": lambda: chart_files(templates={"a.yaml": "{{ if .Values.no }}{{ end }}"}),
}


def problems_of(files: Files, values: str = "", version: str = "1.30") -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        render(opened(files), values, RELEASE, Surroundings(version))
    return found.value.problems


def only_problem_of(files: Files, values: str = "") -> tuple[str, int, str]:
    (problem,) = problems_of(files, values)
    return problem.place, problem.line, str(problem.what)


def helm_template(version: str, archive: Path, values: Path) -> list[tuple[str, Any]]:
    command = [tools.helm(version), "template", "blue", archive, "--namespace", "shops",
               "--include-crds", "--kube-version", "1.30.0", "--values", values]  # fmt: skip
    output = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    _, *pieces = re.split(r"^---\n# Source: (?:shop/)?(.+)\n", output, flags=re.MULTILINE)
    documents = zip(pieces[::2], map(yaml.safe_load, pieces[1::2]), strict=True)
    return [(source, body) for source, body in documents if body]


@pytest.mark.parametrize("version", ["3.8.1", "4.3.1"])
@pytest.mark.parametrize("chart", CHARTS)
def test_objects_and_their_order_are_those_of_helm_template(
    tmp_path: Path, chart: str, version: str
) -> None:
    (tmp_path / "chart.tgz").write_bytes(packed(CHARTS[chart]()))
    (tmp_path / "values.yaml").write_text(NASTY_VALUES, "utf-8")
    expected = helm_template(version, tmp_path / "chart.tgz", tmp_path / "values.yaml")
    rendering = render(opened(CHARTS[chart]()), NASTY_VALUES, RELEASE, Surroundings("1.30"))
    assert [(each.source, each.body) for each in rendering.objects] == expected


@pytest.mark.parametrize("version", ["3.8.1", "4.3.1"])
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.usefixtures("no_engine")
def test_the_helm_command_renders_the_same_as_the_engine(
    monkeypatch: pytest.MonkeyPatch, chart: str, version: str
) -> None:
    helm_on_path(monkeypatch, version)
    by_command = render(opened(CHARTS[chart]()), NASTY_VALUES, RELEASE, upgrade=True)
    monkeypatch.undo()
    by_engine = render(opened(CHARTS[chart]()), NASTY_VALUES, RELEASE, upgrade=True)
    assert by_command == by_engine


def test_an_object_knows_its_template_and_text() -> None:
    rendering = render(opened(chart_files()), "greeting: hi\n", RELEASE)
    settings = rendering.objects[0]
    assert (settings.source, settings.kind) == ("templates/settings.yaml", "ConfigMap")
    assert (settings.name, settings.namespace) == ("blue-settings", "shops")
    assert 'greeting: "hi"' in settings.text
    assert rendering.notes == "blue says hi.\n"


def test_a_subchart_that_is_switched_off_leaves_its_objects_and_crds_out() -> None:
    files = with_subchart() | {"charts/stock/crds/a.yaml": b"kind: CustomResourceDefinition\n"}

    def sources(rendering: Rendering) -> set[str]:
        return {each.source for each in rendering.objects if each.source.startswith("charts")}

    on = render(opened(files), "", RELEASE)
    off = render(opened(files), "stock: {enabled: false}", RELEASE)
    assert sources(on) == {"charts/stock/crds/a.yaml", "charts/stock/templates/level.yaml"}
    assert sources(off) == set()


def test_many_threads_may_render_at_once() -> None:
    chart = opened(with_subchart())

    def objects(number: int) -> int:
        values = f"stock: {{enabled: {'true' if number % 2 else 'false'}}}"
        return len(render(chart, values, RELEASE).objects)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(objects, range(40))) == [3, 4] * 20


@pytest.mark.parametrize(
    ("template", "place", "line", "what"),
    [
        ("\na: {{ foo }}", "templates/a.yaml", 2, 'function "foo" not defined.'),
        ("a: {{ if }}", "templates/a.yaml", 1, "missing value for if."),
        ("a: 1\nb: {{ .Values.a.b.c }}", "templates/a.yaml", 2,
         "nil pointer evaluating interface {}.b."),
        ("a: {{ required `say: it` .Values.x }}", "templates/a.yaml", 1, "say: it."),
        ("{{ fail `no: way` }}", "templates/a.yaml", 1, "no: way."),
        ("\n\n{{ include `deep` . }}", "templates/_b.tpl", 2,
         "nil pointer evaluating interface {}.b."),
        ("{{ tpl `{{ .Values.a.b.c }}` . }}", "templates/a.yaml", 1,
         "nil pointer evaluating interface {}.b."),
        ("a: b: c", "templates/a.yaml", 0,
         ("The rendered text is no YAML: mapping values are not allowed in this context "
         "in its line 1.")),
        ("- a", "templates/a.yaml", 0, "The rendered text is no Kubernetes object."),
    ],
)  # fmt: skip
def test_an_error_names_its_template_and_line(
    template: str, place: str, line: int, what: str
) -> None:
    helper = '{{ define "deep" }}\n{{ .Values.a.b.c }}{{ end }}'
    files = chart_files(templates={"a.yaml": template, "_b.tpl": helper})
    assert only_problem_of(files) == (place, line, what)


@pytest.mark.parametrize("template", [
    "\na: {{ foo }}", "a: {{ if }}", "a: 1\nb: {{ .Values.a.b.c }}", "{{ fail `no: way` }}",
    "a: {{ required `say: it` .Values.x }}", "\n\n{{ include `deep` . }}",
])  # fmt: skip
@pytest.mark.parametrize("version", ["3.8.1", "4.3.1"])
@pytest.mark.usefixtures("no_engine")
def test_the_helm_command_complains_in_the_same_words(
    monkeypatch: pytest.MonkeyPatch, template: str, version: str
) -> None:
    helper = '{{ define "deep" }}\n{{ .Values.a.b.c }}{{ end }}'
    files = chart_files(templates={"a.yaml": template, "_b.tpl": helper})
    helm_on_path(monkeypatch, version)
    by_command = problems_of(files)
    monkeypatch.undo()
    assert by_command == problems_of(files)


@pytest.mark.parametrize(
    ("files", "values", "place", "line"),
    [
        (chart_files(), "a: 1\nb: [", "values", 2),
        (chart_files(), "- a", "values", 0),
        (chart_files(), "a: x\0y", "values", 1),
        (chart_files(values="a: 1\nb: ["), "", "values.yaml", 2),
        (chart_files(extra={"charts/x/Chart.yaml": "apiVersion: v2\nname: x\nversion: 1.0.0",
                            "charts/x/values.yaml": "- a"}), "", "charts/x/values.yaml", 0),
        (chart_files(metadata="maintainers: 5\n"), "", "Chart.yaml", 0),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("renderer")
def test_what_helm_cannot_read_is_named(files: Files, values: str, place: str, line: int) -> None:
    (problem,) = problems_of(files, values)
    assert (problem.place, problem.line) == (place, line)
    assert "/" not in str(problem.what)


def test_values_against_the_schema_name_the_value() -> None:
    schema = '{"properties": {"replicas": {"type": "integer"}}}'
    place, _, what = only_problem_of(with_schema(schema), "replicas: many")
    assert place == "values.replicas"
    assert "got string, want integer" in what


@pytest.mark.parametrize(
    ("metadata", "what"),
    [
        ("type: library\n", "library chart"),
        ("kubeVersion: '>=1.99.0-0'\n", "requires Kubernetes >=1.99.0-0, not 1.30.0"),
        ("dependencies: [{name: a, version: 1, repository: ''}]\n", "depends on a"),
    ],
)
def test_what_helm_refuses_to_install_is_refused(metadata: str, what: str) -> None:
    (problem,) = problems_of(chart_files(metadata=metadata))
    assert (problem.place, what in str(problem.what)) == ("Chart.yaml", True)


@pytest.mark.parametrize(
    ("version", "whole"),
    [
        ("1.30", "v1.30.0"),
        ("v1.30.1-aliyun.1", "v1.30.1-aliyun.1"),
        ("1.30.1+k3s1", "v1.30.1+k3s1"),
    ],
)
def test_templates_see_the_clusters_version_whole(version: str, whole: str) -> None:
    template = (
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {version: "
        '"{{ .Capabilities.KubeVersion.Version }}"}}'
    )
    chart = opened(chart_files(templates={"a.yaml": template}))
    (config_map,) = render(chart, "", RELEASE, Surroundings(version)).objects
    assert config_map.body["data"] == {"version": whole}


def test_a_kubernetes_version_that_is_none_is_refused() -> None:
    with pytest.raises(BadKubernetesVersion):
        render(opened(chart_files()), "", RELEASE, Surroundings("latest"))


@pytest.mark.usefixtures("no_engine")
def test_without_any_helm_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHelmEngine, match="no Helm engine"):
        render(opened(chart_files()), "", RELEASE)
