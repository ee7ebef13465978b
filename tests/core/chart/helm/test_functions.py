from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from core.chart.helm.functions import FIRST_IN, findings, parse_error, unknown_functions
from core.chart.helm.scanning import ELSE_WITH, NEWLINE, uses
from core.chart.helm.versions import since
from tests.support import tools
from tests.support.charts import Files, chart_files, packed, with_subchart, written

if TYPE_CHECKING:
    from pathlib import Path

# Each is judged by a real Helm 3.4, whose parser reads actions as that of 3.0 does.
TEMPLATES = [
    "a: {{ foo . }}",
    '\n\na: {{ if and (eq .Values.a "lookup }}") (foo) }}{{ end }}',
    "{{/* foo */}}{{- /* foo \n }} */ -}}ok: 1",
    "{{ printf `raw\nfoo` | quote }}{{ foo2 }}",
    "{{ range .Values.x }}{{ break }}{{ end }}",
    "{{ range .Values.x }}{{ continue }}{{ end }}",
    "{{ if .a }}\n{{ else with .b }}\n{{ end }}",
    "{{ if .a }}\n{{ else if .b }}\n{{ else }}{{ end }}",
    'a: 1\n{{ dict "a" 1\n  "b" 2 }}\nb: {{ foo }}',
    'a: {{ $lookup := 1 }}{{ $lookup }} {{ .Values.lookup | default "x" }}',
    '{{"foo"}}{{ foo}}',
    'x: "{{ "{{" }} foo {{ "}}" }}"',
    "{{ $x := foo }}",
    '{{ template "foo" . }}{{ define "foo" }}{{ end }}',
    '{{ block "foo" . }}{{ foo }}{{ end }}',
    "{{ env `HOME` }}",
    "{{- (foo) -}}",
    'a: {{ include "x" (dict "a" .b.c) | foo | nindent 4 }}',
    "{{- if foo -}}\n{{- end -}}",
    'a: {{ "b\\"foo" | quote }}',
    "{{ .Values.été }}{{ été }}",
    "{{- range $i, $e := .Values.list }}{{ $i }}{{- end }}{{ true }} {{ not nil }}",
    "a: {{ 1.5e3 }} {{ 0x1f }} {{ 'x' }}{{ $.Release.Name | upper }}",
    "a: {{- foo }}",
    "{{ if .x }}{{ end }}{{ /",
]


def helm_says(files: Files, folder: Path, helm: str = "3.4.2") -> str:
    folder.mkdir(exist_ok=True)
    command = [tools.helm(helm), "template", "x", written(folder, files)]
    return subprocess.run(command, check=False, capture_output=True, text=True).stderr


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_stumbles_where_an_old_helm_stumbles_and_in_the_same_words(
    tmp_path: Path, template: str
) -> None:
    files = chart_files(templates={"a.yaml": template})
    ours = parse_error(files)
    real = helm_says(files, tmp_path)
    if ours is None:
        assert "not defined" not in real
        assert "unclosed action" not in real
    else:
        assert ours in real


def test_of_several_errors_the_one_helm_meets_first_is_told(tmp_path: Path) -> None:
    files = with_subchart()
    files |= {
        "templates/z.yaml": b"{{ zz }}",
        "templates/deep/a.yaml": b"{{ aa }}",
        "charts/stock/templates/q.yaml": b"\n{{ qq }}\n{{ rr }}",
    }
    error = parse_error(files)
    assert error == (
        'parse error at (shop/charts/stock/templates/q.yaml:2): function "qq" not defined'
    )
    assert error in helm_says(files, tmp_path)


def test_every_place_is_a_problem_with_its_line() -> None:
    files = chart_files(templates={"a.yaml": '{{ lookup "v1" "Pod" "" "" }}\n{{ dig "a" 1 . }}'})
    found = [(each.place, each.line, str(each.what)) for each in unknown_functions(files)]
    assert found == [
        ("templates/a.yaml", 1, 'Helm 3.0 cannot read it: function "lookup" not defined.'),
        ("templates/a.yaml", 2, 'Helm 3.0 cannot read it: function "dig" not defined.'),
    ]


def test_packed_subcharts_are_read_too() -> None:
    child = chart_files("stock", templates={"a.yaml": "{{ lookup }}"})
    files = chart_files(extra={"charts/stock-1.2.3.tgz": packed(child)})
    assert parse_error(files) == (
        'parse error at (shop/charts/stock/templates/a.yaml:1): function "lookup" not defined'
    )


def test_a_chart_made_by_a_current_helm_is_fine(tmp_path: Path) -> None:
    command = [tools.helm(tools.NEWEST), "create", tmp_path / "demo"]
    subprocess.run(command, check=True, capture_output=True)
    files = {
        path.relative_to(tmp_path / "demo").as_posix(): path.read_bytes()
        for path in (tmp_path / "demo").rglob("*")
        if path.is_file()
    }
    assert unknown_functions(files) == ()


def test_an_old_helm_knows_every_function_of_the_table(tmp_path: Path) -> None:
    """All but those of 3.0 are a superset; what 3.4 lacks can't have been in 3.0."""
    calls = "".join(
        f"{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}"
        for name, first in FIRST_IN.items()
        if first == "3.0"
    )
    assert "not defined" not in helm_says(chart_files(templates={"a.yaml": calls}), tmp_path)


SYNTAX = {
    "break": "{{ range .Values.x }}{{ break }}{{ end }}",
    "continue": "{{ range .Values.x }}{{ continue }}{{ end }}",
    ELSE_WITH: "{{ with .a }}{{ else with .b }}{{ end }}",
    NEWLINE: '{{ dict "a" 1\n  "b" 2 }}',
}


def _template(name: str) -> str:
    return SYNTAX.get(name) or f"{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}"


QUICK = ("3.12.1", "3.17.3")


@pytest.mark.parametrize(
    "helm",
    [
        helm if helm in QUICK else pytest.param(helm, marks=pytest.mark.matrix)
        for helm in tools.WHEELS
    ],
)
def test_each_real_helm_parses_what_the_table_says_it_knows_and_nothing_else(
    tmp_path: Path, helm: str
) -> None:
    known = [name for name, first in FIRST_IN.items() if since(helm, first)]
    together = chart_files(templates={"a.yaml": "".join(map(_template, known))})
    assert findings(together, helm) == ()
    assert "parse error at" not in helm_says(together, tmp_path / "known", helm)
    for number, name in enumerate(sorted(set(FIRST_IN) - set(known))):
        files = chart_files(templates={"a.yaml": _template(name)})
        (finding, *_) = findings(files, helm)
        assert finding.error_text in helm_says(files, tmp_path / str(number), helm)
        assert finding.first == FIRST_IN[name]


def test_comments_that_never_end_are_read_once() -> None:
    assert uses(b"{{ foo }}" + b"{{/* " * 200_000)[0].word == "foo"
