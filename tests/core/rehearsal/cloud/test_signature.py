from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Credentials
from core.rehearsal.cloud.signature import (
    ALGORITHM,
    Request,
    Verifier,
    canonical_request,
    signature,
    string_to_sign,
)
from core.rehearsal.stack.refusals import Refusal
from tests.support.official_sdk import Ros, refusal, refused

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal

KEY = Credentials("id", "secret")


def signed(key: Credentials = KEY, *, body: bytes = b"", **headers: str) -> Request:
    """Return a request signed as the SDK signs."""
    all_headers = {
        "host": "127.0.0.1",
        "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "x-acs-signature-nonce": "nonce",
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    names = ";".join(sorted(all_headers))
    request = Request("POST", "/", [("a", "1 2*~"), ("A", "茶")], all_headers, body)
    to_sign = string_to_sign(canonical_request(request, names))
    value = f"{ALGORITHM} Credential={key.access_key_id},SignedHeaders={names},Signature="
    authorization = value + signature(to_sign, key.access_key_secret)
    return replace(request, headers={**all_headers, "authorization": authorization})


def code(request: Request, known: Credentials = KEY) -> str:
    with pytest.raises(Refusal) as caught:
        Verifier([known]).verify(request)
    return caught.value.code


def test_a_signed_request_is_its_key_owners() -> None:
    assert Verifier([KEY]).verify(signed(body=b"x=1")) == KEY


def test_what_was_changed_on_the_way_does_not_match() -> None:
    assert code(replace(signed(), query=[("a", "other")])) == "SignatureDoesNotMatch"
    assert code(replace(signed(), method="GET")) == "SignatureDoesNotMatch"
    assert code(replace(signed(), body=b"other")) == "SignatureDoesNotMatch"


def test_a_request_without_signature_is_incomplete() -> None:
    assert code(replace(signed(), headers={})) == "IncompleteSignature"


def test_a_nonce_is_good_for_once() -> None:
    verifier, request = Verifier([KEY]), signed()
    verifier.verify(request)
    with pytest.raises(Refusal, match="nonce"):
        verifier.verify(request)


def test_an_old_request_is_expired() -> None:
    assert code(signed(x_acs_date="2020-01-01T00:00:00Z")) == "InvalidTimeStamp.Expired"
    assert code(signed(x_acs_date="yesterday")) == "InvalidTimeStamp.Expired"


def test_temporary_keys_need_their_token() -> None:
    temporary = replace(KEY, security_token="token")
    with_token = signed(x_acs_security_token="token")
    assert Verifier([temporary]).verify(with_token) == temporary
    assert code(signed(), temporary) == "MissingSecurityToken"
    wrong = signed(x_acs_security_token="other")
    assert code(wrong, temporary) == "InvalidSecurityToken.Malformed"


def test_the_sdk_is_told_of_a_wrong_secret(rehearsal: Rehearsal) -> None:
    wrong = replace(rehearsal.credentials, access_key_secret="wrong")
    error = refused(Ros(rehearsal, wrong).call, "list_stacks")
    assert (error.code, error.status_code) == ("SignatureDoesNotMatch", 400)
    assert "server string to sign is:" in error.data["Message"]


def test_the_sdk_is_told_of_an_unknown_key(rehearsal: Rehearsal) -> None:
    ros = Ros(rehearsal, Credentials("LTAIunknown", "x"))
    assert refusal(ros.call, "list_stacks") == ("InvalidAccessKeyId.NotFound", 404)


def test_the_sdk_may_use_temporary_keys(rehearsal: Rehearsal) -> None:
    assert Ros(rehearsal, rehearsal.temporary).call("list_stacks").page_number == 1
