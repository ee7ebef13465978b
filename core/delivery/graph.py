"""A template as a picture: what it holds, and who needs whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLANK: Final = re.compile(r"\$\{(?!!)([^{}]+)\}")


class Section(StrEnum):
    """Where in the template a node stands."""

    PARAMETER = "Parameters"
    RESOURCE = "Resources"
    OUTPUT = "Outputs"


@dataclass(frozen=True)
class Node:
    """A parameter, resource or output; `type` is that of ROS, empty for an output."""

    name: str
    section: Section
    type: str = ""


@dataclass(frozen=True)
class Edge:
    """`source` needs `target`; `in_order` when only DependsOn says so."""

    source: str
    target: str
    in_order: bool = False


@dataclass(frozen=True)
class Graph:
    """The nodes in the template's order, and each edge once."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def template_graph(template: Mapping[str, Any]) -> Graph:
    """Return the graph of a template as it was read."""
    nodes = tuple(
        Node(name, section, str(body.get("Type", "")))
        for section in Section
        for name, body in template.get(section, {}).items()
    )
    names = {node.name for node in nodes if node.section is not Section.OUTPUT}
    edges = dict.fromkeys(
        edge
        for section in (Section.RESOURCE, Section.OUTPUT)
        for name, body in template.get(section, {}).items()
        for edge in _edges(name, body)
        if edge.target in names
    )
    needed = {(edge.source, edge.target) for edge in edges if not edge.in_order}
    kept = (e for e in edges if not (e.in_order and (e.source, e.target) in needed))
    return Graph(nodes, tuple(kept))


def _edges(name: str, body: Mapping[str, Any]) -> Iterator[Edge]:
    depends_on = body.get("DependsOn", [])
    for target in [depends_on] if isinstance(depends_on, str) else depends_on:
        yield Edge(name, target, in_order=True)
    for target in _mentioned(body):
        yield Edge(name, target)


def _mentioned(value: object) -> Iterator[str]:
    match value:
        case {"Ref": str(name)}:
            yield name
        case {"Fn::GetAtt": [str(name), *_]}:
            yield name
        case {"Fn::Sub": argument}:
            yield from _substituted(argument)
        case dict():
            for inner in value.values():
                yield from _mentioned(inner)
        case list():
            for inner in value:
                yield from _mentioned(inner)


def _substituted(argument: object) -> Iterator[str]:
    text, own = argument, {}
    if isinstance(argument, list):
        text, own = argument
        yield from _mentioned(own)
    for name in _BLANK.findall(str(text)):
        if name not in own:
            yield name.split(".")[0]
