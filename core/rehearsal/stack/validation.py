"""Whether a template's references, functions and properties hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.dependencies import graph, references
from core.rehearsal.stack.functions.evaluation import FUNCTIONS, NOT_REHEARSED, function_name
from core.rehearsal.stack.refusals import property_error, validation_failed
from core.rehearsal.stack.resources.types import resource_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.rehearsal.stack.template import ResourceDefinition, Template

PSEUDO_PARAMETERS: Final = frozenset(
    f"ALIYUN::{name}"
    for name in (
        "StackId",
        "StackName",
        "Region",
        "AccountId",
        "TenantId",
        "ResourceGroupId",
        "NoValue",
    )
)


def validate(template: Template) -> None:
    """Raise the refusal of the first thing that does not hold."""
    for definition in template.resources.values():
        _check_resource(template, definition)
    for output in template.outputs.values():
        _check_references(template, output.key, output.value)
        _check_condition(template, output.key, output.condition)
    for name, condition in template.conditions.items():
        _check_references(template, name, condition)
    graph(template.resources)


def _check_resource(template: Template, definition: ResourceDefinition) -> None:
    name = definition.logical_id
    shapes = resource_type(definition.type).properties
    for given in definition.properties:
        if given not in shapes:
            raise property_error(name, f"Unknown Property {given}")
    for expected, shape in shapes.items():
        if shape.required and definition.properties.get(expected) is None:
            raise property_error(name, f"Property {expected} not assigned")
    for other in definition.depends_on:
        if other not in template.resources:
            raise _bad_reference(other, name)
    _check_references(template, name, definition.properties)
    _check_condition(template, name, definition.condition)


def _bad_reference(reference: str, where: str) -> Exception:
    return validation_failed(f'The specified reference "{reference}" (in {where}) is incorrect.')


def _check_references(template: Template, where: str, value: Any) -> None:
    known = {*template.resources, *template.parameters, *template.locals, *PSEUDO_PARAMETERS}
    for reference in references(value):
        if reference not in known:
            raise _bad_reference(reference, where)
    for function in _functions(value):
        if function in NOT_REHEARSED:
            raise validation_failed(f"{function} (in {where}) is not done in a rehearsal.")
        if function not in FUNCTIONS:
            raise validation_failed(f"The template function {function} (in {where}) is invalid.")
    for resource, attribute in _attributes(value):
        _check_attribute(template, where, resource, attribute)


def _check_attribute(template: Template, where: str, resource: str, attribute: str) -> None:
    if resource not in template.resources:
        return
    known = resource_type(template.resources[resource].type).attributes
    if attribute.split(".", 1)[0] not in known:
        raise validation_failed(
            f"The Referenced Attribute ({resource} {attribute}) (in {where}) is incorrect."
        )


def _check_condition(template: Template, where: str, condition: str | None) -> None:
    if condition is not None and condition not in template.conditions:
        raise validation_failed(f"The condition {condition} (in {where}) is not defined.")


def _functions(value: Any) -> Iterator[str]:
    for call in _calls(value):
        name = function_name(call)
        if name is not None:
            yield name


def _attributes(value: Any) -> Iterator[tuple[str, str]]:
    for call in _calls(value):
        argument = call.get("Fn::GetAtt")
        if isinstance(argument, str) and "." in argument:
            resource, _, attribute = argument.partition(".")
            yield resource, attribute
        elif isinstance(argument, list) and argument and all(map(_is_text, argument)):
            yield argument[0], ".".join(argument[1:])


def _is_text(part: Any) -> bool:
    return isinstance(part, str)


def _calls(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _calls(item)
    elif isinstance(value, list):
        for item in value:
            yield from _calls(item)
