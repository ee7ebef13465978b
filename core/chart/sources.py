"""Opening a chart, wherever it comes from, and the versions there are of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.chart.archive import MAX_ARCHIVE, pack, unpack
from core.chart.errors import ChartNotFound, HtmlInsteadOfChart, NotAChart, UnsafeArchive
from core.chart.fetching import Fetcher, shown
from core.chart.folder import read_folder
from core.chart.html import html_title
from core.chart.reading import read_chart
from core.chart.registry import Registry, check_sha256, parse_address
from core.chart.repository import choose, entries, fetch_archive
from core.chart.semver import is_exact
from core.errors import say
from core.plan.model import OciChart, PathChart, PlaceholderChart, RepositoryChart, UrlChart
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from core.chart.model import Chart, Login
    from core.plan.model import ChartSource


def open_chart(  # noqa: PLR0913 - all by name, all but `base` optional
    source: ChartSource,
    *,
    base: Path,
    login: Login | None = None,
    plain_http: bool = False,
    ca_certificate: str | None = None,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> Chart:
    """Return the chart `source` names; a relative path starts at `base`, the plan's folder.

    Raises a `ChartNestError` that says what is wrong with the place or with what lies there.
    """
    cancellation = cancellation or Cancellation()
    if isinstance(source, PathChart):
        return _open_path(source, base / source.path, progress, cancellation)
    if isinstance(source, PlaceholderChart):
        return _open_path(source, base / source.preview, progress, cancellation)
    with Fetcher(progress, cancellation, ca_certificate) as fetcher:
        found = _fetch(fetcher, source, login, plain_http=plain_http)
    place = shown(found.address)
    check_sha256(place, found.archive, source.sha256)
    return _unpacked(source, place, found.archive, found.address)


def available_versions(  # noqa: PLR0913 - all by name, all optional
    source: ChartSource,
    *,
    login: Login | None = None,
    plain_http: bool = False,
    ca_certificate: str | None = None,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> tuple[str, ...]:
    """Return the published versions of a chart, newest first; none where there is no list."""
    with Fetcher(progress, cancellation or Cancellation(), ca_certificate) as fetcher:
        match source:
            case RepositoryChart(repo=repo, name=name):
                listed = [entry.version for entry in entries(fetcher, repo, name, login)]
            case OciChart(oci=address):
                repository = parse_address(address, plain_http=plain_http)
                listed = list(Registry(fetcher, repository, login).versions())
            case _:
                listed = []
    return tuple(version.original for version in listed)


@dataclass(frozen=True)
class _Found:
    """An archive and the address a Job in the cluster fetches the same from."""

    archive: bytes
    address: str


def _fetch(
    fetcher: Fetcher,
    source: UrlChart | RepositoryChart | OciChart,
    login: Login | None,
    *,
    plain_http: bool,
) -> _Found:
    match source:
        case UrlChart(url=url):
            return _Found(fetch_archive(fetcher, url, login), url)
        case RepositoryChart():
            return _fetch_from_repository(fetcher, source, login, plain_http=plain_http)
        case OciChart(oci=address, version=version):
            return _fetch_from_registry(fetcher, address, version, login, plain_http=plain_http)


def _fetch_from_repository(
    fetcher: Fetcher, source: RepositoryChart, login: Login | None, *, plain_http: bool
) -> _Found:
    listed = entries(fetcher, source.repo, source.name, login)
    versions = [entry.version for entry in listed]
    chosen = choose(versions, source.version, f"{source.name} in {shown(source.repo)}")
    entry = next(entry for entry in listed if entry.version is chosen)
    if entry.url.startswith("oci://"):
        # Some repositories only list what lies in a registry.
        address, _, _ = entry.url.rpartition(":")
        return _fetch_from_registry(fetcher, address, chosen.original, None, plain_http=plain_http)
    archive = fetch_archive(fetcher, entry.url, login, source.repo)
    check_sha256(shown(entry.url), archive, entry.digest)
    return _Found(archive, entry.url)


def _fetch_from_registry(
    fetcher: Fetcher, address: str, version: str | None, login: Login | None, *, plain_http: bool
) -> _Found:
    repository = parse_address(address, plain_http=plain_http)
    registry = Registry(fetcher, repository, login)
    if version is None or not is_exact(version):
        version = choose(registry.versions(), version, repository.place).original
    return _Found(registry.archive(version), repository.place)


def _open_path(
    source: ChartSource, path: Path, progress: Progress, cancellation: Cancellation
) -> Chart:
    try:
        if path.is_dir():
            files = read_folder(path, progress, cancellation)
            chart = read_chart(source, path, files, archive=b"")
            return replace(chart, archive=pack(chart.metadata.name, files))
        archive = _read_file(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ChartNotFound(place=path, reason=reason) from None
    progress(say("Reading the chart"), len(archive), len(archive))
    return _unpacked(source, path, archive)


def _unpacked(
    source: ChartSource, place: object, archive: bytes, address: str | None = None
) -> Chart:
    """Return the chart in an archive; a refusal names the place it came from."""
    try:
        return read_chart(source, place, unpack(archive), archive, address)
    except UnsafeArchive as refusal:
        raise UnsafeArchive(
            reason=say("{place}: {reason}", place=place, reason=refusal.arguments["reason"])
        ) from None
    except NotAChart as refusal:
        raise NotAChart(place=place, reason=refusal.arguments["reason"]) from None


def _read_file(path: Path) -> bytes:
    if path.stat().st_size > MAX_ARCHIVE:
        raise UnsafeArchive(
            reason=say("{path} is larger than {limit} MiB", path=path, limit=MAX_ARCHIVE >> 20)
        )
    archive = path.read_bytes()
    if (title := html_title(archive)) is not None:
        raise HtmlInsteadOfChart(place=path, title=title, wanted=say("chart archive"))
    return archive
