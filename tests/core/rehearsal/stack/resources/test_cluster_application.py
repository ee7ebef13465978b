from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from tests.support.stacks import template_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.official_sdk import Ros


def config_map(name: str, **data: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def application(namespace: str, *manifests: dict[str, Any], **more: Any) -> dict[str, Any]:
    properties = {
        "ClusterId": "c0",
        "DefaultNamespace": namespace,
        "CreationMode": "Apply",
        "YamlContent": yaml.safe_dump_all(manifests),
        **more,
    }
    return {"Type": "ALIYUN::CS::ClusterApplication", "Properties": properties}


def test_objects_are_applied_changed_and_deleted(
    ros: Ros,
    namespace: str,
    names: Callable[[str], list[str]],
    namespaces: Callable[[], set[str]],
) -> None:
    body = template_text({"App": application(namespace, config_map("a"), config_map("b"))})
    stack_id = ros.create(body)
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert names("configmaps") == ["a", "b"]
    changed = template_text({"App": application(namespace, config_map("b"), config_map("c"))})
    ros.call("update_stack", stack_id=stack_id, template_body=changed)
    assert ros.ended(stack_id).status == "UPDATE_COMPLETE"
    assert names("configmaps") == ["b", "c"]
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert namespace not in namespaces()


def test_in_normal_mode_what_exists_is_an_error(ros: Ros, namespace: str) -> None:
    first = application(namespace, config_map("a"))
    second = {**application(namespace, config_map("a"), CreationMode="Normal"), "DependsOn": "A"}
    stack = ros.ended(ros.create(template_text({"A": first, "B": second}), disable_rollback=True))
    assert stack.status == "CREATE_FAILED"
    assert "AlreadyExists: resources.B: " in stack.status_reason


def test_stage_delete_is_applied_when_the_stack_goes(
    ros: Ros, namespace: str, names: Callable[[str], list[str]]
) -> None:
    farewell = {
        "Kind": "ConfigMap",
        "Name": "farewell",
        "JsonPath": "$.data.word",
        "Operator": "NotEmpty",
        "Stage": "Delete",
        "Timeout": 10,
    }
    late = application(
        namespace,
        config_map("farewell", word="bye"),
        Stage="Delete",
        DefaultNamespaceDeletion=False,
        WaitUntil=[farewell],
    )
    early = application(namespace, config_map("a"), DefaultNamespaceDeletion=False)
    stack_id = ros.create(template_text({"A": early, "B": {**late, "DependsOn": "A"}}))
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert names("configmaps") == ["a"]
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert names("configmaps") == ["farewell"]


def test_a_condition_that_is_none_fails_before_anything_is_applied(
    ros: Ros, namespace: str, names: Callable[[str], list[str]]
) -> None:
    item = {"Kind": "ConfigMap", "Name": "a", "Operator": "Equals", "Timeout": 1}
    body = template_text({"App": application(namespace, config_map("a"), WaitUntil=[item])})
    stack = ros.ended(ros.create(body, disable_rollback=True))
    assert stack.status == "CREATE_FAILED"
    assert "WaitUntil: Timeout: 1 is not from 10 to 10800" in stack.status_reason
    assert names("configmaps") == []


def test_yaml_that_is_none_fails_and_rolls_back(ros: Ros, namespace: str) -> None:
    for content in ("a: [", "kind: ConfigMap\n"):
        app = application(namespace, YamlContent=content)
        assert (
            ros.ended(ros.create(template_text({"App": app}))).status == "CREATE_ROLLBACK_COMPLETE"
        )


def test_a_data_source_reads_the_cluster_and_reads_again(ros: Ros, namespace: str) -> None:
    def body(word: str) -> str:
        look = {
            "Type": "DATASOURCE::CS::ClusterApplicationResources",
            "DependsOn": "App",
            "Properties": {
                "ClusterId": "c0",
                "Kind": "ConfigMap",
                "Name": "a",
                "Namespace": namespace,
                "JsonPath": "$.data.word",
                "FirstMatch": True,
                "RefreshOptions": "Always",
            },
        }
        said = {"Value": {"Fn::GetAtt": ["Look", "Response"]}}
        app = application(namespace, config_map("a", word=word))
        return template_text({"App": app, "Look": look}, Outputs={"Said": said})

    stack_id = ros.create(body("tea"))
    assert ros.ended(stack_id).outputs[0]["OutputValue"] == "tea"
    ros.call("update_stack", stack_id=stack_id, template_body=body("milk"))
    assert ros.ended(stack_id).outputs[0]["OutputValue"] == "milk"


def test_a_data_source_of_a_missing_object_fails(ros: Ros) -> None:
    look = {
        "Type": "DATASOURCE::CS::ClusterApplicationResources",
        "Properties": {"ClusterId": "c0", "Kind": "ConfigMap", "Name": "nothing"},
    }
    stack = ros.ended(ros.create(template_text({"Look": look}), disable_rollback=True))
    assert stack.status_reason.endswith("ConfigMap nothing could not be found")


def test_a_kubeconfig_is_a_data_source(ros: Ros) -> None:
    config = {
        "Type": "DATASOURCE::CS::ClusterUserKubeconfig",
        "Properties": {"ClusterId": "c0", "TemporaryDurationMinutes": 15},
    }
    stack_id = ros.create(template_text({"Config": config}))
    assert "current-context" in ros.attributes(stack_id, "Config")["Config"]
