from __future__ import annotations

from typing import Any

import pytest

from core.kubernetes.schemas import Schema, schema_of
from core.rehearsal.cluster.kinds.kind import Kind
from core.rehearsal.cluster.state.patches import json_patch, merge_patch, strategic_merge_patch
from core.rehearsal.cluster.state.refusals import Refusal

POD = Kind("", "v1", "Pod", "pods", namespaced=True)


@pytest.fixture
def pod_schema() -> Schema:
    schema = schema_of("v1", "Pod", "1.33")
    assert schema
    return schema


def pod(*containers: Any, **spec: Any) -> dict[str, Any]:
    return {"spec": {"containers": list(containers), **spec}}


@pytest.mark.parametrize(
    ("target", "patch", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": "text"}, {"a": {"b": {"c": None}}}, {"a": {"b": {}}}),
    ],
)
def test_a_merge_patch_replaces_lists_and_takes_null_as_removal(
    target: Any, patch: Any, expected: Any
) -> None:
    assert merge_patch(target, patch) == expected


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "add", "path": "/a/-", "value": 3}, {"a": [1, 2, 3]}),
        ({"op": "add", "path": "/a/0", "value": 0}, {"a": [0, 1, 2]}),
        ({"op": "remove", "path": "/a/1"}, {"a": [1]}),
        ({"op": "replace", "path": "/a/0", "value": 9}, {"a": [9, 2]}),
        ({"op": "add", "path": "/x~1y", "value": 1}, {"a": [1, 2], "x/y": 1}),
        ({"op": "move", "from": "/a/0", "path": "/b"}, {"a": [2], "b": 1}),
        ({"op": "copy", "from": "/a", "path": "/b"}, {"a": [1, 2], "b": [1, 2]}),
        ({"op": "test", "path": "/a/0", "value": 1}, {"a": [1, 2]}),
    ],
)
def test_a_json_patch_does_each_operation(operation: Any, expected: Any) -> None:
    body = {"a": [1, 2]}
    assert json_patch(body, [operation]) == expected
    assert body == {"a": [1, 2]}


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "test", "path": "/a/0", "value": 2},
        {"op": "remove", "path": "/b"},
        {"op": "replace", "path": "/a/9", "value": 1},
        {"op": "replace", "path": "/a/-", "value": 1},
        {"op": "add", "path": "/a/01", "value": 1},
        {"op": "add", "path": "/a/-1", "value": 1},
        {"op": "add", "path": "/a/9", "value": 1},
        {"op": "add", "path": "a/0", "value": 1},
        {"op": "add", "path": "/c/d", "value": 1},
        {"op": "add", "path": "/a/0"},
        {"op": "move", "from": "/a", "path": "/a/0"},
        {"op": "copy", "from": "/b", "path": "/a/0"},
        {"op": "frobnicate", "path": "/a"},
        {"path": "/a"},
    ],
)
def test_a_json_patch_that_does_not_fit_is_refused(operation: Any) -> None:
    with pytest.raises(Refusal, match="does not apply"):
        json_patch({"a": [1, 2]}, [operation])


def test_a_strategic_patch_pairs_items_by_their_merge_key(pod_schema: Schema) -> None:
    target = pod({"name": "a", "image": "x:1", "env": [{"name": "E", "value": "1"}]}, {"name": "b"})
    patch = pod({"name": "a", "env": [{"name": "F", "value": "2"}]})
    merged = strategic_merge_patch(target, patch, pod_schema)
    environment = [{"name": "E", "value": "1"}, {"name": "F", "value": "2"}]
    assert merged == pod({"name": "a", "image": "x:1", "env": environment}, {"name": "b"})


def test_a_strategic_patch_deletes_an_item_and_orders_the_rest(pod_schema: Schema) -> None:
    target = pod({"name": "a"}, {"name": "b"}, {"name": "c"})
    patch = pod({"name": "b", "$patch": "delete"})
    patch["spec"]["$setElementOrder/containers"] = [{"name": "c"}, {"name": "a"}]
    assert strategic_merge_patch(target, patch, pod_schema) == pod({"name": "c"}, {"name": "a"})


def test_a_strategic_patch_replaces_atomic_lists(pod_schema: Schema) -> None:
    target = pod({"name": "a", "args": ["1", "2"]})
    merged = strategic_merge_patch(target, pod({"name": "a", "args": ["3"]}), pod_schema)
    assert merged == pod({"name": "a", "args": ["3"]})


def test_a_strategic_patch_takes_from_plain_lists(pod_schema: Schema) -> None:
    target = {"metadata": {"finalizers": ["a", "b"]}}
    patch = {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"], "finalizers": ["c"]}}
    merged = strategic_merge_patch(target, patch, pod_schema)
    assert merged == {"metadata": {"finalizers": ["b", "c"]}}


def test_a_strategic_patch_keeps_only_the_keys_it_retains(pod_schema: Schema) -> None:
    target = pod(volumes=[{"name": "v", "emptyDir": {}}])
    source = {"name": "s"}
    patch = pod(volumes=[{"name": "v", "$retainKeys": ["name", "configMap"], "configMap": source}])
    merged = strategic_merge_patch(target, patch, pod_schema)
    assert merged["spec"]["volumes"] == [{"name": "v", "configMap": source}]


def test_a_strategic_patch_item_without_its_key_is_refused(pod_schema: Schema) -> None:
    with pytest.raises(Refusal, match="does not contain declared merge key: name"):
        strategic_merge_patch(pod({"name": "a"}), pod({"image": "x"}), pod_schema)
