"""What a chart depends on and lacks: which versions of it from where, and the chart made whole.

As `helm dependency build` does it, but what lies in the charts folder and satisfies stays there.
Conditions and tags spare nothing from being fetched. Nothing is fetched here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from core.chart.archive import is_packed_subchart, pack, unpack
from core.chart.errors import (
    FETCH_DEPENDENCIES,
    BadVersionRange,
    DependencyInTheWay,
    DependencyNotFetched,
    NamedRepository,
    NoRepository,
    NoVersionWanted,
    OtherName,
    UnknownRepository,
    VersionNotFound,
)
from core.chart.lock import entries_of, fields_in, is_named, read_lock
from core.chart.model import FetchedDependency, origin
from core.chart.reading import read_chart
from core.chart.semver import Version, VersionRange
from core.errors import say
from core.plan.model import OciChart, PathChart, PlaceholderChart, RepositoryChart
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.chart.model import Chart
    from core.errors import Sentence
    from core.plan.model import ChartSource

_FOLDER: Final = re.compile(r"charts/[^/._][^/]*/Chart\.yaml")
_ARCHIVE: Final = re.compile(r"charts/[^/]+")
_METADATA, _REQUIREMENTS = "Chart.yaml", "requirements.yaml"


@dataclass(frozen=True)
class Wanted:
    """A dependency to fetch: `version` is a range, or the one that the lock names."""

    name: str
    version: str
    repository: str
    source: PathChart | RepositoryChart | OciChart


@dataclass(frozen=True)
class Needs:
    """What a chart lacks, and the archives in its charts folder that Helm would delete."""

    wanted: tuple[Wanted, ...] = ()
    outdated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Subchart:
    """A chart in the charts folder; `path` is its archive or its folder."""

    path: str
    name: str
    version: str
    packed: bool

    def satisfies(self, wanted: str) -> bool:
        version = Version.parse(self.version)
        return version is not None and VersionRange.parse(wanted).allows(version)

    def order(self) -> Version:
        return Version.parse(self.version) or Version(0, 0, 0)


def needs(chart: Chart) -> Needs:
    """Return what must be fetched for `chart`, after its lock if it has one.

    Raises `CannotComplete` when the lock is out of sync, or something can be had from nowhere.
    """
    file, declared = _declared(chart)
    if not declared:
        return Needs()
    there = tuple(_subcharts(chart.files))
    wanted: dict[tuple[str, str], Wanted] = {}
    kept: set[str] = set()
    for entry in _locked(chart, declared):
        name, version, repository = (_text(entry, key) for key in ("name", "version", "repository"))
        if not repository:
            kept.update(_local(name, file, there))
            continue
        try:
            found = _satisfying(name, version, file, there, fresh=_is_beside(repository))
        except BadVersionRange as cause:
            chart_name = chart.metadata.name
            raise DependencyNotFetched(name=name, chart=chart_name, cause=cause) from None
        if found:
            kept.add(found.path)
        else:
            source = _source(chart, name, version, repository, file)
            wanted[name, version] = Wanted(name, version, repository, source)
    outdated = frozenset(each.path for each in there if each.packed) - kept
    return Needs(tuple(wanted.values()), outdated)


def remedy_for(source: ChartSource) -> Sentence:
    """Return what to do about a chart that lacks dependencies.

    Only one of this computer travels to the cluster as it was completed here. Of any other,
    Helm in the cluster fetches what was published, and refuses it.
    """
    match source:
        case PathChart():
            return FETCH_DEPENDENCIES
        case PlaceholderChart():
            return say("Name a copy that has its dependencies.")
        case _:
            return say(
                "Ask its publisher for the complete chart, or unpack it and name its folder."
            )


def check_found(wanted: Wanted, place: object, found: Chart) -> None:
    """Raise unless `found` at `place` is the chart that was wanted, in a version that will do."""
    about = found.metadata
    if about.name != wanted.name:
        raise OtherName(place=place, found=about.name, name=wanted.name, file=_METADATA)
    there = _Subchart("", about.name, about.version, packed=False)
    if isinstance(wanted.source, PathChart) and not there.satisfies(wanted.version):
        raise VersionNotFound(place=place, wanted=wanted.version, available=about.version)


def completed(chart: Chart, needs: Needs, found: Sequence[Chart]) -> Chart:
    """Return `chart` with what was found for its needs, in their order, in its charts folder.

    Equal inputs give the same archive, byte for byte.
    """
    if not needs.wanted and not needs.outdated:
        return chart
    files = {path: data for path, data in chart.files.items() if path not in needs.outdated}
    fetched: list[FetchedDependency] = []
    for wanted, each in zip(needs.wanted, found, strict=True):
        name, version = each.metadata.name, each.metadata.version
        files[f"charts/{name}-{version}.tgz"] = each.archive
        fetched.append(FetchedDependency(name, version, origin(wanted.repository)))
        fetched += [replace(inner, name=f"{name}/{inner.name}") for inner in each.fetched]
    files = dict(sorted(files.items()))
    archive = pack(chart.metadata.name, files)
    whole = read_chart(chart.source, chart.metadata.name, files, archive)
    return replace(whole, fetched=tuple(dict.fromkeys(fetched)))


def host_of(repository: str) -> str:
    """Return the host, with its port, that a login for a repository is given for."""
    try:
        return urlsplit(repository).netloc.rpartition("@")[2].lower()
    except ValueError:  # no address; fetching says so
        return ""


def _declared(chart: Chart) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """Return the dependencies a chart names, and the file that names them."""
    requirements = fields_in(chart.files, _REQUIREMENTS)
    if "dependencies" in requirements:
        return _REQUIREMENTS, entries_of(requirements)
    return _METADATA, entries_of(fields_in(chart.files, _METADATA))


def _locked(chart: Chart, declared: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the dependencies as the lock has them; without a lock, as they are declared."""
    lock = read_lock(chart.files)
    if lock is None:
        return tuple(declared)
    old_format = fields_in(chart.files, _METADATA).get("apiVersion") != "v2"
    lock.check(declared, old_format=old_format)
    return lock.entries


def _local(name: str, file: str, there: Sequence[_Subchart]) -> Iterator[str]:
    """Yield where a dependency without a repository lies; raise when it lies nowhere."""
    found = [each.path for each in there if each.name == name]
    if not found:
        raise NoRepository(name=name, file=file)
    yield from found


def _satisfying(
    name: str, version: str, file: str, there: Sequence[_Subchart], *, fresh: bool
) -> _Subchart | None:
    """Return the subchart that will do; of what lies beside the chart (`fresh`), no old archive."""
    if not version:
        raise NoVersionWanted(name=name, file=file)
    VersionRange.parse(version)  # what is none is refused, whether anything is there or not
    namesakes = [each for each in there if each.name == name and not (fresh and each.packed)]
    satisfying = [each for each in namesakes if each.satisfies(version)]
    found = max(satisfying, key=_Subchart.order, default=None)
    in_the_way = next((each for each in namesakes if not each.packed), None)
    if found is None and in_the_way:
        folder, there_is = in_the_way.path, in_the_way.version
        raise DependencyInTheWay(folder=folder, found=there_is, name=name, wanted=version)
    return found


def _is_beside(repository: str) -> bool:
    return repository.lower().startswith("file://")


def _source(
    chart: Chart, name: str, version: str, repository: str, file: str
) -> PathChart | RepositoryChart | OciChart:
    if is_named(repository):
        raise NamedRepository(name=name, repository=repository, file=file)
    scheme, _, rest = repository.partition("://")
    match scheme.lower():
        case "file":
            followed = isinstance(chart.source, PathChart) and chart.source.follow_links
            return PathChart(path=rest, dependencies=True, follow_links=followed)
        case "http" | "https":
            return RepositoryChart(repo=repository, name=name, version=version)
        case "oci":
            return OciChart(oci=f"oci://{rest.rstrip('/')}/{name}", version=version)
    raise UnknownRepository(name=name, repository=origin(repository), file=file)


def _subcharts(files: Mapping[str, bytes]) -> Iterator[_Subchart]:
    """Yield the charts that lie in the charts folder, as Helm finds them."""
    for path, content in files.items():
        if _FOLDER.fullmatch(path):
            yield _subchart(path.removesuffix("/Chart.yaml"), fields_in(files, path), packed=False)
        elif _ARCHIVE.fullmatch(path) and is_packed_subchart(path):
            yield _subchart(path, fields_in(unpack(content), _METADATA), packed=True)


def _subchart(path: str, fields: Mapping[str, Any], *, packed: bool) -> _Subchart:
    return _Subchart(path, _text(fields, "name"), _text(fields, "version"), packed)


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return go_yaml.scalar_text(value) if isinstance(value, str | int | float) else ""
