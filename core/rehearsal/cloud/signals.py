"""Where WaitCondition signals arrive: a signed address, a small JSON body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aiohttp import web

from core.rehearsal.stack.model import Signal
from core.rehearsal.stack.refusals import Refusal, invalid_parameter

if TYPE_CHECKING:
    from core.rehearsal.stack.engine import Engine
    from core.rehearsal.stack.model import Stack

PATH: Final = "/waitcondition"
LIFETIME: Final = 7 * 24 * 3600
_STATUSES: Final = frozenset({"SUCCESS", "FAILURE", "WARNING"})


def signal_url(base: str, stack: Stack, logical_id: str, key: str) -> str:
    """Return the address of a handle; it is good for a week."""
    fields = {
        "stackname": stack.name,
        "stackid": stack.id,
        "resource": logical_id,
        "expire": str(int(time.time()) + LIFETIME),
    }
    return f"{base}{PATH}?{urlencode({**fields, 'signature': _signature(fields, key)})}"


def _signature(fields: dict[str, str], key: str) -> str:
    digest = hmac.new(key.encode(), urlencode(fields).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Signals:
    """Delivers signals to the engine."""

    def __init__(self, engine: Engine, key: str) -> None:
        self._engine = engine
        self._key = key

    async def receive(self, request: web.Request) -> web.Response:
        """Take one signal."""
        try:
            fields = dict(request.query)
            check_address(fields, self._key, time.time())
            stack = self._engine.find(fields["stackid"])
            self._check_headers(request, stack)
            signal = parse_signal(await request.read())
            self._engine.signal(stack, fields["resource"], signal)
        except Refusal as refusal:
            answer = {"Code": refusal.code, "Message": refusal.message}
            return web.json_response(answer, status=refusal.status)
        return web.json_response({})

    @staticmethod
    def _check_headers(request: web.Request, stack: Stack) -> None:
        region = request.headers.get("x-acs-region-id")
        if region != stack.region:
            raise invalid_parameter("x-acs-region-id", f"it is not {stack.region}")
        if request.content_type != "application/json":
            raise invalid_parameter("Content-Type", "it is not application/json")


def check_address(untrusted_fields: dict[str, str], key: str, now: float) -> None:
    """Raise `Refusal` unless the fields of an address are as `signal_url` made them, and not old.

    The signature is taken out of them; `now` is in seconds since the epoch.
    """
    given = untrusted_fields.pop("signature", "")
    if not hmac.compare_digest(given.encode(), _signature(untrusted_fields, key).encode()):
        raise Refusal("SignatureDoesNotMatch", "The signature of the address is wrong.", 403)
    if now > int(untrusted_fields["expire"]):
        raise Refusal("SignatureExpired", "The address has expired.", 403)


def parse_signal(untrusted_body: bytes) -> Signal:
    """Return the signal of a body; keys may be capitalised, all of them may be missing."""
    try:
        document = json.loads(untrusted_body or b"{}")
    except (ValueError, RecursionError):
        raise invalid_parameter("body", "it is not JSON") from None
    if not isinstance(document, dict):
        raise invalid_parameter("body", "it is not a JSON object")
    fields = {str(key).lower(): _text(value) for key, value in document.items()}
    status = fields.get("status") or "SUCCESS"
    if status not in _STATUSES:
        raise invalid_parameter("status", f"it is none of {', '.join(sorted(_STATUSES))}")
    if len(fields.get("id", "")) > 64:
        raise invalid_parameter("id", "it is longer than 64 characters")
    return Signal(
        id=fields.get("id", ""),
        status=status,
        data=fields.get("data", ""),
        reason=fields.get("reason", ""),
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
