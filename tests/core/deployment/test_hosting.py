"""Where the hook chart is put, and what is refused because it is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Credentials
from core.deployment.errors import HostedDiffers, HostRefused
from core.deployment.hosting import BucketHost, GivenAddress, RehearsalHost, host_of
from core.plan.model import Bucket, HostedAt
from core.progress import silent
from tests.core.deployment.samples import HOOK_CHART

if TYPE_CHECKING:
    from core.deployment.model import Target


def test_each_answer_of_a_plan_has_its_host(target: Target) -> None:
    connection = target.connection
    assert isinstance(host_of(Bucket(bucket="b"), connection), BucketHost)
    assert isinstance(host_of(HostedAt(url="https://x/y.tgz"), connection), GivenAddress)
    assert host_of(None, connection) is None


def test_progress_counts_bytes(target: Target) -> None:
    told: list[tuple[int, int | None]] = []
    assert target.host
    target.host.place(HOOK_CHART, lambda _, done, total: told.append((done, total)))
    size = len(HOOK_CHART.archive)
    assert told == [(0, size), (size, size)]


def test_a_given_address_is_taken_when_it_gives_the_same_bytes(target: Target) -> None:
    url = RehearsalHost(target.connection).place(HOOK_CHART, silent)
    assert GivenAddress(url).place(HOOK_CHART, silent) == url


@pytest.mark.parametrize(
    ("archive", "fault"),
    [(HOOK_CHART.archive[:-1] + b"?", "its bytes differ"), (HOOK_CHART.archive[:-1], "larger")],
)
def test_an_address_with_other_bytes_is_refused(target: Target, archive: bytes, fault: str) -> None:
    url = RehearsalHost(target.connection).place(HOOK_CHART, silent)
    with pytest.raises(HostedDiffers, match=fault):
        GivenAddress(url).place(replace(HOOK_CHART, archive=archive), silent)


def test_an_address_without_an_archive_is_refused(target: Target) -> None:
    url = f"{target.connection.endpoints.ros}/charts/nowhere.tgz"
    with pytest.raises(HostedDiffers, match="404 Not Found"):
        GivenAddress(url).place(HOOK_CHART, silent)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x.tgz", "http://[broken", "https://"])
def test_an_address_that_leads_nowhere_is_refused(url: str) -> None:
    with pytest.raises(HostedDiffers):
        GivenAddress(url).place(HOOK_CHART, silent)


def test_a_rehearsal_takes_archives_from_its_own_account_only(target: Target) -> None:
    stranger = replace(target.connection, credentials=Credentials("id", "planted-secret"))
    with pytest.raises(HostRefused, match="401 Unauthorized") as refused:
        RehearsalHost(stranger).place(HOOK_CHART, silent)
    assert "planted" not in str(refused.value)


def test_proxies_are_not_asked_for_this_computer(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert target.host
    target.host.place(HOOK_CHART, silent)
