"""Which subcharts count, under which names, and what they hand up: settled as each Helm does.

Follows Helm's pkg/chartutil/dependencies.go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from core.chart.errors import BadVersionRange
from core.chart.helm.charts import Values, copied
from core.chart.helm.coalescing import Rules
from core.chart.helm.versions import since
from core.chart.semver import Version, VersionRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.chart.helm.charts import LoadedChart, Requirement

_NOTHING = object()


@dataclass(frozen=True)
class Settling:
    """One Helm settles the dependencies of one chart, in place."""

    helm: str

    @property
    def rules(self) -> Rules:
        """How this Helm coalesces."""
        return Rules.of(self.helm)

    def settle(self, chart: LoadedChart, values: Values) -> Values:
        """Take away what is off, rename, hand up; return the values that templates see.

        Raises `NotATable`.
        """
        self._switch(chart, values, "")
        self._hand_up(chart)
        return self.rules.coalesced(chart, values)

    def _switch(self, chart: LoadedChart, values: Values, path: str) -> None:
        if chart.requirements is None:
            return
        chart.subcharts = list(self._required(chart, chart.requirements))
        for requirement in chart.requirements:
            requirement.enabled = True
        seen = self.rules.coalesced(chart, values)
        _apply_tags(chart.requirements, seen)
        _apply_conditions(chart.requirements, seen, path)
        off = {each.name for each in chart.requirements if not each.enabled}
        chart.subcharts = [each for each in chart.subcharts if each.name not in off]
        kept = [each for each in chart.requirements if each.name not in off]
        for subchart in chart.subcharts:
            self._switch(subchart, seen, f"{path}{subchart.name}.")
        if since(self.helm, "3.2.0"):
            chart.requirements = kept

    def _required(
        self, chart: LoadedChart, requirements: list[Requirement]
    ) -> Iterator[LoadedChart]:
        subcharts = chart.subcharts
        yield from [
            each for each in subcharts if not any(_fits(wish, each) for wish in requirements)
        ]
        for wish in requirements:
            found = next((each for each in subcharts if _fits(wish, each)), None)
            if found:
                yield self._renamed(found, wish.alias)
            wish.name = wish.alias or wish.name

    def _renamed(self, chart: LoadedChart, alias: str) -> LoadedChart:
        """Return the chart under its alias, with as much of its own as this Helm copies."""
        copy = replace(chart, name=alias or chart.name)
        if since(self.helm, "3.16.2"):
            copy.subcharts = [replace(each) for each in chart.subcharts]
        if since(self.helm, "4.0.0") and chart.requirements:
            copy.requirements = [replace(each) for each in chart.requirements]
        return copy

    def _hand_up(self, chart: LoadedChart) -> None:
        """Give parents the values that they import from their subcharts."""
        for subchart in chart.subcharts:
            self._hand_up(subchart)
        if chart.requirements is None:
            return
        merge = since(self.helm, "3.13.0")
        rules = self.rules
        seen = rules.coalesced(chart, {}, merge=merge)
        imported: Values = {}
        for requirement in chart.requirements:
            for wish in requirement.imports:
                named = isinstance(wish, str)
                child = f"exports.{wish}" if isinstance(wish, str) else str(wish.get("child"))
                table = _table(seen, f"{requirement.name}.{child}")
                if table is None:
                    continue
                nested = table if isinstance(wish, str) else _nest(str(wish.get("parent")), table)
                onto = imported if named or merge else seen
                imported = rules.tables(onto, nested, merge=merge)
            # Another alias of the same chart shares the entry, and Helm reads its wishes once.
            requirement.imports = ()
        if merge:
            seen = copied(seen)
        if since(self.helm, "3.13.1") or (since(self.helm, "3.8.2") and not merge):
            chart.values = rules.tables(seen, imported, merge=merge)
        else:
            chart.values = rules.tables(imported, seen, merge=merge)


def _fits(wish: Requirement, chart: LoadedChart) -> bool:
    version = Version.parse(chart.version)
    if chart.name != wish.name or version is None:
        return False
    try:
        return VersionRange.parse(wish.version).allows(version)
    except BadVersionRange:
        return False


def _apply_tags(requirements: list[Requirement], values: Values) -> None:
    tags = _table(values, "tags")
    if tags is None:
        return
    for requirement in requirements:
        said = {tags[tag] for tag in requirement.tags if isinstance(tags.get(tag), bool)}
        requirement.enabled = True in said or not said


def _apply_conditions(requirements: list[Requirement], values: Values, path: str) -> None:
    for requirement in requirements:
        for condition in filter(None, requirement.condition.strip().split(",")):
            said = _scalar(values, f"{path}{condition}")
            if isinstance(said, bool):
                requirement.enabled = said
                break


def _table(values: Values, path: str) -> Values | None:
    table = values
    for part in path.split("."):
        inner = table.get(part)
        if not isinstance(inner, dict):
            return None
        table = inner
    return table


def _scalar(values: Values, path: str) -> Any:
    parents, _, key = path.rpartition(".")
    table = _table(values, parents) if parents else values
    return table.get(key, _NOTHING) if table is not None else _NOTHING


def _nest(path: str, table: Values) -> Values:
    if path == ".":
        return table
    for part in reversed(path.split(".")):
        table = {part: table}
    return table
