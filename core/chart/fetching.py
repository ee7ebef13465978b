"""Fetching from web servers: capped, cancellable at any moment, with errors in plain words."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from core.chart.errors import (
    ChartNotFound,
    DownloadFailed,
    HtmlInsteadOfChart,
    LoginRefused,
    UnsafeArchive,
)
from core.chart.html import html_title
from core.errors import Sentence, printable, say
from core.log import Log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import TracebackType

    import httpx

    from core.progress import Cancellation, Progress

_LOG: Final = Log("chart")
_READ_SECONDS: Final = 30
_CONNECT_SECONDS: Final = 10
_CHECK_EVERY: Final = 0.1
Fetched = TypeVar("Fetched")


@dataclass(frozen=True)
class Answer:
    """What a server answered; `url` is where redirects led."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes


@dataclass(frozen=True)
class Request:
    """What to fetch; `wanted` names it in errors, more than `limit` bytes are refused.

    A `tolerated` status is an answer like any other. `authorization` stays with the first
    server: a redirect to another host goes without it.
    """

    url: str
    wanted: Sentence
    limit: int
    accept: str = "*/*"
    authorization: str | None = field(default=None, repr=False)
    tolerated: tuple[int, ...] = ()

    @property
    def headers(self) -> Mapping[str, str]:
        """The request's headers; no compression, so that an archive arrives as it is."""
        headers = {"Accept": self.accept, "Accept-Encoding": "identity", "User-Agent": "ChartNest"}
        return headers | ({"Authorization": self.authorization} if self.authorization else {})


class Fetcher:
    """A client for one opening of a chart: its connections, its progress, its cancellation.

    Proxies are taken from the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY). `ca_certificate`
    is the PEM text of a private authority, trusted beside the system's.
    """

    def __init__(
        self, progress: Progress, cancellation: Cancellation, ca_certificate: str | None = None
    ) -> None:
        import httpx

        from core.chart.routes import Routes  # noqa: PLC0415 - brings httpx

        self._progress = progress
        self._cancellation = cancellation
        self._fetched: dict[tuple[str, str | None], Any] = {}
        timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
        self._client = httpx.Client(
            transport=Routes(ca_certificate),
            timeout=timeout,
            follow_redirects=True,
            trust_env=False,  # its reading of the environment ends in errors without words
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def once(self, request: Request, fetch: Callable[[], Fetched]) -> Fetched:
        """Return what `fetch` made of the answer to `request`, asked for one time only."""
        asked = request.url, request.authorization
        if asked not in self._fetched:
            self._fetched[asked] = fetch()
        found: Fetched = self._fetched[asked]
        return found

    def get(self, request: Request) -> Answer:
        """Return the answer; raise a `ChartNestError` unless it is a success or tolerated."""
        import httpx

        download = _Download(self._client, request, self._cancellation)
        try:
            response = download.response()
            content = self._read(request, response, download)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            # httpx lets through what the system's resolver or a header of the answer raises.
            raise DownloadFailed(place=shown(request.url), reason=_in_words(error)) from None
        finally:
            download.abandon()
        _LOG.debug("fetched", status=response.status_code, bytes=len(content), url=request.url)
        if response.status_code in request.tolerated:  # a page, perhaps, about what went wrong
            return Answer(response.url, response.status_code, response.headers, content)
        _raise_for_status(request, response)
        if (title := html_title(content)) is not None:
            raise HtmlInsteadOfChart(place=shown(request.url), title=title, wanted=request.wanted)
        return Answer(response.url, response.status_code, response.headers, content)

    def _read(self, request: Request, response: httpx.Response, download: _Download) -> bytes:
        announced = response.headers.get("Content-Length", "")
        total = int(announced) if announced.isdecimal() else None
        content = bytearray()
        doing = say("Fetching the {wanted}", wanted=request.wanted)
        if total is not None and total > request.limit:
            raise _too_large(request)
        for chunk in download.chunks():
            content += chunk
            if len(content) > request.limit:
                raise _too_large(request)
            self._progress(doing, len(content), total)
        return bytes(content)


class _Download:
    """One request in a thread of its own, so that no server can hold up a cancellation."""

    def __init__(self, client: httpx.Client, request: Request, cancellation: Cancellation) -> None:
        self._client = client
        self._request = request
        self._cancellation = cancellation
        self._abandoned = threading.Event()
        self._arrived: queue.Queue[httpx.Response | bytes | Exception | None] = queue.Queue(16)
        threading.Thread(target=self._run, name="chart-download", daemon=True).start()

    def response(self) -> httpx.Response:
        """Wait for the headers; raise what went wrong."""
        import httpx

        first = self._next()
        if not isinstance(first, httpx.Response):
            raise httpx.ReadError("no answer")
        return first

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        while isinstance(chunk := self._next(), bytes):
            yield chunk

    def abandon(self) -> None:
        """Let the thread end; it does so at its next byte or time-out."""
        self._abandoned.set()

    def _next(self) -> httpx.Response | bytes | None:
        while True:
            self._cancellation.check()
            try:
                arrived = self._arrived.get(timeout=_CHECK_EVERY)
            except queue.Empty:
                continue
            if isinstance(arrived, Exception):
                raise arrived
            return arrived

    def _run(self) -> None:
        try:
            url, headers = self._request.url, dict(self._request.headers)
            with self._client.stream("GET", url, headers=headers) as response:
                self._hand_over(response)
                for chunk in response.iter_raw():
                    if not self._hand_over(chunk):
                        return
            self._hand_over(None)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._hand_over(error)

    def _hand_over(self, arrived: httpx.Response | bytes | Exception | None) -> bool:
        while not self._abandoned.is_set():
            try:
                self._arrived.put(arrived, timeout=_CHECK_EVERY)
            except queue.Full:
                continue
            return True
        return False


def authority(url: str | httpx.URL) -> tuple[str, str, int | None]:
    """Return what a login belongs to: scheme, host and port."""
    import httpx

    parsed = httpx.URL(str(url))
    return parsed.scheme, parsed.host, parsed.port


def shown(url: str | httpx.URL) -> str:
    """Return the address as errors and logs may show it: without login and signature."""
    import httpx

    try:
        parsed = httpx.URL(str(url))
    except httpx.InvalidURL:
        return printable(str(url).partition("?")[0])
    return str(parsed.copy_with(userinfo=b"", query=None, fragment=None))


def _too_large(request: Request) -> UnsafeArchive:
    return UnsafeArchive(
        reason=say(
            "the {wanted} at {path} is larger than {limit} MiB",
            wanted=request.wanted,
            path=shown(request.url),
            limit=request.limit >> 20,
        )
    )


def _raise_for_status(request: Request, response: httpx.Response) -> None:
    status, place = response.status_code, shown(request.url)
    if status in (401, 403):
        raise LoginRefused(place=place, status=status)
    if status in (404, 410):
        raise ChartNotFound(place=place, reason=say("the server answers {status}", status=status))
    if status >= 300:
        raise DownloadFailed(place=place, reason=say("the server answers {status}", status=status))


def _in_words(error: Exception) -> Sentence | str:
    import httpx

    from core.chart.routes import ProxyFailed, plain  # noqa: PLC0415 - brings httpx

    if isinstance(error, ProxyFailed):
        reason = _in_words(error.cause)
        return say("through the proxy {proxy}: {reason}", proxy=shown(error.proxy), reason=reason)
    words: Mapping[type[Exception], Sentence] = {
        httpx.ConnectTimeout: say("no connection within {limit} s", limit=_CONNECT_SECONDS),
        httpx.ReadTimeout: say("the server fell silent for {limit} s", limit=_READ_SECONDS),
        httpx.TooManyRedirects: say("it redirects in a circle"),
        httpx.UnsupportedProtocol: say("only http and https addresses can be fetched"),
        httpx.InvalidURL: say("it is no address"),
        UnicodeError: say("it is no address"),  # of the codec for names of hosts
        httpx.RemoteProtocolError: say("the server broke off"),
    }
    return words.get(type(error)) or plain(error) or type(error).__name__
