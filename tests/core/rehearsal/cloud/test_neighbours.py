"""CS and STS on the same port, asked by their official SDKs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.official_sdk import Cs, caller, refusal

if TYPE_CHECKING:
    from core.rehearsal.rehearsal import Rehearsal


@pytest.fixture(scope="session")
def cs(rehearsal: Rehearsal) -> Cs:
    return Cs(rehearsal)


def test_the_one_cluster_is_listed(cs: Cs, rehearsal: Rehearsal) -> None:
    answer = cs.clusters(page_size=50)
    (cluster,) = answer.clusters
    assert (cluster.cluster_id, cluster.state) == (rehearsal.cluster_id, "running")
    assert cluster.current_version == rehearsal.kubernetes_version
    assert answer.page_info.total_count == 1


def test_other_names_and_pages_are_empty(cs: Cs) -> None:
    assert cs.clusters(name="another").clusters == []
    assert cs.clusters(page_number=2).clusters == []


def test_a_cluster_is_described_by_its_id(cs: Cs, rehearsal: Rehearsal) -> None:
    assert cs.client.describe_cluster_detail(rehearsal.cluster_id).body.name == "rehearsal"
    assert refusal(cs.client.describe_cluster_detail, "c0") == ("ErrorClusterNotFound", 404)


def test_a_kubeconfig_is_given(cs: Cs, rehearsal: Rehearsal) -> None:
    request = cs.models.DescribeClusterUserKubeconfigRequest()
    answer = cs.client.describe_cluster_user_kubeconfig(rehearsal.cluster_id, request).body
    assert json.loads(answer.config) == json.loads(rehearsal.kubeconfig.read_text())


def test_the_caller_is_an_account_or_a_role(rehearsal: Rehearsal) -> None:
    account, role = caller(rehearsal), caller(rehearsal, rehearsal.temporary)
    assert (account.identity_type, role.identity_type) == ("Account", "AssumedRoleUser")
    assert account.account_id == role.account_id
