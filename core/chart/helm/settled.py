"""The values and subcharts that a version of Helm ends up with, remembered for the next look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from core.chart.helm.charts import Values, copied, is_deep, load
from core.chart.helm.dependencies import Settling
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from core.chart.helm.charts import LoadedChart


@dataclass(frozen=True)
class Settled:
    """A chart with only the subcharts that count, and the values its templates see."""

    chart: LoadedChart
    values: Values

    @property
    def folders(self) -> frozenset[str]:
        """Where the charts that count lie in the outermost one."""
        return frozenset(each.folder for each in self.chart.walk())


@lru_cache(maxsize=16)
def settled(archive: bytes, values_text: str, helm: str) -> Settled | None:
    """Return what `helm` makes of a packed chart and a values document; not to be changed.

    None where the chart or the values cannot be loaded: rendering them says why. Raises
    `NotATable`.
    """
    chart = load(archive)
    values = values_of(values_text)
    if chart is None or values is None:
        return None
    return Settled(chart, Settling(helm).settle(chart, copied(values)))


@lru_cache(maxsize=4)
def values_of(values_text: str) -> Values | None:
    """Return the values in a document, None where it is none; not to be changed."""
    try:
        values = go_yaml.with_text_keys(go_yaml.load(values_text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if is_deep(values):
        return None
    return values if isinstance(values, dict) else {} if values is None else None
