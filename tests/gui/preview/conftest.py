"""A bundle of each method, made of real plans and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.chart.surroundings import Surroundings
from core.delivery.bundle import make_bundle
from core.delivery.hook_rendering import rendered_hook_chart
from core.plan.model import AskedValue, PathChart
from tests.support.plans import chart_for, plan_of

if TYPE_CHECKING:
    from core.chart.model import Rendering
    from core.delivery.model import Bundle

VERSION = "1.33"


@pytest.fixture(scope="session")
def hook() -> Bundle:
    """A hook chart with the chart inside it, and a secret value."""
    plan = plan_of(
        chart=PathChart(path="shop.tgz"),
        parameters=(AskedValue(secret=True, path="greeting", description="What is said."),),
    )
    return make_bundle(plan, chart_for(plan.chart))


@pytest.fixture(scope="session")
def hook_rendering(hook: Bundle) -> Rendering:
    rendering = rendered_hook_chart(hook, Surroundings(VERSION))
    assert rendering
    return rendering


@pytest.fixture(scope="session")
def job() -> Bundle:
    plan = plan_of("job")
    return make_bundle(plan, chart_for(plan.chart))


@pytest.fixture(scope="session")
def direct() -> Bundle:
    plan = plan_of("direct", chart=PathChart(path="shop.tgz"))
    return make_bundle(plan, chart_for(plan.chart))
