"""A chart's Chart.yaml, with what requirements.yaml adds to it, by the rules Helm refuses by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.errors import NotAChart
from core.chart.fields import CHART
from core.chart.model import Dependency, Metadata
from core.chart.semver import Version
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from core.errors import Sentence

_ALIAS: Final = re.compile(r"[a-zA-Z0-9_-]+")
_MAX_NAME: Final = 250
_FILES: Final = ("Chart.yaml", "requirements.yaml")
# A list or mapping that is null is none; text that is null is not touched.
_CONTAINERS: Final = {"sources", "keywords", "maintainers", "annotations", "dependencies"}


def read_metadata(
    place: object, files: Mapping[str, bytes], subcharts: Callable[[], frozenset[str]]
) -> Metadata:
    """Return what Chart.yaml says; `subcharts` tells, if asked, which charts lie in `charts/`.

    Raises `NotAChart`, naming `place`, where Helm finds the chart invalid.
    """
    chart = _fields(place, files)
    if reason := next(refusals(chart), None):
        raise NotAChart(place=place, reason=say("its Chart.yaml {reason}", reason=reason))
    dependencies = chart.get("dependencies") or ()
    present = subcharts() if dependencies else frozenset[str]()
    return Metadata(
        name=printed(chart["name"]),
        version=chart["version"],
        app_version=printed(chart.get("appVersion")),
        description=printed(chart.get("description")),
        kube_version=printed(chart.get("kubeVersion")),
        type=chart.get("type") or "application",
        icon=printed(chart.get("icon")),
        home=printed(chart.get("home")),
        deprecated=chart.get("deprecated") is True,
        dependencies=tuple(_dependency(entry, present) for entry in dependencies),
    )


def check_fields(place: object, files: Mapping[str, bytes]) -> None:
    """Raise `NotAChart` when a field holds what Helm cannot decode, though it is not used here."""
    for path in _FILES:
        for misfit in CHART.misfits(_document(place, files, path)):
            reason = say("in its {path}, {reason}", path=path, reason=misfit.reason)
            raise NotAChart(place=place, reason=reason)


def read_fields(place: object, files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """Return the fields of a file like Chart.yaml, less those that Helm cannot decode."""
    return CHART.decodable(_document(place, files, path))


def _fields(place: object, files: Mapping[str, bytes]) -> dict[str, Any]:
    chart: dict[str, Any] = {}
    for path in _FILES:
        chart = _merged(chart, read_fields(place, files, path))
    return chart


def _document(place: object, files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """Return the first document of a file, as Helm takes it; an empty one has no fields."""
    try:
        content = go_yaml.load(files.get(path, b""), first=True)
    except (yaml.YAMLError, ValueError) as error:
        reason = say(
            "its {path} is no YAML: {reason}", path=path, reason=" ".join(str(error).split())
        )
        raise NotAChart(place=place, reason=reason) from None
    if content is not None and not isinstance(content, dict):
        raise NotAChart(place=place, reason=say("its {path} is no mapping", path=path))
    return content or {}


def refusals(chart: Mapping[str, Any], *, listed: bool = False) -> Iterator[Sentence]:
    """Yield why Helm refuses a chart with these fields, or leaves out one `listed` in an index.

    Go's `Metadata.Validate`; where its versions differ, the strictest.
    """
    # Helm 3 takes any version of the API, Helm 4 these; a chart without one is of version 1.
    if (chart.get("apiVersion") or "v1") not in ("v1", "v2"):
        yield say("has another apiVersion than v1 or v2")
    name = printed(chart.get("name"))
    if not name or name in (".", "..") or "/" in name or "\\" in name or len(name) > _MAX_NAME:
        yield say("has no usable name")
    if Version.parse(chart.get("version") or "") is None:
        yield say("has no version like 1.2.3")
    if (chart.get("type") or "application") not in ("application", "library"):
        yield say("has another type than application or library")
    if None in (chart.get("maintainers") or ()):
        yield say("has an empty entry among its maintainers")
    yield from _dependency_refusals(chart.get("dependencies") or (), listed=listed)


def _dependency_refusals(
    dependencies: Iterable[Mapping[str, str] | None], *, listed: bool
) -> Iterator[Sentence]:
    known: set[str] = set()
    for dependency in dependencies:
        if dependency is None:
            yield say("has an empty entry among its dependencies")
            continue
        name, alias = (printed(dependency.get(key)) for key in ("name", "alias"))
        if not name and not listed:
            yield say("has a dependency without a name")
        if alias and not _ALIAS.fullmatch(alias):
            yield say("gives {name} the alias {alias}, which Helm refuses", name=name, alias=alias)
        if (alias or name) in known and not listed:
            yield say("has two dependencies called {name}", name=alias or name)
        known.add(alias or name)


def printed(value: str | None) -> str:
    """Return text as Helm sanitizes it: all white space is a blank, what is unseen goes."""
    text = "".join(" " if char.isspace() else char for char in value or "")
    return "".join(char for char in text if char.isprintable())


def _dependency(entry: Mapping[str, str], present: frozenset[str]) -> Dependency:
    name, version, repository = (
        printed(entry.get(key)) for key in ("name", "version", "repository")
    )
    return Dependency(name, version, repository, present=name in present)


def _merged(chart: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return what is left when Go decodes `more` over `chart`: lists entry over entry."""
    merged = dict(chart)
    for name, value in more.items():
        if name == "dependencies" and value and chart.get(name):
            old = [*chart[name], *({} for _ in value)]
            merged[name] = [
                {**(before or {}), **entry} if entry is not None else None
                for before, entry in zip(old, value, strict=False)
            ]
        elif name == "annotations" and value:
            merged[name] = {**(chart.get(name) or {}), **value}
        elif value is not None or name in _CONTAINERS:
            merged[name] = value
    return merged
