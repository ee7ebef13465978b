from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from core.cloud.kubeconfig import KubeconfigCluster
from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from core.rehearsal.stack.store import StateInUse
from tests.support.charts import chart_files
from tests.support.official_sdk import Ros
from tests.support.rehearsed_charts import host
from tests.support.stacks import template_text, waiting

if TYPE_CHECKING:
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal


def test_the_callback_address_serves_signals_and_charts_and_nothing_else() -> None:
    with ephemeral(Options(callback_host="127.0.0.1")) as rehearsal:
        assert rehearsal.callback != rehearsal.endpoint
        chart = host(rehearsal, chart_files())
        assert chart.startswith(rehearsal.callback)
        assert httpx.get(chart, trust_env=False).is_success
        ros = Ros(rehearsal)
        stack_id = ros.create(template_text(waiting()))
        handle = ros.attributes(stack_id, "Signal")
        assert handle["URL"].startswith(rehearsal.callback)
        httpx.post(handle["URL"], headers=handle["Headers"], json={}, trust_env=False)
        assert ros.ended(stack_id).status == "CREATE_COMPLETE"
        for path in ("/", "/-/rehearsal", "/api/v1/clusters", "/box/key"):
            answer = httpx.get(f"{rehearsal.callback}{path}", trust_env=False)
            assert answer.status_code == 404
        assert httpx.put(chart, content=b"x", trust_env=False).status_code == 405


def test_one_state_has_one_server(tmp_path: Path) -> None:
    options = Options(state=tmp_path / "state.sqlite")
    with ephemeral(options), pytest.raises(StateInUse), ephemeral(options):
        pass


def test_a_state_is_its_owners_alone(tmp_path: Path) -> None:
    with ephemeral(Options(state=tmp_path / "kept" / "state.sqlite")):
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "kept").iterdir()}
        assert {"state.sqlite", "state.kubeconfig"} <= set(modes)
        assert set(modes.values()) == {0}


def test_any_kubeconfig_gives_the_cluster(rehearsal: Rehearsal) -> None:
    with ephemeral(Options(given_cluster=KubeconfigCluster(rehearsal.kubeconfig))) as second:
        assert second.kubeconfig == rehearsal.kubeconfig
        ros = Ros(second)
        resource = {
            "Type": "ALIYUN::CS::ClusterHelmApplication",
            "Properties": {
                "ClusterId": second.cluster_id,
                "Name": "elsewhere",
                "Namespace": "elsewhere",
                "ChartUrl": host(second, chart_files()),
            },
        }
        stack_id = ros.create(template_text({"App": resource}))
        assert ros.ended(stack_id).status == "CREATE_COMPLETE"
        ros.call("delete_stack", stack_id=stack_id)
        assert ros.ended(stack_id).status == "DELETE_COMPLETE"


def test_a_hundred_stacks_are_listed_in_pages_newest_first() -> None:
    with ephemeral(Options()) as rehearsal:
        ros = Ros(rehearsal)
        ids = [ros.create(template_text({"Nap": {"Type": "Sleep"}})) for _ in range(100)]
        for stack_id in ids:
            assert ros.ended(stack_id).status == "CREATE_COMPLETE"
        page = ros.call("list_stacks", page_size=50, page_number=2)
        assert page.total_count == 100
        assert [each.stack_id for each in page.stacks] == ids[49::-1]
