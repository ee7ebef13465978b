"""OSS: the bucket a hook chart is hosted in."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from core.cloud.connection import is_loopback
from core.cloud.errors import BucketMissing, CloudUnreachable
from core.cloud.sdk import CONNECT_TIMEOUT, READ_TIMEOUT, innermost_of, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.cloud.connection import Connection

LONGEST_PRESIGNED: Final = timedelta(days=7)


class OssClient:
    """A client for the buckets of one account and region; may be shared between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def check_bucket(self, bucket: str) -> None:
        """Raise `BucketMissing` or `Forbidden` when the bucket cannot be used."""
        from alibabacloud_oss_v2 import OperationInput

        look = OperationInput(op_name="HeadBucket", method="HEAD", bucket=bucket)
        with _errors_translated("HeadBucket", bucket):
            self._client.invoke_operation(look)

    def put(self, bucket: str, key: str, content: bytes, content_type: str) -> None:
        """Write one object."""
        from alibabacloud_oss_v2 import PutObjectRequest

        request = PutObjectRequest(bucket=bucket, key=key, body=content, content_type=content_type)
        with _errors_translated("PutObject", bucket):
            self._client.put_object(request)

    def presigned_url(self, bucket: str, key: str, valid: timedelta = LONGEST_PRESIGNED) -> str:
        """Return an address of an object that needs no credentials, for at most 7 days."""
        from alibabacloud_oss_v2 import GetObjectRequest

        request = GetObjectRequest(bucket=bucket, key=key)
        with _errors_translated("GetObject", bucket):
            return str(self._client.presign(request, expires=valid).url)

    @cached_property
    def _client(self) -> Any:
        from alibabacloud_oss_v2 import Client, config, credentials
        from alibabacloud_oss_v2.transport import RequestsHttpClient

        endpoint = self._connection.endpoints.oss
        given = self._connection.credentials
        settings = config.load_default()
        settings.region = self._connection.region
        settings.endpoint = endpoint
        settings.use_path_style = endpoint is not None
        settings.credentials_provider = credentials.StaticCredentialsProvider(
            given.access_key_id, given.access_key_secret, given.security_token
        )
        settings.http_client = RequestsHttpClient(
            session=_session(proxied=not is_loopback(endpoint)),
            connect_timeout=CONNECT_TIMEOUT / 1_000,
            readwrite_timeout=READ_TIMEOUT / 1_000,
        )
        return Client(settings)


def _session(*, proxied: bool) -> Any:
    """Return an HTTP session; calls to this computer go past every proxy."""
    import requests

    session = requests.Session()
    session.trust_env = proxied
    return session


@contextmanager
def _errors_translated(action: str, bucket: str) -> Iterator[None]:
    """Turn what the OSS SDK raises inside into our errors."""
    from alibabacloud_oss_v2.exceptions import OperationError, ServiceError

    try:
        yield
    except OperationError as failure:
        cause = failure.unwrap()
        if not isinstance(cause, ServiceError):
            message = innermost_of(str(cause))
            raise CloudUnreachable(service="OSS", action=action, message=message) from None
        # The answer to HEAD has no body, so its status must do for a code.
        code = str(cause.code or {403: "AccessDenied"}.get(cause.status_code, ""))
        if code == "NoSuchBucket" or (cause.status_code == 404 and action == "HeadBucket"):
            raise BucketMissing(bucket=bucket) from None
        raise refused("OSS", action, code, str(cause.message or "")) from None
