"""What stays in the cluster after a deletion is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from core.cloud.errors import CloudRefused
from core.deployment.launch import launch
from core.deployment.leftovers import Leftover, leftovers

if TYPE_CHECKING:
    from core.deployment.history import History
    from core.deployment.launch import Order
    from core.rehearsal.rehearsal import Rehearsal

CRD = "shops.example.com"


@pytest.fixture
def cluster(rehearsal: Rehearsal) -> str:
    """Return the address of the rehearsal's cluster."""
    kubeconfig = yaml.safe_load(rehearsal.kubeconfig.read_text())
    server = kubeconfig["clusters"][0]["cluster"]["server"]
    assert isinstance(server, str)
    return server


def make(cluster: str, path: str, api_version: str, kind: str, **body: object) -> None:
    document = {"apiVersion": api_version, "kind": kind, **body}
    httpx.post(f"{cluster}{path}", json=document, trust_env=False).raise_for_status()


def claim(name: str, release: str) -> dict[str, object]:
    labels = {"app.kubernetes.io/instance": release}
    size = {"requests": {"storage": "1Gi"}}
    return {
        "metadata": {"name": name, "labels": labels},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": size},
    }


def definition() -> dict[str, object]:
    names = {"plural": "shops", "singular": "shop", "kind": "Shop", "listKind": "ShopList"}
    schema = {"openAPIV3Schema": {"type": "object"}}
    version = {"name": "v1", "served": True, "storage": True, "schema": schema}
    spec = {
        "group": "example.com",
        "scope": "Namespaced",
        "names": names,
        "versions": [version],
    }
    return {"metadata": {"name": CRD}, "spec": spec}


def test_what_helm_leaves_is_found(
    cluster: str, rehearsal: Rehearsal, order: Order, history: History
) -> None:
    there = {"ClusterId": rehearsal.cluster_id}
    order = replace(order, answers=there, custom_resources=(CRD,))
    deployment = launch(order, history).deployment
    assert leftovers(deployment, order.target) == ()

    make(cluster, "/api/v1/namespaces", "v1", "Namespace", metadata={"name": "prod"})
    claims = "/api/v1/namespaces/prod/persistentvolumeclaims"
    make(cluster, claims, "v1", "PersistentVolumeClaim", **claim("data-shop-0", "shop"))
    make(cluster, claims, "v1", "PersistentVolumeClaim", **claim("data-other-0", "other"))
    kept: dict[str, Any] = claim("kept", "")
    kept["metadata"]["annotations"] = {"meta.helm.sh/release-name": "shop"}
    make(cluster, claims, "v1", "PersistentVolumeClaim", **kept)
    definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    make(
        cluster,
        definitions,
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        **definition(),
    )
    assert leftovers(deployment, order.target) == (
        Leftover("Namespace", "prod"),
        Leftover("PersistentVolumeClaim", "data-shop-0", "prod"),
        Leftover("PersistentVolumeClaim", "kept", "prod"),
        Leftover("CustomResourceDefinition", CRD),
    )


def test_a_cluster_that_is_unknown_is_named(order: Order, history: History) -> None:
    with pytest.raises(CloudRefused, match="c1"):
        leftovers(launch(order, history).deployment, order.target)
