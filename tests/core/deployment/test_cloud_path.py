"""The launch that is no rehearsal, whole: STS, ACK, OSS and ROS at overridden endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from core.cloud.accounts import Accounts, Profile
from core.cloud.ack import AckClient
from core.cloud.errors import WrongSecret
from core.cloud.ros import RosClient
from core.cloud.secrets import SessionStore
from core.deployment.change import delete
from core.deployment.hosting import host_of
from core.deployment.launch import Order, launch
from core.deployment.model import Target
from core.deployment.watch import watch
from core.plan.model import Bucket
from tests.core.deployment.samples import HOOK_CHART, PASSWORD, bundle

if TYPE_CHECKING:
    from core.deployment.history import History
    from core.rehearsal.rehearsal import Rehearsal


@pytest.fixture
def accounts(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """An account at endpoints that the environment overrides, temporary credentials included."""
    for service in ("ROS", "CS", "STS", "OSS"):
        monkeypatch.setenv(f"CHARTNEST_ENDPOINT_{service}", rehearsal.endpoint)
    accounts = Accounts(store=SessionStore())
    accounts.add(Profile("work", "cn-hangzhou"), rehearsal.credentials)
    accounts.add(Profile("guest", "cn-hangzhou"), rehearsal.temporary)
    return accounts


def test_sts_says_whose_the_account_is(accounts: Accounts) -> None:
    assert accounts.verify("work").kind == "Account"
    assert accounts.verify("guest").kind == "AssumedRoleUser"


def test_a_wrong_secret_is_found_by_verifying(accounts: Accounts, rehearsal: Rehearsal) -> None:
    wrong = rehearsal.credentials.__class__(rehearsal.credentials.access_key_id, "wrong")
    accounts.add(Profile("wrong", "cn-hangzhou"), wrong)
    with pytest.raises(WrongSecret, match="STS refused GetCallerIdentity"):
        accounts.verify("wrong")


def test_ack_lists_clusters_and_opens_one(accounts: Accounts, rehearsal: Rehearsal) -> None:
    ack = AckClient(accounts.connection("work"))
    (cluster,) = ack.clusters()
    assert cluster.id == rehearsal.cluster_id
    assert cluster.is_running
    assert ack.cluster(cluster.id) == cluster
    assert "clusters" in ack.kubeconfig(cluster.id)


@pytest.mark.parametrize("name", ["work", "guest"])
def test_a_launch_goes_through_bucket_and_stack(
    accounts: Accounts, history: History, name: str
) -> None:
    connection = accounts.connection(name)
    hosting = Bucket(bucket="charts", prefix="chartnest/")
    target = Target(name, connection, host_of(hosting, connection))
    plan = bundle(f"cloud-{name}", waits=False)
    order = Order(plan, target, secrets={"auth.password": PASSWORD})
    deployment = launch(order, history).deployment
    *_, last = watch(deployment, target, history)
    assert last.status == "CREATE_COMPLETE"
    assert not deployment.rehearsed

    stack = RosClient(connection).stack(last.stack_id)
    url = stack.parameters["ChartUrl"]
    assert f"/charts/chartnest/{HOOK_CHART.filename}?" in url
    (seconds,) = parse_qs(urlsplit(url).query)["x-oss-expires"]
    assert 6.99 < int(seconds) / 86_400 <= 7
    assert httpx.get(url, trust_env=False).content == HOOK_CHART.archive

    *_, gone = watch(delete(deployment, target, history), target, history)
    assert gone.succeeded
