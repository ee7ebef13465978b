"""One watch for any number of views, none where nothing goes on, and word of how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from gui.status.watching import Watchers
from tests.support.launches import draft_for, finished, launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gui.services import Services
    from tests.support.statuses import Deployed

PATIENCE_MS = 30_000


@pytest.fixture
def watchers(services: Services, qtbot: QtBot) -> Iterator[Watchers]:
    del qtbot
    parent = QObject()
    made = Watchers(services, parent)
    yield made
    made.close()


def test_a_deployment_has_one_watcher(watchers: Watchers, deployed: Deployed) -> None:
    assert watchers.of(deployed.good) is watchers.of(deployed.good)
    assert watchers.of(deployed.good) is not watchers.of(deployed.failed)


def test_the_first_look_holds_every_event_and_the_deployment(
    watchers: Watchers, deployed: Deployed, qtbot: QtBot
) -> None:
    watcher = watchers.of(deployed.good)
    with qtbot.waitSignal(watcher.looked, timeout=PATIENCE_MS) as looked:
        watcher.attend(watchers)
    assert looked.args
    assert looked.args[0].first
    assert looked.args[0].lines == tuple(watcher.lines)
    assert watcher.deployment
    assert watcher.deployment.revision.number == 1
    qtbot.waitUntil(lambda: not watcher.watching, timeout=PATIENCE_MS)


def test_a_watch_that_has_seen_nothing_yet_ends_with_its_last_view(
    watchers: Watchers, services: Services, qtbot: QtBot
) -> None:
    identity = launched(services, draft_for("watched", delivery={"readiness_command": "sleep 2"}))
    watcher, one, other = watchers.of(identity), QObject(), QObject()
    watcher.attend(one)
    watcher.attend(other)
    watcher.leave(one)
    assert watcher.watching
    watcher.leave(other)
    assert not watcher.watching
    watcher.attend(one)
    with qtbot.waitSignal(watchers.over, timeout=PATIENCE_MS) as over:
        pass
    assert over.args == [watcher]
    assert watcher.look
    assert watcher.look.snapshot.status == "CREATE_COMPLETE"
    assert len({line.id for line in watcher.lines}) == len(watcher.lines)


def test_what_goes_on_is_watched_to_its_end_though_nobody_looks_any_more(
    watchers: Watchers, services: Services, qtbot: QtBot
) -> None:
    identity = launched(services, draft_for("left", delivery={"readiness_command": "sleep 1"}))
    watcher, view = watchers.of(identity), QObject()
    with qtbot.waitSignal(watcher.looked, timeout=PATIENCE_MS):
        watcher.attend(view)
    watcher.leave(view)
    with qtbot.waitSignal(watchers.over, timeout=PATIENCE_MS) as over:
        assert watcher.watching
    assert over.args == [watcher]
    qtbot.waitUntil(lambda: not watcher.watching, timeout=PATIENCE_MS)


def test_who_looks_again_gets_only_what_is_new(
    watchers: Watchers, deployed: Deployed, qtbot: QtBot
) -> None:
    watcher = watchers.of(deployed.good)
    watcher.attend(watchers)
    qtbot.waitUntil(lambda: bool(watcher.look) and not watcher.watching, timeout=PATIENCE_MS)
    known = list(watcher.lines)
    with qtbot.waitSignal(watcher.looked, timeout=PATIENCE_MS) as looked:
        watcher.watch()
    assert looked.args
    assert not looked.args[0].first
    assert looked.args[0].lines == ()
    assert watcher.lines == known
    qtbot.waitUntil(lambda: not watcher.watching, timeout=PATIENCE_MS)


def test_what_had_ended_before_is_no_news(
    watchers: Watchers, deployed: Deployed, qtbot: QtBot
) -> None:
    ends: list[object] = []
    watchers.over.connect(ends.append)
    watcher = watchers.of(deployed.failed)
    watcher.attend(watchers)
    qtbot.waitUntil(lambda: bool(watcher.look) and not watcher.watching, timeout=PATIENCE_MS)
    assert ends == []


def test_why_a_watch_stopped_is_told(watchers: Watchers, qtbot: QtBot) -> None:
    watcher = watchers.of("nobody-knows")
    with qtbot.waitSignal(watcher.failed, timeout=PATIENCE_MS) as failed:
        watcher.attend(watchers)
    assert failed.args
    assert "nobody-knows" in str(failed.args[0])
    assert not watcher.watching


def test_several_are_watched_at_once(watchers: Watchers, services: Services, qtbot: QtBot) -> None:
    names = [launched(services, draft_for(f"at-once-{number}")) for number in range(3)]
    for name in names:
        watchers.of(name).attend(watchers)

    def ended() -> bool:
        return all((look := watchers.of(name).look) and look.snapshot.finished for name in names)

    qtbot.waitUntil(ended, timeout=PATIENCE_MS)
    assert {finished(services, name).status for name in names} == {"CREATE_COMPLETE"}
