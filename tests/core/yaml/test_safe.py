from __future__ import annotations

import pytest
import yaml

from core.chart.errors import NotAChart
from core.chart.review import custom_resources
from core.plan.checks import check_plan
from core.plan.model import AskedValue, ClusterParameter, PathChart, Plan, Release
from core.yaml.safe import compose, load
from tests.support.charts import chart_files, opened

# A hundred thousand levels end a process whose YAML is loaded by libyaml without a look before.
DEEP = "[" * 100_000 + "]" * 100_000


def test_a_hundred_levels_are_loaded_and_more_are_refused() -> None:
    assert load("[" * 100 + "]" * 100)
    with pytest.raises(yaml.YAMLError, match="deeper than 100"):
        load("[" * 101 + "]" * 101)
    with pytest.raises(yaml.YAMLError, match="deeper than 100"):
        compose(DEEP)


def test_a_chart_with_deep_files_is_refused_or_passed_over() -> None:
    assert custom_resources(opened({**chart_files(), "crds/deep.yaml": DEEP.encode()})) == ()
    for deep, words in ((DEEP, "too deep"), (f"&anchor {DEEP}", "deeper than 100")):
        chart_yaml = chart_files()["Chart.yaml"] + f"deep: {deep}\n".encode()
        with pytest.raises(NotAChart, match=words):
            opened({**chart_files(), "Chart.yaml": chart_yaml})


def test_a_plan_with_deep_values_and_a_secret_is_checked() -> None:
    plan = Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="."),
        values=DEEP,
        parameters=(AskedValue(secret=True, path="password"),),
        release=Release(name="shop"),
    )
    assert check_plan(plan) == ()
