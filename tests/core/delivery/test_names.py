"""Names stay valid and different, however long and alike the releases are."""

from __future__ import annotations

import re

import pytest

from core.delivery.names import hook_release

RELEASES = ["a", "shop", "shop.v1", "s" * 53, "s" * 52 + "t", "s" * 49, "a-" * 26 + "a"]


@pytest.mark.parametrize("release", RELEASES)
def test_the_hook_charts_release_is_one_helm_takes(release: str) -> None:
    name = hook_release(release)
    assert len(name) <= 53
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?", name)
    assert name != release


def test_different_releases_get_different_ones() -> None:
    assert len(set(map(hook_release, RELEASES))) == len(RELEASES)
