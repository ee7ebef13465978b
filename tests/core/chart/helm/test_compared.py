"""The preview beside a real Helm of the installing version."""

from __future__ import annotations

import pytest

from core.chart.helm.compared import command_of
from core.chart.review import review
from core.chart.surroundings import Surroundings
from core.errors import Problem, Severity
from tests.support import tools
from tests.support.charts import Files, chart_files, opened
from tests.support.matrix_charts import shows
from tests.support.plans import plan_of

# A null among the globals of both, which cannot be previewed for a Helm before 4.2.
GATE = chart_files(
    "gate", "0.1.0", values="global: {a: null, c: null}\n", templates={"a.yaml": shows(".Values")}
)
HARD = chart_files(values="global: {c: null}\n", templates={}) | {
    f"charts/gate/{path}": content for path, content in GATE.items()
}


@pytest.fixture(autouse=True)
def real_helm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a Helm 3.17.3 on PATH."""
    monkeypatch.setenv("PATH", str(tools.helm("3.17.3").parent))


def compared(files: Files, helm: str | None, values: str = "") -> list[Problem]:
    found = review(plan_of(values=values), opened(files), Surroundings(helm=helm), compared=True)
    return [each for each in found.chart_problems if "on this computer" in str(each.what)]


def test_objects_that_it_renders_otherwise_are_named() -> None:
    (problem,) = compared(HARD, "3.17.0")
    assert problem.severity is Severity.WARNING
    assert "renders otherwise than the preview: ConfigMap shop." in str(problem.what)


def test_an_ordinary_chart_is_the_same() -> None:
    assert compared(chart_files(), "3.17.3") == []
    asks = shows('.Capabilities.APIVersions.Has "policy/v1beta1"')
    assert compared(chart_files(templates={"a.yaml": asks}), "3.17.3") == []


def test_what_is_made_up_anew_each_time_is_no_difference() -> None:
    files = chart_files(templates={"a.yaml": shows("randAlphaNum 20")})
    assert compared(files, "3.17.3") == []


def test_a_helm_of_another_version_is_not_asked() -> None:
    assert compared(HARD, "3.12.0") == []
    assert compared(HARD, None) == []
    assert command_of("4.1.4") is None


def test_without_a_helm_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert compared(HARD, "3.17.3") == []


def test_what_it_refuses_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tools.helm("3.12.1").parent))
    template = shows("tpl .Values.text .")
    values = "text: '{{ with .none }}{{ else with .Values }}{{ end }}'\n"
    files = chart_files(values=values, templates={"a.yaml": template})
    found = review(plan_of(), opened(files), Surroundings(helm="3.12.0"), compared=True)
    assert found.refused
    assert "unexpected <with> in else" in str(found.problems[0].what)


def test_a_helm_that_is_named_is_asked_instead_of_the_one_on_path() -> None:
    named = tools.helm("4.1.4")
    assert command_of("4.1.0", named) == named
    assert command_of("3.17.3", named) is None
    assert command_of("4.1.4", named.with_name("nothing")) is None
