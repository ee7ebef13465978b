"""Opening a chart, wherever it comes from, and the versions there are of it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from core.chart.archive import GZIP_MAGIC, MAX_ARCHIVE, MAX_NESTING, Budget, pack, unpack
from core.chart.chart_yaml import check_fields
from core.chart.dependencies import check_found, completed, host_of, needs
from core.chart.errors import (
    ChartNotFound,
    DependencyCircle,
    DependencyLoginRefused,
    DependencyNotFetched,
    FolderNeeded,
    HtmlInsteadOfChart,
    LoginRefused,
    NotAChart,
    PartOfChart,
    TagMoved,
    UnsafeArchive,
)
from core.chart.fetching import Fetcher, shown
from core.chart.folder import read_folder
from core.chart.html import html_title
from core.chart.kept import KeptArchives
from core.chart.members import readable
from core.chart.reading import read_chart
from core.chart.reference import split_tag
from core.chart.registry import Registry, check_sha256, is_loopback, parse_address
from core.chart.repository import choose, entries, entry_of, fetch_archive
from core.chart.semver import Version
from core.errors import Cancelled, ChartNestError, say
from core.plan.model import (
    OciChart,
    PathChart,
    PlaceholderChart,
    RepositoryChart,
    UrlChart,
    tls_of,
)
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.chart.dependencies import Wanted
    from core.chart.model import Chart, Login
    from core.chart.registry import Repository
    from core.plan.model import ChartSource

# How far up a chart's folder may be from one of its files.
_LOOK_UP: Final = 4


def open_chart(  # noqa: PLR0913 - all by name, all but `base` optional
    source: ChartSource,
    *,
    base: Path,
    login: Login | None = None,
    dependency_logins: Mapping[str, Login] | None = None,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> Chart:
    """Return the chart `source` names; a relative path starts at `base`, the plan's folder.

    `dependency_logins` are those of the repositories of its dependencies, by host as it stands
    in their addresses: a login goes nowhere it was not given for.
    Raises a `ChartNestError` that says what is wrong with the place or with what lies there.
    """
    cancellation = cancellation or Cancellation()
    if isinstance(source, PlaceholderChart):
        return _open_path(source, _path(base, source.preview), progress, cancellation)
    if isinstance(source, PathChart):
        path = _path(base, source.path)
        chart = _open_path(source, path, progress, cancellation)
        if not source.dependencies:
            return chart
    with Fetcher(progress, cancellation, tls_of(source).ca) as fetcher:
        reach = _Reach(fetcher, tls_of(source).plain_http)
        if not isinstance(source, PathChart):
            return _open_remote(reach, source, login)
        reach = replace(reach, logins=dependency_logins or {}, kept=KeptArchives())
        local = partial(_open_path, progress=progress, cancellation=cancellation)
        return _whole(chart, path.absolute(), reach, local)


def available_versions(
    source: ChartSource,
    *,
    login: Login | None = None,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> tuple[str, ...]:
    """Return the published versions of a chart, newest first; none where there is no list."""
    with Fetcher(progress, cancellation or Cancellation(), tls_of(source).ca) as fetcher:
        match source:
            case RepositoryChart(repo=repo, name=name):
                listed = [entry.version for entry in entries(fetcher, repo, name, login)]
            case OciChart(oci=address):
                repository = parse_address(address, plain_http=tls_of(source).plain_http)
                listed = list(Registry(fetcher, repository, login).versions())
            case _:
                listed = []
    return tuple(version.original for version in listed)


@dataclass(frozen=True)
class _Found:
    """An archive, and the address and version by which a Job in the cluster fetches the same."""

    archive: bytes
    address: str
    version: str = ""


@dataclass(frozen=True)
class _Reach:
    """What is beyond this computer, and how: dependencies' logins by host, archives kept here.

    `beside` are the charts of this computer that were completed already, by their paths.
    """

    fetcher: Fetcher
    plain_http: bool
    logins: Mapping[str, Login] = field(default_factory=dict)
    kept: KeptArchives | None = None
    beside: dict[Path, Chart] = field(default_factory=dict)

    def login(self, address: str) -> Login | None:
        """Return the login that was given for the host of an address."""
        return self.logins.get(self.whose_login(address))

    def whose_login(self, address: str) -> str:
        """Return what a login for an address is given for: its host.

        It is `http://HOST` where everybody on the way could read it: a login for the host alone
        was hardly meant for that, and the chart of a stranger says how its host is asked.
        """
        host = host_of(address)
        scheme = address.partition("://")[0].lower()
        readable_by_all = scheme == "http" or (scheme == "oci" and self.plain_http)
        return f"http://{host}" if readable_by_all and not is_loopback(host) else host

    def archive(self, sha256: str, fetch: Callable[[], bytes]) -> bytes:
        """Return the archive of this digest if it is kept, else what `fetch` brings."""
        found = self.kept.find(sha256) if self.kept else None
        if found is None:
            found = fetch()
            if self.kept and sha256:
                self.kept.keep(found)
        return found


def _open_remote(
    reach: _Reach, source: UrlChart | RepositoryChart | OciChart, login: Login | None
) -> Chart:
    found = _fetch(reach, source, login)
    place = shown(found.address)
    check_sha256(place, found.archive, source.sha256)
    chart = _unpacked(source, place, found.archive, found.address)
    return replace(chart, pulled_version=found.version)


def _fetch(
    reach: _Reach, source: UrlChart | RepositoryChart | OciChart, login: Login | None
) -> _Found:
    match source:
        case UrlChart(url=url):
            return _Found(fetch_archive(reach.fetcher, url, login), url)
        case RepositoryChart():
            return _fetch_from_repository(reach, source, login)
        case OciChart(oci=address, version=version):
            return _fetch_from_registry(reach, address, version, login)


def _fetch_from_repository(reach: _Reach, source: RepositoryChart, login: Login | None) -> _Found:
    listed = entries(reach.fetcher, source.repo, source.name, login)
    versions = [entry.version for entry in listed]
    place = f"{source.name} in {shown(source.repo)}"
    chosen = choose(versions, source.version, place)
    entry = entry_of(listed, chosen, place)
    if entry.url.startswith("oci://"):
        # Some repositories only list what lies in a registry. There the address's tag counts, or
        # else the version asked for, whatever the entry says: so Helm asks the registry.
        address, tag = split_tag(entry.url)
        own = reach.login(entry.url)
        return _fetch_from_registry(reach, address, tag or source.version, own)

    def fetch() -> bytes:
        own = reach.login(entry.url)  # archives may lie on another host than the index
        archive = fetch_archive(
            reach.fetcher, entry.url, own or login, entry.url if own else source.repo
        )
        check_sha256(shown(entry.url), archive, entry.digest)
        return archive

    return _Found(reach.archive(entry.digest, fetch), entry.url, chosen.original)


def _fetch_from_registry(
    reach: _Reach, address: str, version: str | None, login: Login | None
) -> _Found:
    repository = parse_address(address, plain_http=reach.plain_http)
    registry = Registry(reach.fetcher, repository, login)
    if repository.digest:
        return _fetch_by_digest(reach, registry, repository, version)
    # As Helm: what is a version at all is a tag; anything else is a range of the tags.
    tag = (version or "").replace("_", "+")
    if Version.parse(tag) is None:
        tag = choose(registry.versions(), version, repository.place).original
    return _Found(registry.archive(tag, reach.archive), repository.place, tag)


def _fetch_by_digest(
    reach: _Reach, registry: Registry, repository: Repository, version: str | None
) -> _Found:
    """Fetch the manifest of a digest; a tag beside it must be that manifest's."""
    digest, place = repository.digest, repository.place
    if version and registry.digest(version) != digest:
        raise TagMoved(place=place, tag=version, digest=digest)
    archive = registry.archive(digest, reach.archive)
    return _Found(archive, place, version) if version else _Found(archive, f"{place}@{digest}")


class _OpenPath(Protocol):
    def __call__(self, source: PathChart, path: Path) -> Chart: ...


def _whole(
    chart: Chart, path: Path, reach: _Reach, local: _OpenPath, within: tuple[Path, ...] = ()
) -> Chart:
    """Return a chart with its dependencies fetched; `within` are the charts that depend on it."""
    lacking = needs(chart)
    room = Budget()
    found = []
    for wanted in lacking.wanted:
        try:
            each = _open_dependency(wanted, path, reach, local, (*within, path.resolve()))
        except (Cancelled, DependencyNotFetched):
            raise
        except ChartNestError as cause:
            raise _not_fetched(chart, wanted, cause, reach) from None
        room.take(len(each.archive))
        found.append(each)
    return completed(chart, lacking, found)


def _open_dependency(
    wanted: Wanted, parent: Path, reach: _Reach, local: _OpenPath, within: tuple[Path, ...]
) -> Chart:
    if not isinstance(wanted.source, PathChart):
        chart = _open_remote(reach, wanted.source, reach.login(wanted.repository))
        check_found(wanted, shown(wanted.repository), chart)
        return chart
    if not parent.is_dir():
        raise FolderNeeded(name=wanted.name, repository=wanted.repository)
    # As Helm joins them: `..` is the folder a link lies in, not the one it leads to.
    path = Path(os.path.normpath(parent / wanted.source.path))
    place = path.resolve()
    if place in within:
        raise DependencyCircle(place=path)
    if len(within) >= MAX_NESTING:
        reason = say("its subcharts nest more than {limit_nesting} deep", limit_nesting=MAX_NESTING)
        raise UnsafeArchive(reason=reason)
    whole = reach.beside.get(place)
    if whole is None:
        chart = local(wanted.source, path)
        check_found(wanted, path, chart)
        whole = reach.beside[place] = _whole(chart, path, reach, local, within)
    else:
        check_found(wanted, path, whole)
    return whole


def _not_fetched(
    chart: Chart, wanted: Wanted, cause: ChartNestError, reach: _Reach
) -> DependencyNotFetched:
    name, parent = wanted.name, chart.metadata.name
    if isinstance(cause, LoginRefused):
        host = reach.whose_login(str(cause.arguments["place"]))
        return DependencyLoginRefused(name=name, chart=parent, cause=cause, host=host)
    return DependencyNotFetched(name=name, chart=parent, cause=cause)


def _path(base: Path, written: str) -> Path:
    """Return where a path leads: `~` is a home folder, a Chart.yaml stands for its folder."""
    path = base / written
    with suppress(OSError, ValueError, RuntimeError):  # no path at all, or nobody's home
        if written.startswith("~") and not path.exists():
            path = Path(written).expanduser()
        if path.name == "Chart.yaml" and path.is_file():
            path = path.parent
    return path


def _open_path(
    source: ChartSource, path: Path, progress: Progress, cancellation: Cancellation
) -> Chart:
    try:
        if path.is_dir():
            return _open_folder(source, path, progress, cancellation)
        archive = _read_file(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ChartNotFound(place=path, reason=reason) from None
    progress(say("Reading the chart"), len(archive), len(archive))
    return _unpacked(source, path, archive)


def _open_folder(
    source: ChartSource, path: Path, progress: Progress, cancellation: Cancellation
) -> Chart:
    follow_links = getattr(source, "follow_links", False)
    packable = read_folder(path, progress, cancellation, follow_links=follow_links)
    files = {readable(name): content for name, content in packable.items()}
    chart = read_chart(source, path, files, archive=b"")
    check_fields(path, files)
    return replace(chart, archive=pack(chart.metadata.name, packable))


def _unpacked(
    source: ChartSource, place: object, archive: bytes, address: str | None = None
) -> Chart:
    """Return the chart in an archive; a refusal names the place it came from."""
    try:
        files = unpack(archive)
        chart = read_chart(source, place, files, archive, address)
        check_fields(place, files)
    except UnsafeArchive as refusal:
        raise UnsafeArchive(
            reason=say("{place}: {reason}", place=place, reason=refusal.arguments["reason"])
        ) from None
    except NotAChart as refusal:
        raise NotAChart(place=place, reason=refusal.arguments["reason"]) from None
    return chart


def _read_file(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe, or a device that never ends
        raise UnsafeArchive(reason=say("{path} is not an ordinary file", path=path))
    with path.open("rb") as file:
        archive = file.read(MAX_ARCHIVE + 1)
    if len(archive) > MAX_ARCHIVE:
        raise UnsafeArchive(
            reason=say("{path} is larger than {limit} MiB", path=path, limit=MAX_ARCHIVE >> 20)
        )
    if not archive.startswith(GZIP_MAGIC) and (folder := _chart_folder(path)):
        raise PartOfChart(path=path, folder=folder)
    if (title := html_title(archive)) is not None:
        raise HtmlInsteadOfChart(place=path, title=title, wanted=say("chart archive"))
    return archive


def _chart_folder(path: Path) -> Path | None:
    """Return the folder of the chart that a file is a part of."""
    folders = path.absolute().parents[:_LOOK_UP]
    return next((each for each in folders if (each / "Chart.yaml").is_file()), None)
