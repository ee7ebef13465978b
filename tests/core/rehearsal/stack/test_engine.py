from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.rehearsal.stack.blueprint import Blueprint
from core.rehearsal.stack.engine import INTERRUPTED, Change, Engine
from core.rehearsal.stack.model import Signal
from core.rehearsal.stack.refusals import Refusal
from core.rehearsal.stack.store import Store
from tests.support.stacks import NoCluster, Stacks, template_text, until, waiting

if TYPE_CHECKING:
    from pathlib import Path

NAP: dict[str, Any] = {"Type": "Sleep", "Properties": {"CreateDuration": 0}}
BAD = {"Type": "Sleep", "Properties": {"CreateDuration": 9999}}


def after(*names: str, **properties: int) -> dict[str, Any]:
    return {"Type": "Sleep", "DependsOn": list(names), "Properties": properties}


async def test_a_signal_completes_the_stack_and_its_data_reach_the_outputs(stacks: Stacks) -> None:
    said = {"Fn::Select": ["release", {"Fn::GetAtt": ["Wait", "Data"]}]}
    stack = stacks.create(waiting(), sections={"Outputs": {"Said": {"Value": said}}})
    await stacks.waits(stack)
    stacks.signal(stack, id="release", data="aGk=")
    assert await stacks.ended(stack) == "CREATE_COMPLETE"
    assert [output["OutputValue"] for output in stack.outputs] == ["aGk="]
    assert stacks.trace(stack) == [
        "shop CREATE_IN_PROGRESS",
        "Signal CREATE_IN_PROGRESS",
        "Signal CREATE_COMPLETE",
        "Wait CREATE_IN_PROGRESS",
        "Signal SIGNAL_COMPLETE",
        "Wait CREATE_COMPLETE",
        "shop CREATE_COMPLETE",
    ]


async def test_a_signal_that_comes_early_is_kept(stacks: Stacks) -> None:
    resources = waiting()
    resources["First"] = {"Type": "WaitConditionHandle"}
    resources["Gate"] = {
        "Type": "ALIYUN::ROS::WaitCondition",
        "Properties": {"Handle": {"Ref": "First"}, "Timeout": 60},
    }
    resources["Wait"]["DependsOn"] = "Gate"
    stack = stacks.create(resources)
    await stacks.waits(stack, "Gate")
    stacks.signal(stack)
    stacks.engine.signal(stack, "First", Signal("", "SUCCESS"))
    assert await stacks.ended(stack) == "CREATE_COMPLETE"


async def test_a_failure_signal_gives_its_reason_to_resource_and_stack(stacks: Stacks) -> None:
    stack = stacks.create(waiting(), disable_rollback=True)
    await stacks.waits(stack)
    stacks.signal(stack, "FAILURE", reason="no such chart", data="x")
    assert await stacks.ended(stack) == "CREATE_FAILED"
    reason = "WaitConditionFailure: resources.Wait: no such chart"
    assert stack.resources["Wait"].reason == reason
    assert stack.reason == f"Resource CREATE failed: {reason}"
    assert stack.resources["Wait"].attributes["JoinedErrorData"] == "x"
    assert stack.failure is not None
    assert stack.failure.logical_id == "Wait"


async def test_a_failure_without_a_reason_says_which_signal_it_was(stacks: Stacks) -> None:
    stack = stacks.create(waiting(), disable_rollback=True)
    await stacks.waits(stack)
    stacks.signal(stack, "FAILURE")
    await stacks.ended(stack)
    assert stack.resources["Wait"].reason.endswith("resources.Wait: Signal 1 received")


async def test_a_condition_that_nobody_signals_times_out(stacks: Stacks) -> None:
    stack = stacks.create(waiting(timeout=1, Count=2), disable_rollback=True)
    await stacks.waits(stack)
    stacks.signal(stack)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert stack.reason == (
        "Resource CREATE failed: WaitConditionTimeout: resources.Wait: 1 of 2 received"
    )


async def test_the_same_signal_id_counts_once(stacks: Stacks) -> None:
    stack = stacks.create(waiting(Count=2))
    await stacks.waits(stack)
    stacks.signal(stack, id="a", data="old")
    stacks.signal(stack, id="a", data="new")
    stacks.signal(stack)
    assert await stacks.ended(stack) == "CREATE_COMPLETE"
    assert stack.resources["Wait"].attributes["Data"] == '{"a": "new", "2": ""}'


async def test_a_failed_creation_is_rolled_back_and_keeps_its_cause(stacks: Stacks) -> None:
    stack = stacks.create({"Nap": dict(NAP), "Bad": {**BAD, "DependsOn": "Nap"}})
    assert await stacks.ended(stack) == "CREATE_ROLLBACK_COMPLETE"
    assert {one.status for one in stack.resources.values()} == {"DELETE_COMPLETE"}
    assert stack.failure is not None
    assert "out of range" in stack.failure.message


async def test_a_failure_stops_what_runs_beside_it(stacks: Stacks) -> None:
    stack = stacks.create(
        {**waiting(), "Bad": {**BAD, "DependsOn": "Signal"}}, disable_rollback=True
    )
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert stack.resources["Wait"].reason == "CREATE aborted"
    assert "resources.Bad" in stack.reason


async def test_a_stack_that_takes_too_long_times_out(stacks: Stacks) -> None:
    stack = stacks.create(waiting(), timeout_minutes=1, disable_rollback=True)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert stack.reason == "Create timed out"


async def test_resources_are_deleted_in_reverse(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP), "B": after("A"), "C": after("B")})
    await stacks.ended(stack)
    stacks.engine.delete(stack, retain_all=False)
    assert await stacks.ended(stack) == "DELETE_COMPLETE"
    deleted = [line for line in stacks.trace(stack) if line.endswith("DELETE_COMPLETE")]
    assert deleted == [f"{name} DELETE_COMPLETE" for name in ("C", "B", "A", "shop")]


@pytest.mark.parametrize("way", ["policy", "by name", "all"])
async def test_what_is_retained_is_not_deleted(stacks: Stacks, way: str) -> None:
    nap = {**NAP, "DeletionPolicy": "Retain"} if way == "policy" else dict(NAP)
    stack = stacks.create({"A": nap})
    await stacks.ended(stack)
    names = ["A"] if way == "by name" else []
    stacks.engine.delete(stack, names, retain_all=way == "all")
    assert await stacks.ended(stack) == "DELETE_COMPLETE"
    assert "A DELETE_IN_PROGRESS" not in stacks.trace(stack)


async def test_a_condition_leaves_resources_and_outputs_out(stacks: Stacks) -> None:
    stack = stacks.create(
        {"A": dict(NAP), "B": {**NAP, "Condition": "Never"}},
        sections={
            "Conditions": {"Never": {"Fn::Equals": ["a", "b"]}},
            "Outputs": {
                "No": {"Value": 1, "Condition": "Never"},
                "Yes": {"Value": {"Fn::If": ["Never", "b", "a"]}},
            },
        },
    )
    assert await stacks.ended(stack) == "CREATE_COMPLETE"
    assert list(stack.resources) == ["A"]
    assert [(one["OutputKey"], one["OutputValue"]) for one in stack.outputs] == [("Yes", "a")]


async def test_a_fault_of_ours_in_an_output_ends_the_stack(
    stacks: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Blueprint) -> list[dict[str, Any]]:
        raise ModuleNotFoundError("a library is missing")

    monkeypatch.setattr(Blueprint, "outputs", broken)
    stack = stacks.create({"Nap": NAP}, disable_rollback=True)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert "a library is missing" in stack.reason


async def test_an_output_that_is_no_value_is_null(stacks: Stacks) -> None:
    nothing = {"Nothing": {"Value": {"Ref": "ALIYUN::NoValue"}}}
    stack = stacks.create({"Nap": {"Type": "Sleep"}}, sections={"Outputs": nothing})
    assert await stacks.ended(stack) == "CREATE_COMPLETE"
    assert [output["OutputValue"] for output in stack.outputs] == [None]


@pytest.mark.parametrize(
    ("condition", "complaint"),
    [
        ({"Condition": "C"}, "Circular"),
        ({"Fn::Not": [{"Condition": "C"}]}, "Circular|recursion"),
        ({"Fn::Equals": [{"Ref": "Nap"}, "x"]}, '"Nap" is incorrect'),
        ({"Fn::Equals": [{"Ref": ["Nap"]}, "x"]}, "Ref does not take"),
    ],
)
async def test_a_condition_that_cannot_be_judged_makes_no_stack(
    stacks: Stacks, condition: object, complaint: str
) -> None:
    with pytest.raises(Refusal, match=complaint):
        stacks.create({"Nap": {"Type": "Sleep"}}, sections={"Conditions": {"C": condition}})
    assert not stacks.engine.stacks


async def test_a_required_property_that_comes_to_nothing_is_named(stacks: Stacks) -> None:
    wait = waiting()
    wait["Wait"]["Properties"]["Timeout"] = {"Ref": "ALIYUN::NoValue"}
    stack = stacks.create(wait, disable_rollback=True)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert "Property Timeout not assigned" in stack.reason


async def test_an_update_touches_only_what_differs(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP), "B": after("A", CreateDuration=0), "Gone": dict(NAP)})
    await stacks.ended(stack)
    before = len(stacks.trace(stack))
    changed = {"A": dict(NAP), "B": after("A", CreateDuration=1), "New": after("B")}
    stacks.engine.update(stack, Change(template_text(changed)))
    assert await stacks.ended(stack) == "UPDATE_COMPLETE"
    assert stacks.trace(stack)[before:] == [
        "shop UPDATE_IN_PROGRESS",
        "B UPDATE_IN_PROGRESS",
        "B UPDATE_COMPLETE",
        "New CREATE_IN_PROGRESS",
        "New CREATE_COMPLETE",
        "Gone DELETE_IN_PROGRESS",
        "Gone DELETE_COMPLETE",
        "shop UPDATE_COMPLETE",
    ]
    assert list(stack.resources) == ["A", "B", "New"]


async def test_an_update_to_the_same_is_refused(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)})
    await stacks.ended(stack)
    with pytest.raises(Refusal, match="no changes") as refused:
        stacks.engine.update(stack, Change(template_text({"A": dict(NAP)})))
    assert refused.value.code == "NotSupported"


async def test_a_replacement_needs_permission(stacks: Stacks) -> None:
    stack = stacks.create({"Signal": {"Type": "WaitConditionHandle"}}, disable_rollback=True)
    await stacks.ended(stack)
    changed = template_text(
        {"Signal": {"Type": "WaitConditionHandle", "Properties": {"Mode": "Increment"}}}
    )
    stacks.engine.update(stack, Change(changed))
    assert await stacks.ended(stack) == "UPDATE_FAILED"
    assert "ReplacementOption" in stack.reason


async def test_a_replacement_creates_before_it_deletes(stacks: Stacks) -> None:
    stack = stacks.create({"Signal": {"Type": "WaitConditionHandle"}})
    await stacks.ended(stack)
    old = stack.resources["Signal"].physical_id
    changed = template_text(
        {"Signal": {"Type": "WaitConditionHandle", "Properties": {"Mode": "Increment"}}}
    )
    stacks.engine.update(stack, Change(changed, replacement_allowed=True))
    assert await stacks.ended(stack) == "UPDATE_COMPLETE"
    assert stack.resources["Signal"].physical_id != old
    assert stacks.trace(stack)[-5:] == [
        "Signal CREATE_IN_PROGRESS",
        "Signal CREATE_COMPLETE",
        "Signal DELETE_IN_PROGRESS",
        "Signal DELETE_COMPLETE",
        "shop UPDATE_COMPLETE",
    ]


async def test_a_failed_update_goes_back_to_the_old_template(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)})
    await stacks.ended(stack)
    old = stack.template_body
    changed = {"A": after(CreateDuration=1), "Bad": {**BAD, "DependsOn": "A"}}
    stacks.engine.update(stack, Change(template_text(changed)))
    assert await stacks.ended(stack) == "ROLLBACK_COMPLETE"
    assert stack.template_body == old
    assert list(stack.resources) == ["A"]
    assert stack.resources["A"].properties == {"CreateDuration": 0}


async def test_an_update_waits_for_the_signal_of_its_own_revision(stacks: Stacks) -> None:
    stack = stacks.create(waiting())
    await stacks.waits(stack)
    stacks.signal(stack)
    await stacks.ended(stack)
    renamed = {
        "Signal2": {"Type": "WaitConditionHandle"},
        "Wait2": {
            "Type": "ALIYUN::ROS::WaitCondition",
            "Properties": {"Handle": {"Ref": "Signal2"}, "Timeout": 60},
        },
    }
    stacks.engine.update(stack, Change(template_text(renamed)))
    await until(lambda: "Wait2" in stack.resources)
    await stacks.waits(stack, "Wait2")
    stacks.engine.signal(stack, "Signal2", Signal("", "SUCCESS"))
    assert await stacks.ended(stack) == "UPDATE_COMPLETE"
    assert list(stack.resources) == ["Signal2", "Wait2"]


async def test_a_busy_stack_refuses_other_operations(stacks: Stacks) -> None:
    stack = stacks.create(waiting())
    for operation in (
        lambda: stacks.engine.delete(stack, retain_all=False),
        lambda: stacks.engine.update(stack, Change()),
    ):
        with pytest.raises(Refusal) as refused:
            operation()
        assert (refused.value.code, refused.value.status) == ("ActionInProgress", 409)


async def test_a_name_is_taken_until_its_stack_is_deleted(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)})
    await stacks.ended(stack)
    with pytest.raises(Refusal) as refused:
        stacks.create({"A": dict(NAP)})
    assert (refused.value.code, refused.value.status) == ("StackExists", 409)
    stacks.engine.delete(stack, retain_all=False)
    await stacks.ended(stack)
    assert stacks.create({"A": dict(NAP)}).id != stack.id


async def test_cancelling_safely_lets_what_runs_come_to_its_end(stacks: Stacks) -> None:
    stack = stacks.create({**waiting(), "Later": after("Wait")}, disable_rollback=True)
    await stacks.waits(stack)
    stacks.engine.cancel(stack, quick=False)
    stacks.signal(stack)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert stack.resources["Wait"].status == "CREATE_COMPLETE"
    assert stack.resources["Later"].status == "INIT_COMPLETE"


async def test_cancelling_quickly_stops_what_runs(stacks: Stacks) -> None:
    stack = stacks.create(waiting())
    await stacks.waits(stack)
    stacks.engine.cancel(stack, quick=True)
    assert await stacks.ended(stack) == "CREATE_ROLLBACK_COMPLETE"
    assert "Wait CREATE_FAILED" in stacks.trace(stack)


async def test_a_stack_cancelled_at_once_makes_nothing(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)}, disable_rollback=True)
    stacks.engine.cancel(stack, quick=True)
    assert await stacks.ended(stack) == "CREATE_FAILED"
    assert stacks.trace(stack) == ["shop CREATE_IN_PROGRESS", "shop CREATE_FAILED"]


async def test_a_stack_at_rest_has_nothing_to_cancel(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)})
    await stacks.ended(stack)
    with pytest.raises(Refusal, match="nothing to cancel"):
        stacks.engine.cancel(stack, quick=False)


async def test_continuing_remakes_what_failed_and_what_is_named(stacks: Stacks) -> None:
    stack = stacks.create({**waiting(), "A": dict(NAP)}, disable_rollback=True)
    await stacks.waits(stack)
    stacks.signal(stack, "FAILURE", reason="try again")
    await stacks.ended(stack)
    handle = stack.resources["Signal"].physical_id
    stacks.engine.continue_creation(stack, Change(), ["Signal"])
    await until(lambda: stack.resources["Signal"].physical_id not in {"", handle})
    await stacks.waits(stack)
    stacks.signal(stack)
    assert await stacks.ended(stack) == "CREATE_COMPLETE"
    assert stacks.trace(stack).count("A CREATE_COMPLETE") == 1


async def test_only_a_failed_creation_is_continued(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)})
    await stacks.ended(stack)
    with pytest.raises(Refusal, match="cannot be continued"):
        stacks.engine.continue_creation(stack, Change(), [])


async def test_a_restart_finds_stacks_and_fails_what_was_going_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    first = Engine(store, NoCluster())
    stacks = Stacks(first)
    done = stacks.create({"A": dict(NAP)}, name="done")
    await stacks.ended(done)
    cut_off = stacks.create(waiting(), name="cut-off")
    await stacks.waits(cut_off)
    await first.stop()
    store.close()

    store = Store(tmp_path / "state")
    second = Engine(store, NoCluster())
    second.load()
    assert second.find(done.id).status == "CREATE_COMPLETE"
    found = second.find(cut_off.id)
    assert (found.status, found.reason) == ("CREATE_FAILED", INTERRUPTED)
    assert found.resources["Wait"].reason == INTERRUPTED
    assert Stacks(second).trace(found)[-2:] == ["Wait CREATE_FAILED", "cut-off CREATE_FAILED"]
    store.close()


async def test_a_restart_goes_on_with_a_deletion(tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    first = Engine(store, NoCluster())
    slow = {"Type": "Sleep", "Properties": {"DeleteDuration": 1}}
    stack = Stacks(first).create({"A": slow, "Kept": dict(NAP)})
    await Stacks(first).ended(stack)
    first.delete(stack, ["Kept"], retain_all=False)
    await until(lambda: stack.resources["A"].status == "DELETE_IN_PROGRESS")
    await first.stop()
    store.close()

    store = Store(tmp_path / "state")
    second = Engine(store, NoCluster())
    second.load()
    assert await Stacks(second).ended(second.find(stack.id)) == "DELETE_COMPLETE"
    assert "Kept DELETE_IN_PROGRESS" not in Stacks(second).trace(stack)
    store.close()


async def test_a_protected_stack_is_not_deleted(stacks: Stacks) -> None:
    stack = stacks.create({"A": dict(NAP)}, deletion_protection=True)
    await stacks.ended(stack)
    with pytest.raises(Refusal, match="deletion protection"):
        stacks.engine.delete(stack, retain_all=False)


async def test_a_stack_reads_the_output_of_another(stacks: Stacks) -> None:
    first = stacks.create(
        {"A": dict(NAP)}, name="first", sections={"Outputs": {"Word": {"Value": "tea"}}}
    )
    await stacks.ended(first)
    word = {"Fn::GetStackOutput": [first.id, "Word"]}
    second = stacks.create({"A": dict(NAP)}, sections={"Outputs": {"Same": {"Value": word}}})
    await stacks.ended(second)
    assert second.outputs[0]["OutputValue"] == "tea"
