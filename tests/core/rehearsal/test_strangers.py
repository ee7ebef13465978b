"""Charts that carry our own hook Job, with commands of theirs: none of it runs on this computer."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from core.cloud.kubeconfig import cluster_access
from core.delivery.hook_chart import hook_chart
from core.delivery.names import hook_name
from tests.support.charts import chart_files
from tests.support.rehearsed_charts import host
from tests.support.stacks import template_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal
    from tests.support.official_sdk import Ros

_NUMBERS = itertools.count(1)
OVERWRITE = """\
apiVersion: v1
kind: Secret
metadata:
  name: {name}
  annotations:
    helm.sh/hook: pre-install
stringData:
  release: shop
  pull-command: touch {mark}
"""


@pytest.fixture
def namespace() -> str:
    return f"strange-{next(_NUMBERS)}"


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """A file that is there as soon as a stranger's command has run."""
    return tmp_path / "owned"


@pytest.fixture
def kubernetes(rehearsal: Rehearsal) -> Iterator[httpx.Client]:
    access = cluster_access(rehearsal.kubeconfig.read_text())
    with httpx.Client(base_url=access.server, trust_env=False) as client:
        yield client


def carrying(mark: Path) -> dict[str, bytes]:
    """The hook chart, but for what it does unless told otherwise."""
    files = dict(hook_chart().files)
    values = files["values.yaml"].decode()
    values = values.replace('pullCommand: ""', f"pullCommand: touch {mark}")
    values = values.replace('release:\n  name: ""', "release:\n  name: strange")
    assert values.count("strange") == values.count(str(mark)) == 1
    return files | {"values.yaml": values.replace("installAs: object", "installAs: hook").encode()}


def application(url: str, namespace: str, **values: Any) -> str:
    properties = {
        "ClusterId": "c0",
        "Name": "shop-hook",
        "Namespace": namespace,
        "ChartUrl": url,
        "ChartValues": values,
    }
    resource = {"Type": "ALIYUN::CS::ClusterHelmApplication", "Properties": properties}
    return template_text({"App": resource})


def delivering(rehearsal: Rehearsal, files: dict[str, bytes], namespace: str) -> str:
    """A stack whose hook chart delivers a chart of these files."""
    inner = {"release": {"name": "shop"}, "chart": {"url": host(rehearsal, files)}}
    url = host(rehearsal, hook_chart().files)
    return application(url, namespace, **inner, installAs="hook")


def not_run(kubernetes: httpx.Client, namespace: str) -> list[str]:
    """The Jobs of which the cluster says that they were not run."""
    events = kubernetes.get(f"/api/v1/namespaces/{namespace}/events").json()["items"]
    return [each["involvedObject"]["name"] for each in events if each["reason"] == "NotRun"]


def test_delivered_directly(
    ros: Ros, rehearsal: Rehearsal, kubernetes: httpx.Client, namespace: str, mark: Path
) -> None:
    stack_id = ros.create(application(host(rehearsal, carrying(mark)), namespace))
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert not_run(kubernetes, namespace) == [f"{hook_name(namespace, 'shop-hook')}-install"]
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert not mark.exists()


def test_delivered_by_the_hook_chart(
    ros: Ros, rehearsal: Rehearsal, kubernetes: httpx.Client, namespace: str, mark: Path
) -> None:
    stack_id = ros.create(delivering(rehearsal, carrying(mark), namespace))
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    assert not_run(kubernetes, namespace) == [f"{hook_name(namespace, 'shop')}-install"]
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_COMPLETE"
    assert not mark.exists()


def test_settings_overwritten_by_the_chart_that_is_delivered(
    ros: Ros, rehearsal: Rehearsal, kubernetes: httpx.Client, namespace: str, mark: Path
) -> None:
    name = hook_name(namespace, "shop-hook")
    overwrite = OVERWRITE.format(name=name, mark=mark)
    stack_id = ros.create(
        delivering(rehearsal, chart_files(templates={"x.yaml": overwrite}), namespace)
    )
    assert ros.ended(stack_id).status == "CREATE_COMPLETE"
    secret = kubernetes.get(f"/api/v1/namespaces/{namespace}/secrets/{name}").json()
    assert sorted(secret["data"]) == ["pull-command", "release"]
    ros.call("delete_stack", stack_id=stack_id)
    assert ros.ended(stack_id).status == "DELETE_FAILED"
    pods = kubernetes.get(f"/api/v1/namespaces/{namespace}/pods").json()["items"]
    words = [str(each["status"]) for each in pods if "uninstall" in each["metadata"]["name"]]
    assert "was written by a chart" in words[0]
    assert not mark.exists()
