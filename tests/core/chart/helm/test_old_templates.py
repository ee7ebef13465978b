"""Templates as older Helms evaluate them: each is rendered by a real one of that version, too."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from core.chart.engine import render
from core.chart.helm.old_templates import as_evaluated_by
from core.chart.surroundings import Surroundings
from core.errors import ProblemsFound
from core.plan.model import Release
from tests.support import tools
from tests.support.charts import Files, chart_files, opened, written
from tests.support.matrix_charts import shows

if TYPE_CHECKING:
    from pathlib import Path

KUBERNETES = "1.30.1-aliyun.1"
VALUES = "a: {b: {c: x}}\nlist: [1, 2]\nempty: ''\nnumber: 3\ntext: abc\n"
EXPRESSIONS = [
    "and .Values.none .Values.none.deep",
    "and .Values.a .Values.a.b",
    "or .Values.a .Values.none.deep",
    "or .Values.empty (and .Values.a.b .Values.a.b.c) | upper",
    "and (or .Values.empty .Values.none) (eq 1 1)",
    "and (eq (.Values.a.b.c | default `y`) `x`) (not .Values.empty) .Values.list",
    ".Values.a.b.c | and .Values.list | or .Values.empty",
    "ternary (and 1 2) (or 0 0) (and .Values.a (index .Values.list 0 | eq 1.0))",
    '(dict "x" (or .Values.a.b .Values.none)).x.c',
    'printf "%s (and .x) %v" "or" (or 0 false)',
    'semverCompare ">=1.20.0-0 <1.99.0" .Capabilities.KubeVersion.Version',
    'semverCompare ">=1.20.0-0, <1.99.0-0" .Capabilities.KubeVersion.Version',
    'semverCompare "!=1.20.0" .Capabilities.KubeVersion.Version',
    'semverCompare "<1.20.0-0 || >=1.30.0-0" (printf "%s" .Capabilities.KubeVersion.Version)',
    '.Capabilities.KubeVersion.Version | semverCompare ">=1.20.0-0"',
]
ACTIONS = [
    "{{ range 3 }}{{ end }}",
    "{{- range $i := int .Values.number -}}{{- end }}",
    "{{ range $i, $e := .Values.list }}{{ if and $i (gt $i 0) }}{{ end }}{{ end }}",
    "{{ range .Values.number }}{{ end }}",
    "{{- range $k, $v := .Values.a -}}{{ $v.c }}{{ end }}",
    "{{ range $.Values.none }}{{ else }}{{ end }}",
    "{{ with .Values.list }}{{ range . }}{{ end }}{{ end }}",
    "{{ range .Values.text }}{{ end }}",
    "{{ range until (int .Values.number) }}{{ end }}",
    "{{ if .Values.empty }}{{ else if and .Values.none .Values.none.x }}{{ end }}",
    "{{ with or .Values.none .Values.a }}{{ .b.c }}{{ end }}",
    "{{- $x := and .Values.a\n  .Values.a.b -}}{{ $x.c }}",
    '{{ define "t" }}{{ and . .b }}{{ end }}{{ template "t" (or .Values.none .Values.a) }}',
]
CASES = [
    *map(shows, EXPRESSIONS),
    *(f"{{{{/* and or */}}}}# {each}\n{shows('1')}" for each in ACTIONS),
]


def really(files: Files, helm: str, folder: Path) -> object:
    command = [tools.helm(helm), "template", "x", written(folder, files)]
    command += ["--kube-version", f"v{KUBERNETES}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return yaml.safe_load(done.stdout)["data"] if done.returncode == 0 else None


def previewed(files: Files, helm: str) -> object:
    try:
        found = render(opened(files), "", Release(name="x"), Surroundings(KUBERNETES, helm=helm))
    except ProblemsFound:
        return None
    return found.objects[0].body["data"]


@pytest.mark.parametrize("helm", ["3.8.1", "3.12.1", "3.17.3"])
@pytest.mark.parametrize("template", CASES)
def test_a_template_is_evaluated_as_that_helm_does(
    template: str, helm: str, tmp_path: Path
) -> None:
    files = chart_files(values=VALUES, templates={"a.yaml": template})
    assert previewed(files, helm) == really(files, helm, tmp_path)


def test_lines_stay_where_they_are() -> None:
    template = b"{{ if and .a\n .b }}\n{{ or 1\n 2 }}{{ end }}\n{{ foo }}"
    assert as_evaluated_by(template, "3.8.1").count(b"\n") == template.count(b"\n")


def test_a_current_helm_is_given_the_template_as_it_is() -> None:
    template = b"{{ if and .a .b }}{{ range 3 }}{{ end }}{{ end }}"
    assert as_evaluated_by(template, "3.19.0") is template


@pytest.mark.parametrize("depth", [20, 3000])
def test_what_nests_too_deep_stays_as_it_was(depth: int) -> None:
    action = b"{{ " + b"(and .a " * depth + b".b" + b")" * depth + b" }}"
    assert as_evaluated_by(action, "3.8.0") == action
