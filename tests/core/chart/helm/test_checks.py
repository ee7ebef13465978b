"""What a review says for the Helm of a plan's image."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.chart.review import Review, review
from core.chart.surroundings import Surroundings
from core.errors import Problem, Severity
from tests.support.charts import Files, chart_files, opened, packed
from tests.support.plans import plan_of

NEWER = (
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    "data: {all: {{ mustToYaml .Values | quote }}}\n"
)
TPL = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {all: {{ tpl %s . | quote }}}\n"


def reviewed(files: Files, helm: str | None, values: str = "", method: str = "hook") -> Review:
    return review(plan_of(method, values=values), opened(files), Surroundings(helm=helm))


def errors(files: Files, helm: str | None, values: str = "") -> list[Problem]:
    found = reviewed(files, helm, values)
    problems = (*found.values_problems, *found.chart_problems)
    return [each for each in problems if each.severity is Severity.ERROR]


def test_a_function_that_the_images_helm_lacks_is_refused_with_a_remedy_that_works() -> None:
    files = chart_files(templates={"a.yaml": NEWER})
    (problem,) = errors(files, "3.17.3")
    assert (problem.place, problem.line) == ("templates/a.yaml", 4)
    assert "3.17.3" in str(problem.what)
    assert 'function "mustToYaml" not defined' in str(problem.what)
    assert "Helm is 4.0 or newer" in str(problem.remedy)
    assert errors(files, "4.1.4") == []


@pytest.mark.parametrize(("helm", "refused"), [
    ("3.8.1", True), ("3.12.1", True), ("3.16.4", True), ("3.17.0", False), ("4.1.4", False),
])  # fmt: skip
@pytest.mark.parametrize("suffix", ["", f"@sha256:{'0' * 64}"])
def test_a_digest_alone_is_refused_for_a_helm_that_pulls_tags_only(
    helm: str, refused: bool, suffix: str
) -> None:
    chart = replace(opened(chart_files()), address=f"oci://registry.example.com/shop{suffix}")
    found = review(plan_of(), chart, Surroundings(helm=helm)).chart_problems
    places = [each.place for each in found if each.severity is Severity.ERROR]
    assert ("chart.oci" in places) is (refused and bool(suffix))


def test_a_function_in_a_subchart_that_is_off_does_not_matter() -> None:
    gate = chart_files("gate", "0.1.0", values="", templates={"a.yaml": NEWER})
    entry = "dependencies: [{name: gate, version: 0.1.0, condition: gate.enabled}]\n"
    files = chart_files(metadata=entry) | {"charts/gate-0.1.0.tgz": packed(gate)}
    assert errors(files, "3.17.3", "gate: {enabled: false}") == []
    (problem,) = errors(files, "3.17.3", "gate: {enabled: true}")
    assert problem.place == "charts/gate-0.1.0/templates/a.yaml"


@pytest.mark.parametrize(
    ("template", "default", "values", "place"),
    [
        (TPL % ".Values.text", "text: x\n", "text: '{{ mustToYaml 1 }}'", "values"),
        (TPL % ".Values.text", "text: '{{ mustToYaml 1 }}'\n", "", "values.yaml"),
        (TPL % '(.Files.Get "a.txt")', "", "", "a.txt"),
        (TPL % "`{{ mustToYaml 1 }}`", "", "", "templates/a.yaml"),
    ],
)
def test_a_function_that_is_reached_through_tpl_is_found_where_it_stands(
    template: str, default: str, values: str, place: str
) -> None:
    extra = {"a.txt": "one\n{{ mustToYaml 1 }}"}
    files = chart_files(values=default, templates={"a.yaml": template}, extra=extra)
    (problem,) = errors(files, "3.12.0", values)
    assert (problem.place, "mustToYaml" in str(problem.what)) == (place, True)
    assert errors(files, "4.1.4", values) == []


def test_syntax_that_is_reached_through_tpl_is_found_too() -> None:
    text = "text: '{{ with .none }}{{ else with .Values }}{{ end }}'\n"
    files = chart_files(values=text, templates={"a.yaml": TPL % ".Values.text"})
    (problem,) = errors(files, "3.12.0")
    assert "unexpected <with> in else" in str(problem.what)
    assert errors(files, "3.17.3") == []


def test_a_text_that_no_tpl_reaches_may_hold_anything() -> None:
    values = "text: x\nalerts: '{{ mustToYaml . }}'"
    files = chart_files(values=values, templates={"a.yaml": TPL % ".Values.text"})
    assert errors(files, "3.12.0") == []


def test_values_of_a_subchart_that_are_no_mapping_are_refused_where_helm_does() -> None:
    gate = chart_files("gate", "0.1.0", values="", templates={})
    files = chart_files(values="gate: null\n", templates={})
    files |= {f"charts/gate/{path}": content for path, content in gate.items()}
    (problem,) = errors(files, "3.17.3")
    assert problem.place == "values.gate"
    assert errors(files, "4.3.1") == []


@pytest.mark.parametrize(
    ("schema", "value", "helm", "refused"),
    [
        ({"format": "ipv4"}, "no address", "3.17.3", True),
        ({"format": "ipv4"}, "no address", "3.18.5", False),
        ({"format": "ipv4"}, "no address", "4.1.4", False),
        ({"prefixItems": [{"type": "string"}], "items": False}, ["x"], "3.12.0", True),
        ({"prefixItems": [{"type": "string"}], "items": False}, ["x"], "4.1.4", False),
        ({"prefixItems": [{"type": "string"}]}, [1], "3.12.0", False),
        ({"prefixItems": [{"type": "string"}]}, [1], "4.1.4", True),
        ({"$ref": "#/definitions/none"}, 1, "3.12.0", True),
    ],
)
@pytest.mark.parametrize("below", [False, True], ids=["chart", "subchart"])
def test_a_schema_is_read_as_the_images_helm_reads_it(
    schema: object, value: object, helm: str, refused: bool, below: bool
) -> None:
    text = json.dumps({"properties": {"a": schema}})
    files = chart_files()
    inside = "charts/gate/" if below else ""
    if below:
        gate = chart_files("gate", "0.1.0", values="", templates={})
        files |= {f"charts/gate/{path}": content for path, content in gate.items()}
    files[f"{inside}values.schema.json"] = text.encode()
    values = json.dumps({"gate": {"a": value}} if below else {"a": value})
    assert bool(errors(files, helm, values)) is refused


def test_a_schema_is_asked_about_the_defaults_of_subcharts_too() -> None:
    gate = chart_files("gate", "0.1.0", values="size: 1\n", templates={})
    files = chart_files() | {f"charts/gate/{path}": content for path, content in gate.items()}
    schema = {"properties": {"gate": {"required": ["size"]}}}
    files["values.schema.json"] = json.dumps(schema).encode()
    for helm in ("3.12.0", "4.3.1"):
        assert errors(files, helm) == []


def warnings(files: Files, helm: str | None) -> list[str]:
    problems = reviewed(files, helm).chart_problems
    return [str(each.what) for each in problems if each.severity is Severity.WARNING]


def test_where_the_helm_is_not_known_each_thing_it_matters_to_is_told() -> None:
    values = "limits: {cpu: null}\n"
    (said, nulls) = warnings(chart_files(values=values, templates={"a.yaml": NEWER}), None)
    assert "one before 4.0 cannot read this" in said
    assert "nulls" in nulls


def test_where_the_helm_is_not_known_a_schema_that_old_ones_refuse_by_is_told() -> None:
    schema = json.dumps({"properties": {"greeting": {"format": "ipv4"}}})
    (said,) = warnings(chart_files(extra={"values.schema.json": schema}), None)
    assert "one before 3.18.5 refuses these values" in said


def test_where_the_helm_is_not_known_and_nothing_depends_on_it_nothing_is_said() -> None:
    assert warnings(chart_files(), None) == []


def test_nulls_that_the_preview_cannot_show_are_told() -> None:
    gate = chart_files("gate", "0.1.0", values="global: {a: null, c: null}\n", templates={})
    files = chart_files(values="global: {c: null}\n", templates={})
    files |= {f"charts/gate/{path}": content for path, content in gate.items()}
    (said,) = warnings(files, "3.12.0")
    assert "Helm 3.12.0 merges the nulls" in said


def test_values_that_are_nested_beyond_reason_stop_nothing() -> None:
    deep = "{a: " * 300 + "null" + "}" * 300
    files = chart_files(values=f"deep: {deep}\nnone: null\n")
    assert warnings(files, "3.12.0") == []
