"""OCI registries: references, tags, manifests and the chart's layer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.chart.answers import field, json_object
from core.chart.archive import MAX_ARCHIVE
from core.chart.errors import BadReference, ChartNotFound, ChecksumDiffers, NotAChart
from core.chart.semver import Version
from core.chart.session import MAX_ANSWER, Session
from core.errors import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.chart.fetching import Answer, Fetcher
    from core.chart.model import Login

_MAX_PAGES: Final = 100
_MAX_LISTED: Final = 20
_MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"
_INDEX: Final = "application/vnd.oci.image.index.v1+json"
_CONFIG: Final = "application/vnd.cncf.helm.config.v1+json"
_LAYERS: Final = (
    "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
    "application/tar+gzip",  # as Helm before 3.7 wrote it
)
_DIGEST: Final = r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}"
_COMPONENT: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_ADDRESS: Final = re.compile(
    rf"oci://(?P<host>[^/@\s]+)/(?P<name>{_COMPONENT}(?:/{_COMPONENT})*)(?:@(?P<digest>{_DIGEST}))?",
    re.IGNORECASE,
)
_LOOPBACK: Final = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?")


@dataclass(frozen=True)
class Repository:
    """A repository in a registry, `oci://HOST/NAME`; a `digest` names one manifest in it."""

    host: str
    name: str
    plain_http: bool
    digest: str = ""

    @property
    def place(self) -> str:
        """Its address, for people and for Helm."""
        return f"oci://{self.host}/{self.name}"

    @property
    def api(self) -> str:
        """The address of its part of the distribution API, with a slash at the end."""
        scheme = "http" if self.plain_http else "https"
        return f"{scheme}://{self.host}/v2/{self.name}/"


def is_loopback(host: str) -> bool:
    """Tell whether a host, with its port, is this computer."""
    return _LOOPBACK.fullmatch(host) is not None


def parse_address(address: str, *, plain_http: bool) -> Repository:
    """Return the repository `address` names; plain http is also spoken to this computer."""
    match = _ADDRESS.fullmatch(address.rstrip("/"))
    if match is None or match["name"] != match["name"].lower():
        reason = say("an OCI address is oci://HOST/PATH/NAME in lower case, its tag is the version")
        raise BadReference(reference=address, reason=reason)
    host = match["host"]
    digest = (match["digest"] or "").lower()
    return Repository(host, match["name"], plain_http or is_loopback(host), digest)


class Registry:
    """One repository's API."""

    def __init__(self, fetcher: Fetcher, repository: Repository, login: Login | None) -> None:
        self._repository = repository
        self._place = repository.place
        scope = f"repository:{repository.name}:pull"
        self._session = Session(fetcher, repository.api, self._place, scope, login)

    def versions(self) -> tuple[Version, ...]:
        """Return the versions among the tags, newest first; a tag's _ stands for a +.

        As Helm has it: 1.2.3 is one, v1.2.3 and 1.2 are tags that have to be asked for.
        """
        versions = [
            Version.parse_whole(tag.replace("_", "+"))
            for tag in self._tags()
            if isinstance(tag, str)
        ]
        return tuple(sorted((each for each in versions if each), reverse=True))

    def digest(self, version: str) -> str:
        """Return the digest of the manifest under the tag of a version."""
        return _digest("sha256", self._manifest_text(_tag(version)))

    def archive(
        self, version: str, kept: Callable[[str, Callable[[], bytes]], bytes] | None = None
    ) -> bytes:
        """Return the chart's archive under a version's tag, or a digest; its digest is checked.

        `kept` may know the archive of a digest, and else calls what fetches it.
        """
        manifest = self._chart_manifest(_tag(version))
        layers = [
            layer
            for layer in field(manifest, "layers", list)
            if isinstance(layer, dict) and layer.get("mediaType") in _LAYERS
        ]
        if not layers:
            raise self._session.nonsense(say("the manifest has no chart"))
        # Nothing of it is used here, but Helm pulls no chart without it.
        about = self._blob(manifest["config"], say("chart's description"), MAX_ANSWER)
        json_object(self._place, about)
        digest = str(layers[0].get("digest"))

        def fetch() -> bytes:
            return self._blob(layers[0], say("chart archive"), MAX_ARCHIVE)

        return kept(digest, fetch) if kept and digest.startswith("sha256:") else fetch()

    def _blob(self, described: dict[str, Any], wanted: Sentence, limit: int) -> bytes:
        """Return the content a manifest describes, by its digest and size."""
        digest = str(described.get("digest"))
        if not re.fullmatch(_DIGEST, digest):
            raise self._session.nonsense(say("the {wanted} has no digest", wanted=wanted))
        content = self._get(f"blobs/{digest}", wanted, limit).content
        check_digest(self._place, content, digest)
        if len(content) != described.get("size"):
            raise self._session.nonsense(say("the {wanted} has another size", wanted=wanted))
        return content

    def _chart_manifest(self, reference: str) -> dict[str, Any]:
        """Return the manifest of a chart; of an image index, the one chart that it lists."""
        manifest = json_object(self._place, self._manifest_text(reference))
        listed = field(manifest, "manifests", list)
        found = [manifest]
        if listed and "config" not in manifest:
            digests = [
                str(each.get("digest"))
                for each in listed[:_MAX_LISTED]
                if isinstance(each, dict) and each.get("mediaType") == _MANIFEST
            ]
            texts = (self._manifest_text(each) for each in digests if re.fullmatch(_DIGEST, each))
            found = [json_object(self._place, text) for text in texts]
        charts = [each for each in found if field(each, "config", dict).get("mediaType") == _CONFIG]
        place = f"{self._place}:{reference}"
        if not charts:
            raise NotAChart(place=place, reason=say("it is another kind of artifact"))
        if len(charts) > 1:
            raise NotAChart(place=place, reason=say("it lists several charts; name one's digest"))
        return charts[0]

    def _manifest_text(self, reference: str) -> bytes:
        accept = f"{_MANIFEST}, {_INDEX}"
        path = f"manifests/{reference}"
        answer = self._get(path, say("chart manifest"), MAX_ANSWER, accept)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind not in (_MANIFEST, _INDEX):
            reason = say("its manifest is of the kind {kind}, which Helm does not pull", kind=kind)
            raise NotAChart(place=f"{self._place}:{reference}", reason=reason)
        content = answer.content
        if ":" in reference:
            check_digest(self._place, content, reference)
        return content

    def _tags(self) -> list[Any]:
        tags: list[Any] = []
        path = "tags/list?n=1000"
        for _ in range(_MAX_PAGES):
            answer = self._get(path, say("list of tags"), MAX_ANSWER)
            tags += field(json_object(self._place, answer.content), "tags", list)
            following = self._next_page(answer)
            if following is None:
                break
            path = f"tags/list?{following}"
        return tags

    def _get(self, path: str, wanted: Sentence, limit: int, accept: str = "*/*") -> Answer:
        try:
            return self._session.get(path, wanted, limit, accept)
        except ChartNotFound:
            kind, _, reference = path.partition("/")
            reason = say(
                "the registry has no {wanted} for {reference}", wanted=wanted, reference=reference
            )
            if kind == "tags":
                reason = say("the registry has no such repository")
            raise ChartNotFound(place=self._place, reason=reason) from None

    def _next_page(self, answer: Answer) -> str | None:
        """Return the query of the next page; whatever the link says, it is fetched from here."""
        import httpx

        link = re.search(r'<([^>]*)>\s*;\s*rel="?next"?', answer.headers.get("Link", ""))
        try:
            return httpx.URL(link[1]).query.decode("ascii") if link else None
        except httpx.InvalidURL:
            raise self._session.nonsense(say("it holds an address that is none")) from None


def check_digest(place: object, content: bytes, expected: str) -> None:
    """Raise `ChecksumDiffers` unless `content` has the digest `ALGORITHM:HEX`."""
    found = _digest(expected.partition(":")[0], content)
    if found != expected:
        hexes = [each.partition(":")[2] for each in (found, expected)]
        raise ChecksumDiffers(place=place, found=hexes[0], expected=hexes[1])


def check_sha256(place: object, content: bytes, expected: str | None) -> None:
    """Raise `ChecksumDiffers` unless `content` has the SHA-256, or none is expected."""
    if expected:
        check_digest(place, content, f"sha256:{expected.removeprefix('sha256:').lower()}")


def _digest(algorithm: str, content: bytes) -> str:
    return f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"


def _tag(version: str) -> str:
    """Return a version as a tag, which can hold no +; a digest as it is."""
    return version.replace("+", "_")
