"""From a chart's files to a `Chart`: its Chart.yaml, dependencies, README, values and schema."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import is_packed_subchart, with_subcharts
from core.chart.errors import NotAChart
from core.chart.model import Chart, Dependency, Metadata
from core.chart.semver import Version
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.plan.model import ChartSource

_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,250}")
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
        raise NotAChart(place=place, reason=say("it holds no Chart.yaml"))
    return Chart(
        source=source,
        metadata=_read_metadata(place, files),
        files=files,
        archive=archive,
        default_values=_text(place, files, "values.yaml"),
        schema=_read_schema(place, files),
        readme=_read_readme(files),
        address=address,
    )


def _read_metadata(place: object, files: Mapping[str, bytes]) -> Metadata:
    fields = _mapping(place, files, "Chart.yaml")
    if fields.get("apiVersion") not in ("v1", "v2"):
        raise NotAChart(place=place, reason=say("its Chart.yaml has no apiVersion v1 or v2"))
    name, version = (_string(fields.get(key)) for key in ("name", "version"))
    if not _NAME.fullmatch(name):
        raise NotAChart(place=place, reason=say("its Chart.yaml has no usable name"))
    if Version.parse(version) is None:
        raise NotAChart(place=place, reason=say("its Chart.yaml has no version like 1.2.3"))
    if fields["apiVersion"] == "v1" and "requirements.yaml" in files:
        fields |= _mapping(place, files, "requirements.yaml")
    return Metadata(
        name=name,
        version=version,
        app_version=_string(fields.get("appVersion")),
        description=_string(fields.get("description")),
        kube_version=_string(fields.get("kubeVersion")),
        type=_string(fields.get("type")) or "application",
        icon=_string(fields.get("icon")),
        home=_string(fields.get("home")),
        deprecated=fields.get("deprecated") is True,
        dependencies=tuple(_read_dependencies(fields.get("dependencies"), files)),
    )


def _read_dependencies(
    untrusted_entries: object, files: Mapping[str, bytes]
) -> Iterable[Dependency]:
    entries = untrusted_entries if isinstance(untrusted_entries, list) else []
    present = _subchart_names(files) if entries else frozenset()
    for entry in entries:
        if isinstance(entry, dict):
            name = _string(entry.get("name"))
            yield Dependency(
                name=name,
                version=_string(entry.get("version")),
                repository=_string(entry.get("repository")),
                present=name in present,
            )


def _subchart_names(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the names in the Chart.yaml files of `charts/`: Helm goes by them, not by folders."""
    if any(is_packed_subchart(path) for path in files):
        files = with_subcharts(files)
    subcharts = [path for path in files if _SUBCHART.fullmatch(path)]
    return frozenset(_string(_mapping(path, files, path).get("name")) for path in subcharts)


def _read_schema(place: object, files: Mapping[str, bytes]) -> Mapping[str, object] | None:
    text = _text(place, files, "values.schema.json")
    if not text:
        return None
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAChart(
            place=place, reason=say("its values.schema.json is no JSON: {error}", error=error)
        ) from None
    if not isinstance(schema, dict):
        raise NotAChart(place=place, reason=say("its values.schema.json is no JSON object"))
    return schema


def _read_readme(files: Mapping[str, bytes]) -> str:
    names = {path.lower(): path for path in files if "/" not in path}
    for name in ("readme.md", "readme.txt", "readme"):
        if name in names:
            return files[names[name]].decode("utf-8-sig", errors="replace")
    return ""


def _mapping(place: object, files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    try:
        content = go_yaml.load(_text(place, files, path))
    except yaml.YAMLError as error:
        reason = say(
            "its {path} is no YAML: {reason}", path=path, reason=" ".join(str(error).split())
        )
        raise NotAChart(place=place, reason=reason) from None
    if not isinstance(content, dict):
        raise NotAChart(place=place, reason=say("its {path} is no mapping", path=path))
    return content


def _text(place: object, files: Mapping[str, bytes], path: str) -> str:
    try:
        return files.get(path, b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAChart(place=place, reason=say("its {path} is no UTF-8 text", path=path)) from None


def _string(untrusted: object) -> str:
    """Return a scalar of a field that is text, such as `appVersion: 1.0`; empty for all else."""
    return go_yaml.scalar_text(untrusted) if isinstance(untrusted, str | int | float) else ""
