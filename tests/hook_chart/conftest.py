"""The script in a pod of its own beside a small API, in each shell; ash is what images have."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from core.delivery import hook_chart
from tests.support.hook_pod import Pod
from tests.support.small_api import SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator

# The chart that test_mutations.py has changed, in place of ours.
if mutant := os.environ.get("CHARTNEST_MUTANT"):
    hook_chart._FOLDER = Path(mutant)  # type: ignore[misc]

SHELLS = ["ash", *(pytest.param(shell, marks=pytest.mark.matrix) for shell in ("dash", "bash"))]
GZIP = b"\x1f\x8bchart"


class MakePod(Protocol):
    """Makes a pod that fetches /shop.tgz and signals to /signal, unless `values` say otherwise."""

    def __call__(self, travelling: dict[str, bytes] | None = None, **values: Any) -> Pod: ...


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def api() -> Iterator[SmallApi]:
    with SmallApi(files={"/shop.tgz": GZIP}) as api:
        yield api


@pytest.fixture
def make_pod(api: SmallApi, shell: str, tmp_path: Path) -> Iterator[MakePod]:
    with ExitStack() as closing:

        def make(travelling: dict[str, bytes] | None = None, **values: Any) -> Pod:
            merged = {
                "release": {"name": "shop"},
                "chart": {"url": f"{api.address}/shop.tgz"},
                "signal": {"url": f"{api.address}/signal", "headers": {"x-acs-id": "42"}},
            } | values
            pod = Pod(tmp_path / "pod", merged, api=api.address, shell=shell, travelling=travelling)
            closing.callback(pod.close)
            return pod

        yield make


@pytest.fixture
def pod(make_pod: MakePod) -> Pod:
    """A pod as the plainest plan has it."""
    return make_pod()
