from __future__ import annotations

from dataclasses import replace

import pytest

from core.chart.helm.pulling import check_pulling
from core.errors import Severity
from core.plan.model import ChartSource, OciChart, Tls, UrlChart
from tests.support.charts import chart_files, opened

PLAIN = OciChart(oci="oci://127.0.0.1:5000/shop", version="1.2.3", tls=Tls(plain_http=True))
DIGEST = OciChart(oci="oci://registry.example.com/shop")
BY_DIGEST = f"oci://registry.example.com/shop@sha256:{'0' * 64}"


def said(source: ChartSource, helm: str | None, address: str = "") -> list[tuple[str, Severity]]:
    chart = replace(opened(chart_files()), source=source, address=address or None)
    return [(each.place, each.severity) for each in check_pulling(chart, helm)]


@pytest.mark.parametrize(("helm", "refused"), [("3.12.0", True), ("3.13.0", False)])
def test_http_to_a_registry_takes_helm_3_13(helm: str, refused: bool) -> None:
    assert said(PLAIN, helm) == ([("chart.tls.plainHttp", Severity.ERROR)] if refused else [])


def test_http_to_a_registry_is_not_certain_where_the_helm_is_unknown() -> None:
    assert said(PLAIN, None) == [("chart.tls.plainHttp", Severity.WARNING)]


@pytest.mark.parametrize(("helm", "refused"), [("3.12.0", True), ("3.17.3", False)])
def test_a_digest_alone_takes_helm_3_17(helm: str, refused: bool) -> None:
    assert bool(said(DIGEST, helm, BY_DIGEST)) is refused


def test_the_job_takes_helm_3_8() -> None:
    source = UrlChart(url="https://charts.example.com/shop.tgz")
    assert said(source, "3.7.2") == [("delivery.image", Severity.ERROR)]
    assert said(source, "3.8.0") == said(source, None) == []
