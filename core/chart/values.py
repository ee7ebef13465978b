"""Values: merged with a chart's defaults, and checked against its schema and its habits."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from core.chart.helm.adapting import reads_schemas_the_old_way
from core.chart.helm.coalescing import NotATable
from core.chart.helm.old_schemas import OldSchema, Unusable, not_allowed
from core.chart.helm.settled import settled
from core.chart.helm.versions import ENGINE
from core.chart.known_values import known_values, merge, own_values
from core.errors import Problem, Sentence, Severity, say, warning
from core.yaml.values_document import Path, ValuesDocument, dotted, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jsonschema import ValidationError

    from core.chart.helm.old_schemas import Fault
    from core.chart.model import Chart

    _Fault = ValidationError | Fault

_SET: Final = say("Set it.")
_REMOVE: Final = say("Take it out.")
_CHANGE: Final = say("Change the value.")
_WISHES: Final = {
    "type": say("It must be of type {wanted}."),
    "enum": say("It must be one of {wanted}."),
    "const": say("It must be {wanted}."),
    "pattern": say("It must match the pattern {wanted}."),
    "format": say("It must have the format {wanted}."),
    "minimum": say("It must be at least {wanted}."),
    "maximum": say("It must be at most {wanted}."),
    "exclusiveMinimum": say("It must be more than {wanted}."),
    "exclusiveMaximum": say("It must be less than {wanted}."),
    "multipleOf": say("It must be a multiple of {wanted}."),
    "minLength": say("It must have at least {wanted} characters."),
    "maxLength": say("It must have at most {wanted} characters."),
    "minItems": say("It must have at least {wanted} items."),
    "maxItems": say("It must have at most {wanted} items."),
    "uniqueItems": say("No item may be there twice."),
    "anyOf": say("It must satisfy one of the schema's alternatives."),
    "oneOf": say("It must satisfy exactly one of the schema's alternatives."),
    "not": say("The chart's schema excludes this value."),
}
_OTHER_WISH: Final = say("The chart's schema wants {keyword}: {wanted}.")


def check_values(chart: Chart, values_text: str, helm: str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with `values_text`, each with its line and column in that text.

    Errors: no YAML, YAML that libraries read differently, the chart's values.schema.json as
    `helm` reads it. Warnings: names the chart's defaults do not have, values where they have a
    mapping.
    """
    document = read_values(values_text)
    problems = list(document.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return tuple(problems)
    problems += _check_schema(chart, values_text, helm, document)
    known = {problem.place for problem in problems}
    hints = _hints(document, document.values, known_values(chart.files, document.values))
    return (*problems, *(hint for hint in hints if hint.place not in known))


def merged_values(chart: Chart, values_text: str) -> dict[str, Any]:
    """Return the chart's defaults with `values_text` on top, as its own templates see them."""
    return merge(own_values(chart.files), read_values(values_text).values)


def _hints(
    document: ValuesDocument, values: Mapping[str, Any], defaults: Mapping[str, Any], at: Path = ()
) -> Iterator[Problem]:
    for key, value in values.items():
        path = (*at, key)
        default = defaults.get(key)
        if key not in defaults:
            hint = _unknown(document, path, defaults)
            if hint:
                yield hint
        elif isinstance(default, dict) and isinstance(value, dict):
            if default:
                yield from _hints(document, value, default, path)
        elif isinstance(default, dict) and value is not None:
            what = say("The chart's default is a mapping, not a single value.")
            yield document.problem(path, what, say("Name what to set in it."), Severity.WARNING)


def _unknown(document: ValuesDocument, path: Path, defaults: Mapping[str, Any]) -> Problem | None:
    """Return a warning for a name the defaults lack; below the top only when it looks misspelt.

    Mappings further down are often open: labels, resources, environment variables.
    """
    close = difflib.get_close_matches(str(path[-1]), defaults, n=1, cutoff=0.75)
    if not close and (len(path) > 1 or not defaults):
        return None
    what = say("The chart's defaults have no {name}.", name=dotted(path))
    remedy = say("Did you mean {name}?", name=close[0] if close else "")
    if not close:
        remedy = say("Check in the chart's README that it knows this value.")
    return document.problem(path, what, remedy, Severity.WARNING)


def _check_schema(
    chart: Chart, values_text: str, helm: str | None, document: ValuesDocument
) -> list[Problem]:
    if chart.schema is None:
        return []
    values = _values_seen(chart, values_text, helm, document)
    read = _old_faults if reads_schemas_the_old_way(helm) else _faults
    try:
        found = read(chart.schema, values)
    except _SchemaUnusable as error:
        what = say("The chart's values.schema.json cannot be used: {reason}.", reason=error)
        return [error.severity("values.schema.json", what, say("Tell the chart's author."))]
    return [problem for fault in found for problem in _schema_faults(fault, document)]


def _values_seen(
    chart: Chart, values_text: str, helm: str | None, document: ValuesDocument
) -> Mapping[str, Any]:
    """Return the values over all defaults, the subcharts' too, as the schema is asked of them."""
    try:
        seen = settled(chart.archive, values_text, helm or ENGINE)
    except NotATable:
        seen = None
    return seen.values if seen else merge(own_values(chart.files), document.values)


class _SchemaUnusable(Exception):
    """The schema cannot be used; the first argument is the reason."""

    def __init__(self, reason: str, severity: Callable[[str, Sentence, Sentence], Problem]) -> None:
        super().__init__(reason)
        self.severity = severity


def _old_faults(schema: object, values: object) -> Sequence[_Fault]:
    try:
        return OldSchema(schema).faults(values)
    except Unusable as error:
        raise _SchemaUnusable(str(error), Problem) from None


def _faults(schema: Any, values: Any) -> Sequence[_Fault]:
    # 60 ms to import, and most charts have no schema.
    from jsonschema import Draft202012Validator, SchemaError, validators  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415
    from referencing.exceptions import Unresolvable  # noqa: PLC0415

    validator_class = validators.validator_for(schema, default=Draft202012Validator)
    try:
        validator_class.check_schema(dict(schema))
        # An empty registry: a chart's schema must not make this computer fetch an address.
        return list(validator_class(schema, registry=Registry()).iter_errors(values))
    except (SchemaError, Unresolvable, re.error, RecursionError) as error:
        raise _SchemaUnusable(_brief(error), warning) from None


def _brief(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).splitlines()[0][:200]


def _schema_faults(error: _Fault, document: ValuesDocument) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    value: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            for name in schema["required"]:
                if name not in value:
                    yield document.problem((*path, name), say("A value is needed."), _SET)
        case "additionalProperties":
            for name in not_allowed(schema, value):
                close = difflib.get_close_matches(name, schema.get("properties", {}), n=1)
                remedy = say("Did you mean {name}?", name=close[0]) if close else _REMOVE
                what = say("The chart's schema has no such value.")
                yield document.problem((*path, name), what, remedy)
        case _:
            yield document.problem(path, _wish(error), _CHANGE)


def _wish(error: _Fault) -> Sentence:
    """Return what the schema wants, without the value itself: it may be long, or a secret."""
    wanted: Any = error.validator_value
    wish = _WISHES.get(str(error.validator), _OTHER_WISH)
    if isinstance(wanted, list):
        wanted = " or ".join(map(str, wanted))
    return replace(wish, arguments={"keyword": error.validator, "wanted": str(wanted)[:200]})
