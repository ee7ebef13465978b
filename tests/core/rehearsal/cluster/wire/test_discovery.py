from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.cluster_api import Api

V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
V2_BETA = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList"


async def test_old_clients_learn_groups_and_resources_one_by_one(api: Api) -> None:
    assert (await api.get("/api"))["versions"] == ["v1"]
    groups = {group["name"]: group for group in (await api.get("/apis"))["groups"]}
    assert groups["apps"]["preferredVersion"]["groupVersion"] == "apps/v1"
    assert groups["autoscaling"]["preferredVersion"]["version"] == "v2"
    resources = {each["name"]: each for each in (await api.get("/apis/apps/v1"))["resources"]}
    assert resources["deployments"]["kind"] == "Deployment"
    assert resources["deployments"]["shortNames"] == ["deploy"]
    assert resources["deployments/scale"]["verbs"] == ["get", "patch", "update"]


async def test_no_resource_list_is_empty(api: Api) -> None:
    for group in (await api.get("/apis"))["groups"]:
        for version in group["versions"]:
            assert (await api.get(f"/apis/{version['groupVersion']}"))["resources"]


async def test_a_group_that_is_not_served_is_not_found(api: Api) -> None:
    await api.get("/apis/example.com/v1", expect=404)


@pytest.mark.parametrize(("accept", "version"), [(f"{V2_BETA},{V2}", "v2"), (V2_BETA, "v2beta1")])
async def test_new_clients_learn_everything_at_once(api: Api, accept: str, version: str) -> None:
    answer = await api.client.get("/apis", headers={"Accept": f"{accept},application/json"})
    assert f"v={version};" in answer.headers["Content-Type"]
    groups = {group["metadata"]["name"]: group for group in answer.json()["items"]}
    (apps,) = groups["apps"]["versions"]
    assert {"deployments", "statefulsets"} <= {each["resource"] for each in apps["resources"]}


async def test_the_version_is_the_one_asked_for(api: Api) -> None:
    assert (await api.get("/version"))["gitVersion"] == "v1.33.0"


async def test_rights_are_never_refused(api: Api) -> None:
    question = {"spec": {"resourceAttributes": {"verb": "delete", "resource": "nodes"}}}
    path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    assert (await api.create(path, question))["status"] == {"allowed": True}
