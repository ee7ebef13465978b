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


def marked(
    name: str, policy: str, release: str = "shop", namespace: str = "prod"
) -> dict[str, Any]:
    annotations = {
        "helm.sh/resource-policy": policy,
        "meta.helm.sh/release-name": release,
        "meta.helm.sh/release-namespace": namespace,
    }
    labels = {"app.kubernetes.io/managed-by": "Helm"}
    return {"metadata": {"name": name, "annotations": annotations, "labels": labels}}


def test_what_the_chart_says_is_kept_is_found_whatever_it_is_and_wherever(
    cluster: str, rehearsal: Rehearsal, order: Order, history: History
) -> None:
    order = replace(order, answers={"ClusterId": rehearsal.cluster_id})
    deployment = replace(launch(order, history).deployment, namespace="keeping", release="kept")
    for name in ("keeping", "elsewhere"):
        make(cluster, "/api/v1/namespaces", "v1", "Namespace", metadata={"name": name})
    mine = {"release": "kept", "namespace": "keeping"}
    maps = "/api/v1/namespaces/keeping/configmaps"
    make(cluster, maps, "v1", "ConfigMap", **marked("settings", "keep", **mine))
    make(cluster, maps, "v1", "ConfigMap", **marked("spelled", " Keep ", **mine))
    make(cluster, maps, "v1", "ConfigMap", **marked("going", "delete", **mine))
    make(cluster, maps, "v1", "ConfigMap", **marked("of-others", "keep", release="other"))
    secrets = "/api/v1/namespaces/elsewhere/secrets"
    make(cluster, secrets, "v1", "Secret", **marked("token", "keep", **mine))
    roles = "/apis/rbac.authorization.k8s.io/v1"
    make(
        cluster,
        f"{roles}/clusterroles",
        roles.removeprefix("/apis/"),
        "ClusterRole",
        **marked("reader", "keep", **mine),
        rules=[],
    )
    hook: dict[str, Any] = marked("migration", "", **mine)
    hook["metadata"]["annotations"] = {"helm.sh/hook": "pre-install"}
    hook["metadata"]["labels"] = {"app.kubernetes.io/instance": "kept"}
    make(cluster, maps, "v1", "ConfigMap", **hook)
    assert leftovers(deployment, order.target) == (
        Leftover("Namespace", "keeping"),
        Leftover("ClusterRole", "reader"),
        Leftover("ConfigMap", "migration", "keeping"),
        Leftover("ConfigMap", "settings", "keeping"),
        Leftover("ConfigMap", "spelled", "keeping"),
        Leftover("Secret", "token", "elsewhere"),
    )


def test_a_claim_is_known_by_its_statefulset_as_long_as_that_is_there(
    cluster: str, rehearsal: Rehearsal, order: Order, history: History
) -> None:
    order = replace(order, answers={"ClusterId": rehearsal.cluster_id})
    deployment = replace(launch(order, history).deployment, namespace="claims", release="db")
    make(cluster, "/api/v1/namespaces", "v1", "Namespace", metadata={"name": "claims"})
    labels = {"app": "database"}
    own = marked("db", "", release="db", namespace="claims")
    pod = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "a", "image": "a"}]}}
    template = claim("data", "")
    template["metadata"] = {"name": "data"}
    spec = {
        "serviceName": "db",
        "selector": {"matchLabels": labels},
        "template": pod,
        "volumeClaimTemplates": [template],
        "replicas": 0,
    }
    sets = "/apis/apps/v1/namespaces/claims/statefulsets"
    make(cluster, sets, "apps/v1", "StatefulSet", **own, spec=spec)
    claims = "/api/v1/namespaces/claims/persistentvolumeclaims"
    for name in ("data-db-0", "data-other-0"):
        make(cluster, claims, "v1", "PersistentVolumeClaim", **claim(name, ""))
    namespace, there = (
        Leftover("Namespace", "claims"),
        Leftover("PersistentVolumeClaim", "data-db-0", "claims"),
    )
    before = leftovers(deployment, order.target)
    assert before == (namespace, there)
    httpx.delete(f"{cluster}{sets}/db", trust_env=False).raise_for_status()
    assert leftovers(deployment, order.target) == (namespace,)
    assert leftovers(deployment, order.target, before) == (namespace, there)
    httpx.delete(f"{cluster}{claims}/data-db-0", trust_env=False).raise_for_status()
    assert leftovers(deployment, order.target, before) == (namespace,)


def test_a_cluster_that_is_unknown_is_named(order: Order, history: History) -> None:
    with pytest.raises(CloudRefused, match="c1"):
        leftovers(launch(order, history).deployment, order.target)
