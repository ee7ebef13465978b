from __future__ import annotations

from typing import Any

import pytest

from tests.support.official_sdk import Ros, refusal, refused
from tests.support.stacks import template_text, waiting

NAP = template_text(
    {"Nap": {"Type": "Sleep", "Properties": {"Triggers": {"w": {"Ref": "Word"}}}}},
    Description="One nap",
    Parameters={
        "Word": {"Type": "String", "Default": "tea"},
        "Secret": {"Type": "String", "NoEcho": True, "Default": "hush-hush"},
    },
    Outputs={"Said": {"Value": {"Ref": "Word"}, "Description": "What it said"}},
)
WAITING = template_text(waiting())


def test_get_stack_shows_all_but_secrets(ros: Ros) -> None:
    stack_id = ros.create(NAP, parameters={"Word": "茶 & more"}, disable_rollback=True)
    stack = ros.ended(stack_id)
    assert stack.status == "CREATE_COMPLETE"
    assert stack.disable_rollback is True
    assert stack.description == "One nap"
    assert stack.outputs == [
        {"OutputKey": "Said", "OutputValue": "茶 & more", "Description": "What it said"}
    ]
    shown = {each.parameter_key: each.parameter_value for each in stack.parameters}
    assert shown["Secret"] == "******"
    assert shown["ALIYUN::StackId"] == stack_id
    assert len(stack.create_time) == len("2026-01-01T00:00:00")


def test_get_stack_can_be_cheap(ros: Ros) -> None:
    stack_id = ros.create(WAITING)
    stack = ros.call(
        "get_stack",
        stack_id=stack_id,
        output_option="Disabled",
        show_resource_progress="PercentageOnly",
        log_option="None",
    )
    assert stack.outputs is None
    assert 0 <= stack.resource_progress.stack_operation_progress <= 100


def test_events_come_newest_first_and_in_pages(ros: Ros) -> None:
    stack_id = ros.create(NAP)
    ros.ended(stack_id)
    whole = ros.call("list_stack_events", stack_id=stack_id, page_size=50)
    assert [(each.logical_resource_id, each.status) for each in whole.events][-2:] == [
        ("Nap", "CREATE_IN_PROGRESS"),
        (whole.events[0].stack_name, "CREATE_IN_PROGRESS"),
    ]
    assert whole.events[0].resource_type == "ALIYUN::ROS::Stack"
    pages = [
        ros.call("list_stack_events", stack_id=stack_id, page_size=3, page_number=number).events
        for number in (1, 2)
    ]
    assert [each.event_id for page in pages for each in page] == [
        each.event_id for each in whole.events
    ]
    assert whole.total_count == 4


def test_events_can_be_filtered(ros: Ros) -> None:
    stack_id = ros.create(NAP)
    ros.ended(stack_id)
    events = ros.call(
        "list_stack_events",
        stack_id=stack_id,
        logical_resource_id=["Nap"],
        status=["CREATE_COMPLETE"],
    ).events
    assert [each.logical_resource_id for each in events] == ["Nap"]


def test_stacks_are_listed_by_name_status_and_tag(ros: Ros) -> None:
    tag = ros.models.CreateStackRequestTags(key="made-by", value="a test")
    stack_id = ros.create(NAP, stack_name="listed", tags=[tag])
    ros.ended(stack_id)
    wanted: list[dict[str, Any]] = [
        {"stack_name": ["listed"]},
        {"stack_ids": [stack_id]},
        {"tag": [ros.models.ListStacksRequestTag(key="made-by", value="a test")]},
    ]
    for filters in wanted:
        found = ros.call("list_stacks", status=["CREATE_COMPLETE"], **filters)
        assert [each.stack_id for each in found.stacks] == [stack_id]
        assert found.total_count == 1
    assert ros.call("list_stacks", stack_name=["listed"], status=["UPDATE_FAILED"]).total_count == 0


def test_a_deleted_stack_is_listed_only_when_asked_for(ros: Ros) -> None:
    stack_id = ros.create(NAP, stack_name="deleted")
    ros.ended(stack_id)
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert ros.call("list_stacks", stack_name=["deleted"]).total_count == 0
    deleted = ros.call("list_stacks", stack_name=["deleted"], status=["DELETE_COMPLETE"])
    assert deleted.total_count == 1


def test_resources_are_listed_whole(ros: Ros) -> None:
    stack_id = ros.create(WAITING)
    assert ros.attributes(stack_id, "Signal")
    resources = ros.call("list_stack_resources", stack_id=stack_id).resources
    assert [(each.logical_resource_id, each.resource_type) for each in resources] == [
        ("Signal", "ALIYUN::ROS::WaitConditionHandle"),
        ("Wait", "ALIYUN::ROS::WaitCondition"),
    ]


def test_the_template_comes_back_byte_for_byte(ros: Ros) -> None:
    body = NAP + "# 注释 with \\ and ${x}\n"
    stack_id = ros.create(body)
    assert ros.call("get_template", stack_id=stack_id).template_body == body


def test_a_template_is_validated(ros: Ros) -> None:
    answer = ros.call("validate_template", template_body=NAP)
    assert {each["ParameterKey"] for each in answer.parameters} == {"Word", "Secret"}
    assert answer.resource_types.resources == ["ALIYUN::ROS::Sleep"]
    assert refusal(ros.call, "validate_template", template_body="Resources: [") == (
        "InvalidTemplate",
        400,
    )


def test_a_preview_shows_the_graph_and_creates_nothing(ros: Ros) -> None:
    preview = ros.call("preview_stack", stack_name="previewed", template_body=WAITING).stack
    actions = {
        each.logical_resource_id: (each.action, each.required_by) for each in preview.resources
    }
    assert actions == {"Signal": ("Add", ["Wait"]), "Wait": ("Add", [])}
    assert ros.call("list_stacks", stack_name=["previewed"]).total_count == 0


def test_a_preview_of_an_update_tells_what_changes(ros: Ros) -> None:
    stack_id = ros.create(NAP)
    name = ros.ended(stack_id).stack_name
    changed = NAP.replace("Ref: Word", "Ref: Secret")
    preview = ros.call(
        "preview_stack", stack_id=stack_id, stack_name=name, template_body=changed
    ).stack
    (nap,) = preview.resources
    assert (nap.action, nap.replacement) == ("Modify", "False")
    assert "hush-hush" not in str(nap.properties)


def test_a_preview_of_an_update_that_cannot_be_names_the_property(ros: Ros) -> None:
    body = "ROSTemplateFormatVersion: '2015-09-01'\nResources: {N: {Type: ALIYUN::ROS::Sleep}}\n"
    stack_id = ros.create(body)
    name = ros.ended(stack_id).stack_name
    wrong = body.replace("Sleep}", "Sleep, Properties: {CreateDuration: 9999}}")
    fields = {"stack_id": stack_id, "stack_name": name, "template_body": wrong}
    error = refused(ros.call, "preview_stack", **fields)
    assert error.code == "StackValidationFailed"
    assert "resources.N.properties: CreateDuration: 9999" in error.data["Message"]


def test_an_update_keeps_the_parameters_it_is_told_to_keep(ros: Ros) -> None:
    stack_id = ros.create(NAP, parameters={"Word": "first"})
    ros.ended(stack_id)
    changed = NAP.replace("One nap", "Another nap")
    ros.call("update_stack", stack_id=stack_id, template_body=changed, use_previous_parameters=True)
    stack = ros.ended(stack_id)
    assert stack.status == "UPDATE_COMPLETE"
    assert stack.outputs[0]["OutputValue"] == "first"
    assert stack.update_time


def test_an_update_without_changes_is_not_supported(ros: Ros) -> None:
    stack_id = ros.create(NAP)
    ros.ended(stack_id)
    assert refusal(ros.call, "update_stack", stack_id=stack_id, template_body=NAP) == (
        "NotSupported",
        400,
    )


def test_a_condition_is_signalled_through_the_api(ros: Ros) -> None:
    stack_id = ros.create(WAITING)
    assert ros.attributes(stack_id, "Signal")
    ros.call(
        "signal_resource",
        stack_id=stack_id,
        logical_resource_id="Signal",
        status="SUCCESS",
        unique_id="one",
    )
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"


def test_a_failed_creation_is_continued_with_a_template_in_the_query(ros: Ros) -> None:
    stack_id = ros.create(WAITING, disable_rollback=True)
    assert ros.attributes(stack_id, "Signal")
    ros.call("cancel_stack_operation", stack_id=stack_id, cancel_type="Quick")
    assert ros.ended(stack_id).status == "CREATE_FAILED"
    longer = WAITING + "# " + "x" * 100_000 + "\n"
    ros.call(
        "continue_create_stack",
        stack_id=stack_id,
        template_body=longer,
        recreating_resources=["Signal"],
    )
    ros.call("cancel_stack_operation", stack_id=stack_id, cancel_type="Quick")
    assert ros.ended(stack_id).status == "CREATE_FAILED"
    assert ros.call("get_template", stack_id=stack_id).template_body == longer


def test_a_client_token_makes_a_stack_once(ros: Ros) -> None:
    fields = {"stack_name": "once", "client_token": "token-1"}
    first = ros.create(NAP, **fields)
    assert ros.create(NAP, **fields) == first
    assert refusal(ros.create, NAP, stack_name="twice", client_token="token-1") == (
        "InvalidIdempotenceParameter",
        400,
    )


@pytest.mark.parametrize(
    ("action", "fields", "expected"),
    [
        ("get_stack", {"stack_id": "nowhere"}, ("StackNotFound", 404)),
        ("get_stack", {}, ("MissingStackId", 400)),
        ("create_stack", {"template_body": NAP}, ("MissingStackName", 400)),
        ("create_stack", {"stack_name": "1st", "template_body": NAP}, ("InvalidParameter", 400)),
        ("create_stack", {"stack_name": "a"}, ("MissingTemplateBody", 400)),
        (
            "create_stack",
            {"stack_name": "a", "template_body": NAP, "timeout_in_minutes": 5},
            ("InvalidParameter", 400),
        ),
        (
            "create_stack",
            {"stack_name": "a", "template_body": "Resources: {}"},
            ("InvalidTemplate", 400),
        ),
        (
            "create_stack",
            {"stack_name": "a", "template_body": NAP.replace("Ref: Word", "Ref: Wrod")},
            ("StackValidationFailed", 400),
        ),
        (
            "create_stack",
            {"stack_name": "a", "template_body": NAP.replace("Default: tea", "Label: tea")},
            ("UserParameterMissing", 400),
        ),
        ("list_stacks", {"page_size": 51}, ("InvalidParameter", 400)),
        ("describe_regions", {}, ("InvalidAction.NotFound", 404)),
    ],
)
def test_a_refusal_has_the_real_code(
    ros: Ros, action: str, fields: dict[str, Any], expected: tuple[str, int]
) -> None:
    error = refused(ros.call, action, **fields)
    assert (error.code, error.status_code) == expected
    assert set(error.data) >= {"RequestId", "HostId", "Code", "Message", "Recommend"}


def test_a_stack_is_found_in_its_own_region_only(ros: Ros) -> None:
    stack_id = ros.create(NAP)
    answer = refusal(ros.call, "get_stack", stack_id=stack_id, region_id="cn-beijing")
    assert answer == ("StackNotFound", 404)
