"""From a chart's files to a `Chart`: its Chart.yaml, subcharts, README, values and schema."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from core.chart.archive import is_packed_subchart, with_subcharts
from core.chart.chart_yaml import printed, read_fields, read_metadata
from core.chart.errors import NotAChart
from core.chart.model import Chart
from core.errors import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.errors import Sentence
    from core.plan.model import ChartSource

    Files = Mapping[str, bytes]

_SUBCHART: Final = re.compile(r"charts/([^/]+)/Chart\.yaml")


def read_chart(
    source: ChartSource,
    place: object,
    files: Mapping[str, bytes],
    archive: bytes,
    address: str | None = None,
) -> Chart:
    """Return the chart made of `files`; raise `NotAChart`, naming `place`, when it is none."""
    if "Chart.yaml" not in files:
        raise NotAChart(place=place, reason=_no_chart_yaml(files))
    return Chart(
        source=source,
        metadata=read_metadata(place, files, lambda: _subchart_names(place, files)),
        files=files,
        archive=archive,
        default_values=_text(place, files, "values.yaml"),
        schema=_read_schema(place, files),
        readme=_read_readme(files),
        address=address,
    )


def _no_chart_yaml(files: Files) -> Sentence:
    found = (path for path in files if path.count("/") == 1 and path.endswith("/Chart.yaml"))
    if deeper := next(found, None):
        return say("its Chart.yaml lies one folder too deep, at {path}", path=deeper)
    return say("it holds no Chart.yaml")


def _subchart_names(place: object, files: Files) -> frozenset[str]:
    """Return the names in the Chart.yaml files of `charts/`: Helm goes by them, not by folders."""
    if any(is_packed_subchart(path) for path in files):
        files = with_subcharts(files)
    subcharts = [path for path in files if _SUBCHART.fullmatch(path)]
    return frozenset(printed(read_fields(place, files, path).get("name")) for path in subcharts)


def _read_schema(place: object, files: Files) -> Mapping[str, object] | None:
    """Return the schema of the values, None where there is none or where it allows all."""
    text = files.get("values.schema.json", b"").decode("utf-8-sig", errors="replace")
    if not text:
        return None
    try:
        schema = json.loads(text, parse_constant=_no_json)
    except (ValueError, RecursionError) as error:
        raise NotAChart(
            place=place, reason=say("its values.schema.json is no JSON: {error}", error=error)
        ) from None
    if schema is False:
        raise NotAChart(place=place, reason=say("its values.schema.json allows no values at all"))
    if schema is not True and not isinstance(schema, dict):
        raise NotAChart(place=place, reason=say("its values.schema.json is no JSON object"))
    return schema if isinstance(schema, dict) else None


def _no_json(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _read_readme(files: Files) -> str:
    names = {path.lower(): path for path in files if "/" not in path}
    for name in ("readme.md", "readme.txt", "readme"):
        if name in names:
            return files[names[name]].decode("utf-8-sig", errors="replace")
    return ""


def _text(place: object, files: Files, path: str) -> str:
    try:
        return files.get(path, b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAChart(place=place, reason=say("its {path} is no UTF-8 text", path=path)) from None
