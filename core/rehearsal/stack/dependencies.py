"""Which resource needs which: from Ref, GetAtt, Sub and DependsOn to a graph without cycles."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from core.rehearsal.stack.functions.evaluation import SUBSTITUTION, function_name
from core.rehearsal.stack.refusals import validation_failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.rehearsal.stack.template import ResourceDefinition

Graph = dict[str, frozenset[str]]


def graph(resources: Mapping[str, ResourceDefinition]) -> Graph:
    """Return, for each resource, the others that must be there first.

    What is not among `resources` (left out by its condition) is needed by nobody.
    """
    needs = {
        name: frozenset({*definition.depends_on, *references(definition.properties)})
        & frozenset(resources)
        for name, definition in resources.items()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        path = ", ".join(error.args[1])
        raise validation_failed(f"Circular Dependency Found: {path}") from None
    return needs


def reversed_graph(needs: Mapping[str, Iterable[str]]) -> Graph:
    """Return the same arrows turned round: what must be gone first."""
    return {
        name: frozenset(other for other, others in needs.items() if name in others)
        for name in needs
    }


def references(value: Any) -> Iterator[str]:
    """Yield every name that `value` refers to, parameters included."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    if not isinstance(value, dict):
        return
    name = function_name(value)
    argument = value[name] if name else None
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt":
        yield from _attribute_owner(argument)
    else:
        if name == "Fn::Sub":
            yield from _substituted(argument)
        for item in value.values():
            yield from references(item)


def _attribute_owner(argument: Any) -> Iterator[str]:
    if isinstance(argument, str):
        yield argument.split(".", 1)[0]
    elif isinstance(argument, list) and argument and isinstance(argument[0], str):
        yield argument[0]
        yield from references(argument[1:])


def _substituted(argument: Any) -> Iterator[str]:
    whole, own = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if not isinstance(whole, str):
        return
    for literal, name in SUBSTITUTION.findall(whole):
        if not literal and name.strip() not in own:
            yield name.strip().split(".", 1)[0]


def dependents(needs: Mapping[str, Iterable[str]], names: Iterable[str]) -> frozenset[str]:
    """Return `names` and everything that needs one of them, however indirectly."""
    found = set(names)
    while True:
        more = {name for name, others in needs.items() if found.intersection(others)} - found
        if not more:
            return frozenset(found)
        found |= more
