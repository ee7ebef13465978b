"""Whole numbers are to a preview what a real `helm --set` makes of them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from core.chart.engine import render
from core.chart.review import review
from core.chart.whole_numbers import with_whole_numbers
from core.plan.methods import DeliveryMethod
from core.plan.model import (
    AskedValue,
    ClusterParameter,
    Delivery,
    PathChart,
    Plan,
    Release,
    ValueType,
)
from tests.support import tools
from tests.support.charts import chart_files, opened, packed, written

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: NAME}
data:
  printed: "{{ .Values.a.size }}"
  kind: {{ kindOf .Values.a.size | quote }}
  text: {{ .Values.a.size | toString | quote }}
  yaml: {{ toYaml .Values.a | quote }}
  same: {{ eq .Values.a.size 5 | quote }}
"""
NUMBERS = (0, 5, -7, 1_000_000, 12_345_678_901_234_567, 9_223_372_036_854_775_807)


def shop() -> dict[str, bytes]:
    """A chart that shows the number, and so does its packed subchart."""
    child = chart_files("db", "0.1.0", templates={"shown.yaml": SHOWN.replace("NAME", "db")})
    parent = chart_files(
        values="a: {size: 1}\ndb: {a: {size: 1}}\n",
        templates={
            "shown.yaml": SHOWN.replace("NAME", "shop"),
            "NOTES.txt": "{{ .Values.a.size }}",
        },
    )
    return parent | {"charts/db-0.1.0.tgz": packed(child)}


def by_helm(folder: Path, number: int) -> dict[str, object]:
    chart = written(folder / "shop", shop())
    option = f"a.size={number},db.a.size={number}"
    command = [tools.helm(tools.NEWEST), "template", "shop", str(chart), "--set", option]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {each["metadata"]["name"]: each["data"] for each in yaml.safe_load_all(said)}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_rendered_as_set_renders_it(tmp_path: Path, number: int) -> None:
    chart = with_whole_numbers(opened(shop()), {("a", "size"): number, ("db", "a", "size"): number})
    rendering = render(chart, f"{{a: {{size: {number}}}, db: {{a: {{size: {number}}}}}}}", RELEASE)
    assert {each.name: each.body["data"] for each in rendering.objects} == by_helm(tmp_path, number)
    assert rendering.notes == str(number)


RELEASE = Release(name="shop")


def plan(method: DeliveryMethod) -> Plan:
    secret = AskedValue(secret=True, path="a.size", type=ValueType.NUMBER)
    return Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="."),
        parameters=(secret,),
        release=RELEASE,
        delivery=Delivery(method=method),
    )


@pytest.mark.parametrize(
    ("method", "printed"),
    [
        (DeliveryMethod.HOOK, "12345678901234567"),
        (DeliveryMethod.JOB, "12345678901234567"),
        (DeliveryMethod.DIRECT, "1.2345678901234568e+16"),
    ],
)
def test_a_review_shows_what_the_method_makes_of_a_number(
    method: DeliveryMethod, printed: str
) -> None:
    template = SHOWN.replace("NAME", "shop").replace(
        "  same: {{ eq .Values.a.size 5 | quote }}\n", ""
    )
    chart = opened(chart_files(values="a: {size: 1}\n", templates={"shown.yaml": template}))
    found = review(plan(method), chart, secrets={"a.size": "12345678901234567"})
    assert found.rendering
    (shown,) = found.rendering.objects
    assert shown.body["data"]["printed"] == printed  # type: ignore[index]


def test_without_numbers_a_chart_stays_as_it_is() -> None:
    chart = opened(shop())
    assert with_whole_numbers(chart, {}) is chart
