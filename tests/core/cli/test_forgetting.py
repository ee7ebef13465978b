"""What is kept here of a deployment, `forget` and `revisions`; what is told without a stack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.deployment.history import History
from core.deployment.model import DELETED
from tests.core.deployment.test_history import INTENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.cli.conftest import Said


@pytest.fixture
def history() -> History:
    history = History()
    history.intend(INTENT)
    history.found(INTENT.id, "stack-1", "CREATE_COMPLETE")
    return history


def test_revisions_say_what_was_done_by_whom(
    chartnest: Callable[..., Said], history: History
) -> None:
    history.revise(INTENT.id, replace(INTENT, author="max", method="hook"))
    history.revise(INTENT.id, INTENT, origin=1)
    said = chartnest("revisions", "shop")
    rows = [line.split() for line in said.out.splitlines()]
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("1", "launch"),
        ("2", "update"),
        ("3", "rollback"),
    ]
    assert rows[2][-2:] == ["max", "hook"]
    assert "rollback to 1" in said.out
    document = chartnest("revisions", "shop", "--json").document
    assert [each["origin"] for each in document["revisions"]] == [None, None, 1]
    assert document["revisions"][0]["plan"] == INTENT.plan_text


def test_what_is_still_there_is_forgotten_only_when_told_twice(
    chartnest: Callable[..., Said], history: History
) -> None:
    said = chartnest("forget", "shop")
    assert said.code == 2
    assert "chartnest delete shop-abcde" in said.err
    assert history.deployments()
    assert chartnest("forget", "shop", "--yes").out == "shop-abcde is forgotten.\n"
    assert history.deployments() == ()


def test_what_is_deleted_is_forgotten(chartnest: Callable[..., Said], history: History) -> None:
    history.saw(INTENT.id, DELETED)
    assert chartnest("forget", "shop", "--json").document["forgotten"] is True
    assert history.deployments() == ()


def test_what_never_came_to_be_is_followed_by_no_success(
    chartnest: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tTestTestTestTest")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hunter2hunter2")
    chartnest("account", "add", INTENT.account, "--region", INTENT.region)
    history = History()
    history.intend(INTENT)
    history.refuse(INTENT.id, "the quota is used up")
    for words in (["status", "-f"], ["events", "-f"], ["events"], ["outputs"]):
        said = chartnest(*words, "shop")
        assert said.code != 0
        assert "The stack of shop-abcde was never created." in said.err
    told = chartnest("status", "shop")
    assert (told.code, "the quota is used up" in told.out) == (0, True)
