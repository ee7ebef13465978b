"""Each time of a delivery is longer than what it must hold, and within the limits of its judge."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.budget import HOOK_LIMIT, WAIT_CONDITION_LIMIT, Budget, install_as
from core.paths import TEMPLATES
from core.plan.model import ClusterParameter, Delivery, InstallAs, PathChart, Plan, Release


def plan(timeout: int, chosen: InstallAs = InstallAs.AUTO) -> Plan:
    return Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="shop"),
        release=Release(name="shop", timeout=timeout),
        delivery=Delivery(install_as=chosen),
    )


@given(st.integers(30, 39_600))
def test_times_nest_whatever_the_plan_gives(timeout: int) -> None:
    times = Budget(timeout)
    assert times.helm < times.script < times.pod < times.wait_condition <= WAIT_CONDITION_LIMIT
    assert 10 <= times.stack_minutes <= 1440
    assert times.wait_condition < times.stack_minutes * 60


@pytest.mark.parametrize(
    ("timeout", "chosen", "settled"),
    [
        (120, InstallAs.AUTO, InstallAs.HOOK),
        (600, InstallAs.AUTO, InstallAs.OBJECT),
        (600, InstallAs.HOOK, InstallAs.HOOK),
        (60, InstallAs.OBJECT, InstallAs.OBJECT),
    ],
)
def test_auto_is_a_hook_while_helm_would_wait_for_it(
    timeout: int, chosen: InstallAs, settled: InstallAs
) -> None:
    assert install_as(plan(timeout, chosen)) is settled


@given(st.integers(30, 39_600))
def test_what_auto_makes_a_hook_ends_within_its_limit(timeout: int) -> None:
    if install_as(plan(timeout)) is InstallAs.HOOK:
        assert Budget(timeout).pod <= HOOK_LIMIT


def test_the_charts_own_defaults_are_those_of_ten_minutes() -> None:
    text = (TEMPLATES / "hook-chart" / "values.yaml").read_text(encoding="utf-8")
    times = Budget(600)
    assert yaml.safe_load(text)["seconds"] == {
        "helm": times.helm,
        "script": times.script,
        "pod": times.pod,
    }
