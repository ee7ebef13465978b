"""Helm repositories: the index.yaml, the versions in it, the archive it points to."""

from __future__ import annotations

import base64
import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.archive import MAX_ARCHIVE
from core.chart.errors import BadRepository, ChartNotFound, VersionNotFound
from core.chart.fetching import Request, shown
from core.chart.semver import Version, VersionRange
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

    from core.chart.fetching import Fetcher
    from core.chart.model import Login

# The largest public indexes have some 20 MB.
MAX_INDEX: Final = 64 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """One version of a chart in an index; `url` is absolute, `digest` empty when not given."""

    version: Version
    url: str
    digest: str


def entries(fetcher: Fetcher, repository: str, name: str, login: Login | None) -> tuple[Entry, ...]:
    """Return the versions of chart `name` in a repository, newest first."""
    import httpx

    try:
        address = httpx.URL(repository)
    except httpx.InvalidURL:
        raise BadRepository(place=shown(repository), reason=say("that is no address")) from None
    index_url = address.copy_with(path=f"{address.path.rstrip('/')}/index.yaml")
    wanted = say("repository index")
    request = Request(str(index_url), wanted, MAX_INDEX, authorization=basic(login))
    charts = fetcher.once(request, lambda: _charts(shown(repository), fetcher.get(request).content))
    if name not in charts:
        close = ", ".join(difflib.get_close_matches(name, charts, n=3))
        reason = say("the repository has no {name}", name=name)
        if close:
            reason = say("the repository has no {name}; it has {close}", name=name, close=close)
        raise ChartNotFound(place=shown(repository), reason=reason)
    found = [
        Entry(version, _absolute(index_url, untrusted["urls"][0]), _digest(untrusted))
        for untrusted in charts[name] or ()
        if _is_entry(untrusted) and (version := Version.parse(untrusted["version"]))
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


def fetch_archive(
    fetcher: Fetcher, url: str, login: Login | None, repository: str | None = None
) -> bytes:
    """Return the archive at `url`; the login goes only where the repository itself is."""
    same_place = repository is None or _origin(url) == _origin(repository)
    authorization = basic(login) if same_place else None
    request = Request(url, say("chart archive"), MAX_ARCHIVE, authorization=authorization)
    return fetcher.get(request).content


def basic(login: Login | None) -> str | None:
    """Return the Authorization header of a login."""
    if login is None:
        return None
    pair = f"{login.username}:{login.password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def _origin(url: str) -> tuple[str, str, int | None]:
    import httpx

    parsed = httpx.URL(url)
    return parsed.scheme, parsed.host, parsed.port


def _charts(place: str, untrusted_index: bytes) -> dict[str, Any]:
    try:
        index = _parse(untrusted_index)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise BadRepository(
            place=place, reason=say("its index.yaml is no YAML ({reason})", reason=reason)
        ) from None
    charts = index.get("entries") if isinstance(index, dict) else None
    if not isinstance(charts, dict):
        raise BadRepository(place=place, reason=say("its index.yaml has no entries"))
    return charts


def _parse(untrusted_index: bytes) -> Any:
    if untrusted_index.lstrip()[:1] == b"{":
        return json.loads(untrusted_index)
    text = untrusted_index.decode("utf-8-sig")
    try:
        # Ten times faster than Python's YAML, which needs half a minute for a large index.
        from helm_python import HelmError, values_from_yaml
    except (ImportError, OSError):
        return go_yaml.load(text)
    try:
        return values_from_yaml(text)
    except HelmError as error:
        raise ValueError(error.detail) from None


def _is_entry(untrusted: object) -> bool:
    if not isinstance(untrusted, dict) or not isinstance(untrusted.get("version"), str):
        return False
    urls = untrusted.get("urls")
    return isinstance(urls, list) and bool(urls) and isinstance(urls[0], str)


def _digest(untrusted: dict[str, Any]) -> str:
    digest = untrusted.get("digest")
    return digest.removeprefix("sha256:") if isinstance(digest, str) else ""


def _absolute(index_url: httpx.URL, untrusted_url: str) -> str:
    import httpx

    try:
        return str(index_url.join(untrusted_url))
    except httpx.InvalidURL:
        raise BadRepository(
            place=shown(index_url), reason=say("it holds an address that is none")
        ) from None
