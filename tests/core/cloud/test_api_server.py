"""What is read from a cluster's API server is bounded, and what goes wrong is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.cloud import api_server as module
from core.cloud.api_server import ApiServer, ApiServerFailed, api_server
from core.rehearsal.cluster.wire.kubeconfig import kubeconfig_text
from tests.support.small_api import Answer, SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator

PODS = "/api/v1/namespaces/default/pods"


@pytest.fixture
def api() -> Iterator[SmallApi]:
    with SmallApi() as api:
        yield api


@pytest.fixture
def cluster(api: SmallApi) -> Iterator[ApiServer]:
    with api_server(kubeconfig_text(api.address)) as cluster:
        yield cluster


def answers(api: SmallApi, status: int, body: bytes) -> None:
    api.always["GET", PODS] = Answer(status, body)


def test_an_object_is_read_and_a_missing_one_is_none(api: SmallApi, cluster: ApiServer) -> None:
    answers(api, 200, b'{"items": [{"kind": "Pod"}]}')
    assert cluster.get(PODS) == {"items": [{"kind": "Pod"}]}
    assert cluster.items(PODS, "app=shop") == [{"kind": "Pod"}]
    answers(api, 404, b"{}")
    assert cluster.get(PODS) is None
    assert cluster.text(PODS) is None
    assert cluster.items(PODS, "app=shop") == []


@pytest.mark.parametrize("status", [403, 405])
def test_what_the_user_may_not_have_is_said_or_taken_for_nothing(
    api: SmallApi, cluster: ApiServer, status: int
) -> None:
    answers(api, status, b'{"kind": "Status"}')
    with pytest.raises(ApiServerFailed, match=f"answers {status}"):
        cluster.get(PODS)
    assert cluster.get_if_allowed(PODS) is None
    assert cluster.resources(PODS) == []


@pytest.mark.parametrize("status", [401, 429, 500, 502, 503, 504])
def test_a_failure_is_not_taken_for_nothing(api: SmallApi, cluster: ApiServer, status: int) -> None:
    answers(api, status, b'{"kind": "Status"}')
    for ask in (cluster.get_if_allowed, lambda path: cluster.items(path, "app=shop")):
        with pytest.raises(ApiServerFailed, match=f"answers {status}"):
            ask(PODS)
    if status != 503:
        with pytest.raises(ApiServerFailed, match=f"answers {status}"):
            cluster.resources(PODS)


def test_a_group_whose_own_server_is_away_has_no_resources(
    api: SmallApi, cluster: ApiServer
) -> None:
    answers(api, 503, b'{"kind": "Status"}')
    assert cluster.resources(PODS) == []


@pytest.mark.parametrize("address", ["http://[x", "http://x:port", "http://\x00"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(ApiServerFailed), api_server(kubeconfig_text(address)) as cluster:
        cluster.get(PODS)


def test_a_log_that_is_not_there_yet_is_none_and_one_in_no_utf8_is_shown(
    api: SmallApi, cluster: ApiServer
) -> None:
    answers(api, 400, b"{}")
    assert cluster.text(PODS) is None
    answers(api, 200, b"ready\xff")
    assert cluster.text(PODS) == "ready\ufffd"


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_no_answer(api: SmallApi, cluster: ApiServer, body: bytes) -> None:
    answers(api, 200, body)
    with pytest.raises(ApiServerFailed, match="no JSON object"):
        cluster.get(PODS)


def test_an_answer_without_an_end_is_not_read_to_it(
    api: SmallApi, cluster: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST", 1 << 20)
    answers(api, 200, b" " * (2 << 20))
    with pytest.raises(ApiServerFailed, match="larger than 1 MiB"):
        cluster.get(PODS)


def test_a_server_that_is_not_there_is_said() -> None:
    with (
        api_server(kubeconfig_text("http://127.0.0.1:9")) as cluster,
        pytest.raises(ApiServerFailed, match="refused"),
    ):
        cluster.get(PODS)
