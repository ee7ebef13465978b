"""Where the cluster fetches the hook chart: a bucket, an address of the person's, a rehearsal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from core.cloud.connection import Connection, is_loopback
from core.cloud.oss import OssClient
from core.deployment.errors import HostedDiffers, HostRefused
from core.errors import say
from core.plan.model import Bucket, Hosting

if TYPE_CHECKING:
    import httpx

    from core.delivery.model import PackagedChart
    from core.deployment.model import ChartHost
    from core.progress import Progress

_ARCHIVE_TYPE: Final = "application/gzip"


class BucketHost:
    """Uploads to an OSS bucket; the address is presigned for 7 days, the longest there is."""

    def __init__(self, connection: Connection, bucket: Bucket) -> None:
        self._oss = OssClient(connection)
        self._bucket = bucket

    def place(self, archive: PackagedChart, progress: Progress) -> str:
        """Upload the archive; its name carries its hash, so the same one is never overwritten."""
        size = len(archive.archive)
        key = f"{self._bucket.prefix}{archive.filename}"
        doing = say("Uploading the hook chart")
        progress(doing, 0, size)
        self._oss.put(self._bucket.bucket, key, archive.archive, _ARCHIVE_TYPE)
        progress(doing, size, size)
        return self._oss.presigned_url(self._bucket.bucket, key)


class GivenAddress:
    """An address the person has put the archive at."""

    def __init__(self, url: str) -> None:
        self._url = url

    def place(self, archive: PackagedChart, progress: Progress) -> str:
        """Return the address once it gives exactly this archive; raises `HostedDiffers`."""
        size = len(archive.archive)
        doing = say("Checking the hook chart's address")
        progress(doing, 0, size)
        fault = _fault_of(self._url, archive.archive)
        if fault:
            raise HostedDiffers(url=self._url, filename=archive.filename, message=fault)
        progress(doing, size, size)
        return self._url


class RehearsalHost:
    """A rehearsal server, which serves what it is given to its own cluster."""

    def __init__(self, connection: Connection) -> None:
        self._endpoint = (connection.endpoints.ros or "").rstrip("/")
        self._secret = connection.credentials.access_key_secret

    def place(self, archive: PackagedChart, progress: Progress) -> str:
        """Give the archive to the server; raises `HostRefused`."""
        import httpx

        size = len(archive.archive)
        url = f"{self._endpoint}/charts/{archive.filename}"
        bearer = {"Authorization": f"Bearer {self._secret}"}
        doing = say("Handing over the hook chart")
        progress(doing, 0, size)
        try:
            with _client(url) as client:
                answer = client.put(url, content=archive.archive, headers=bearer)
                address = str(answer.raise_for_status().json()["url"])
        except httpx.HTTPError as failure:
            message = _in_words(failure)
            raise HostRefused(filename=archive.filename, message=message) from None
        progress(doing, size, size)
        return address


def host_of(hosting: Hosting | None, connection: Connection) -> ChartHost | None:
    """Return the host a plan names for Alibaba Cloud, None when it names none."""
    if hosting is None:
        return None
    if isinstance(hosting, Bucket):
        return BucketHost(connection, hosting)
    return GivenAddress(hosting.url)


def _fault_of(url: str, archive: bytes) -> str:
    """Return why an address does not give these bytes; empty when it does."""
    import httpx

    digest, size = hashlib.sha256(), 0
    try:
        with _client(url) as client, client.stream("GET", url) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                digest.update(chunk)
                size += len(chunk)
                if size > len(archive):
                    return "it is larger."
    except (httpx.HTTPError, httpx.InvalidURL) as failure:
        return _in_words(failure)
    same = digest.digest() == hashlib.sha256(archive).digest()
    return "" if same else "its bytes differ."


def _client(url: str) -> httpx.Client:
    import httpx

    timeout = httpx.Timeout(20.0, connect=5.0)
    if is_loopback(url):  # in plain http: loading the authorities for TLS would take 20 ms
        return httpx.Client(timeout=timeout, trust_env=False, verify=False)  # noqa: S501 - as above
    return httpx.Client(timeout=timeout, follow_redirects=True)


def _in_words(failure: Exception) -> str:
    import httpx

    if isinstance(failure, httpx.HTTPStatusError):
        return f"it answers {failure.response.status_code} {failure.response.reason_phrase}."
    return f"{failure}."
