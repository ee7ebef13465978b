"""A Job runs in an image its nodes can pull."""

from __future__ import annotations

import pytest

from core.delivery.images import ALPINE_HELM, COMPUTE_NEST, PRESETS, Image, copy_commands, image
from core.plan.model import Account, ClusterParameter, Delivery, JobImage, PathChart, Plan, Release


def plan(region: str, chosen: str | None = None) -> Plan:
    return Plan(
        name="shop",
        account=Account(region=region),
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="shop"),
        release=Release(name="shop"),
        delivery=Delivery(image=JobImage(reference=chosen) if chosen else None),
    )


@pytest.mark.parametrize(
    ("region", "preset"),
    [
        ("cn-hangzhou", COMPUTE_NEST),
        ("cn-beijing", COMPUTE_NEST),
        ("cn-hongkong", ALPINE_HELM),
        ("ap-southeast-1", ALPINE_HELM),
        ("us-west-1", ALPINE_HELM),
    ],
)
def test_mainland_regions_get_one_of_alibabas(region: str, preset: Image) -> None:
    assert image(plan(region)) == preset.reference


def test_ones_own_choice_stands() -> None:
    assert image(plan("cn-hangzhou", "my.registry/helm:1")) == "my.registry/helm:1"


def test_every_preset_is_pinned_and_new_enough() -> None:
    for preset in PRESETS:
        assert preset.reference.endswith(f":{preset.helm}")
        assert tuple(map(int, preset.helm.split("."))) >= (3, 8)


@pytest.mark.parametrize(
    ("reference", "copy"),
    [
        ("docker.io/alpine/helm:3.17.3", "acr.test/mine/helm:3.17.3"),
        ("localhost:5000/helm", "acr.test/mine/helm:copy"),
        ("alpine/helm:3.17.3@sha256:abc", "acr.test/mine/helm:3.17.3"),
        ("alpine/helm@sha256:abc", "acr.test/mine/helm:copy"),
    ],
)
def test_copying_names_the_source_and_the_copy(reference: str, copy: str) -> None:
    login, pull, tag, push = copy_commands(reference, "acr.test/mine/helm")
    assert login == "docker login acr.test"
    assert pull.endswith(f" {reference}")
    assert tag == f"docker tag {reference} {copy}"
    assert push == f"docker push {copy}"
