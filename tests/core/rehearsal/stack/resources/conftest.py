"""A cluster to look into, and charts where it finds them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from core.cloud.kubeconfig import cluster_access
from tests.support.rehearsed_charts import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.rehearsal.rehearsal import Rehearsal

_NUMBERS = itertools.count(1)


@pytest.fixture
def kubernetes(rehearsal: Rehearsal) -> Iterator[httpx.Client]:
    access = cluster_access(rehearsal.kubeconfig.read_text())
    with httpx.Client(base_url=access.server, trust_env=False) as client:
        yield client


@pytest.fixture
def namespace() -> str:
    return f"test-{next(_NUMBERS)}"


@pytest.fixture
def names(kubernetes: httpx.Client, namespace: str) -> Callable[[str], list[str]]:
    """Return the names of what is in the namespace, given `configmaps` or the like."""

    def look(plural: str) -> list[str]:
        items = kubernetes.get(f"/api/v1/namespaces/{namespace}/{plural}").json()["items"]
        return sorted(
            each["metadata"]["name"]
            for each in items
            if each["metadata"]["name"] != "kube-root-ca.crt"
        )

    return look


@pytest.fixture
def namespaces(kubernetes: httpx.Client) -> Callable[[], set[str]]:
    def look() -> set[str]:
        items: list[dict[str, Any]] = kubernetes.get("/api/v1/namespaces").json()["items"]
        return {each["metadata"]["name"] for each in items}

    return look


@pytest.fixture
def hosted(rehearsal: Rehearsal) -> Callable[[Mapping[str, bytes]], str]:
    """Return the address that a chart of these files is put at."""
    return lambda files: host(rehearsal, files)
