"""The ROS actions that judge a template without making anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.rehearsal.cloud.stacks import change, find_stack, new_stack
from core.rehearsal.stack.blueprint import NotYetKnown
from core.rehearsal.stack.dependencies import reversed_graph
from core.rehearsal.stack.functions.evaluation import NO_VALUE, evaluate
from core.rehearsal.stack.parameters import MASK, no_echo, shown
from core.rehearsal.stack.refusals import ResourceFailed, property_error
from core.rehearsal.stack.resources.types import resource_type
from core.rehearsal.stack.template import parse_template
from core.rehearsal.stack.validation import validate

if TYPE_CHECKING:
    from core.rehearsal.cloud.fields import Fields
    from core.rehearsal.stack.blueprint import Blueprint
    from core.rehearsal.stack.engine import Engine
    from core.rehearsal.stack.model import Stack
    from core.rehearsal.stack.template import ResourceDefinition


def validate_template(_engine: Engine, fields: Fields) -> dict[str, Any]:
    """ValidateTemplate."""
    template = parse_template(fields.text("TemplateBody"))
    validate(template)
    types = sorted({resource.type for resource in template.resources.values()})
    return {
        "Description": template.description,
        "Parameters": [
            {
                "ParameterKey": name,
                **definition,
                "NoEcho": "true" if no_echo(definition) else "false",
            }
            for name, definition in template.parameters.items()
        ],
        "Outputs": [
            {"OutputKey": one.key, "Description": one.description, "Label": one.label}
            for one in template.outputs.values()
        ],
        "ResourceTypes": {
            "Resources": [name for name in types if not name.startswith("DATASOURCE::")],
            "DataSources": [name for name in types if name.startswith("DATASOURCE::")],
        },
        "Resources": [
            {
                "LogicalResourceIdPattern": one.logical_id,
                "ResourcePath": one.logical_id,
                "ResourceType": one.type,
            }
            for one in template.resources.values()
        ],
    }


def preview_stack(engine: Engine, fields: Fields) -> dict[str, Any]:
    """PreviewStack: of a stack to be created, or of an update when StackId is given."""
    if fields.optional("StackId"):
        stack = find_stack(engine, fields)
        draft = engine.changed(stack, change(fields))
    else:
        draft = engine.drafted(new_stack(fields))
        stack = replace(draft, resources={})
    plan = engine.blueprint(draft)
    template = plan.template
    parameters = shown(template.parameters, draft.parameters)
    return {
        "Stack": {
            "StackName": draft.name,
            "RegionId": draft.region,
            "Description": template.description,
            "TemplateDescription": template.description,
            "DisableRollback": draft.disable_rollback,
            "TimeoutInMinutes": draft.timeout_minutes,
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
            "Resources": [*_wanted(stack, plan), *_removed(stack, plan)],
        }
    }


def _wanted(stack: Stack, plan: Blueprint) -> list[dict[str, Any]]:
    required_by = reversed_graph(plan.needs)
    return [
        {
            "LogicalResourceId": name,
            "ResourceType": definition.type,
            "Description": definition.description,
            "Properties": _shown_properties(plan, definition),
            "RequiredBy": sorted(required_by[name]),
            **_difference(stack, plan, definition),
        }
        for name, definition in plan.resources.items()
    ]


def _removed(stack: Stack, plan: Blueprint) -> list[dict[str, Any]]:
    return [
        {
            "LogicalResourceId": name,
            "PhysicalResourceId": resource.physical_id,
            "ResourceType": resource.type,
            "Description": resource.description,
            "Properties": {},
            "RequiredBy": [],
            "Action": "Remove",
        }
        for name, resource in stack.resources.items()
        if name not in plan.resources
    ]


def _difference(stack: Stack, plan: Blueprint, definition: ResourceDefinition) -> dict[str, Any]:
    resource = stack.resources.get(definition.logical_id)
    if resource is None or not resource.exists:
        return {"Action": "Add"}
    known = {"PhysicalResourceId": resource.physical_id}
    try:
        wanted = plan.properties(definition)
    except NotYetKnown:
        return {"Action": "Modify", "Replacement": "Conditional", **known}
    except ResourceFailed as failure:
        raise property_error(definition.logical_id, failure.message) from failure
    if wanted == resource.properties and resource.type == definition.type:
        return {"Action": "None", **known}
    replaced = resource.type != definition.type or resource_type(definition.type).replaces(
        resource.properties, wanted
    )
    return {"Action": "Modify", "Replacement": "True" if replaced else "False", **known}


def _shown_properties(plan: Blueprint, definition: ResourceDefinition) -> dict[str, Any]:
    """Return the properties with secrets masked; functions of what is not there yet stay."""
    masked = {
        name: MASK if no_echo(plan.template.parameters[name]) else value
        for name, value in plan.scope.parameters.items()
    }
    scope = replace(plan.scope, parameters=masked)
    shown_properties = {}
    for name, value in definition.properties.items():
        try:
            shown_properties[name] = evaluate(value, scope)
        except NotYetKnown:
            shown_properties[name] = value
    return {name: value for name, value in shown_properties.items() if value is not NO_VALUE}
