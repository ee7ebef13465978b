"""WaitUntil, as ClusterApplication and ClusterHelmApplication have it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.stack.kubernetes import Kubernetes
from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.wait_until import check_conditions, wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SOUND: dict[str, Any] = {"Kind": "ConfigMap", "Name": "a", "Operator": "NotEmpty"}


@pytest_asyncio.fixture
async def kubernetes() -> AsyncIterator[Kubernetes]:
    cluster = BuiltInCluster()
    await cluster.start()
    kubernetes = Kubernetes(cluster.kubeconfig_text)
    yield kubernetes
    await kubernetes.close()
    await cluster.stop()


def config_map(name: str, word: str) -> dict[str, Any]:
    metadata = {"name": name}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"word": word}}


async def test_a_wait_that_is_in_vain_fails_with_what_was_found(kubernetes: Kubernetes) -> None:
    await kubernetes.create(config_map("a", "coffee"), "default")
    said = {"JsonPath": "$.data.word", "Operator": "Equals", "Value": "tea", "Timeout": 0.01}
    with pytest.raises(ResourceFailed, match=r"ConfigMap a \$.data.word Equals tea .*coffee"):
        await wait_until(kubernetes, {"WaitUntil": [SOUND | said]}, "Create", "default")


async def test_what_comes_later_is_waited_for(kubernetes: Kubernetes) -> None:
    wanted = {"WaitUntil": [SOUND | {"JsonPath": "$.data.word", "FirstMatch": "true"}]}
    waiting = asyncio.create_task(wait_until(kubernetes, wanted, "Create", "default"))
    await kubernetes.create(config_map("a", "tea"), "default")
    assert await waiting == ["tea"]


async def test_each_stage_has_its_own_conditions(kubernetes: Kubernetes) -> None:
    gone = {"WaitUntil": [SOUND | {"Stage": "Delete", "Operator": "Empty"}]}
    assert await wait_until(kubernetes, gone, "Create", "default") == []
    assert await wait_until(kubernetes, gone, "Delete", "default") == [None]


@pytest.mark.parametrize(
    ("items", "complaint"),
    [
        ([], "there are 0 conditions"),
        ([SOUND] * 6, "there are 6 conditions"),
        (["a"], "no map"),
        ([SOUND | {"Kind": ""}], "Kind is not assigned"),
        ([{"Kind": "ConfigMap", "Name": "a"}], "Operator is not assigned"),
        ([SOUND | {"Operator": "Is"}], "Operator: 'Is' is not in"),
        ([SOUND | {"Stage": "Rollback"}], "Stage: 'Rollback' is not in"),
        ([SOUND | {"ValueType": "Number"}], "ValueType: 'Number' is not in"),
        ([SOUND | {"Timeout": 9}], "Timeout: 9 is not from 10 to 10800"),
        ([SOUND | {"Timeout": "10801"}], "Timeout: 10801 is not"),
    ],
)
def test_what_is_no_condition_is_refused(items: list[Any], complaint: str) -> None:
    check_conditions([SOUND, SOUND | {"Stage": "Create/Update", "Timeout": "600"}])
    with pytest.raises(ResourceFailed, match=complaint):
        check_conditions(items)
