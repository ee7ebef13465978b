"""The ROS actions that change something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.engine import Change, NewStack
from core.rehearsal.stack.model import Signal
from core.rehearsal.stack.refusals import (
    invalid_parameter,
    missing_field,
    not_supported,
    stack_not_found,
)

if TYPE_CHECKING:
    from core.rehearsal.cloud.fields import Fields
    from core.rehearsal.stack.engine import Engine
    from core.rehearsal.stack.model import Stack

STACK_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,254}")


def create_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """CreateStack."""
    return {"StackId": engine.create(new_stack(fields)).id}


def update_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """UpdateStack."""
    stack = find_stack(engine, fields)
    engine.update(stack, change(fields))
    return {"StackId": stack.id}


def delete_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """DeleteStack."""
    stack = find_stack(engine, fields)
    retain_all = fields.flag("RetainAllResources")
    engine.delete(stack, fields.texts("RetainResources"), retain_all=retain_all)
    return {}


def cancel_stack_operation(engine: Engine, fields: Fields) -> dict[str, Any]:
    """CancelStackOperation."""
    stack = find_stack(engine, fields)
    engine.cancel(stack, quick=fields.choice("CancelType", "Safe", "Quick") == "Quick")
    return {}


def continue_create_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """ContinueCreateStack, of mode Recreate."""
    stack = find_stack(engine, fields)
    fields.choice("Mode", "Recreate")
    engine.continue_creation(stack, change(fields), fields.texts("RecreatingResources"))
    return {"StackId": stack.id}


def signal_resource(engine: Engine, fields: Fields) -> dict[str, Any]:
    """SignalResource."""
    stack = find_stack(engine, fields)
    identity = fields.text("UniqueId")
    if len(identity) > 64:
        raise invalid_parameter("UniqueId", "it is longer than 64 characters")
    sent = fields.text("Status")
    if sent not in {"SUCCESS", "FAILURE", "WARNING"}:
        raise invalid_parameter("Status", "it is none of SUCCESS, FAILURE, WARNING")
    engine.signal(stack, fields.text("LogicalResourceId"), Signal(identity, sent))
    return {}


def find_stack(engine: Engine, fields: Fields) -> Stack:
    """Return the stack that a request names, in the region that it names."""
    identity, region = fields.text("StackId"), fields.text("RegionId")
    stack = engine.find(identity)
    if stack.region != region:
        raise stack_not_found(identity)
    return stack


def new_stack(fields: Fields) -> NewStack:
    """Return what CreateStack and PreviewStack ask for."""
    name, region = fields.text("StackName"), fields.text("RegionId")
    if not STACK_NAME.fullmatch(name):
        raise invalid_parameter("StackName", f"it does not match {STACK_NAME.pattern}")
    return NewStack(
        name=name,
        region=region,
        template_body=_template_body(fields) or "",
        parameters=fields.parameters(),
        timeout_minutes=fields.integer("TimeoutInMinutes", 60, 10, 1440),
        disable_rollback=fields.flag("DisableRollback"),
        deletion_protection=fields.choice("DeletionProtection", "Disabled", "Enabled") == "Enabled",
        tags=_tags(fields),
    )


def change(fields: Fields) -> Change:
    """Return what UpdateStack and ContinueCreateStack ask for."""
    if fields.flag("DryRun"):
        raise not_supported("DryRun is not done in a rehearsal.")
    timeout = fields.integer("TimeoutInMinutes", 0, 10, 1440)
    return Change(
        template_body=_template_body(fields, needed=False),
        parameters=fields.parameters(),
        use_previous_parameters=fields.flag("UsePreviousParameters"),
        timeout_minutes=timeout or None,
        replacement_allowed=fields.choice("ReplacementOption", "Disabled", "Enabled") == "Enabled",
        tags=_tags(fields) or None,
    )


def _template_body(fields: Fields, *, needed: bool = True) -> str | None:
    for elsewhere in ("TemplateURL", "TemplateId", "TemplateScratchId"):
        if fields.optional(elsewhere):
            raise invalid_parameter(elsewhere, "a rehearsal takes TemplateBody only")
    body = fields.optional("TemplateBody")
    if body is None and needed:
        raise missing_field("TemplateBody")
    return body


def _tags(fields: Fields) -> list[dict[str, str]]:
    return [
        {"Key": row.get("Key", ""), "Value": row.get("Value", "")} for row in fields.rows("Tags")
    ]
