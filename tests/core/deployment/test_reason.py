"""The innermost reason of a failure, out of what ROS, Helm and Kubernetes wrap around it."""

from __future__ import annotations

import pytest

from core.cloud.stacks import Event, Operation, Resource, Stack
from core.deployment.reason import STACK_TYPE, explain, innermost
from core.deployment.remedies import Circumstances

WAIT = "ALIYUN::ROS::WaitCondition"


@pytest.mark.parametrize(
    ("text", "cause", "source"),
    [
        (
            "Resource CREATE failed: WaitConditionFailure: resources.Wait1: no such host",
            "no such host",
            "Wait1, Job",
        ),
        (
            "Resource CREATE failed: WaitConditionTimeout: resources.Wait1: 0 of 1 received",
            "0 of 1 received",
            "Wait1",
        ),
        (
            (
                "WaitConditionFailure: resources.Wait1: Error: INSTALLATION FAILED: execution "
                "error at (shop/templates/a.yaml:3:4): image is required"
            ),
            "image is required",
            "Wait1, Job, shop/templates/a.yaml:3:4",
        ),
        (
            (
                "StackValidationFailed: resources.HookChart: code: 400, install release failed: "
                'parse error at (shop/templates/a.yaml:7): function "lookup" not defined '
                "request id: A-1"
            ),
            'function "lookup" not defined',
            "HookChart, shop/templates/a.yaml:7",
        ),
        (
            (
                "Error: UPGRADE FAILED: template: shop/templates/a.yaml:1:2: executing "
                '"shop/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b'
            ),
            "nil pointer evaluating interface {}.b",
            "shop/templates/a.yaml:1:2",
        ),
        ("plain words", "plain words", ""),
        ("Error: ", "Error:", ""),
        ("", "", ""),
    ],
)
def test_wrappings_are_taken_off(text: str, cause: str, source: str) -> None:
    reason = innermost(text)
    assert (reason.cause, reason.source) == (cause, source)


def test_control_characters_of_a_reason_are_made_visible() -> None:
    assert innermost("a\x1b[31mb").cause == "a\\u001b[31mb"


def event(name: str, status: str, reason: str = "", kind: str = WAIT) -> Event:
    return Event(f"{name}{status}{reason}", "", name, "", kind, status, reason)


def resource(name: str, status: str, reason: str) -> Resource:
    return Resource(name, "", WAIT, status, reason, "", "")


FAILED = Stack("id", "name", "CREATE_FAILED", "Resource CREATE failed: resources.HookChart: …")


def test_the_first_failure_counts_and_not_what_it_takes_with_it() -> None:
    events = [
        event("shop", "CREATE_IN_PROGRESS", kind=STACK_TYPE),
        event("Wait1", "CREATE_FAILED", "WaitConditionFailure: resources.Wait1: no such host"),
        event("HookChart", "CREATE_FAILED", "Resource CREATE cancelled"),
        event("shop", "CREATE_FAILED", "Resource CREATE failed", kind=STACK_TYPE),
    ]
    reason = explain(FAILED, events, [])
    assert reason is not None
    assert (reason.cause, reason.source) == ("no such host", "Wait1, Job")


def test_the_longest_of_several_cut_texts_counts() -> None:
    start = "WaitConditionFailure: resources.Wait1: the pod says"
    events = [event("Wait1", "CREATE_FAILED", f"{start} that…")]
    whole = resource("Wait1", "CREATE_FAILED", f"{start} that the disk is full")
    reason = explain(FAILED, events, [whole])
    assert reason is not None
    assert reason.cause == "the pod says that the disk is full"


def test_the_remedy_is_one_for_the_state_of_the_stack() -> None:
    events = [event("Wait1", "CREATE_FAILED", "the schema(s)")]
    reason = explain(FAILED, events, [], Circumstances("shop-7", method="hook"))
    assert reason is not None
    assert "`chartnest delete shop-7`" in str(reason.remedy)


def test_an_earlier_operations_failure_is_past() -> None:
    events = [
        event("shop", "CREATE_IN_PROGRESS", kind=STACK_TYPE),
        event("Wait1", "CREATE_FAILED", "old"),
        event("shop", "UPDATE_IN_PROGRESS", kind=STACK_TYPE),
        event("Wait2", "UPDATE_FAILED", "new"),
        event("shop", "ROLLBACK_IN_PROGRESS", kind=STACK_TYPE),
    ]
    reason = explain(FAILED, events, [])
    assert reason is not None
    assert (reason.cause, reason.source) == ("new", "Wait2")


def test_the_words_of_the_called_service_count_where_there_are_no_events() -> None:
    operation = Operation("CreateHelm", "400", "", "the cluster is not running", "")
    stack = Stack("id", "name", "CREATE_FAILED", operation=operation)
    reason = explain(stack, [], [])
    assert reason is not None
    assert reason.cause == "the cluster is not running"


def test_a_stack_that_says_nothing_has_no_reason() -> None:
    assert explain(Stack("id", "name", "CREATE_FAILED"), [], []) is None
