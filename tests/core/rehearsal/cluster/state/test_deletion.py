"""What goes with a deleted object, and what holds one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.cluster_api import CONFIG_MAPS, DEPLOYMENTS, PODS, config_map, definition
from tests.support.cluster_api import deployment as a_deployment

if TYPE_CHECKING:
    from tests.support.cluster_api import Api

REPLICA_SETS = "/apis/apps/v1/namespaces/default/replicasets"


async def test_what_an_object_owns_goes_with_it(api: Api) -> None:
    await api.create(DEPLOYMENTS, a_deployment())
    await api.delete(f"{DEPLOYMENTS}/web")
    assert await api.names(REPLICA_SETS) == await api.names(PODS) == []


async def test_orphans_stay_without_their_owner(api: Api) -> None:
    await api.create(DEPLOYMENTS, a_deployment())
    await api.delete(f"{DEPLOYMENTS}/web", "Orphan")
    (left,) = (await api.get(REPLICA_SETS))["items"]
    assert left["metadata"]["ownerReferences"] == []


async def test_what_two_own_goes_with_the_second(api: Api) -> None:
    owners = [await api.create(CONFIG_MAPS, config_map(name)) for name in ("one", "two")]
    references = [
        {"apiVersion": "v1", "kind": "ConfigMap", "name": o["metadata"]["name"]}
        | {"uid": o["metadata"]["uid"]}
        for o in owners
    ]
    owned = {"metadata": {"name": "owned", "ownerReferences": references}}
    await api.create(CONFIG_MAPS, owned)
    await api.delete(f"{CONFIG_MAPS}/one")
    assert await api.names(CONFIG_MAPS) == ["owned", "two"]
    await api.delete(f"{CONFIG_MAPS}/two")
    assert await api.names(CONFIG_MAPS) == []


async def test_a_finalizer_holds_an_object_until_it_is_taken_off(api: Api) -> None:
    body = config_map("held")
    body["metadata"]["finalizers"] = ["example.com/hold"]
    await api.create(CONFIG_MAPS, body)
    marked = await api.delete(f"{CONFIG_MAPS}/held")
    assert marked["metadata"]["deletionTimestamp"]
    await api.patch(f"{CONFIG_MAPS}/held", {"metadata": {"finalizers": None}}, how="merge")
    assert await api.names(CONFIG_MAPS) == []


async def test_a_foreground_deletion_waits_for_what_is_owned(api: Api) -> None:
    owner = await api.create(CONFIG_MAPS, config_map("owner"))
    reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": "owner"}
    reference["uid"] = owner["metadata"]["uid"]
    held = {"name": "held", "finalizers": ["a.b/c"], "ownerReferences": [reference]}
    await api.create(CONFIG_MAPS, {"metadata": held})
    await api.delete(f"{CONFIG_MAPS}/owner", "Foreground")
    assert await api.names(CONFIG_MAPS) == ["held", "owner"]
    await api.patch(f"{CONFIG_MAPS}/held", {"metadata": {"finalizers": []}}, how="merge")
    assert await api.names(CONFIG_MAPS) == []


async def test_a_namespace_takes_everything_in_it_along(api: Api) -> None:
    await api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    path = "/api/v1/namespaces/shop"
    await api.create(f"{path}/configmaps", config_map("settings"))
    assert await api.names(f"{path}/serviceaccounts") == ["default"]
    await api.delete(path)
    await api.get(path, expect=404)
    assert await api.names("/api/v1/configmaps") == []


async def test_a_namespace_that_is_going_takes_nothing_new(api: Api) -> None:
    await api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    path = "/api/v1/namespaces/shop/configmaps"
    held = {"metadata": {"name": "held", "finalizers": ["a.b/c"]}}
    await api.create(path, held)
    going = await api.delete("/api/v1/namespaces/shop")
    assert going["status"]["phase"] == "Terminating"
    refused = await api.create(path, config_map("late"), expect=403)
    assert "because it is being terminated" in refused["message"]
    await api.patch(f"{path}/held", {"metadata": {"finalizers": []}}, how="merge")
    await api.get("/api/v1/namespaces/shop", expect=404)


async def test_a_definition_takes_its_objects_and_its_kind_along(api: Api) -> None:
    definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    await api.create(definitions, definition())
    carts = "/apis/example.com/v1/namespaces/default/carts"
    await api.create(carts, {"metadata": {"name": "mine"}})
    await api.delete(f"{definitions}/carts.example.com")
    await api.get(carts, expect=404)
    await api.create(definitions, definition())
    assert await api.names(carts) == []


async def test_claims_of_a_stateful_set_outlive_it(api: Api) -> None:
    body = a_deployment("db")
    storage = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    body["spec"]["volumeClaimTemplates"] = [{"metadata": {"name": "disk"}, "spec": storage}]
    await api.create("/apis/apps/v1/namespaces/default/statefulsets", body)
    assert await api.names(PODS) == ["db-0", "db-1"]
    await api.delete("/apis/apps/v1/namespaces/default/statefulsets/db")
    assert await api.names(PODS) == []
    claims = "/api/v1/namespaces/default/persistentvolumeclaims"
    assert await api.names(claims) == ["disk-db-0", "disk-db-1"]


async def test_preconditions_guard_against_deleting_another_object(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("settings"))
    options = {"preconditions": {"uid": "00000000-0000-0000-0000-000000000000"}}
    await api.ask("DELETE", f"{CONFIG_MAPS}/settings", options, expect=409)
    assert await api.names(CONFIG_MAPS) == ["settings"]


async def test_a_whole_selection_is_deleted(api: Api) -> None:
    for name, label in (("one", "x"), ("two", "y")):
        await api.create(CONFIG_MAPS, {"metadata": {"name": name, "labels": {"l": label}}})
    await api.delete(f"{CONFIG_MAPS}?labelSelector=l%3Dx")
    assert await api.names(CONFIG_MAPS) == ["two"]
