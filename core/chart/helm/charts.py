"""A chart and its subcharts as Helm loads them; they change while dependencies are settled."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import unpack, with_subcharts
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Values = dict[str, Any]

_DEEPEST: Final = 100
_SUBCHART: Final = re.compile(r"charts/(?P<folder>[^/]+)/(?P<inside>.+)")


@dataclass
class Requirement:
    """One entry of a chart's dependencies; an alias becomes its name once it is settled."""

    name: str
    version: str
    alias: str
    condition: str
    tags: tuple[str, ...]
    imports: tuple[str | Mapping[str, Any], ...]
    enabled: bool = True


@dataclass
class LoadedChart:
    """A chart in memory; `folder` is where it lies in the outermost one, empty or `charts/x/`.

    `requirements` and `values` are shared between copies, as Helm's pointers are, wherever a
    version of Helm shares them.
    """

    name: str
    version: str
    folder: str
    values: Values
    schema: object
    has_schema: bool
    requirements: list[Requirement] | None
    subcharts: list[LoadedChart] = field(default_factory=list)

    def walk(self) -> Iterator[LoadedChart]:
        """Yield the chart and all below it."""
        yield self
        for each in self.subcharts:
            yield from each.walk()


def copied(value: Any) -> Any:
    """Return a copy of what YAML can hold, several times as fast as `copy.deepcopy`."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


def load(archive: bytes) -> LoadedChart | None:
    """Return a packed chart with values of its own to change; None where Helm could not load it."""
    loaded = _loaded(archive)
    return loaded and _fresh(loaded)


def is_deep(value: object) -> bool:
    """Tell whether a value is nested deeper than anybody writes, and than may be walked safely."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def has_nulls(value: object) -> bool:
    """Tell whether there is a null in any mapping of a value."""
    if isinstance(value, dict):
        return any(item is None or has_nulls(item) for item in value.values())
    return isinstance(value, list) and any(has_nulls(item) for item in value)


@lru_cache(maxsize=8)
def merges_apart(archive: bytes) -> bool | None:
    """Tell whether a chart has what versions of Helm merge differently; None as in `load`."""
    loaded = _loaded(archive)
    return (
        None
        if loaded is None
        else any(
            has_nulls(each.values) or any(wish.imports for wish in each.requirements or ())
            for each in loaded.walk()
        )
    )


@lru_cache(maxsize=8)
def _loaded(archive: bytes) -> LoadedChart | None:
    try:
        return _read(with_subcharts(unpack(archive)), "")
    except (yaml.YAMLError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        # Opening or rendering the chart says what is wrong with it.
        return None


def _fresh(chart: LoadedChart) -> LoadedChart:
    return replace(
        chart,
        values=copied(chart.values),
        requirements=chart.requirements and [replace(each) for each in chart.requirements],
        subcharts=[_fresh(each) for each in chart.subcharts],
    )


def _read(files: Mapping[str, bytes], folder: str) -> LoadedChart:
    about = _mapping(files, "Chart.yaml")
    about |= _mapping(files, "requirements.yaml")
    schema = files.get("values.schema.json", b"")
    below: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        # Helm skips what begins with "_" or "." in charts/.
        if (match := _SUBCHART.fullmatch(path)) and match["folder"][0] not in "_.":
            below.setdefault(match["folder"], {})[match["inside"]] = content
    return LoadedChart(
        name=str(about["name"]),
        version=_text(about["version"]),
        folder=folder,
        values=_mapping(files, "values.yaml"),
        schema=json.loads(schema) if schema else None,
        has_schema=bool(schema),
        requirements=[_requirement(each) for each in about.get("dependencies") or ()] or None,
        subcharts=[
            _read(inside, f"{folder}charts/{name}/")
            for name, inside in below.items()
            if "Chart.yaml" in inside
        ],
    )


def _requirement(entry: Mapping[str, Any]) -> Requirement:
    return Requirement(
        name=_text(entry.get("name", "")),
        version=_text(entry.get("version", "")),
        alias=_text(entry.get("alias") or ""),
        condition=_text(entry.get("condition") or ""),
        tags=tuple(map(_text, entry.get("tags") or ())),
        imports=tuple(entry.get("import-values") or ()),
    )


def _mapping(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    text = files.get(path, b"").decode("utf-8-sig")
    # Of several documents the first counts, but versions of Helm differ about those of values.
    content = go_yaml.with_text_keys(go_yaml.load(text, first=path != "values.yaml"))
    if is_deep(content):
        raise ValueError(path)
    return content if isinstance(content, dict) else {}


def _text(value: object) -> str:
    return go_yaml.scalar_text(value)
