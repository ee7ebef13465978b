"""Object Storage: PutObject, GetObject, HeadBucket, presigned GET; every bucket is there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from aiohttp import web

from core.rehearsal.cloud import oss_signature
from core.rehearsal.stack.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cloud.connection import Credentials
    from core.rehearsal.stack.store import Store


class Oss:
    """Answers path-style requests, `/bucket/key`."""

    def __init__(self, store: Store, known: Mapping[str, Credentials]) -> None:
        self._store = store
        self._known = known

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request; errors are XML, as OSS writes them."""
        try:
            headers = {name.lower(): value for name, value in request.headers.items()}
            oss_signature.verify(
                request.method, request.path, request.rel_url.raw_query_string, headers, self._known
            )
            return await self._dispatch(request)
        except Refusal as refusal:
            return _error(refusal)

    async def _dispatch(self, request: web.Request) -> web.Response:
        bucket, _, key = request.path.removeprefix("/").partition("/")
        if not key and request.method in {"GET", "HEAD"}:
            return web.Response(headers={"x-oss-bucket-region": "cn-hangzhou"})
        if key and request.method == "PUT":
            return self._put(bucket, key, request.content_type, await request.read())
        if key and request.method in {"GET", "HEAD"}:
            return self._get(bucket, key)
        raise Refusal("NotImplemented", f"{request.method} is not done in a rehearsal.", 501)

    def _put(self, bucket: str, key: str, content_type: str, body: bytes) -> web.Response:
        self._store.put_object(bucket, key, content_type, body)
        return web.Response(headers=_entity(body))

    def _get(self, bucket: str, key: str) -> web.Response:
        found = self._store.get_object(bucket, key)
        if found is None:
            raise Refusal("NoSuchKey", "The specified key does not exist.", 404)
        content_type, body = found
        return web.Response(body=body, content_type=content_type, headers=_entity(body))


def _entity(body: bytes) -> dict[str, str]:
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest().upper()
    return {"ETag": f'"{digest}"'}


def _error(refusal: Refusal) -> web.Response:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{escape(refusal.code)}</Code><Message>{escape(refusal.message)}</Message>"
        "<RequestId>rehearsal</RequestId><HostId>127.0.0.1</HostId></Error>"
    )
    return web.Response(status=refusal.status, text=body, content_type="application/xml")
