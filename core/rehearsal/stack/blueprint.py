"""A template with its parameters, for one stack: what is to exist, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.dependencies import Graph, graph
from core.rehearsal.stack.functions.evaluation import NO_VALUE, Attribute, Scope, evaluate, holds
from core.rehearsal.stack.parameters import parameter_values
from core.rehearsal.stack.refusals import Refusal, validation_failed
from core.rehearsal.stack.resources.shape import checked
from core.rehearsal.stack.resources.types import resource_type
from core.rehearsal.stack.template import ResourceDefinition, Template, parse_template
from core.rehearsal.stack.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.stack.model import Stack

ACCOUNT_ID: Final = "1000000000000001"


class NotYetKnown(Exception):
    """A value depends on a resource that does not exist yet."""


@dataclass(frozen=True)
class Blueprint:
    """Resources whose conditions hold, who needs whom, and the scope to evaluate them in."""

    template: Template
    scope: Scope
    resources: Mapping[str, ResourceDefinition]
    needs: Graph

    def properties(self, definition: ResourceDefinition) -> dict[str, Any]:
        """Return a resource's properties with their functions called, in their kinds."""
        shapes = resource_type(definition.type).properties
        return checked(shapes, evaluate(definition.properties, self.scope))

    def outputs(self) -> list[dict[str, Any]]:
        """Return the outputs as the API shows them; null where a resource is missing."""
        shown = []
        for output in self.template.outputs.values():
            if output.condition is not None and not holds(output.condition, self.scope):
                continue
            entry: dict[str, Any] = {"OutputKey": output.key, "Description": output.description}
            try:
                value = evaluate(output.value, self.scope)
                entry["OutputValue"] = None if value is NO_VALUE else value
            except (NotYetKnown, Refusal):
                entry["OutputValue"] = None
            if output.label is not None:
                entry["Label"] = output.label
            shown.append(entry)
        return shown


def blueprint(stack: Stack, stack_output: Attribute) -> Blueprint:
    """Return the blueprint of a stack's template and parameters; raise what they violate."""
    template = parse_template(stack.template_body)
    validate(template)
    values = parameter_values(template.parameters, stack.parameters)
    scope = Scope(
        parameters=values,
        pseudo=pseudo_parameters(stack),
        mappings=template.mappings,
        conditions=template.conditions,
        locals=template.locals,
        resource_id=lambda name: _physical_id(stack, template, name),
        attribute=lambda name, path: _attribute(stack, template, name, path),
        stack_output=stack_output,
    )
    try:
        _check_rules(template, scope)
        true = {name for name in template.conditions if holds(name, scope)}
    except NotYetKnown as missing:  # rules and conditions are judged before anything is made
        raise validation_failed(f'The specified reference "{missing}" is incorrect.') from missing
    except RecursionError as error:
        raise validation_failed("Circular Dependency Found in Conditions") from error
    resources = {
        name: definition
        for name, definition in template.resources.items()
        if definition.condition is None or definition.condition in true
    }
    return Blueprint(template, scope, resources, graph(resources))


def pseudo_parameters(stack: Stack) -> dict[str, str]:
    """Return what `Ref: ALIYUN::…` comes to."""
    return {
        "ALIYUN::StackId": stack.id,
        "ALIYUN::StackName": stack.name,
        "ALIYUN::Region": stack.region,
        "ALIYUN::AccountId": ACCOUNT_ID,
        "ALIYUN::TenantId": ACCOUNT_ID,
        "ALIYUN::ResourceGroupId": "rg-rehearsal",
    }


def _check_rules(template: Template, scope: Scope) -> None:
    for name, rule in template.rules.items():
        condition = rule.get("RuleCondition")
        if condition is not None and not holds(condition, scope):
            continue
        for assertion in rule.get("Assertions") or []:
            if not holds(assertion["Assert"], scope):
                description = assertion.get("AssertDescription") or "an assertion does not hold"
                raise validation_failed(f"Rule {name}: {description}")


def _physical_id(stack: Stack, template: Template, name: str) -> str | None:
    if name not in template.resources:
        raise validation_failed(f'The specified reference "{name}" is incorrect.')
    return _complete(stack, name).physical_id if _is_there(stack, template, name) else None


def _attribute(stack: Stack, template: Template, name: str, path: str) -> Any:
    if not _is_there(stack, template, name):
        return None
    attributes: Any = _complete(stack, name).attributes
    for step in path.split("."):
        if isinstance(attributes, dict):
            attributes = attributes.get(step)
        elif isinstance(attributes, list) and step.isdigit() and int(step) < len(attributes):
            attributes = attributes[int(step)]
        else:
            return None
    return attributes


def _is_there(stack: Stack, template: Template, name: str) -> bool:
    """Return False for a resource that its condition leaves out: it comes to null."""
    return name in stack.resources or template.resources[name].condition is None


def _complete(stack: Stack, name: str) -> Any:
    resource = stack.resources.get(name)
    if resource is None or not resource.physical_id or not resource.exists:
        raise NotYetKnown(name)
    return resource
