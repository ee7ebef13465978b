"""What a values text comes to with its chart: problems, objects, changes, a form; plain and small.

It is worked out in a process of its own and sent back, so nothing large is in it twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.known_values import merge
from core.chart.review import review
from core.chart.values import merged_values
from core.errors import Problem, Severity
from core.plan.model import AskedValue, ValueType
from core.wizard.form import MISSING, Change, FieldKind, FormGroup, changes, form_of
from core.yaml.values_document import read_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.chart.model import Chart, RenderedObject
    from core.chart.surroundings import Surroundings
    from core.plan.model import Plan
    from core.yaml.edits import Path

CHANGES_SHOWN: Final = 100
PROBLEMS_SHOWN: Final = 200
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_TYPES: Final = {
    FieldKind.SWITCH: ValueType.BOOLEAN,
    FieldKind.INTEGER: ValueType.NUMBER,
    FieldKind.NUMBER: ValueType.NUMBER,
    FieldKind.YAML: ValueType.JSON,
}


@dataclass(frozen=True)
class ShownObject:
    """One rendered object as text; `wrong` when the cluster would not take it."""

    kind: str
    name: str
    source: str
    text: str
    wrong: bool


@dataclass(frozen=True)
class ShownChange:
    """One value that differs, both sides as YAML; None on the side that has none."""

    path: Path
    default: str | None
    value: str | None


@dataclass(frozen=True)
class Insight:
    """Everything there is to show of one text.

    `readable`: the text is YAML. `objects`: None when it does not render. `listing` changes
    when the names of the objects do. The first problems and changes are here, and how many there
    are; problems of the values come first, `chart_problems` after them.
    """

    text: str
    readable: bool
    values: Mapping[str, Any]
    form: FormGroup
    values_problems: tuple[Problem, ...]
    chart_problems: tuple[Problem, ...]
    problem_count: int
    changes: tuple[ShownChange, ...]
    change_count: int
    objects: tuple[ShownObject, ...] | None
    listing: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the values and, after that, in what the chart makes of them."""
        return (*self.values_problems, *self.chart_problems)


def insight(plan: Plan, chart: Chart, surroundings: Surroundings) -> Insight:
    """Return what the plan's values come to; nothing is fetched."""
    document = read_values(plan.values)
    readable = all(problem.severity is not Severity.ERROR for problem in document.problems)
    defaults = merged_values(chart, "")
    found = review(plan, chart, surroundings)
    differing = list(changes(defaults, merge(defaults, document.values))) if readable else []
    objects = None
    if found.rendering is not None:
        objects = tuple(_shown(each, found.chart_problems) for each in found.rendering.objects)
    return Insight(
        text=plan.values,
        readable=readable,
        values=document.values,
        form=form_of(chart.schema, defaults),
        values_problems=found.values_problems[:PROBLEMS_SHOWN],
        chart_problems=found.chart_problems[:PROBLEMS_SHOWN],
        problem_count=len(found.values_problems) + len(found.chart_problems),
        changes=tuple(map(_shown_change, differing[:CHANGES_SHOWN])),
        change_count=len(differing),
        objects=objects,
        listing=_listing(objects or ()),
    )


def secret_value(form: FormGroup, path: Path) -> AskedValue:
    """Return the secret that takes the place of the value at `path`, of the form's type."""
    described = next((each for each in form.fields() if each.path == path), None)
    kind = _TYPES.get(described.kind, ValueType.STRING) if described else ValueType.STRING
    escaped = (name.replace("\\", "\\\\").replace(".", "\\.") for name in path)
    return AskedValue(secret=True, path=".".join(escaped), type=kind)


def _shown(rendered: RenderedObject, problems: Sequence[Problem]) -> ShownObject:
    place = f"{rendered.source} {rendered.kind}/{rendered.name}"
    wrong = any(p.severity is Severity.ERROR and p.place == place for p in problems)
    return ShownObject(rendered.kind, rendered.name, rendered.source, rendered.text, wrong)


def _listing(objects: Sequence[ShownObject]) -> str:
    names = "\n".join(f"{o.kind} {o.name} {o.source} {o.wrong}" for o in objects)
    return hashlib.sha256(names.encode()).hexdigest()


def _shown_change(change: Change) -> ShownChange:
    return ShownChange(change.path, _yaml(change.default), _yaml(change.value))


def _yaml(value: object) -> str | None:
    if value is MISSING:
        return None
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
