"""What the API refuses, in a real server's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.kubernetes.schemas import VERSIONS
from core.rehearsal.cluster.kinds.served import built_in_kinds
from tests.support.cluster_api import CONFIG_MAPS, DEPLOYMENTS, PODS, config_map, deployment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.cluster_api import Api, Body

STRICT = f"{DEPLOYMENTS}?fieldValidation=Strict"


def changed(change: Callable[[Any], object]) -> Body:
    body = deployment()
    change(body)
    return body


def _set(path: str, value: object) -> Callable[[Any], object]:
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))

    def change(body: Any) -> None:
        for step in steps:
            body = body[step]
        body[last] = value

    return change


CONTAINER = "spec.template.spec.containers.0"


async def test_an_unknown_field_is_named_when_asked_strictly(api: Api) -> None:
    body = changed(_set(f"{CONTAINER}.imagePulPolicy", "Always"))
    refused = await api.create(STRICT, body, expect=400)
    assert refused["message"] == (
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error:'
        ' unknown field "spec.template.spec.containers[0].imagePulPolicy"'
    )


async def test_an_unknown_field_is_dropped_with_a_warning_otherwise(api: Api) -> None:
    body = changed(_set("spec.replicaz", 3))
    answer = await api.client.post(DEPLOYMENTS, json=body)
    assert answer.headers["Warning"] == '299 - "unknown field \\"spec.replicaz\\""'
    assert "replicaz" not in answer.json()["spec"]


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (
            "spec.replicas",
            "two",
            "string into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            "metadata.labels",
            {"version": 1.0},
            "number into Go struct field ObjectMeta.metadata.labels.version of type string",
        ),
        (
            f"{CONTAINER}.env",
            {"A": "1"},
            "field Container.spec.template.spec.containers.env of type []v1.EnvVar",
        ),
    ],
)
async def test_a_wrong_type_is_told_as_go_tells_it(
    api: Api, path: str, value: object, complaint: str
) -> None:
    refused = await api.create(DEPLOYMENTS, changed(_set(path, value)), expect=400)
    assert "json: cannot unmarshal " in refused["message"]
    assert complaint in refused["message"]


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("metadata.name", "Web_1", 'metadata.name: Invalid value: "Web_1": a lowercase RFC 1123'),
        ("metadata.name", "x" * 254, "must be no more than 253 characters"),
        ("metadata.labels", {"a": "1.0.0+b"}, 'metadata.labels: Invalid value: "1.0.0+b"'),
        ("metadata.labels", {"a": "x" * 64}, "must be no more than 63 bytes"),
        ("metadata.labels", {"a b": "x"}, 'metadata.labels: Invalid value: "a b"'),
        ("spec.replicas", -1, "spec.replicas: Invalid value: -1: must be greater than or equal"),
        (
            "spec",
            {},
            "spec.selector: Required value, spec.template.metadata.labels: Invalid value: null",
        ),
        ("spec.selector", {"matchLabels": {"x": "y"}}, "`selector` does not match template"),
        ("spec.template.spec.restartPolicy", "Never", 'Unsupported value: "Never": supported'),
        ("spec.template.spec.containers", [], "spec.template.spec.containers: Required value"),
        (f"{CONTAINER}.image", "", f"{CONTAINER}".replace(".0", "[0]") + ".image: Required"),
        (f"{CONTAINER}.volumeMounts", [{"name": "v", "mountPath": "/v"}], 'Not found: "v"'),
        (f"{CONTAINER}.volumeMounts", [{"name": "v", "mountPath": "/v"}] * 2, "must be unique"),
        (
            f"{CONTAINER}.volumeMounts",
            [{"name": "v", "mountPath": "/v", "subPath": "a/../.."}],
            "must not contain '..'",
        ),
        (
            "spec.template.spec.volumes",
            [{"name": "../v"}],
            'volumes[0].name: Invalid value: "../v"',
        ),
        (
            "spec.template.spec.volumes",
            [{"name": "v"}] * 2,
            'volumes[1].name: Duplicate value: "v"',
        ),
        (
            "spec.template.spec.initContainers",
            [{"name": "web", "image": "x"}],
            'initContainers[0].name: Duplicate value: "web"',
        ),
        (
            f"{CONTAINER}.ports",
            [{"containerPort": 70000}],
            "must be between 1 and 65535, inclusive",
        ),
    ],
)
async def test_a_broken_rule_names_the_field(
    api: Api, path: str, value: object, complaint: str
) -> None:
    refused = await api.create(DEPLOYMENTS, changed(_set(path, value)), expect=422)
    assert refused["reason"] == "Invalid"
    assert complaint in refused["message"]
    assert refused["details"]["causes"]


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        ("secrets", {"data": {"a": "no base64"}}, "illegal base64 data"),
        ("secrets", {"data": {"a/b": ""}}, "a valid config key must consist of"),
        ("services", {"spec": {"ports": [{"port": 70000}]}}, "spec.ports[0].port: Invalid value"),
        ("services", {"spec": {"type": "Balanced", "ports": [{"port": 1}]}}, "Unsupported value"),
    ],
)
async def test_each_kind_has_rules_of_its_own(
    api: Api, path: str, body: Body, complaint: str
) -> None:
    wrong = {"metadata": {"name": "x"}, **body}
    answer = await api.client.post(f"/api/v1/namespaces/default/{path}", json=wrong)
    assert answer.status_code in (400, 422)
    assert complaint in answer.json()["message"]


async def test_a_job_must_not_restart_for_ever(api: Api) -> None:
    template = {"spec": {"containers": [{"name": "a", "image": "x"}]}}
    body = {"metadata": {"name": "x"}, "spec": {"template": template}}
    refused = await api.create("/apis/batch/v1/namespaces/default/jobs", body, expect=422)
    assert "spec.template.spec.restartPolicy: Required value" in refused["message"]


async def test_a_selector_is_fixed(api: Api) -> None:
    await api.create(DEPLOYMENTS, deployment())
    body = deployment()
    body["spec"]["selector"]["matchLabels"] = {"app": "other"}
    body["spec"]["template"]["metadata"]["labels"] = {"app": "other"}
    refused = await api.ask("PUT", f"{DEPLOYMENTS}/web", body, expect=422)
    assert "field is immutable" in refused["message"]


async def test_an_immutable_config_map_stays_as_it_is(api: Api) -> None:
    await api.create(CONFIG_MAPS, config_map("fixed", a="1") | {"immutable": True})
    body = config_map("fixed", a="2") | {"immutable": True}
    refused = await api.ask("PUT", f"{CONFIG_MAPS}/fixed", body, expect=422)
    assert "field is immutable when `immutable` is set" in refused["message"]


async def test_a_config_map_has_a_largest_size(api: Api) -> None:
    too_large = config_map("large", a="x" * (1024 * 1024 + 1))
    refused = await api.create(CONFIG_MAPS, too_large, expect=422)
    assert "may not be more than 1048576 bytes" in refused["message"]


async def test_server_side_apply_refuses_an_item_that_stands_twice(api: Api) -> None:
    body = deployment()
    container = body["spec"]["template"]["spec"]["containers"][0]
    container["env"] = [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]
    await api.create(DEPLOYMENTS, body)
    applied = body | {"apiVersion": "apps/v1", "kind": "Deployment"}
    refused = await api.patch(f"{DEPLOYMENTS}/web", applied, how="apply", expect=500)
    assert refused["message"].endswith(
        '.spec.template.spec.containers[name="web"].env: duplicate entries for key [name="A"]'
    )


async def test_server_side_apply_says_what_no_typed_object_can_hold(api: Api) -> None:
    body = deployment() | {"apiVersion": "apps/v1", "kind": "Deployment"}
    body["spec"]["replicaz"] = 1
    body["metadata"]["labels"] = {"version": 1}
    refused = await api.patch(f"{DEPLOYMENTS}/web", body, how="apply", expect=500)
    assert refused["message"].startswith(
        "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): "
    )
    assert ".spec.replicaz: field not declared in schema" in refused["message"]
    assert ".metadata.labels.version: expected string, got" in refused["message"]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/v1/nosuch", 404),
        ("GET", "/api/v1/namespaces/default/pods/a/b/c", 404),
        ("GET", "/nosuch", 404),
        ("GET", "/api/", 404),
        ("GET", "/apis/apps/v1/", 404),
        ("POST", "/api/v1/configmaps", 405),
        ("PUT", CONFIG_MAPS, 405),
        ("POST", f"{CONFIG_MAPS}/x", 405),
        ("GET", f"{CONFIG_MAPS}?labelSelector=%3D%3D", 400),
        ("GET", f"{CONFIG_MAPS}?fieldSelector=metadata.name", 400),
        ("GET", f"{CONFIG_MAPS}?continue=xx", 400),
        ("GET", f"{CONFIG_MAPS}?limit=many", 400),
    ],
)
async def test_paths_verbs_and_queries_that_mean_nothing_are_refused(
    api: Api, method: str, path: str, code: int
) -> None:
    refused = await api.ask(method, path, {} if method in ("POST", "PUT") else None, expect=code)
    assert refused["kind"] == "Status"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=5,
)
PLACES = [
    "metadata",
    "metadata.labels",
    "metadata.annotations",
    "metadata.ownerReferences",
    "metadata.finalizers",
    "spec",
    "spec.replicas",
    "spec.selector",
    "spec.template",
    "spec.template.metadata",
    "spec.template.spec",
    "spec.template.spec.volumes",
    "spec.template.spec.containers",
    CONTAINER,
    f"{CONTAINER}.ports",
    f"{CONTAINER}.env",
]


@pytest.mark.parametrize("empty", [{}, {"spec": {}}, {"spec": {"template": {}}}], ids=str)
async def test_no_kinds_emptiest_body_breaks_the_server(api: Api, empty: Body) -> None:
    for kind in built_in_kinds(VERSIONS[-1]):
        served = f"/apis/{kind.api_version}" if kind.group else "/api/v1"
        path = f"{served}{'/namespaces/default' * kind.namespaced}/{kind.plural}"
        answer = await api.client.post(path, json={"metadata": {"name": "a"}} | empty)
        assert answer.status_code in (201, 400, 404, 409, 422), (kind, answer.text)
        headers = {"Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"}
        listed = await api.client.get(path, headers=headers)
        assert listed.status_code in (200, 404), (kind, listed.text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_no_body_however_odd_breaks_the_server(api: Api, data: st.DataObject) -> None:
    body = changed(_set(data.draw(st.sampled_from(PLACES)), data.draw(JSON)))
    answer = await api.client.post(f"{DEPLOYMENTS}?dryRun=All", json=body)
    assert answer.status_code in (201, 400, 409, 422), answer.text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_no_patch_however_odd_breaks_the_server(api: Api, data: st.DataObject) -> None:
    await api.client.post(DEPLOYMENTS, json=deployment())
    patch = changed(_set(data.draw(st.sampled_from(PLACES)), data.draw(JSON)))
    for how in ("merge", "strategic-merge", "json"):
        odd = patch if how != "json" else data.draw(JSON)
        headers = {"Content-Type": f"application/{how}-patch+json"}
        answer = await api.client.patch(f"{DEPLOYMENTS}/web?dryRun=All", json=odd, headers=headers)
        assert answer.status_code in (200, 400, 409, 422), answer.text


async def test_a_pod_without_a_job_that_should_end_has_succeeded(api: Api) -> None:
    spec = {"restartPolicy": "Never", "containers": [{"name": "a", "image": "x"}]}
    made = await api.create(PODS, {"metadata": {"name": "test"}, "spec": spec})
    assert made["status"]["phase"] == "Succeeded"
