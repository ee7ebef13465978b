"""Chart files over http: anyone who knows the address reads, only the key's owner writes."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.stack.store import Store

PATH: Final = "/charts/{name}"
# A bucket that OSS requests cannot name: it has a capital letter.
_BUCKET: Final = "Charts"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,250}\.tgz")


class Charts:
    """Keeps and serves archives by their file name; `base` is the address they are read at."""

    def __init__(self, store: Store, secret: str, base: Callable[[], str]) -> None:
        self._store = store
        self._secret = secret
        self._base = base

    async def put(self, request: web.Request) -> web.Response:
        """Keep an archive and say where it is; the secret is the bearer token."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise web.HTTPUnauthorized
        untrusted_name = request.match_info["name"]
        if not _NAME.fullmatch(untrusted_name):
            raise web.HTTPBadRequest(reason="no file name of a chart archive")
        self._store.put_object(_BUCKET, untrusted_name, "application/gzip", await request.read())
        return web.json_response({"url": f"{self._base()}/charts/{untrusted_name}"})

    async def get(self, request: web.Request) -> web.Response:
        """Serve an archive."""
        found = self._store.get_object(_BUCKET, request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        content_type, body = found
        return web.Response(body=body, content_type=content_type)
