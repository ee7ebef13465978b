"""The charts within a chart: where their files lie, and what Helm and the values call them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import with_subcharts
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHART_FOLDER: Final = re.compile(r"(?P<folder>(?:charts/[^/]+/)*)Chart\.yaml")
"""The Chart.yaml of a chart or of one within it, in the folder of the outermost."""

CRD_FILE: Final = re.compile(r"(?:charts/[^/]+/)*crds/.+\.(?:ya?ml|json)")


@dataclass(frozen=True)
class Subchart:
    """One chart within another, under its alias if it has one.

    `folder` leads there, `charts/gate/`; `values_path` is where its values stand among those of
    the outermost chart.
    """

    name: str
    folder: str
    values_path: tuple[str, ...]


def subcharts(files: Mapping[str, bytes]) -> tuple[Subchart, ...]:
    """Return all charts within the chart made of `files`, packed ones too."""
    return tuple(_below(with_subcharts(files), "", ()))


def crd_files(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of CRDs that Helm installs before the templates."""
    for path, content in with_subcharts(files).items():
        if CRD_FILE.fullmatch(path):
            yield path, content.decode("utf-8", errors="replace")


def _below(
    files: Mapping[str, bytes], folder: str, values_path: tuple[str, ...]
) -> Iterator[Subchart]:
    own = {**_fields(files, f"{folder}requirements.yaml"), **_fields(files, f"{folder}Chart.yaml")}
    listed = own.get("dependencies")
    entries = [each for each in listed if isinstance(each, dict)] if type(listed) is list else []
    for path in files:
        match = CHART_FOLDER.fullmatch(path)
        inner = match["folder"] if match else ""
        if not re.fullmatch(rf"{re.escape(folder)}charts/[^/]+/", inner):
            continue
        name = str(_fields(files, path).get("name"))
        aliases = [str(e.get("alias") or name) for e in entries if e.get("name") == name]
        for alias in dict.fromkeys(aliases or [name]):
            yield Subchart(alias, inner, (*values_path, alias))
            yield from _below(files, inner, (*values_path, alias))


def _fields(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """Return what a file holds that Helm has read, or will refuse to read."""
    try:
        content = go_yaml.load(files.get(path, b"").decode("utf-8", errors="replace"))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
