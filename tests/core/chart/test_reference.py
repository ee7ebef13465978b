from __future__ import annotations

import pytest

from core.chart.errors import BadReference
from core.chart.reference import parse_reference
from core.plan.model import ChartSource, OciChart, PathChart, RepositoryChart, UrlChart

REPO = "https://charts.example.com"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("./shop", PathChart(path="./shop")),
        (" my charts/shop.tgz ", PathChart(path="my charts/shop.tgz")),
        ("C:\\charts\\shop", PathChart(path="C:\\charts\\shop")),
        (f"{REPO}/shop-1.2.3.tgz?a=b&c=d", UrlChart(url=f"{REPO}/shop-1.2.3.tgz?a=b&c=d")),
        (f"{REPO} shop", RepositoryChart(repo=REPO, name="shop")),
        (f"{REPO} shop >=1.2, <2", RepositoryChart(repo=REPO, name="shop", version=">=1.2, <2")),
        ("oci://r.example.com:5000/a/shop", OciChart(oci="oci://r.example.com:5000/a/shop")),
        ("oci://r.example.com/shop:1.2", OciChart(oci="oci://r.example.com/shop", version="1.2")),
        ("oci://r.example.com/shop ^1", OciChart(oci="oci://r.example.com/shop", version="^1")),
    ],
)
def test_what_people_type_names_a_chart(text: str, source: ChartSource) -> None:
    assert parse_reference(text) == source


@pytest.mark.parametrize(
    "text",
    ["", "  ", "a\nb", "file:///etc/passwd", "ftp://h/x", "https://", "{{ computenest::x }}"],
)
def test_what_names_no_chart_is_refused(text: str) -> None:
    with pytest.raises(BadReference):
        parse_reference(text)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(BadReference, match="holds a login") as refusal:
        parse_reference("https://ann:secret@charts.example.com/shop.tgz")
    assert "secret" not in str(refusal.value)
