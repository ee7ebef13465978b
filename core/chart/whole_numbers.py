"""Whole numbers in a rendering as `--set` gives them: exact, where a document makes them floating.

Helm reads every values document through floating point: 12345678901234567 becomes ...68, 1000000
is printed 1e+06, and a comparison with 5 fails. `--set` keeps a whole number whole (measured with
3.8.1 to 4.3.1). The engine in this process takes documents only.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.chart.archive import pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart

    Path = tuple[str | int, ...]

# Helm renders the template that lies deepest first; of equally deep ones, the last by name.
_DEEPER: Final = 40
_TEMPLATE: Final = f"templates/{'zz/' * _DEEPER}zz.yaml"


def with_whole_numbers(chart: Chart, numbers: Mapping[Path, int]) -> Chart:
    """Return a chart that renders as if `numbers`, whose values are there, came by `--set`.

    It has one more template, which comes before all others, renders to nothing and sets each
    number anew.
    """
    template = whole_numbers_template(numbers)
    if not template:
        return chart
    files = {**chart.files, **template}
    return replace(chart, files=files, archive=pack(chart.metadata.name, files))


def whole_numbers_template(numbers: Mapping[Path, int]) -> dict[str, bytes]:
    """Return that template by its path in the chart; nothing where there is nothing to set."""
    lines = list(_settings(numbers))
    return {_TEMPLATE: "\n".join(lines).encode()} if lines else {}


def _settings(numbers: Mapping[Path, int]) -> Iterator[str]:
    for (*above, name), number in numbers.items():
        if isinstance(name, str):  # no plan has one right inside a list
            place = ".Values"
            for step in above:
                place = f"(index {place} {_quoted(step)})"
            yield f'{{{{- $_ := set {place} {_quoted(name)} (int64 "{number}") }}}}'


def _quoted(name: str | int) -> str:
    """Return a key or an index as Go's templates take it; their strings know no surrogates."""
    return json.dumps(name, ensure_ascii=False)
