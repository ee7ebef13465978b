from __future__ import annotations

from typing import Any

import pytest

from core.kubernetes.schemas import Schema, schema_of
from core.rehearsal.cluster.state.apply import applied

NOW = "2026-01-01T00:00:00Z"
IDENTITY = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}}


@pytest.fixture
def schema() -> Schema:
    schema = schema_of("v1", "Pod", "1.33")
    assert schema
    return schema


def pod(*containers: Any, labels: dict[str, str] | None = None) -> dict[str, Any]:
    metadata = {"name": "web"} | ({"labels": labels} if labels else {})
    return IDENTITY | {"metadata": metadata, "spec": {"containers": list(containers)}}


def content(body: dict[str, Any]) -> dict[str, Any]:
    metadata = {k: v for k, v in body["metadata"].items() if k != "managedFields"}
    return body | {"metadata": metadata}


def test_what_an_applier_no_longer_wants_goes(schema: Schema) -> None:
    env = [{"name": "ONE", "value": "1"}, {"name": "TWO", "value": "2"}]
    first = pod({"name": "a", "image": "x", "env": env}, labels={"a": "1", "b": "2"})
    then = pod({"name": "a", "image": "x", "env": env[:1]}, labels={"a": "1"})
    live = applied(IDENTITY, first, schema, "helm", NOW)
    assert content(applied(live, then, schema, "helm", NOW)) == then


def test_what_somebody_else_set_stays(schema: Schema) -> None:
    live = applied(IDENTITY, pod({"name": "a", "image": "x"}), schema, "helm", NOW)
    live["spec"]["containers"][0]["tty"] = True
    live["spec"]["containers"].append({"name": "sidecar"})
    again = applied(live, pod({"name": "a", "image": "y"}), schema, "helm", NOW)
    containers = [{"name": "a", "image": "y", "tty": True}, {"name": "sidecar"}]
    assert again["spec"]["containers"] == containers


def test_what_another_applier_wants_too_stays(schema: Schema) -> None:
    both = pod({"name": "a", "image": "x"}, labels={"shared": "1"})
    live = applied(IDENTITY, both, schema, "helm", NOW)
    live = applied(live, both, schema, "kubectl", NOW)
    live = applied(live, pod({"name": "a", "image": "x"}), schema, "helm", NOW)
    assert live["metadata"]["labels"] == {"shared": "1"}
    live = applied(live, pod({"name": "a", "image": "x"}), schema, "kubectl", NOW)
    assert "labels" not in live["metadata"]


def test_ports_are_told_apart_by_number_and_protocol(schema: Schema) -> None:
    ports = [{"containerPort": 53, "protocol": "UDP"}, {"containerPort": 53}]
    live = applied(IDENTITY, pod({"name": "a", "ports": ports}), schema, "helm", NOW)
    live = applied(live, pod({"name": "a", "ports": ports[1:]}), schema, "helm", NOW)
    assert live["spec"]["containers"][0]["ports"] == ports[1:]


def test_finalizers_of_two_appliers_are_united(schema: Schema) -> None:
    def held(by: str) -> dict[str, Any]:
        return IDENTITY | {"metadata": {"name": "web", "finalizers": [by]}}

    live = applied(IDENTITY, held("a/b"), schema, "one", NOW)
    live = applied(live, held("c/d"), schema, "two", NOW)
    assert live["metadata"]["finalizers"] == ["a/b", "c/d"]


def test_the_fields_an_applier_owns_are_written_down(schema: Schema) -> None:
    live = applied(IDENTITY, pod({"name": "a", "image": "x"}), schema, "helm", NOW)
    (entry,) = live["metadata"]["managedFields"]
    assert (entry["manager"], entry["operation"]) == ("helm", "Apply")
    item = {".": {}, "f:name": {}, "f:image": {}}
    assert entry["fieldsV1"]["f:spec"] == {"f:containers": {'k:{"name": "a"}': item}}


def test_what_others_manage_in_their_own_ways_stays(schema: Schema) -> None:
    edited = {"manager": "helm", "operation": "Update", "fieldsV1": {"f:spec": {}}}
    live = pod({"name": "a", "image": "x"})
    live["metadata"]["managedFields"] = [edited, {}]
    result = applied(live, pod(labels={"a": "1"}), schema, "helm", NOW)
    assert result["spec"]["containers"] == [{"name": "a", "image": "x"}]
    assert result["metadata"]["managedFields"][:2] == [edited, {}]
