from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import httpx

from core.rehearsal.cluster import BuiltInCluster
from tests.support.cluster_api import CONFIG_MAPS, DEPLOYMENTS, Api, config_map, definition
from tests.support.cluster_api import deployment as a_deployment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    Visit = Callable[[Api], Awaitable[None]]


async def _visited(state: Path, visit: Visit) -> None:
    cluster = BuiltInCluster(state=state)
    await cluster.start()
    async with httpx.AsyncClient(base_url=cluster.url) as client:
        await visit(Api(client))
    await cluster.stop()


async def test_what_cannot_be_kept_is_refused_and_is_not_there(tmp_path: Path) -> None:
    state = tmp_path / "state"
    cluster = BuiltInCluster(state=state)
    await cluster.start()
    with closing(sqlite3.connect(state, isolation_level=None)) as disk:
        disk.execute(
            "CREATE TRIGGER full BEFORE INSERT ON object BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
        async with httpx.AsyncClient(base_url=cluster.url) as client:
            api = Api(client)
            refused = await api.create(CONFIG_MAPS, config_map("settings"), expect=500)
            assert refused["reason"] == "InternalError"
            await api.get(f"{CONFIG_MAPS}/settings", expect=404)
            disk.execute("DROP TRIGGER full")
            await api.create(CONFIG_MAPS, config_map("settings"))
    await cluster.stop()


async def test_objects_and_kinds_are_there_again_after_a_restart(tmp_path: Path) -> None:
    definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    carts = "/apis/example.com/v1/namespaces/default/carts"
    kept = {}

    async def first(api: Api) -> None:
        await api.create(definitions, definition())
        await api.create(carts, {"metadata": {"name": "mine"}})
        await api.create(DEPLOYMENTS, a_deployment())
        await api.create(CONFIG_MAPS, config_map("gone"))
        await api.delete(f"{CONFIG_MAPS}/gone")
        kept["deployment"] = await api.get(f"{DEPLOYMENTS}/web")

    async def second(api: Api) -> None:
        assert await api.names(carts) == ["mine"]
        assert await api.get(f"{DEPLOYMENTS}/web") == kept["deployment"]
        assert await api.names(CONFIG_MAPS) == []
        created = await api.create(CONFIG_MAPS, config_map("new"))
        before = kept["deployment"]["metadata"]["resourceVersion"]
        assert int(created["metadata"]["resourceVersion"]) > int(before)
        await api.delete(f"{DEPLOYMENTS}/web")
        assert await api.names("/api/v1/pods") == []

    await _visited(tmp_path / "state", first)
    await _visited(tmp_path / "state", second)


async def test_a_deletion_that_was_waiting_goes_on_waiting(tmp_path: Path) -> None:
    async def first(api: Api) -> None:
        held = {"metadata": {"name": "held", "finalizers": ["a.b/c"]}}
        await api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
        await api.create("/api/v1/namespaces/shop/configmaps", held)
        await api.delete("/api/v1/namespaces/shop")

    async def second(api: Api) -> None:
        freed = {"metadata": {"finalizers": []}}
        await api.patch("/api/v1/namespaces/shop/configmaps/held", freed, how="merge")
        await api.get("/api/v1/namespaces/shop", expect=404)

    await _visited(tmp_path / "state", first)
    await _visited(tmp_path / "state", second)


async def test_only_its_owner_may_read_the_state(tmp_path: Path) -> None:
    async def nothing(_: Api) -> None:
        return

    await _visited(tmp_path / "state", nothing)
    assert (tmp_path / "state").stat().st_mode & 0o077 == 0
