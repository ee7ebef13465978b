from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.cluster.wire.selectors import Selector
from core.rehearsal.cluster.wire.watches import Watches, WatchRequest
from tests.support.cluster_api import CONFIG_MAPS, Api, config_map

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


class Seen:
    """The events of one watch, in order."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def event(self) -> tuple[str, str]:
        """Return the type and the object's name of the next event."""
        event = await self.raw()
        return event["type"], event["object"]["metadata"]["name"]

    async def raw(self) -> Any:
        return json.loads(await anext(self._lines))

    async def rest(self) -> list[Any]:
        return [json.loads(line) async for line in self._lines]


@asynccontextmanager
async def watching(api: Api, query: str = "") -> AsyncIterator[Seen]:
    path = f"{CONFIG_MAPS}?watch=true{query}"
    async with api.client.stream("GET", path, timeout=10) as answer:
        yield Seen(answer.aiter_lines())


async def test_a_watch_shows_what_is_there_and_then_every_change(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("one"))
    async with watching(api) as seen:
        assert await seen.event() == ("ADDED", "one")
        await api.create(CONFIG_MAPS, config_map("two"))
        await api.patch(f"{CONFIG_MAPS}/two", {"data": {"a": "1"}}, how="merge")
        await api.delete(f"{CONFIG_MAPS}/two")
        assert [await seen.event() for _ in range(3)] == [
            ("ADDED", "two"),
            ("MODIFIED", "two"),
            ("DELETED", "two"),
        ]


async def test_a_watch_goes_on_from_the_version_of_a_list(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("before"))
    version = (await api.get(CONFIG_MAPS))["metadata"]["resourceVersion"]
    await api.create(CONFIG_MAPS, config_map("after"))
    async with watching(api, f"&resourceVersion={version}") as seen:
        assert await seen.event() == ("ADDED", "after")


async def test_a_streamed_list_ends_with_a_bookmark(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("one"))
    query = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    async with watching(api, query) as seen:
        assert await seen.event() == ("ADDED", "one")
        bookmark = await seen.raw()
    assert bookmark["type"] == "BOOKMARK"
    annotations = bookmark["object"]["metadata"]["annotations"]
    assert annotations == {"k8s.io/initial-events-end": "true"}


async def test_a_version_from_before_the_server_started_is_expired(tmp_path: Path) -> None:
    before = BuiltInCluster(state=tmp_path / "state")
    await before.start()
    await before.stop()
    cluster = BuiltInCluster(state=tmp_path / "state")
    await cluster.start()
    async with (
        httpx.AsyncClient(base_url=cluster.url) as client,
        watching(Api(client), "&resourceVersion=1") as seen,
    ):
        (event,) = await seen.rest()
    await cluster.stop()
    assert event["type"] == "ERROR"
    assert event["object"]["code"] == 410


async def test_what_goes_while_the_beginning_is_sent_breaks_no_watch(
    cluster: BuiltInCluster, api: Api
) -> None:
    for name in ("one", "two"):
        await api.create(CONFIG_MAPS, config_map(name))
    kind = cluster.cluster.kinds.at("", "v1", "configmaps")
    lines = Watches(cluster.cluster).lines(WatchRequest(kind, "default", Selector()))
    seen = [json.loads(await anext(lines))]
    await api.delete(f"{CONFIG_MAPS}/two")
    seen += [json.loads(await anext(lines)) for _ in range(2)]
    await lines.aclose()
    told = [(event["type"], event["object"]["metadata"]["name"]) for event in seen]
    assert told == [("ADDED", "one"), ("ADDED", "two"), ("DELETED", "two")]


async def test_what_leaves_the_selection_is_deleted_from_the_watch(api: Api) -> None:
    async with watching(api, "&labelSelector=tier%3Dback") as seen:
        await api.create(CONFIG_MAPS, {"metadata": {"name": "one", "labels": {"tier": "front"}}})
        for tier in ("back", "front"):
            labels = {"metadata": {"labels": {"tier": tier}}}
            await api.patch(f"{CONFIG_MAPS}/one", labels, how="merge")
        assert [await seen.event() for _ in range(2)] == [("ADDED", "one"), ("DELETED", "one")]


async def test_a_watch_ends_when_its_time_is_over(api: Api) -> None:
    async with watching(api, "&timeoutSeconds=1") as seen:
        assert await seen.rest() == []


async def test_open_watches_do_not_keep_the_server_from_stopping() -> None:
    cluster = BuiltInCluster()
    await cluster.start()
    async with httpx.AsyncClient(base_url=cluster.url) as client:
        api = Api(client)
        async with watching(api) as seen:
            await api.create(CONFIG_MAPS, config_map("one"))
            assert await seen.event() == ("ADDED", "one")
            await cluster.stop()
            assert await seen.rest() == []
        with pytest.raises(httpx.ConnectError):
            await client.get("/version")
