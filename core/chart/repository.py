"""Helm repositories: the index.yaml, the versions in it, the archive it points to."""

from __future__ import annotations

import base64
import contextlib
import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import MAX_ARCHIVE
from core.chart.chart_yaml import refusals
from core.chart.errors import BadRepository, ChartNotFound, VersionNotFound
from core.chart.fetching import Request, authority, shown
from core.chart.fields import Misfit, index_fields
from core.chart.semver import Version, VersionRange
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.chart.fetching import Fetcher
    from core.chart.model import Login

# The largest public indexes have some 20 MB.
MAX_INDEX: Final = 64 * 1024 * 1024
_LARGE_INDEX: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """One version of a chart in an index.

    `url` is absolute, empty where the entry has none; `digest` is empty when not given.
    """

    version: Version
    url: str
    digest: str


def entries(fetcher: Fetcher, repository: str, name: str, login: Login | None) -> tuple[Entry, ...]:
    """Return the versions of chart `name` in a repository, newest first.

    The index is read as Helm reads it: refused whole for one thing that is not in its place,
    while entries without a name, or with a version that is none, are left out.
    """
    import httpx

    place = shown(repository)
    try:
        httpx.URL(repository)
    except httpx.InvalidURL:
        raise BadRepository(place=place, reason=say("that is no address")) from None
    index_url = _absolute(repository, "index.yaml")
    wanted = say("repository index")
    request = Request(index_url, wanted, MAX_INDEX, authorization=basic(login))
    charts = fetcher.once(request, lambda: read_index(place, fetcher.get(request).content))
    if name not in charts:
        close = ", ".join(difflib.get_close_matches(name, charts, n=3))
        reason = say("the repository has no {name}", name=name)
        if close:
            reason = say("the repository has no {name}; it has {close}", name=name, close=close)
        raise ChartNotFound(place=place, reason=reason)
    found = [
        Entry(version, _url(repository, untrusted), _digest(untrusted))
        for untrusted in filter(None, charts[name] or ())
        if not any(refusals(untrusted, listed=True))
        and (version := Version.parse(untrusted["version"]))
    ]
    return tuple(sorted(found, key=lambda entry: entry.version, reverse=True))


def choose(versions: Iterable[Version], wanted: str | None, place: str) -> Version:
    """Return the version Helm would take for `wanted`, of versions sorted newest first.

    An exact spelling first, then the newest in the range; none means the newest release.
    """
    available = tuple(versions)
    for version in available:
        if version.original == wanted:
            return version
    allowed = VersionRange.parse(wanted or "*")
    for version in available:
        if allowed.allows(version):
            return version
    shown_versions = ", ".join(version.original for version in available[:5]) or "none at all"
    more = ", …" if len(available) > 5 else ""
    raise VersionNotFound(
        place=place, wanted=wanted or say("any release"), available=shown_versions + more
    )


def entry_of(listed: Iterable[Entry], chosen: Version, place: str) -> Entry:
    """Return the first entry of the version that was chosen; raise where it leads nowhere."""
    entry = next(entry for entry in listed if entry.version is chosen)
    if not entry.url:
        reason = say("its entry for {version} names no file", version=chosen.original)
        raise BadRepository(place=place, reason=reason)
    return entry


def fetch_archive(
    fetcher: Fetcher, url: str, login: Login | None, repository: str | None = None
) -> bytes:
    """Return the archive at `url`; the login goes only where the repository itself is."""
    same_place = repository is None or authority(url) == authority(repository)
    authorization = basic(login) if same_place else None
    request = Request(url, say("chart archive"), MAX_ARCHIVE, authorization=authorization)
    return fetcher.get(request).content


def basic(login: Login | None) -> str | None:
    """Return the Authorization header of a login."""
    if login is None:
        return None
    pair = f"{login.username}:{login.password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def read_index(place: str, untrusted_index: bytes) -> dict[str, Any]:
    """Return the entries of an index.yaml by the name of the chart; raise what Helm refuses.

    Where Helm's versions differ, as the strictest does: an empty entry among others breaks Helm 3.
    """
    is_json, index = _parsed(place, untrusted_index)
    try:
        decoded = index_fields(strict=not is_json)(index, "") or {}
    except Misfit as misfit:
        reason = say("Helm cannot read its index.yaml, where {reason}", reason=misfit.reason)
        raise BadRepository(place=place, reason=reason) from None
    if not decoded.get("apiVersion"):
        raise BadRepository(place=place, reason=say("its index.yaml has no apiVersion"))
    charts: dict[str, Any] = decoded.get("entries") or {}
    for name, listed in charts.items():
        if len(listed or ()) > 1 and None in listed:
            reason = say("its index.yaml has an empty entry for {name}", name=name)
            raise BadRepository(place=place, reason=reason)
    return charts


def _parsed(place: str, untrusted_index: bytes) -> tuple[bool, Any]:
    """Return whether an index is JSON, and what it says."""
    if not untrusted_index.strip():
        raise BadRepository(place=place, reason=say("its index.yaml is empty"))
    try:
        if untrusted_index.lstrip()[:1] == b"{":
            with contextlib.suppress(ValueError):
                return True, json.loads(untrusted_index)
        return False, _parsed_yaml(untrusted_index.decode("utf-8-sig"))
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise BadRepository(
            place=place, reason=say("its index.yaml is no YAML ({reason})", reason=reason)
        ) from None


def _parsed_yaml(text: str) -> Any:
    if len(text) <= _LARGE_INDEX:
        # Python's is slow, but it alone can tell of a key that comes twice.
        if repeated := go_yaml.repeated_key(text):
            raise ValueError(f"the key {repeated} comes twice")
        return go_yaml.load(text, first=True)
    try:
        # Ten times faster than Python's YAML, which needs half a minute for a large index.
        from helm_python import HelmError, values_from_yaml
    except (ImportError, OSError):
        return go_yaml.load(text, first=True)
    try:
        return values_from_yaml(text)
    except HelmError as error:
        raise ValueError(error.detail) from None


def _url(repository: str, untrusted: dict[str, Any]) -> str:
    urls = untrusted.get("urls")
    return _absolute(repository, urls[0] or "") if urls else ""


def _digest(untrusted: dict[str, Any]) -> str:
    return (untrusted.get("digest") or "").removeprefix("sha256:")


def _absolute(repository: str, untrusted_url: str) -> str:
    """Return an address of an index as Helm does: relative ones get the repository's query."""
    import httpx

    try:
        url = httpx.URL(untrusted_url)
        if url.is_absolute_url or url.scheme:
            return str(url)
        base = httpx.URL(repository)
        folder = base.copy_with(
            raw_path=base.raw_path.partition(b"?")[0].rstrip(b"/") + b"/", fragment=None
        )
        joined = folder.join(url)
        query = base.query or None
        return str(joined.copy_with(query=query))
    except httpx.InvalidURL:
        raise BadRepository(
            place=shown(repository), reason=say("it holds an address that is none")
        ) from None
