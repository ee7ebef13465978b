"""Objects created and changed over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.cluster_api import (
    CONFIG_MAPS,
    DEPLOYMENTS,
    PODS,
    config_map,
    definition,
    deployment,
)

if TYPE_CHECKING:
    from tests.support.cluster_api import Api


async def test_a_created_object_has_what_the_server_adds(api: Api) -> None:
    created = await api.create(CONFIG_MAPS, config_map("settings", a="1"))
    metadata = created["metadata"]
    assert metadata["namespace"] == "default"
    assert metadata["generation"] == 1
    assert {"uid", "resourceVersion", "creationTimestamp"} <= metadata.keys()
    assert await api.get(f"{CONFIG_MAPS}/settings") == created


async def test_a_name_is_given_once(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("settings"))
    refused = await api.create(CONFIG_MAPS, config_map("settings"), expect=409)
    assert refused["reason"] == "AlreadyExists"
    assert refused["message"] == 'configmaps "settings" already exists'


async def test_a_missing_object_is_named_with_its_resource(api: Api) -> None:
    refused = await api.get(f"{DEPLOYMENTS}/web", expect=404)
    assert refused["message"] == 'deployments.apps "web" not found'
    assert refused["details"] == {"name": "web", "group": "apps", "kind": "deployments"}


async def test_a_beginning_of_a_name_is_completed(api: Api) -> None:
    created = await api.create(CONFIG_MAPS, {"metadata": {"generateName": "settings-"}})
    assert created["metadata"]["name"].startswith("settings-")
    assert len(created["metadata"]["name"]) > len("settings-")


async def test_nothing_is_created_in_a_namespace_that_is_not_there(api: Api) -> None:
    path = "/api/v1/namespaces/nowhere/configmaps"
    refused = await api.create(path, config_map("settings"), expect=404)
    assert refused["message"] == 'namespaces "nowhere" not found'


async def test_an_old_resource_version_conflicts(api: Api) -> None:
    seen = await api.create(CONFIG_MAPS, config_map("settings", a="1"))
    await api.ask("PUT", f"{CONFIG_MAPS}/settings", config_map("settings", a="2"))
    refused = await api.ask("PUT", f"{CONFIG_MAPS}/settings", seen, expect=409)
    assert refused["reason"] == "Conflict"
    assert "the object has been modified" in refused["message"]


async def test_a_change_of_nothing_keeps_the_resource_version(api: Api) -> None:
    seen = await api.create(DEPLOYMENTS, deployment())
    again = await api.ask("PUT", f"{DEPLOYMENTS}/web", deployment())
    assert again["metadata"]["resourceVersion"] == seen["metadata"]["resourceVersion"]


async def test_only_a_change_of_the_content_counts_as_a_generation(api: Api) -> None:
    await api.create(DEPLOYMENTS, deployment())
    labelled = await api.patch(
        f"{DEPLOYMENTS}/web", {"metadata": {"labels": {"a": "b"}}}, how="merge"
    )
    assert labelled["metadata"]["generation"] == 1
    scaled = await api.patch(f"{DEPLOYMENTS}/web", {"spec": {"replicas": 3}}, how="merge")
    assert scaled["metadata"]["generation"] == scaled["status"]["observedGeneration"] == 2


async def test_a_dry_run_leaves_nothing(api: Api) -> None:
    created = await api.create(f"{CONFIG_MAPS}?dryRun=All", config_map("settings"))
    assert created["metadata"]["uid"]
    await api.get(f"{CONFIG_MAPS}/settings", expect=404)


async def test_the_path_and_the_body_must_agree(api: Api) -> None:
    body = config_map("settings") | {"kind": "Secret"}
    await api.create(CONFIG_MAPS, body, expect=400)
    elsewhere = {"metadata": {"name": "settings", "namespace": "kube-system"}}
    await api.create(CONFIG_MAPS, elsewhere, expect=400)


async def test_apply_creates_merges_and_takes_back(api: Api) -> None:
    path = f"{CONFIG_MAPS}/settings?fieldManager=helm"
    identity = {"apiVersion": "v1", "kind": "ConfigMap"}
    wanted = identity | config_map("settings", a="1", b="2")
    await api.patch(path, wanted, how="apply", expect=201)
    await api.patch(f"{CONFIG_MAPS}/settings", {"data": {"c": "3"}}, how="merge")
    less = identity | config_map("settings", a="1")
    applied = await api.patch(path, less, how="apply")
    assert applied["data"] == {"a": "1", "c": "3"}


async def test_a_workloads_pods_follow_its_replicas(api: Api) -> None:
    await api.create(DEPLOYMENTS, deployment(replicas=2))
    assert len(await api.names(PODS)) == 2
    await api.ask(
        "PUT", f"{DEPLOYMENTS}/web/scale", {"metadata": {"name": "web"}, "spec": {"replicas": 0}}
    )
    assert await api.names(PODS) == []


async def test_a_status_is_written_by_its_own_path_only(api: Api) -> None:
    path = "/api/v1/namespaces/default/persistentvolumeclaims"
    storage = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    claim = {"metadata": {"name": "disk"}, "spec": storage, "status": {"phase": "Lost"}}
    created = await api.create(path, claim)
    assert created["status"]["phase"] == "Bound"
    lost = await api.ask("PUT", f"{path}/disk/status", claim)
    assert lost["status"]["phase"] == "Lost"


async def test_a_definition_makes_its_kind_servable_at_every_version(api: Api) -> None:
    definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    await api.get("/apis/example.com/v1", expect=404)
    made = await api.create(definitions, definition())
    assert {c["type"] for c in made["status"]["conditions"]} == {"NamesAccepted", "Established"}
    path = "/apis/example.com/{}/namespaces/default/carts"
    await api.create(path.format("v1"), {"metadata": {"name": "mine"}, "spec": {"wheels": 4}})
    seen = await api.get(f"{path.format('v1beta1')}/mine")
    assert seen["apiVersion"] == "example.com/v1beta1"
    assert seen["spec"] == {"wheels": 4}


async def test_a_definitions_schema_prunes_and_refuses(api: Api) -> None:
    spec = {"type": "object", "properties": {"wheels": {"type": "integer"}}}
    schema = {"type": "object", "properties": {"spec": spec}}
    await api.create(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition(schema=schema)
    )
    path = "/apis/example.com/v1/namespaces/default/carts"
    body = {"metadata": {"name": "mine"}, "spec": {"wheels": 4, "wings": 2}}
    assert (await api.create(path, body))["spec"] == {"wheels": 4}
    wrong = {"metadata": {"name": "other"}, "spec": {"wheels": "four"}}
    refused = await api.create(path, wrong, expect=422)
    assert "spec.wheels in body must be of type integer" in refused["message"]


async def test_a_custom_objects_status_has_its_own_path(api: Api) -> None:
    wanted = definition()
    for version in wanted["spec"]["versions"]:
        version["subresources"] = {"status": {}}
    await api.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", wanted)
    path = "/apis/example.com/v1/namespaces/default/carts"
    made = await api.create(path, {"metadata": {"name": "mine"}, "spec": {"wheels": 4}})
    await api.patch(f"{path}/mine/status", {"status": {"rolls": True}}, how="merge")
    seen = await api.get(f"{path}/mine")
    assert (seen["status"], seen["spec"]) == ({"rolls": True}, {"wheels": 4})
    assert seen["metadata"]["uid"] == made["metadata"]["uid"]


CLAIM = {
    "accessModes": ["ReadWriteOnce"],
    "resources": {"requests": {"storage": "1Gi"}},
}


async def test_a_stateful_set_whose_pods_are_refused_is_never_ready(api: Api) -> None:
    path = "/apis/apps/v1/namespaces/default/statefulsets"
    database: dict[str, Any] = deployment("db", replicas=2)
    container = database["spec"]["template"]["spec"]["containers"][0]
    container["volumeMounts"] = [{"name": "data", "mountPath": "/data"}]
    await api.create(path, database)
    assert (await api.get(f"{path}/db"))["status"]["readyReplicas"] == 0
    assert await api.names(PODS) == []


async def test_a_stateful_set_makes_its_pods_anew_for_another_template(api: Api) -> None:
    path = "/apis/apps/v1/namespaces/default/statefulsets"
    database: dict[str, Any] = deployment("db", replicas=1)
    made = await api.create(path, database)
    before = await api.get(f"{PODS}/db-0")
    made["spec"]["template"]["spec"]["containers"][0]["env"] = [{"name": "A", "value": "1"}]
    changed = await api.ask("PUT", f"{path}/db", made)
    after = await api.get(f"{PODS}/db-0")
    assert after["spec"]["containers"][0]["env"] == [{"name": "A", "value": "1"}]
    assert after["metadata"]["uid"] != before["metadata"]["uid"]
    assert changed["status"]["readyReplicas"] == 1


async def test_two_services_cannot_have_one_address(api: Api) -> None:
    services = "/api/v1/namespaces/default/services"
    spec = {"clusterIP": "10.100.1.1", "ports": [{"port": 80}]}
    await api.create(services, {"metadata": {"name": "a"}, "spec": spec})
    refused = await api.create(services, {"metadata": {"name": "b"}, "spec": spec}, expect=422)
    assert "spec.clusterIPs: Invalid value" in refused["message"]


async def test_a_stateful_set_mounts_its_claims(api: Api) -> None:
    path = "/apis/apps/v1/namespaces/default/statefulsets"
    database: dict[str, Any] = deployment("db", replicas=1)
    container = database["spec"]["template"]["spec"]["containers"][0]
    container["volumeMounts"] = [{"name": "data", "mountPath": "/data"}]
    database["spec"]["volumeClaimTemplates"] = [{"metadata": {"name": "data"}, "spec": CLAIM}]
    await api.create(path, database)
    (volume,) = (await api.get(f"{PODS}/db-0"))["spec"]["volumes"]
    assert volume == {"name": "data", "persistentVolumeClaim": {"claimName": "data-db-0"}}
    claim = await api.get("/api/v1/namespaces/default/persistentvolumeclaims/data-db-0")
    assert claim["metadata"]["labels"] == {"app": "db"}


async def test_a_replication_controller_has_its_pods(api: Api) -> None:
    wanted: dict[str, Any] = deployment("old")
    del wanted["spec"]["selector"], wanted["spec"]["replicas"]
    path = "/api/v1/namespaces/default/replicationcontrollers"
    made = await api.create(path, wanted)
    assert made["spec"]["selector"] == {"app": "old"}
    assert made["status"]["readyReplicas"] == len(await api.names(PODS)) == 1


async def test_lists_come_in_pages(api: Api) -> None:
    for number in range(5):
        await api.create(CONFIG_MAPS, config_map(f"page-{number}"))
    first = await api.get(f"{CONFIG_MAPS}?limit=3")
    token = first["metadata"]["continue"]
    second = await api.get(f"{CONFIG_MAPS}?limit=3&continue={token}")
    names = [item["metadata"]["name"] for item in first["items"] + second["items"]]
    assert names == [f"page-{number}" for number in range(5)]
    assert "continue" not in second["metadata"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("labelSelector=tier%3Dback", ["one"]),
        ("labelSelector=tier+in+(back,front)", ["one", "two"]),
        ("labelSelector=!tier", ["three"]),
        ("fieldSelector=metadata.name%3Dtwo", ["two"]),
        ("fieldSelector=metadata.name!%3Dtwo", ["one", "three"]),
    ],
)
async def test_selectors_choose(api: Api, query: str, expected: list[str]) -> None:
    for name, labels in (("one", {"tier": "back"}), ("two", {"tier": "front"}), ("three", {})):
        await api.create(CONFIG_MAPS, {"metadata": {"name": name, "labels": labels}})
    assert await api.names(f"{CONFIG_MAPS}?{query}") == sorted(expected)


async def test_yaml_is_as_good_as_json(api: Api) -> None:
    text = "metadata: {name: settings}\ndata: {released: '2024-01-01'}\n"
    headers = {"Content-Type": "application/yaml"}
    answer = await api.client.post(CONFIG_MAPS, content=text, headers=headers)
    assert answer.json()["data"] == {"released": "2024-01-01"}


@pytest.mark.parametrize(
    "body", [[], {"metadata": []}, {"metadata": {"name": 7}}, {"metadata": {"generateName": {}}}]
)
async def test_what_is_no_object_is_refused(api: Api, body: object) -> None:
    answer = await api.client.post(CONFIG_MAPS, json=body)
    assert answer.status_code in (400, 422)


async def test_a_body_above_the_limit_is_refused(api: Api) -> None:
    answer = await api.client.post(CONFIG_MAPS, content=b" " * (3 * 1024 * 1024 + 1))
    assert answer.status_code == 413
    assert answer.json()["reason"] == "RequestEntityTooLarge"


async def test_what_needs_a_container_is_refused_by_name(api: Api) -> None:
    refused = await api.ask("POST", f"{PODS}/web/exec", expect=501)
    assert refused["message"].startswith("exec needs a container")
