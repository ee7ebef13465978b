"""ACS3-HMAC-SHA256, as ROS, CS and STS requests are signed with; signing and checking are one."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from calendar import timegm
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from core.rehearsal.stack.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.cloud.connection import Credentials

ALGORITHM: Final = "ACS3-HMAC-SHA256"
CLOCK_SKEW: Final = 15 * 60
_AUTHORIZATION: Final = re.compile(
    rf"{ALGORITHM} Credential=(?P<key>[^,]+),SignedHeaders=(?P<headers>[^,]+),"
    r"Signature=(?P<signature>[0-9a-fA-F]{64})"
)


@dataclass(frozen=True)
class Request:
    """What a signature covers; header names are lower-case, query pairs decoded."""

    method: str
    path: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes


def canonical_request(request: Request, signed_headers: str) -> str:
    """Return the text whose hash is signed."""
    pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in request.query)
    headers = "".join(
        f"{name}:{request.headers.get(name, '').strip()}\n" for name in signed_headers.split(";")
    )
    return "\n".join(
        (
            request.method,
            request.path or "/",
            "&".join(f"{key}={value}" for key, value in pairs),
            headers,
            signed_headers,
            request.headers.get("x-acs-content-sha256", ""),
        )
    )


def string_to_sign(canonical: str) -> str:
    """Return what the secret signs."""
    return f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"


def signature(text: str, secret: str) -> str:
    """Return the signature of a string to sign."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


class Verifier:
    """Checks requests against the known credentials; a nonce is good for once."""

    def __init__(self, known: Sequence[Credentials]) -> None:
        self._known = {credentials.access_key_id: credentials for credentials in known}
        self._nonces: dict[str, float] = {}

    def verify(self, request: Request) -> Credentials:
        """Return whose request it is; raise the refusal of the real gateway."""
        untrusted = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
        if untrusted is None:
            raise Refusal(
                "IncompleteSignature", "The request signature does not conform to Aliyun standards."
            )
        credentials = self._known.get(untrusted["key"])
        if credentials is None:
            raise Refusal("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)
        _check_token(request, credentials)
        _check_body(request)
        canonical = canonical_request(request, untrusted["headers"])
        to_sign = string_to_sign(canonical)
        expected = signature(to_sign, credentials.access_key_secret)
        if not hmac.compare_digest(expected, untrusted["signature"].lower()):
            raise _does_not_match(to_sign, canonical)
        self._check_time_and_nonce(request)
        return credentials

    def _check_time_and_nonce(self, request: Request) -> None:
        now = time.time()
        if abs(now - _timestamp(request.headers.get("x-acs-date", ""))) > CLOCK_SKEW:
            raise Refusal(
                "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."
            )
        nonce = request.headers.get("x-acs-signature-nonce", "")
        while self._nonces and next(iter(self._nonces.values())) < now - CLOCK_SKEW:
            del self._nonces[next(iter(self._nonces))]
        if not nonce or nonce in self._nonces:
            raise Refusal("SignatureNonceUsed", "Specified signature nonce was used already.")
        self._nonces[nonce] = now


def _check_token(request: Request, credentials: Credentials) -> None:
    given = request.headers.get("x-acs-security-token")
    if credentials.security_token is not None and given is None:
        raise Refusal("MissingSecurityToken", "SecurityToken is mandatory for this action.")
    if given != credentials.security_token:
        raise Refusal("InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.")


def _check_body(request: Request) -> None:
    stated = request.headers.get("x-acs-content-sha256", "").lower()
    if not hmac.compare_digest(stated, hashlib.sha256(request.body).hexdigest()):
        raise Refusal(
            "SignatureDoesNotMatch",
            "Specified x-acs-content-sha256 is not matched with the request body.",
        )


def _does_not_match(to_sign: str, canonical: str) -> Refusal:
    return Refusal(
        "SignatureDoesNotMatch",
        "Specified signature is not matched with our calculation."
        f" server string to sign is:{to_sign}, server CanonicalRequest is:{canonical}",
    )


def _timestamp(text: str) -> int:
    try:
        return timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return 0
