"""A chart and its values brought into a form that ChartNest's Helm renders as another one would.

The Helm inside ChartNest is one version. Where the installing Helm merges values differently,
reads schemas differently, or is asked for its own version, the difference is worked in beforehand.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import pack, unpack, with_subcharts
from core.chart.helm.charts import has_nulls, load, merges_apart
from core.chart.helm.coalescing import NotATable
from core.chart.helm.functions import is_template
from core.chart.helm.old_templates import as_evaluated_by
from core.chart.helm.settled import settled, values_of
from core.chart.helm.versions import ENGINE, OLDEST, release, since

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.helm.charts import LoadedChart, Values
    from core.chart.helm.settled import Settled

OWN_SCHEMAS_SINCE: Final = "3.18.5"
"""The Helm that first reads schemas as the one inside ChartNest does."""

_SCHEMA: Final = "values.schema.json"
# What asks for the version of Helm, where nothing but a field of an object stands before it.
_ASKS_VERSION: Final = re.compile(r"(?<=[\s({|=,])\$?\w*(?:\.\w+)*?\.Capabilities\.HelmVersion\b")


@dataclass(frozen=True)
class Adapted:
    """What to render; `exact` tells whether it surely becomes what the installing Helm renders."""

    archive: bytes
    values_text: str
    exact: bool = True


def reads_schemas_the_old_way(helm: str | None) -> bool:
    """Tell whether a Helm checks values by `old_schemas`."""
    return helm is not None and not since(helm, OWN_SCHEMAS_SINCE)


@lru_cache(maxsize=4)
def adapted(archive: bytes, values_text: str, helm: str | None) -> Adapted:
    """Return what ChartNest's Helm has to be given in place of a packed chart and its values."""
    if helm is None:
        return Adapted(archive, values_text)
    archive = _for_version(archive, helm)
    if not may_differ(archive, values_text, helm):
        known = release(helm) == release(ENGINE) or merges_apart(archive) is not None
        return Adapted(archive, values_text, exact=known)
    try:
        theirs, ours = settled(archive, values_text, helm), settled(archive, values_text, ENGINE)
    except NotATable:
        # It is refused, and the refusal is shown by the check.
        return Adapted(archive, values_text)
    if theirs is None or ours is None or not differ(theirs, ours):
        return Adapted(archive, values_text)
    return _with_values(archive, values_text, theirs)


def differ(one: Settled, other: Settled) -> bool:
    """Tell whether templates see any difference."""
    return one.folders != other.folders or not _same(one.values, other.values)


def may_differ(archive: bytes, values_text: str, helm: str = OLDEST) -> bool:
    """Tell whether there is anything that versions of Helm from `helm` on merge differently."""
    if release(helm) < release(OLDEST):
        return True
    apart, values = merges_apart(archive), values_of(values_text)
    return apart is not None and values is not None and (apart or has_nulls(values))


@lru_cache(maxsize=8)
def _for_version(archive: bytes, helm: str) -> bytes:
    """Return the chart without what depends on the version alone."""
    files = with_subcharts(unpack(archive))
    changed = {
        path: content
        for path, content in files.items()
        if not (reads_schemas_the_old_way(helm) and _is_schema(path))
    }
    answer = '(dict "Version" "v{}.{}.{}" "GitCommit" "" "GitTreeState" "clean" "GoVersion" "")'
    answer = answer.format(*release(helm))
    for path in [path for path in changed if is_template(path)]:
        text = changed[path].decode("utf-8", errors="surrogateescape")
        if "Capabilities.HelmVersion" in text:
            text = _ASKS_VERSION.sub(answer, text)
        changed[path] = as_evaluated_by(text.encode("utf-8", errors="surrogateescape"), helm)
    return archive if changed == files else pack("chart", changed)


def _is_schema(path: str) -> bool:
    return bool(re.fullmatch(rf"(charts/[^/]+/)*{re.escape(_SCHEMA)}", path))


def _with_values(archive: bytes, values_text: str, wanted: Settled) -> Adapted:
    """Return the chart with the wanted values as its own, and none in its subcharts."""
    files = with_subcharts(unpack(archive))
    loaded = load(archive)
    folders = [each.folder for each in loaded.walk()] if loaded else []
    dropped = tuple(folder for folder in folders if folder not in wanted.folders)
    if dropped:
        files = {path: data for path, data in files.items() if not path.startswith(dropped)}
    for folder in wanted.folders:
        files.pop(f"{folder}values.yaml", None)
    exact = _requires(files, wanted.chart)
    try:
        files["values.yaml"] = _json(_without_nulls(wanted.values)).encode()
        given = _json(_given(values_of(values_text) or {}, wanted.values))
    except ValueError:
        # An infinite number, which JSON cannot say.
        return Adapted(archive, values_text, exact=False)
    changed = pack("chart", files)
    try:
        seen = settled(changed, given, ENGINE)
    except NotATable:
        seen = None
    if seen is None:
        return Adapted(archive, values_text, exact=False)
    return Adapted(changed, given, exact and not differ(seen, wanted))


def _requires(files: dict[str, bytes], chart: LoadedChart) -> bool:
    """Make the charts require what counts and no more; tell whether that could be said."""
    kept: dict[str, frozenset[str]] = {}
    exact = True
    for each in chart.walk():
        names = frozenset(wish.name for wish in each.requirements or () if wish.enabled)
        # Two aliases of one chart may have different subcharts; the folder has one Chart.yaml.
        exact = exact and kept.setdefault(each.folder, names) == names
    for folder, names in kept.items():
        for path in (f"{folder}Chart.yaml", f"{folder}requirements.yaml"):
            if path in files:
                files[path] = _requiring(files[path], names)
    return exact


def _requiring(content: bytes, names: frozenset[str]) -> bytes:
    # As text, so that no version such as 1.10 is taken for a number.
    documents = yaml.load_all(content.decode("utf-8-sig"), yaml.CBaseLoader)
    fields: Any = next(documents, None)
    if not isinstance(fields, dict) or not fields.get("dependencies"):
        return content
    fields["dependencies"] = [
        {key: entry[key] for key in ("name", "version", "repository", "alias") if entry.get(key)}
        for entry in fields["dependencies"]
        if (entry.get("alias") or entry.get("name")) in names
    ]
    fields = {key: value for key, value in fields.items() if value}
    if "deprecated" in fields:
        fields["deprecated"] = fields["deprecated"] == "true"
    return _json(fields).encode()


def _given(values: Mapping[str, Any], wanted: Mapping[str, Any]) -> Values:
    """Return what of the given values counts, and the nulls, which no default can hold."""
    given: Values = {}
    for key, value in wanted.items():
        if value is None:
            given[key] = None
        elif isinstance(value, dict):
            own = values.get(key)
            if inner := _given(own if isinstance(own, dict) else {}, value):
                given[key] = inner
        elif key in values and _same(values[key], value):
            given[key] = value
    return given


def _without_nulls(values: Mapping[str, Any]) -> Values:
    return {
        key: _without_nulls(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }


def _same(one: object, other: object) -> bool:
    """Tell whether two values are the same; to Python, 1 is True."""
    return one == other and repr(_sorted(one)) == repr(_sorted(other))


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, _sorted(item)) for key, item in value.items())
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
