"""Every branch of the wizard, with no window."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import Problem, Severity, say
from core.plan.file import read_plan
from core.plan.methods import DeliveryMethod
from core.plan.model import Account, Delivery, PathChart, UrlChart
from core.wizard.draft import Draft, draft_of
from core.wizard.flow import Findings, Flow, StepState
from core.wizard.steps import STEPS, Step, row_of, step_of

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "plan.yaml"
OPENED = Findings(summary=say("{name} {version}", name="shop", version="1.2.0"))


def problem(severity: Severity = Severity.ERROR, place: str = "values.a") -> Problem:
    return Problem(place, say("It is wrong."), say("Mend it."), severity=severity)


def with_chart() -> Flow:
    """Return a flow whose chart is chosen and opened, and nothing confirmed."""
    return Flow(Draft(name="shop", chart=PathChart(path="shop"))).found(Step.CHART, OPENED)


def at_review() -> Flow:
    flow = with_chart()
    for _ in range(5):
        flow = flow.confirm()
    return flow


def changed(flow: Flow, **answers: object) -> Flow:
    return flow.answer(flow.draft.model_copy(update=answers))


def test_the_steps_are_walked_in_order_with_next() -> None:
    flow = with_chart()
    walked = [flow.current]
    while flow.current is not Step.REVIEW:
        flow = flow.confirm()
        walked.append(flow.current)
    assert walked == list(STEPS[:6])


def test_a_step_is_reachable_only_when_all_before_it_are_confirmed() -> None:
    flow = with_chart().confirm()
    assert flow.reachable(Step.CLUSTER)
    assert not flow.reachable(Step.CHART)
    assert flow.go(Step.REVIEW) is flow


@pytest.mark.parametrize("earlier", [Step.ACCOUNT, Step.CLUSTER, Step.CHART, Step.VALUES])
def test_an_error_found_on_a_confirmed_step_holds_the_way_to_all_behind_it(earlier: Step) -> None:
    flow = at_review()
    assert all(flow.reachable(step) for step in STEPS[:-1])
    broken = flow.found(earlier, Findings((problem(),)))
    for step in STEPS[:-1]:
        behind = STEPS.index(step) > STEPS.index(earlier)
        assert broken.reachable(step) is not behind
        assert broken.go(step).current is (flow.current if behind else step)
    warned = flow.found(earlier, Findings((problem(Severity.WARNING),)))
    assert warned.reachable(Step.REVIEW)


def test_a_chart_that_has_not_been_opened_holds_the_way() -> None:
    flow = Flow(Draft(chart=PathChart(path="shop"))).confirm().confirm()
    assert flow.current is Step.CHART
    assert flow.confirm() is flow
    assert flow.found(Step.CHART, OPENED).confirm().current is Step.VALUES


def test_no_chart_is_a_problem_of_the_chart_step() -> None:
    assert [p.place for p in Flow().problems(Step.CHART)] == ["chart"]


def test_an_error_found_on_a_step_holds_the_way_and_a_warning_does_not() -> None:
    flow = with_chart().confirm().confirm().confirm()
    assert flow.current is Step.VALUES
    held = flow.found(Step.VALUES, Findings((problem(),)))
    assert held.confirm() is held
    warned = flow.found(Step.VALUES, Findings((problem(Severity.WARNING),)))
    assert warned.confirm().current is Step.DELIVERY


def test_findings_are_dropped_as_soon_as_what_they_were_about_changes() -> None:
    flow = with_chart().found(Step.VALUES, Findings((problem(),)))
    assert not flow.valid(Step.VALUES)
    assert changed(flow, values="a: 1").valid(Step.VALUES)
    assert not changed(flow, namespace="shop").valid(Step.VALUES)


def test_another_chart_must_be_opened_again_and_makes_later_steps_stale() -> None:
    flow = changed(at_review(), chart=UrlChart(url="https://example.com/shop.tgz"), values="a: 1")
    assert not flow.valid(Step.CHART)
    assert flow.state(Step.CHART) is StepState.ATTENTION
    flow = flow.found(Step.CHART, OPENED)
    assert flow.state(Step.VALUES) is StepState.STALE
    assert flow.state(Step.DELIVERY) is StepState.STALE
    assert flow.draft.values == "a: 1"


def test_going_through_a_stale_step_again_makes_it_done() -> None:
    flow = changed(at_review(), chart=PathChart(path="other")).found(Step.CHART, OPENED)
    flow = flow.go(Step.VALUES).confirm()
    assert flow.state(Step.VALUES) is StepState.DONE


def test_changing_between_rehearsal_and_cloud_makes_cluster_and_delivery_stale() -> None:
    flow = changed(at_review(), rehearse=False, cluster_id="c" + "0" * 32)
    assert flow.state(Step.CLUSTER) is StepState.STALE
    assert flow.state(Step.DELIVERY) is StepState.STALE
    assert flow.state(Step.VALUES) is StepState.DONE


def test_the_cloud_asks_for_a_profile_and_a_cluster() -> None:
    flow = changed(Flow(), rehearse=False, account=Account(profile=""))
    assert [p.place for p in flow.problems(Step.ACCOUNT)] == ["account.profile"]
    assert "cluster.id" in [p.place for p in flow.problems(Step.CLUSTER)]
    assert changed(flow, rehearse=True).valid(Step.ACCOUNT)


@pytest.mark.parametrize("name", ["Shop", "", "-a", "a-", "a" * 64, "a.b", "a_b", "商店"])
def test_a_namespace_that_kubernetes_refuses_is_a_problem(name: str) -> None:
    flow = changed(Flow(), namespace=name)
    assert [p.place for p in flow.problems(Step.CLUSTER)] == ["release.namespace"]


@pytest.mark.parametrize("name", ["a", "shop-1", "a" * 63])
def test_a_namespace_that_kubernetes_takes_is_none(name: str) -> None:
    assert changed(Flow(), namespace=name).valid(Step.CLUSTER)


def test_a_release_name_of_54_characters_is_a_problem() -> None:
    assert changed(with_chart(), release_name="a" * 53).valid(Step.DELIVERY)
    assert not changed(with_chart(), release_name="a" * 54).valid(Step.DELIVERY)


def test_the_status_is_reachable_once_something_was_launched() -> None:
    flow = at_review()
    assert not flow.reachable(Step.STATUS)
    flow = flow.launched("shop-0007")
    assert flow.current is Step.STATUS
    assert flow.back().current is Step.REVIEW


def test_the_status_is_done_once_its_stack_is_and_wants_attention_when_that_failed() -> None:
    flow = at_review().launched("shop-0007")
    assert flow.state(Step.STATUS) is StepState.TODO
    going_on = flow.found(Step.STATUS, Findings(summary=say("Creating"), settled=False))
    assert going_on.state(Step.STATUS) is StepState.TODO
    assert flow.found(Step.STATUS, Findings()).state(Step.STATUS) is StepState.DONE
    failed = flow.found(Step.STATUS, Findings((problem(),)))
    assert failed.state(Step.STATUS) is StepState.ATTENTION


def test_back_from_the_first_step_stays_there() -> None:
    assert Flow().back().current is Step.ACCOUNT


def test_the_rail_says_each_answer_in_a_line() -> None:
    flow = changed(at_review(), delivery=Delivery(method=DeliveryMethod.JOB))
    said = {step: str(flow.summary(step) or "") for step in STEPS}
    assert said[Step.ACCOUNT] == "rehearsal"
    assert said[Step.CLUSTER] == "built in 1.33 · default"
    assert said[Step.CHART] == "shop 1.2.0"
    assert said[Step.DELIVERY] == "job · shop"
    assert said[Step.STATUS] == ""


def test_a_plan_file_gives_a_draft_that_gives_the_same_plan() -> None:
    plan = read_plan(SAMPLE)
    assert draft_of(plan, SAMPLE, "./chart").plan() == plan


def test_a_restored_flow_is_confirmed_with_the_answers_it_has() -> None:
    flow = with_chart().restored((Step.ACCOUNT, Step.CLUSTER, Step.CHART, Step.VALUES))
    assert flow.reachable(Step.DELIVERY)
    assert not flow.reachable(Step.REVIEW)


@pytest.mark.parametrize(
    ("place", "step"),
    [
        ("account.region", Step.ACCOUNT),
        ("release.namespace", Step.CLUSTER),
        ("chart.url", Step.CHART),
        ("templates/service.yaml", Step.CHART),
        ("values.a.b", Step.VALUES),
        ("parameters[0]", Step.VALUES),
        ("release.timeout", Step.DELIVERY),
        ("delivery.image", Step.DELIVERY),
    ],
)
def test_a_problem_is_mended_on_the_step_of_its_place(place: str, step: Step) -> None:
    assert step_of(problem(place=place)) is step


def test_a_cluster_is_summed_up_by_its_name_once_that_is_known() -> None:
    flow = changed(with_chart(), rehearse=False, cluster_id="c1", account=Account(profile="p"))
    assert str(flow.confirm().confirm().summary(Step.CLUSTER)) == "c1 · default"
    named = changed(flow.confirm().confirm(), cluster_name="shop-cluster")
    assert str(named.summary(Step.CLUSTER)) == "shop-cluster · default"
    assert named.state(Step.CLUSTER) is StepState.DONE


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_row_and_a_name(step: Step) -> None:
    row = row_of(step)
    assert row.step is step
    assert str(row.name)
    before_review = STEPS.index(step) < STEPS.index(Step.REVIEW)
    assert (row.praise is not None) is before_review
