"""The ROS actions that look at stacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cloud.stacks import find_stack
from core.rehearsal.stack.blueprint import pseudo_parameters
from core.rehearsal.stack.model import DELETED, INIT_COMPLETE, failed, in_progress
from core.rehearsal.stack.parameters import shown
from core.rehearsal.stack.refusals import resource_not_found
from core.rehearsal.stack.template import parse_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.rehearsal.cloud.fields import Fields
    from core.rehearsal.stack.engine import Engine
    from core.rehearsal.stack.model import Event, Resource, Stack

PAGE_SIZE: Final = 50


def get_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """GetStack."""
    stack = find_stack(engine, fields)
    template = parse_template(stack.template_body)
    parameters = {**pseudo_parameters(stack), **shown(template.parameters, stack.parameters)}
    answer = {
        **_summary(stack),
        "Description": template.description,
        "TemplateDescription": template.description,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
        "NotificationURLs": [],
    }
    if fields.choice("OutputOption", "Enabled", "Disabled") == "Enabled":
        answer["Outputs"] = stack.outputs
    detail = fields.choice(
        "ShowResourceProgress", "Disabled", "EnabledIfCreateStack", "PercentageOnly"
    )
    if detail != "Disabled":
        answer["ResourceProgress"] = _progress(stack, whole=detail != "PercentageOnly")
    return answer


def list_stacks(engine: Engine, fields: Fields) -> dict[str, Any]:
    """ListStacks: newest first, deleted ones only when they are asked for."""
    region = fields.text("RegionId")
    statuses, names = fields.texts("Status"), fields.texts("StackName")
    identities = {*fields.texts("StackIds"), *filter(None, [fields.optional("StackId")])}
    tags = [(row.get("Key"), row.get("Value")) for row in fields.rows("Tag")]
    found = [
        stack
        for stack in reversed(engine.stacks.values())
        if stack.region == region
        and (stack.status in statuses if statuses else identities or stack.status != DELETED)
        and (not names or stack.name in names)
        and (not identities or stack.id in identities)
        and _has_tags(stack, tags)
    ]
    page, size = _page(fields)
    return {
        "Stacks": [_summary(stack) for stack in found[(page - 1) * size : page * size]],
        "TotalCount": len(found),
        "PageNumber": page,
        "PageSize": size,
    }


def list_stack_events(engine: Engine, fields: Fields) -> dict[str, Any]:
    """ListStackEvents: newest first."""
    stack = find_stack(engine, fields)
    page, size = _page(fields)
    total, events = engine.store.events(
        stack.id,
        offset=(page - 1) * size,
        count=size,
        logical_id=fields.texts("LogicalResourceId"),
        type=fields.texts("ResourceType"),
        status=fields.texts("Status"),
    )
    return {
        "Events": [_event(event) for event in events],
        "TotalCount": total,
        "PageNumber": page,
        "PageSize": size,
    }


def list_stack_resources(engine: Engine, fields: Fields) -> dict[str, Any]:
    """ListStackResources: all of them, without pages."""
    stack = find_stack(engine, fields)
    return {"Resources": [_resource(stack, resource) for resource in stack.resources.values()]}


def get_stack_resource(engine: Engine, fields: Fields) -> dict[str, Any]:
    """GetStackResource."""
    stack, name = find_stack(engine, fields), fields.text("LogicalResourceId")
    if name not in stack.resources:
        raise resource_not_found(name, stack.name)
    resource = stack.resources[name]
    answer = {
        **_resource(stack, resource),
        "Description": resource.description,
        "Metadata": resource.metadata,
    }
    wanted = fields.texts("ResourceAttributes")
    if fields.flag("ShowResourceAttributes") or wanted:
        answer["ResourceAttributes"] = [
            {"ResourceAttributeKey": key, "ResourceAttributeValue": value}
            for key, value in resource.attributes.items()
            if not wanted or key in wanted
        ]
    return answer


def get_template(engine: Engine, fields: Fields) -> dict[str, Any]:
    """GetTemplate, of a stack."""
    stack = find_stack(engine, fields)
    return {
        "TemplateBody": stack.template_body,
        "StackId": stack.id,
        "RegionId": stack.region,
        "CreateTime": stack.created,
        "UpdateTime": stack.updated or None,
    }


def _page(fields: Fields) -> tuple[int, int]:
    return fields.integer("PageNumber", 1, 1, 1_000_000), fields.integer(
        "PageSize", 10, 1, PAGE_SIZE
    )


def _has_tags(stack: Stack, tags: Sequence[tuple[str | None, str | None]]) -> bool:
    own = {tag["Key"]: tag["Value"] for tag in stack.tags}
    return all(key in own and value in {None, own[key]} for key, value in tags)


def _summary(stack: Stack) -> dict[str, Any]:
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "RegionId": stack.region,
        "Status": stack.status,
        "StatusReason": stack.reason,
        "CreateTime": stack.created,
        "UpdateTime": stack.updated or None,
        "DisableRollback": stack.disable_rollback,
        "DeletionProtection": "Enabled" if stack.deletion_protection else "Disabled",
        "TimeoutInMinutes": stack.timeout_minutes,
        "StackType": "ROS",
        "StackDriftStatus": "NOT_CHECKED",
        "ServiceManaged": False,
        "Tags": stack.tags,
        "OperationInfo": _operation_info(stack),
    }


def _operation_info(stack: Stack) -> dict[str, Any]:
    failure = stack.failure
    if failure is None:
        return {}
    return {
        "Action": failure.action,
        "Code": failure.code,
        "LogicalResourceId": failure.logical_id,
        "Message": failure.message,
        "ResourceType": failure.type,
    }


def _progress(stack: Stack, *, whole: bool) -> dict[str, Any]:
    statuses = [resource.status for resource in stack.resources.values()]
    going_on = sum(map(in_progress, statuses))
    broken = sum(map(failed, statuses))
    pending = statuses.count(INIT_COMPLETE)
    done = len(statuses) - going_on - broken - pending
    percent = 100.0 * done / len(statuses) if statuses else 100.0
    percentages = {"StackOperationProgress": percent, "StackActionProgress": percent}
    if not whole:
        return percentages
    return {
        **percentages,
        "TotalResourceCount": len(statuses),
        "SuccessResourceCount": done,
        "FailedResourceCount": broken,
        "InProgressResourceCount": going_on,
        "PendingResourceCount": pending,
        "InProgressResourceDetails": [],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "EventId": event.id,
        "StackId": event.stack_id,
        "StackName": event.stack_name,
        "LogicalResourceId": event.logical_id,
        "PhysicalResourceId": event.physical_id,
        "ResourceType": event.type,
        "Status": event.status,
        "StatusReason": event.reason,
        "CreateTime": event.created,
    }


def _resource(stack: Stack, resource: Resource) -> dict[str, Any]:
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id,
        "ResourceType": resource.type,
        "Status": resource.status,
        "StatusReason": resource.reason,
        "CreateTime": resource.created,
        "UpdateTime": resource.updated or None,
        "ResourceDriftStatus": "NOT_CHECKED",
    }
