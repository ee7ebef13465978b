"""OSS, through the client that uploads hook charts, and by presigned addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from core.cloud.connection import Credentials
from core.cloud.errors import UnknownAccessKey, WrongSecret
from core.cloud.oss import OssClient

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal

BODY = bytes(range(256)) * 20


def client(rehearsal: Rehearsal, credentials: Credentials) -> OssClient:
    return OssClient(replace(rehearsal.connection(), credentials=credentials))


@pytest.mark.parametrize("kind", ["credentials", "temporary"])
def test_what_is_put_is_got_from_a_presigned_address(rehearsal: Rehearsal, kind: str) -> None:
    oss = client(rehearsal, getattr(rehearsal, kind))
    oss.put("box", "charts/茶 +.tgz", BODY, "application/gzip")
    got = httpx.get(oss.presigned_url("box", "charts/茶 +.tgz"), trust_env=False)
    assert got.content == BODY
    assert got.headers["Content-Type"] == "application/gzip"


def test_every_bucket_is_there(rehearsal: Rehearsal) -> None:
    client(rehearsal, rehearsal.credentials).check_bucket("any")


def test_wrong_keys_are_refused(rehearsal: Rehearsal) -> None:
    wrong = replace(rehearsal.credentials, access_key_secret="wrong")
    with pytest.raises(WrongSecret):
        client(rehearsal, wrong).put("box", "x", BODY, "application/gzip")
    with pytest.raises(UnknownAccessKey):
        client(rehearsal, Credentials("unknown", "x")).put("box", "x", BODY, "application/gzip")


def test_a_presigned_address_is_good_for_its_object_and_its_time(rehearsal: Rehearsal) -> None:
    oss = client(rehearsal, rehearsal.credentials)
    url = oss.presigned_url("box", "nothing.tgz")
    assert httpx.get(url, trust_env=False).status_code == 404
    assert "NoSuchKey" in httpx.get(url, trust_env=False).text
    assert httpx.get(url.replace("nothing", "other"), trust_env=False).status_code == 403
    past = oss.presigned_url("box", "nothing.tgz", timedelta(seconds=-1))
    assert httpx.get(past, trust_env=False).status_code == 403


def test_an_anonymous_request_is_no_request_of_oss(rehearsal: Rehearsal) -> None:
    answer = httpx.get(f"{rehearsal.endpoint}/box/nothing.tgz", trust_env=False)
    assert answer.status_code == 400
