from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.delivery.hook_chart import hook_chart
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from core.rehearsal.switches import Switches
from tests.support.charts import chart_files
from tests.support.official_sdk import Ros
from tests.support.rehearsed_charts import host
from tests.support.stacks import template_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from core.rehearsal.rehearsal import Rehearsal

SETTINGS = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
data:
  number: {{ .Values.number | quote }}
"""


def files(**templates: str) -> dict[str, bytes]:
    named = {f"{name}.yaml": text for name, text in templates.items()}
    return chart_files(values="number: 1\n", templates=named)


def application(url: str, namespace: str, **more: Any) -> str:
    properties = {
        "ClusterId": "c0",
        "Name": "shop",
        "Namespace": namespace,
        "ChartUrl": url,
        **more,
    }
    resource = {"Type": "ALIYUN::CS::ClusterHelmApplication", "Properties": properties}
    return template_text({"App": resource})


def hooked(rehearsal: Rehearsal, namespace: str, *, seconds: int) -> str:
    """A stack whose hook lasts so long, and then fails: it fetches no chart."""
    values = {
        "release": {"name": "inner"},
        "chart": {"pullCommand": f"sleep {seconds}"},
        "installAs": "hook",
    }
    return application(host(rehearsal, hook_chart().files), namespace, ChartValues=values)


@pytest.fixture
def url(hosted: Callable[[Mapping[str, bytes]], str]) -> str:
    return hosted(files(settings=SETTINGS))


def data(kubernetes: httpx.Client, namespace: str) -> dict[str, str]:
    answer = kubernetes.get(f"/api/v1/namespaces/{namespace}/configmaps/shop-settings")
    found: dict[str, str] = answer.json()["data"]
    return found


def test_a_chart_is_installed_upgraded_and_uninstalled(
    ros: Ros,
    url: str,
    kubernetes: httpx.Client,
    namespace: str,
    namespaces: Callable[[], set[str]],
) -> None:
    stack_id = ros.create(application(url, namespace))
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert data(kubernetes, namespace) == {"number": "1"}
    changed = application(url, namespace, ChartValues={"number": "two"})
    ros.call("update_stack", stack_id=stack_id, template_body=changed)
    assert ros.ended(stack_id).status == "UPDATE_COMPLETE"
    assert data(kubernetes, namespace) == {"number": "two"}
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert namespace not in namespaces()


def test_a_namespace_may_stay(
    ros: Ros,
    url: str,
    namespace: str,
    names: Callable[[str], list[str]],
    namespaces: Callable[[], set[str]],
) -> None:
    stack_id = ros.create(application(url, namespace, NamespaceDeletion=False))
    ros.ended(stack_id)
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert namespace in namespaces()
    assert names("configmaps") == names("secrets") == []


def test_numbers_of_values_are_damaged_as_json_damages_them(
    ros: Ros, url: str, kubernetes: httpx.Client, namespace: str
) -> None:
    values = {"number": 12345678901234567890}
    assert ros.ended(ros.create(application(url, namespace, ChartValues=values)))
    assert data(kubernetes, namespace) == {"number": "1.2345678901234567e+19"}


@pytest.mark.parametrize(
    ("templates", "complaint"),
    [
        ({"a": '{{ lookup "v1" "Pod" "a" "b" }}'}, 'function "lookup" not defined'),
        ({"a": '{{ fail "no tea" }}'}, "no tea"),
        ({"a": "kind: ConfigMap\n"}, "apiVersion"),
    ],
)
def test_what_helm_cannot_install_fails_in_helms_words(
    ros: Ros,
    hosted: Callable[[Mapping[str, bytes]], str],
    namespace: str,
    templates: dict[str, str],
    complaint: str,
) -> None:
    body = application(hosted(files(**templates)), namespace)
    stack = ros.ended(ros.create(body, disable_rollback=True))
    assert stack.status == "CREATE_FAILED"
    assert stack.status_reason.startswith(
        "Resource CREATE failed: ResponseException: resources.App: "
    )
    assert complaint in stack.status_reason


def test_an_address_without_a_chart_fails_with_its_status(
    ros: Ros, rehearsal: Rehearsal, namespace: str
) -> None:
    url = f"{rehearsal.endpoint}/charts/missing-0.1.0.tgz"
    stack = ros.ended(ros.create(application(url, namespace), disable_rollback=True))
    assert stack.status_reason.endswith(f"failed to fetch {url} : 404 Not Found")


def test_what_is_no_chart_fails(ros: Ros, rehearsal: Rehearsal, namespace: str) -> None:
    url = f"{rehearsal.endpoint}/-/rehearsal"
    stack = ros.ended(ros.create(application(url, namespace), disable_rollback=True))
    assert "not a gzip-compressed archive" in stack.status_reason


def test_an_oci_address_is_refused(ros: Ros, namespace: str) -> None:
    body = application("oci://registry/shop", namespace)
    stack = ros.ended(ros.create(body, disable_rollback=True))
    assert "neither http nor https" in stack.status_reason


def test_a_taken_name_fails_and_is_left_alone(
    ros: Ros, url: str, kubernetes: httpx.Client, namespace: str
) -> None:
    first = ros.create(application(url, namespace))
    assert ros.ended(first).status == "CREATE_COMPLETE"
    second = ros.create(application(url, namespace, ChartValues={"number": 9}))
    assert ros.ended(second).status == "CREATE_ROLLBACK_COMPLETE"
    assert data(kubernetes, namespace) == {"number": "1"}


@pytest.mark.parametrize(
    ("way", "left"),
    [("SkipInstallIfExisting", False), ("SkipAllOperationsIfExisting", True)],
)
def test_an_existing_release_may_be_taken_over_or_left_as_it_is(
    ros: Ros, url: str, kubernetes: httpx.Client, way: str, left: bool
) -> None:
    namespace = way.lower()
    ros.ended(ros.create(application(url, namespace)))
    body = application(url, namespace, ChartValues={"number": 9}, IgnoreExisting=way)
    stack_id = ros.create(body)
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert data(kubernetes, namespace) == {"number": "1"}
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    found = kubernetes.get(f"/api/v1/namespaces/{namespace}/configmaps/shop-settings")
    assert found.is_success == left


def test_wait_until_gives_what_it_found(ros: Ros, url: str, namespace: str) -> None:
    item = {
        "Kind": "ConfigMap",
        "Name": "shop-settings",
        "JsonPath": "$.data.number",
        "FirstMatch": True,
        "Operator": "Equals",
        "Value": "1",
        "Timeout": 10,
    }
    stack_id = ros.create(application(url, namespace, WaitUntil=[item]))
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert ros.attributes(stack_id, "App")["WaitUntilData"] == ["1"]


def test_a_hook_that_never_ends_ends_with_helms_time() -> None:
    with ephemeral(Options(switches=Switches(helm_timeout=1))) as rehearsal:
        body, ros = hooked(rehearsal, "shop", seconds=60), Ros(rehearsal)
        stack = ros.ended(ros.create(body, disable_rollback=True))
        assert stack.status == "CREATE_FAILED"
        assert "failed post-install" in stack.status_reason


def test_hooks_need_not_be_waited_for() -> None:
    with ephemeral(Options(switches=Switches(wait_for_hooks=False))) as rehearsal:
        body, ros = hooked(rehearsal, "shop", seconds=2), Ros(rehearsal)
        stack_id = ros.create(body)
        assert ros.ended(stack_id).status == "CREATE_COMPLETE"
        ros.call("delete_stack", stack_id=stack_id)
        assert ros.ended(stack_id).status == "DELETE_COMPLETE"


def test_cancelling_quickly_stops_helm(ros: Ros, rehearsal: Rehearsal, namespace: str) -> None:
    stack_id = ros.create(hooked(rehearsal, namespace, seconds=60))
    ros.running(stack_id, "App")
    ros.call("cancel_stack_operation", stack_id=stack_id, cancel_type="Quick")
    assert ros.ended(stack_id).status == "CREATE_ROLLBACK_COMPLETE"
