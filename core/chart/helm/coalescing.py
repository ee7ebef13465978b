"""Values merged with the defaults of a chart and its subcharts, by each Helm's own rules.

Follows Helm's pkg/chartutil/coalesce.go, whose treatment of nulls and shared maps changed in 3.2,
3.13, 3.17.1, 3.19.5, 3.20.1, 4.1.3 and 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Self

from core.chart.helm.charts import Values, copied
from core.chart.helm.versions import since

if TYPE_CHECKING:
    from core.chart.helm.charts import LoadedChart

_GLOBAL: Final = "global"


class NotATable(Exception):
    """The values of a subchart are no mapping; the argument is its name. Helm refuses it."""


@dataclass(frozen=True)
class Rules:
    """What a version of Helm does when it coalesces.

    `nested_nulls`: a null takes a default away below the first level, too.
    `shares_globals`: a global mapping is the same one in all subcharts that have none of the
    name or only a text, and what one subchart merges into it the others see.
    `copies_defaults`: a chart's own values stay as they are; before, they were merged into.
    `keeps_global_nulls`: nulls survive among the globals until they meet the subchart.
    `spares_children`: a null in a parent's defaults for a subchart lives on to meet that subchart.
    `null_outranks`: a null wins over every default, even of a name that has none.
    `knows_original`: it does so only where the default is something.
    `drops_defaults`: a null among a chart's own values is as if it were not there.
    """

    nested_nulls: bool
    shares_globals: bool
    copies_defaults: bool
    keeps_global_nulls: bool
    spares_children: bool
    null_outranks: bool
    knows_original: bool
    drops_defaults: bool

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, helm: str) -> Self:
        """Return the rules of a version."""
        return cls(
            nested_nulls=since(helm, "3.2.0"),
            shares_globals=not since(helm, "3.7.0"),
            copies_defaults=since(helm, "3.13.0"),
            keeps_global_nulls=since(helm, "3.13.0"),
            spares_children=since(helm, "3.17.1"),
            null_outranks=since(helm, "3.19.5", "4.0.0"),
            knows_original=since(helm, "3.20.1", "4.1.3"),
            drops_defaults=since(helm, "4.2.0"),
        )

    def coalesced(self, chart: LoadedChart, values: Values, *, merge: bool = False) -> Values:
        """Return a chart's values: `values` over its defaults, and its subcharts' below.

        To `merge` is to keep nulls. Raises `NotATable`.
        """
        return self._coalesce(chart, copied(values), merge=merge)

    def _coalesce(self, chart: LoadedChart, values: Values, *, merge: bool) -> Values:
        self._over_defaults(chart, values, merge=merge)
        for subchart in chart.subcharts:
            inner = values.setdefault(subchart.name, {})
            if not isinstance(inner, dict):
                raise NotATable(subchart.name)
            self._pass_globals(values, inner)
            values[subchart.name] = self._coalesce(subchart, inner, merge=merge)
        return values

    def _over_defaults(self, chart: LoadedChart, values: Values, *, merge: bool) -> None:
        defaults = copied(chart.values) if self.copies_defaults else chart.values
        for key, default in list(defaults.items()):
            if key not in values:
                if self.drops_defaults and not merge:
                    if default is None:
                        continue
                    _drop_nulls(default)
                values[key] = default
            elif values[key] is None and not merge:
                del values[key]
            elif isinstance(values[key], dict) and isinstance(default, dict):
                spared = self.spares_children and any(c.name == key for c in chart.subcharts)
                if self.drops_defaults and not (merge or spared):
                    _drop_nulls(default)
                self.tables(values[key], default, merge=merge or spared)

    def _pass_globals(self, outer: Values, inner: Values) -> None:
        given, own = outer.get(_GLOBAL, {}), inner.get(_GLOBAL, {})
        if not isinstance(given, dict) or not isinstance(own, dict):
            return
        for key, value in given.items():
            if not isinstance(value, dict):
                if not isinstance(own.get(key), dict):
                    own[key] = value
                continue
            merged = dict(value)
            if isinstance(own.get(key), dict):
                self.tables(merged, own[key], merge=self.keeps_global_nulls)
            elif self.shares_globals:
                merged = value
            elif key in own:
                continue
            own[key] = merged
        inner[_GLOBAL] = own

    def tables(self, over: Values, under: Values, *, merge: bool) -> Values:
        """Merge the table `under` into `over`, which prevails, and return it."""
        somethings = {key for key, value in under.items() if value is not None}
        if self.null_outranks:
            under.update({key: None for key, value in over.items() if value is None})
        # A copy: a table is merged into itself when an old Helm hands up its own values.
        for key, value in list(under.items()):
            if key not in over:
                over[key] = value
            elif over[key] is None and self.nested_nulls and not merge:
                if not self.knows_original or key in somethings:
                    del over[key]
            elif isinstance(value, dict) and isinstance(over[key], dict):
                self.tables(over[key], value, merge=merge)
        return over


def _drop_nulls(value: Any) -> None:
    if isinstance(value, dict):
        for key in [key for key, item in value.items() if item is None]:
            del value[key]
        for item in value.values():
            _drop_nulls(item)
