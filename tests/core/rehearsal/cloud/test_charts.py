from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal


def put(rehearsal: Rehearsal, name: str, secret: str) -> httpx.Response:
    return httpx.put(
        f"{rehearsal.endpoint}/charts/{name}",
        content=b"archive",
        headers={"Authorization": f"Bearer {secret}"},
        trust_env=False,
    )


def test_the_keys_owner_writes_and_anyone_reads(rehearsal: Rehearsal) -> None:
    answer = put(rehearsal, "hook-0.1.0.tgz", rehearsal.credentials.access_key_secret)
    assert httpx.get(answer.json()["url"], trust_env=False).content == b"archive"


def test_a_stranger_does_not_write(rehearsal: Rehearsal) -> None:
    assert put(rehearsal, "stranger-0.1.0.tgz", "wrong").status_code == 401
    url = f"{rehearsal.endpoint}/charts/stranger-0.1.0.tgz"
    assert httpx.get(url, trust_env=False).status_code == 404


@pytest.mark.parametrize("name", [".tgz", "chart.zip", "..%2Fx.tgz"])
def test_only_archives_by_their_name_are_kept(rehearsal: Rehearsal, name: str) -> None:
    secret = rehearsal.credentials.access_key_secret
    assert put(rehearsal, name, secret).is_client_error
