"""The preview for a version of Helm: nulls, aliases, schemas, and what templates ask of Helm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.chart.engine import render
from core.chart.helm.adapting import adapted
from core.chart.surroundings import Surroundings
from core.errors import ProblemsFound
from core.plan.model import Release
from tests.support.charts import Files, chart_files, opened

ECHO = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {all: {{ %s | toJson | quote }}}
"""


def with_gate(parent: str, child: str = "limits: {cpu: 200m, memory: 20Mi}\n") -> Files:
    """A chart with a subchart `gate` that shows its values."""
    gate = chart_files("gate", "0.1.0", values=child, templates={"a.yaml": ECHO % ".Values"})
    files = chart_files(values=parent, templates={})
    return files | {f"charts/gate/{path}": content for path, content in gate.items()}


def shown(files: Files, helm: str | None, values: str = "") -> Any:
    (config_map,) = render(
        opened(files), values, Release(name="x"), Surroundings(helm=helm)
    ).objects
    data = config_map.body["data"]
    assert isinstance(data, dict)
    return json.loads(data["all"])


ALL = {"cpu": "200m", "memory": "20Mi"}
REST = {"memory": "20Mi"}


@pytest.mark.parametrize(
    ("helm", "limits"),
    [("3.12.0", REST), ("3.17.3", REST), ("4.1.4", REST), ("4.3.1", ALL), (None, ALL)],
)
def test_a_null_in_a_parents_values_meets_the_subcharts_default(
    helm: str | None, limits: dict[str, str]
) -> None:
    files = with_gate("gate: {limits: {cpu: null}}\n")
    assert shown(files, helm) == {"global": {}, "limits": limits}


@pytest.mark.parametrize("helm", ["3.8.1", "3.12.0", "3.17.3", "4.1.4", "4.3.1"])
def test_a_null_among_the_given_values_takes_a_default_away(helm: str) -> None:
    files = with_gate("color: red\n")
    values = "gate: {limits: {cpu: null}}\n"
    assert shown(files, helm, values)["limits"] == REST


@pytest.mark.parametrize(("helm", "kept"), [("3.12.0", True), ("4.1.4", True), ("4.3.1", False)])
def test_a_null_among_a_charts_own_values_is_rendered_or_left_out(helm: str, kept: bool) -> None:
    values = "limits: null\nnested: {a: null, list: [null]}\n"
    files = chart_files(values=values, templates={"a.yaml": ECHO % ".Values"})
    rest: dict[str, Any] = {"nested": {"list": [None]}}
    whole = {"limits": None, "nested": {"a": None, "list": [None]}}
    assert shown(files, helm) == (whole if kept else rest)


def test_numbers_keep_the_form_that_defaults_and_given_values_have() -> None:
    template = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {all: '%s'}}"
    long = template % '["{{ .Values.big }}", "{{ .Values.given }}"]'
    values = "big: 12345678\nnone: {a: null}\n"
    files = chart_files(values=values, templates={"a.yaml": long})
    assert shown(files, "3.17.3", "given: 12345678") == shown(files, None, "given: 12345678")


def test_a_subchart_that_is_off_by_its_own_default_stays_off() -> None:
    files = with_gate("none: {a: null}\n", "enabled: false\n")
    entry = "dependencies: [{name: gate, version: 0.1.0, condition: gate.enabled}]\n"
    files["Chart.yaml"] += f"appVersion: '1.10'\n{entry}".encode()
    files["templates/b.yaml"] = (ECHO % ".Chart.AppVersion").encode()
    assert shown(files, "3.17.3") == "1.10"


def test_what_cannot_be_brought_into_the_engines_form_is_not_called_exact() -> None:
    files = with_gate("global: {c: null}\n", "global: {a: null, c: null}\n")
    assert not adapted(opened(files).archive, "", "3.12.0").exact
    assert adapted(opened(with_gate("a: null\n")).archive, "", "3.12.0").exact


@pytest.mark.parametrize(
    ("helm", "version"), [("3.12.0", "v3.12.0"), ("4.1.4", "v4.1.4"), ("3.0", "v3.0.0")]
)
def test_a_template_that_asks_for_helms_version_is_told_the_installing_one(
    helm: str, version: str
) -> None:
    asks = [".Capabilities.HelmVersion.Version", "(dict `a` $).a.Capabilities.HelmVersion.Version"]
    files = chart_files(templates={"a.yaml": ECHO % asks[0]})
    assert shown(files, helm) == version


@pytest.mark.parametrize(("helm", "refused"), [("3.17.3", False), ("4.1.4", True), (None, True)])
def test_a_schema_of_a_subchart_is_not_judged_by_the_rules_of_another_helm(
    helm: str | None, refused: bool
) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= {"properties": {"limits": {"dependentRequired": {"cpu": ["gpu"]}}}}
    files = with_gate("") | {"charts/gate/values.schema.json": json.dumps(schema).encode()}
    if refused:
        with pytest.raises(ProblemsFound):
            shown(files, helm)
    else:
        assert shown(files, helm)["limits"] == ALL


def test_the_first_document_of_chart_yaml_counts() -> None:
    files = with_gate("gate: {limits: {cpu: null}}\n")
    files["Chart.yaml"] += b"---\ncolor: red\n"
    assert shown(files, "3.12.0") == {"global": {}, "limits": REST}


def test_what_could_not_be_loaded_is_not_called_exact() -> None:
    files = chart_files(values="a: 1\n---\nb: 2\n")
    assert not adapted(opened(files).archive, "", "3.12.0").exact
    assert adapted(opened(files).archive, "", "4.2.3").exact
