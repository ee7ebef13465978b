"""What a values text comes to: problems, objects, changes and the form; worked out in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.chart.review import Review, review
from core.chart.values import merge, merged_values
from core.chart.values_document import read_values
from core.errors import Problem, Severity, say
from core.form import MISSING, Change, FieldKind, FormField, FormGroup, changes, form_of
from core.plan.model import SecretValue, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart
    from core.form import Path
    from core.plan.model import Plan

_TYPES = {
    FieldKind.SWITCH: ValueType.BOOLEAN,
    FieldKind.INTEGER: ValueType.NUMBER,
    FieldKind.NUMBER: ValueType.NUMBER,
    FieldKind.YAML: ValueType.JSON,
}


@dataclass(frozen=True)
class Insight:
    """Everything the values page shows of one text; `readable` when the text is YAML."""

    text: str
    readable: bool
    values: Mapping[str, Any]
    form: FormGroup
    review: Review
    changes: tuple[Change, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the values and, after that, in what the chart makes of them."""
        return (*self.review.values_problems, *self.review.chart_problems)


def insight(plan: Plan, chart: Chart, kubernetes_version: str) -> Insight:
    """Return what the plan's values come to; nothing is fetched."""
    document = read_values(plan.values)
    readable = all(problem.severity is not Severity.ERROR for problem in document.problems)
    defaults = merged_values(chart, "")
    return Insight(
        text=plan.values,
        readable=readable,
        values=document.values,
        form=form_of(chart.schema, defaults),
        review=review(plan, chart, kubernetes_version),
        changes=tuple(changes(defaults, merge(defaults, document.values))) if readable else (),
    )


def secret_value(form: FormGroup, path: Path) -> SecretValue:
    """Return the secret that takes the place of the value at `path`, of the form's type."""
    described = next((each for each in _fields(form) if each.path == path), None)
    kind = _TYPES.get(described.kind, ValueType.STRING) if described else ValueType.STRING
    escaped = (name.replace("\\", "\\\\").replace(".", "\\.") for name in path)
    return SecretValue(path=".".join(escaped), type=kind)


def value_text(value: object) -> str:
    """Return a value as the YAML a person would write."""
    import yaml  # noqa: PLC0415 - not before the first paint

    if value is MISSING:
        return ""
    text: str = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def changed_summary(count: int) -> Any:
    """Return the rail's summary of how many values differ from the defaults."""
    return say("defaults") if count == 0 else say("{count} changed", count=count)


def _fields(group: FormGroup) -> Iterator[FormField]:
    for member in group.members:
        if isinstance(member, FormGroup):
            yield from _fields(member)
        else:
            yield member
