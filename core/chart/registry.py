"""OCI registries: tags, manifests and the chart's layer, with anonymous, basic or token login."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.chart.archive import MAX_ARCHIVE
from core.chart.errors import (
    BadReference,
    BadRepository,
    ChartNotFound,
    ChecksumDiffers,
    LoginRefused,
    NotAChart,
)
from core.chart.fetching import Answer, Request
from core.chart.repository import basic
from core.chart.semver import Version
from core.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from core.chart.fetching import Fetcher
    from core.chart.model import Login

MAX_MANIFEST: Final = 4 * 1024 * 1024
_MAX_PAGES: Final = 100
_MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"
_CONFIG: Final = "application/vnd.cncf.helm.config.v1+json"
_LAYERS: Final = (
    "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
    "application/tar+gzip",  # as Helm before 3.7 wrote it
)
_ADDRESS: Final = re.compile(r"oci://(?P<host>[^/@\s]+)/(?P<name>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)")
_CHALLENGE_FIELD: Final = re.compile(r'(\w+)="([^"]*)"')
_LOOPBACK: Final = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?")


@dataclass(frozen=True)
class Repository:
    """A repository in a registry: `oci://HOST/NAME`."""

    host: str
    name: str
    plain_http: bool

    @property
    def place(self) -> str:
        """Its address, for people."""
        return f"oci://{self.host}/{self.name}"

    def url(self, path: str) -> str:
        """Return the address of `path` in the distribution API."""
        scheme = "http" if self.plain_http else "https"
        return f"{scheme}://{self.host}/v2/{self.name}/{path}"


def parse_address(address: str, *, plain_http: bool) -> Repository:
    """Return the repository `address` names; plain http is also spoken to this computer."""
    match = _ADDRESS.fullmatch(address.rstrip("/"))
    if match is None:
        reason = say("an OCI address is oci://HOST/PATH/NAME in lower case, its tag is the version")
        raise BadReference(reference=address, reason=reason)
    host = match["host"]
    return Repository(host, match["name"], plain_http or bool(_LOOPBACK.fullmatch(host)))


class Registry:
    """One repository's API, signed in as the registry asks for it."""

    def __init__(self, fetcher: Fetcher, repository: Repository, login: Login | None) -> None:
        self._fetcher = fetcher
        self._repository = repository
        self._login = login
        self._authorization: str | None = None

    def versions(self) -> tuple[Version, ...]:
        """Return the versions among the tags, newest first; a tag's _ stands for a +."""
        versions = [
            Version.parse(tag.replace("_", "+")) for tag in self._tags() if isinstance(tag, str)
        ]
        return tuple(sorted((each for each in versions if each), reverse=True))

    def archive(
        self, version: str, kept: Callable[[str, Callable[[], bytes]], bytes] | None = None
    ) -> bytes:
        """Return the chart's archive under the tag of `version`, its digest checked.

        `kept` may know the archive of a digest, and else calls what fetches it.
        """
        tag = version.replace("+", "_")
        manifest = self._json(f"manifests/{tag}", say("chart manifest"), _MANIFEST)
        config = _field(manifest, "config", dict).get("mediaType")
        if config != _CONFIG:
            raise NotAChart(
                place=f"{self._repository.place}:{tag}",
                reason=say("it is another kind of artifact"),
            )
        layers = [
            layer
            for layer in _field(manifest, "layers", list)
            if isinstance(layer, dict) and layer.get("mediaType") in _LAYERS
        ]
        if not layers:
            raise self._nonsense("the manifest has no chart")
        digest = str(layers[0].get("digest"))
        if not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
            raise self._nonsense("the chart has no SHA-256 digest")

        def fetch() -> bytes:
            archive = self._get(f"blobs/{digest}", say("chart archive"), MAX_ARCHIVE).content
            check_sha256(self._repository.place, archive, digest.removeprefix("sha256:"))
            return archive

        return kept(digest, fetch) if kept else fetch()

    def _tags(self) -> list[Any]:
        tags: list[Any] = []
        path = "tags/list?n=1000"
        for _ in range(_MAX_PAGES):
            answer = self._get(path, say("list of tags"), MAX_MANIFEST)
            tags += _field(self._parsed(answer), "tags", list)
            following = self._next_page(answer)
            if following is None:
                break
            path = f"tags/list?{following}"
        return tags

    def _json(self, path: str, wanted: Sentence, accept: str) -> dict[str, Any]:
        return self._parsed(self._get(path, wanted, MAX_MANIFEST, accept))

    def _parsed(self, answer: Answer) -> dict[str, Any]:
        try:
            parsed = json.loads(answer.content)
        except (ValueError, RecursionError):
            raise self._nonsense("it does not answer in JSON") from None
        if not isinstance(parsed, dict):
            raise self._nonsense("its answer is no object")
        return parsed

    def _get(self, path: str, wanted: Sentence, limit: int, accept: str = "*/*") -> Answer:
        place = self._repository.place
        try:
            return self._get_signed_in(path, wanted, limit, accept)
        except ChartNotFound:
            kind, _, reference = path.partition("/")
            reason = say(
                "the registry has no {wanted} for {reference}", wanted=wanted, reference=reference
            )
            if kind == "tags":
                reason = say("the registry has no such repository")
            raise ChartNotFound(place=place, reason=reason) from None
        except LoginRefused as refusal:
            raise LoginRefused(place=place, status=refusal.arguments["status"]) from None

    def _get_signed_in(self, path: str, wanted: Sentence, limit: int, accept: str) -> Answer:
        url = self._repository.url(path)
        request = Request(url, wanted, limit, accept, self._authorization, tolerated=(401,))
        answer = self._fetcher.get(request)
        if answer.status != 401:
            return answer
        self._authorization = self._sign_in(answer)
        return self._fetcher.get(Request(url, wanted, limit, accept, self._authorization))

    def _sign_in(self, refusal: Answer) -> str:
        challenge = refusal.headers.get("WWW-Authenticate", "")
        scheme = challenge.partition(" ")[0].lower()
        if scheme == "bearer" and not self._authorization:
            return f"Bearer {self._token(dict(_CHALLENGE_FIELD.findall(challenge)))}"
        credentials = basic(self._login)
        if scheme != "basic" or credentials is None or credentials == self._authorization:
            raise LoginRefused(place=self._repository.place, status=401)
        return credentials

    def _token(self, challenge: dict[str, str]) -> str:
        realm = self._url(challenge.get("realm", ""))
        if realm.scheme != "https" and not self._repository.plain_http:
            raise self._nonsense("it asks to sign in without encryption")
        scope = challenge.get("scope") or f"repository:{self._repository.name}:pull"
        wanted = {"service": challenge.get("service", ""), "scope": scope}
        url = realm.copy_merge_params({key: value for key, value in wanted.items() if value})
        request = Request(str(url), say("token"), MAX_MANIFEST, authorization=basic(self._login))
        answer = self._parsed(self._fetcher.get(request))
        token = answer.get("token") or answer.get("access_token")
        if not isinstance(token, str) or not token.isprintable():
            raise self._nonsense("it gives no token")
        return token

    def _next_page(self, answer: Answer) -> str | None:
        """Return the query of the next page; whatever the link says, it is fetched from here."""
        link = re.search(r'<([^>]*)>\s*;\s*rel="?next"?', answer.headers.get("Link", ""))
        return self._url(link[1]).query.decode("ascii") if link else None

    def _url(self, untrusted: str) -> httpx.URL:
        import httpx

        try:
            return httpx.URL(untrusted)
        except httpx.InvalidURL:
            raise self._nonsense("it holds an address that is none") from None

    def _nonsense(self, reason: str) -> BadRepository:
        return BadRepository(place=self._repository.place, reason=reason)


def check_sha256(place: object, content: bytes, expected: str | None) -> None:
    """Raise `ChecksumDiffers` unless `content` has the digest, or none is expected."""
    found = hashlib.sha256(content).hexdigest()
    if expected and found != expected.removeprefix("sha256:").lower():
        raise ChecksumDiffers(place=place, found=found, expected=expected)


def _field(answer: dict[str, Any], name: str, kind: type) -> Any:
    """Return a field of an answer, empty when it is missing or of another kind."""
    value = answer.get(name)
    return value if isinstance(value, kind) else kind()
