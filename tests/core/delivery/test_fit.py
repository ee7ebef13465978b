from __future__ import annotations

from typing import TYPE_CHECKING

from core.delivery.fit import fits, unhosted
from core.plan.methods import DeliveryMethod
from core.plan.model import OciChart
from tests.support.charts import chart_files
from tests.support.plans import chart_for, plan_of

if TYPE_CHECKING:
    from core.delivery.fit import Fit
    from core.plan.model import Plan


def by_method(plan: Plan, templates: dict[str, str] | None = None) -> dict[DeliveryMethod, Fit]:
    chart = chart_for(plan.chart, chart_files(templates=templates))
    return {fit.method: fit for fit in fits(plan, chart)}


def test_a_plain_chart_fits_every_method_and_hook_is_recommended() -> None:
    found = by_method(plan_of())
    assert all(fit.fits for fit in found.values())
    assert [method for method, fit in found.items() if fit.recommended] == [DeliveryMethod.HOOK]


def test_an_oci_chart_does_not_fit_direct() -> None:
    found = by_method(plan_of(chart=OciChart(oci="oci://registry.example.com/charts/shop")))
    assert [method for method, fit in found.items() if not fit.fits] == [DeliveryMethod.DIRECT]
    assert "oci" in str(found[DeliveryMethod.DIRECT].obstacles[0]).lower()


def test_a_chart_with_lookup_does_not_fit_direct() -> None:
    found = by_method(plan_of(), {"a.yaml": 'a: {{ lookup "v1" "Pod" "" "" }}'})
    assert "lookup" in str(found[DeliveryMethod.DIRECT].obstacles[0])


def test_values_that_look_like_a_function_are_an_obstacle_and_no_accident() -> None:
    found = by_method(plan_of(values="a: {Ref: x}\n"))
    assert [method for method, fit in found.items() if not fit.fits] == [DeliveryMethod.DIRECT]


def test_the_recommended_method_comes_first_and_what_does_not_fit_last() -> None:
    hook, job, direct = DeliveryMethod.HOOK, DeliveryMethod.JOB, DeliveryMethod.DIRECT
    assert list(by_method(plan_of())) == [hook, job, direct]
    found = by_method(plan_of(values=f"a: {'é' * 300_000}\n"))
    assert [fit.fits for fit in found.values()] == [True, False, False]
    assert [fit.recommended for fit in found.values()] == [True, False, False]


def test_a_hook_chart_without_an_address_is_lacking_on_alibaba_cloud() -> None:
    plan = plan_of()
    (lacking,) = unhosted(plan, chart_for(plan.chart))
    assert lacking.place == "delivery.hosting"
    hosted = plan_of(delivery={"hosting": {"url": "https://example.com/hook.tgz"}})
    assert unhosted(hosted, chart_for(hosted.chart)) == ()
    assert unhosted(plan_of("job"), chart_for(plan.chart)) == ()
