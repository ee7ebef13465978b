"""OSS4-HMAC-SHA256, in a header or in the query of a presigned address."""

from __future__ import annotations

import hashlib
import hmac
import time
from calendar import timegm
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from core.rehearsal.stack.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cloud.connection import Credentials

ALGORITHM: Final = "OSS4-HMAC-SHA256"
MAX_EXPIRES: Final = 7 * 24 * 3600
_SIGNED_HEADERS: Final = frozenset({"content-type", "content-md5"})


def verify(
    method: str,
    path: str,
    raw_query: str,
    headers: Mapping[str, str],
    known: Mapping[str, Credentials],
) -> None:
    """Raise OSS's refusal unless the request is signed by one of the `known` credentials.

    `path` is decoded, `raw_query` as sent, header names are lower-case.
    """
    pairs = dict(pair.partition("=")[::2] for pair in raw_query.split("&") if pair)
    given = _from_query(pairs) if "x-oss-signature" in pairs else _from_headers(headers)
    key_id, _, scope = given.credential.partition("/")
    credentials = known.get(key_id)
    if credentials is None:
        raise Refusal("InvalidAccessKeyId", "The OSS Access Key Id does not exist.", 403)
    if given.token != credentials.security_token:
        raise Refusal("InvalidSecurityToken", "The security token is invalid.", 403)
    pairs.pop("x-oss-signature", None)
    canonical = _canonical(method, path, pairs, headers, given.additional_headers)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = f"{ALGORITHM}\n{given.date}\n{scope}\n{digest}"
    expected = _sign(credentials.access_key_secret, scope, to_sign)
    if not hmac.compare_digest(expected, given.signature):
        raise Refusal(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided."
            " Check your key and signing method.",
            403,
        )
    _check_expiry(given)


@dataclass(frozen=True)
class _Given:
    """What a request says of its signature; `expires` is None for one in a header."""

    credential: str
    signature: str
    date: str
    additional_headers: str
    token: str | None
    expires: str | None = None


def _from_query(pairs: Mapping[str, str]) -> _Given:
    plain = {name: unquote(value) for name, value in pairs.items()}
    return _Given(
        credential=plain.get("x-oss-credential", ""),
        signature=plain["x-oss-signature"],
        date=plain.get("x-oss-date", ""),
        additional_headers=plain.get("x-oss-additional-headers", ""),
        token=plain.get("x-oss-security-token"),
        expires=plain.get("x-oss-expires", "0"),
    )


def _from_headers(headers: Mapping[str, str]) -> _Given:
    algorithm, _, rest = headers.get("authorization", "").partition(" ")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if algorithm != ALGORITHM or not {"Credential", "Signature"} <= set(parts):
        raise Refusal("AccessDenied", "Anonymous access is forbidden for this operation.", 403)
    return _Given(
        credential=parts["Credential"],
        signature=parts["Signature"],
        date=headers.get("x-oss-date", ""),
        additional_headers=parts.get("AdditionalHeaders", ""),
        token=headers.get("x-oss-security-token"),
    )


def _canonical(
    method: str,
    path: str,
    pairs: Mapping[str, str],
    headers: Mapping[str, str],
    additional: str,
) -> str:
    query = "&".join(f"{key}={value}" if value else key for key, value in sorted(pairs.items()))
    also = set(additional.split(";"))
    signed = sorted(
        (name, value)
        for name, value in headers.items()
        if name.startswith("x-oss-") or name in _SIGNED_HEADERS or name in also
    )
    lines = "".join(f"{name}:{value}\n" for name, value in signed)
    payload = headers.get("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
    return "\n".join((method, quote(path, safe="/"), query, lines, additional, payload))


def _sign(secret: str, scope: str, to_sign: str) -> str:
    key = f"aliyun_v4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def _check_expiry(given: _Given) -> None:
    if given.expires is None:
        return
    try:
        signed_at = timegm(time.strptime(given.date, "%Y%m%dT%H%M%SZ"))
        seconds = int(given.expires)
    except ValueError:
        raise Refusal("AccessDenied", "Invalid date or expiry.", 403) from None
    if seconds > MAX_EXPIRES or time.time() > signed_at + seconds:
        raise Refusal("AccessDenied", "Request has expired.", 403)
