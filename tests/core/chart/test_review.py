from __future__ import annotations

import pytest

from core.chart.review import custom_resources, review
from core.plan.model import AskedValue, ClusterParameter, PathChart, Plan, Release, ValueType
from tests.support.charts import chart_files, opened, with_crd

SCHEMA = b'{"required": ["word"], "properties": {"word": {"type": "string"}}}'
USES_WORD = b"""\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {word: "{{ .Values.word }}"}
"""


def _plan(values: str = "", *secrets: AskedValue) -> Plan:
    return Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="."),
        values=values,
        parameters=secrets,
        release=Release(name="shop"),
    )


def test_a_secret_that_the_schema_requires_is_not_missed() -> None:
    chart = opened(
        {**chart_files(), "values.schema.json": SCHEMA, "templates/word.yaml": USES_WORD}
    )
    assert review(_plan(), chart).rendering is None
    secret = AskedValue(secret=True, path="word")
    found = review(_plan("", secret), chart, secrets={"word": "given"})
    assert found.values_problems == ()
    assert found.rendering is not None
    assert 'word: "given"' in "".join(each.text for each in found.rendering.objects)
    assert review(_plan("", secret), chart).rendering is not None


@pytest.mark.parametrize(
    "secret",
    ["hunter2hunter2", 'quo"ted \\ one', "one line\nand lines"],
    ids=["plain", "quoted", "lines"],
)
def test_no_problem_quotes_a_secret(secret: str) -> None:
    failing = b'{{ fail (print "no such word: " .Values.word " or " (toJson .Values.word)) }}'
    chart = opened({**chart_files(), "templates/word.yaml": failing})
    found = review(_plan("", AskedValue(secret=True, path="word")), chart, secrets={"word": secret})
    (problem,) = found.chart_problems
    assert "no such word: ***" in str(problem)
    assert not any(part in str(problem) for part in ("hunter2", "ted", "lines"))


def test_a_stand_in_has_the_type_of_its_secret() -> None:
    chart = opened(chart_files())
    number = AskedValue(secret=True, path="replicas", type=ValueType.NUMBER)
    assert review(_plan("", number), chart).chart_problems == ()


def test_the_crds_that_helm_leaves_behind_are_named() -> None:
    assert custom_resources(opened(chart_files())) == ()
    (name,) = custom_resources(opened(with_crd()))
    assert "." in name
