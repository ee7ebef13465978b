"""The values a chart knows: its own defaults, its subcharts', and what Chart.yaml gives names to.

For warnings only: what cannot be read here knows any name, and rendering says what is wrong with
it.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import is_packed_subchart, with_subcharts
from core.errors import ChartNestError
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Values = dict[str, Any]

_SUBCHART: Final = re.compile(r"charts/([^/]+)/Chart\.yaml")
_REQUIREMENTS: Final = ("Chart.yaml", "requirements.yaml")


def merge(defaults: Mapping[str, Any], values: Mapping[str, Any]) -> Values:
    """Merge as Helm does: mappings key by key, lists whole; null takes a default away."""
    merged = copy.deepcopy({**defaults, **values})
    for key, value in values.items():
        default = defaults.get(key)
        if isinstance(default, dict) and isinstance(value, dict):
            merged[key] = merge(default, value)
        elif value is None and key in defaults:
            del merged[key]
    return merged


def own_values(files: Mapping[str, bytes]) -> Values:
    """Return a chart's own values; authors may use anchors there, which Helm resolves."""
    return _mapping(files, "values.yaml")


def known_values(files: Mapping[str, bytes], given: Mapping[str, object]) -> Values:
    """Return all values that mean something to a chart, with defaults of their kind.

    An empty mapping stands where any name will do. Only the subcharts that `given` has values for
    are looked into: charts of many subcharts are checked while one types.
    """
    return _known(files, own_values(files), given)


def _known(files: Mapping[str, bytes], defaults: Values, given: Mapping[str, object]) -> Values:
    declared = _declared(files)
    known = defaults
    for each in declared:
        known = merge(_switches(each), known)
    names = {_key(each): _text(each, "name") for each in declared}
    strangers = given.keys() - known.keys() - names.keys()
    looked_into = any(isinstance(given.get(key), dict) for key in names)
    folders = _subcharts(files) if strangers or looked_into or _imports(declared) else {}
    for each in declared:
        known = merge(_imported(each, folders), known)
    # What lies in charts/ and no dependency names is loaded, too.
    names |= {name: name for name in folders if name not in names.values()}
    for key, name in names.items():
        known = {**known, key: _known_below(folders.get(name), known.get(key), given.get(key))}
    return {**known, "global": {}}


def _known_below(files: Mapping[str, bytes] | None, set_above: object, given: object) -> Values:
    """Return what a subchart knows; `set_above` are the values its parent has for it."""
    if files is None or not isinstance(given, dict):
        return {}
    above = set_above if isinstance(set_above, dict) else {}
    return _known(files, merge(own_values(files), above), given)


def _declared(files: Mapping[str, bytes]) -> Sequence[Mapping[str, object]]:
    """Return the dependencies that Chart.yaml or requirements.yaml names."""
    found: list[Mapping[str, object]] = []
    for path in _REQUIREMENTS:
        listed = _mapping(files, path).get("dependencies")
        found += (
            [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        )
    return found


def _key(dependency: Mapping[str, object]) -> str:
    """Return the name that a dependency's values have in its parent."""
    return _text(dependency, "alias") or _text(dependency, "name")


def _text(dependency: Mapping[str, object], field: str) -> str:
    text = dependency.get(field)
    return text if isinstance(text, str) else ""


def _switches(dependency: Mapping[str, object]) -> Values:
    """Return the values that switch a dependency on or off: its conditions and its tags."""
    switches: Values = {}
    for path in _text(dependency, "condition").split(","):
        if path.strip():
            switches = merge(switches, _at(path.strip().split("."), True))
    tags = dependency.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        switches = merge(switches, {"tags": {str(tag): True}})
    return switches


def _imports(declared: Sequence[Mapping[str, object]]) -> bool:
    return any(each.get("import-values") for each in declared)


def _imported(
    dependency: Mapping[str, object], folders: Mapping[str, Mapping[str, bytes]]
) -> Values:
    """Return what a dependency's values bring to its parent (`import-values`)."""
    imported: Values = {}
    listed = dependency.get("import-values")
    values = own_values(folders.get(_text(dependency, "name"), {})) if listed else {}
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict):
            child, parent = _text(each, "child").split("."), _text(each, "parent").split(".")
        else:
            child, parent = ["exports", *str(each).split(".")], []
        found = _found(values, child)
        imported = merge(imported, _at([step for step in parent if step], found))
    return imported


def _found(values: Values, steps: Sequence[str]) -> Values:
    found: object = values
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _at(steps: Sequence[str], value: Any) -> Values:
    for step in reversed(steps):
        value = {step: value}
    return value if isinstance(value, dict) else {}


def _subcharts(files: Mapping[str, bytes]) -> dict[str, Mapping[str, bytes]]:
    """Return the files of each subchart by the name in its Chart.yaml, packed ones unpacked."""
    try:
        if any(is_packed_subchart(path) for path in files):
            files = with_subcharts(files)
    except ChartNestError:
        return {}
    starts = [
        match[0].removesuffix("Chart.yaml")
        for path in files
        if (match := _SUBCHART.fullmatch(path))
    ]
    inside = {start: _below(files, start) for start in starts}
    return {
        _text(_mapping(each, "Chart.yaml"), "name") or start.split("/")[1]: each
        for start, each in inside.items()
    }


def _below(files: Mapping[str, bytes], start: str) -> Mapping[str, bytes]:
    return {
        path.removeprefix(start): content
        for path, content in files.items()
        if path.startswith(start)
    }


def _mapping(files: Mapping[str, bytes], path: str) -> Values:
    """Return the mapping in a file, an empty one where there is none that can be read."""
    try:
        content = go_yaml.with_text_keys(go_yaml.load(files.get(path, b"").decode("utf-8-sig")))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
