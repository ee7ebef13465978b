"""What Helm says when values do not satisfy the schemas of a chart and of the charts within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.chart.helm_words import whole
from core.chart.prepared import refused_address
from core.chart.subcharts import Subchart, subcharts
from core.errors import Problem, say
from core.yaml.values_document import Path, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.chart.model import Chart
    from core.errors import Sentence

SCHEMA_COMPLAINT: Final = "values don't meet the specifications of the schema(s)"
"""How the text begins; below its first line stand a chart's name and colon, then its faults."""
_SCHEMA: Final = "values.schema.json"
_NAME: Final = re.compile(r"([A-Za-z0-9._-]+):")
# "- at '/a/b': …" since Helm 3.18, "- a.b: …" and "- (root): …" before.
_VALUE: Final = re.compile(
    r"- (?:at '(?P<pointer>[^']*)'|(?P<root>\(root\))|(?P<dots>\S+)): (?P<reason>.+)", re.DOTALL
)
_ADDS_GLOBAL: Final = re.compile(r"additional propert.*\bglobal\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Fault:
    """What Helm has against one chart, with the lines that belong to it."""

    chart: str
    text: str


def schema_problems(chart: Chart, untrusted_text: str) -> tuple[Problem, ...]:
    """Return a problem for each fault, at the value, or at the schema that is itself wrong."""
    within = {each.name: each for each in reversed(subcharts(chart.files))}
    within.pop(chart.metadata.name, None)
    found = tuple(_problem(fault, within.get(fault.chart)) for fault in _faults(untrusted_text))
    return found or (schema_unusable(untrusted_text, _SCHEMA),)


def _faults(text: str) -> Iterator[_Fault]:
    chart, lines = "", list[str]()
    for line in text.splitlines()[1:]:
        name = _NAME.fullmatch(line)
        # A schema's own fault is one text, whose lines begin like those of faulty values.
        begins = name or (line.startswith("- ") and (not lines or lines[0].startswith("- ")))
        if begins and lines:
            yield _Fault(chart, "\n".join(lines))
            lines = []
        if name:
            chart = name[1]
        elif line.strip() or lines:
            lines.append(line)
    if lines:
        yield _Fault(chart, "\n".join(lines))


def _problem(fault: _Fault, within: Subchart | None) -> Problem:
    schema = f"{within.folder}{_SCHEMA}" if within else _SCHEMA
    value = _VALUE.fullmatch(fault.text.strip())
    if (address := refused_address(fault.text)) is not None:
        return _leading_outside(address, schema)
    if value is None:
        return schema_unusable(fault.text, schema)
    reason = whole(value["reason"])
    if within:
        place = dotted((*within.values_path, *_path(value)))
        return subchart_problem(place, within.name, schema, reason)
    what = say("The chart's schema does not allow it: {reason}.", reason=reason)
    return Problem(dotted(_path(value)), what, say("Change the value."))


def subchart_problem(place: str, name: str, schema: str, reason: str) -> Problem:
    """Return what the file `schema` of the subchart `name` has against the value at `place`."""
    what = say(
        "The schema of the subchart {name} does not allow it: {reason}.", name=name, reason=reason
    )
    return Problem(place, what, _subchart_remedy(reason, schema))


def _subchart_remedy(reason: str, schema: str) -> Sentence:
    if _ADDS_GLOBAL.search(reason):
        return say("Have {schema} allow it: Helm itself gives global to subcharts.", schema=schema)
    return say("Change the value, or have {schema} allow it.", schema=schema)


def schema_unusable(text: str, place: str) -> Problem:
    """Return that the schema in the file `place` is itself wrong."""
    what = say("The schema cannot be used: {reason}.", reason=whole(text))
    return Problem(place, what, say("Mend the schema."))


def _leading_outside(address: str, place: str) -> Problem:
    what = say(
        "The schema refers to {address}, which is not in it: Helm would fetch that from wherever "
        "it runs, and ChartNest fetches nothing that a chart names.",
        address=address,
    )
    remedy = say("Put what it refers to into the schema itself, below definitions.")
    return Problem(place, what, remedy)


def _path(value: re.Match[str]) -> Path:
    if value["pointer"]:
        parts = value["pointer"].removeprefix("/").split("/")
        parts = [part.replace("~1", "/").replace("~0", "~") for part in parts]
    else:
        parts = value["dots"].split(".") if value["dots"] else []
    return tuple(int(part) if part.isdecimal() else part for part in parts)
