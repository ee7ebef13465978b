"""What the hook Job's script takes from its start to its signal, Helm's own time left out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, median_seconds
from tests.support.hook_pod import Pod
from tests.support.small_api import SmallApi

if TYPE_CHECKING:
    from collections.abc import Iterator


def figures() -> Iterator[Figure]:
    """Measure with a recording helm that takes next to no time."""
    with tempfile.TemporaryDirectory() as folder, SmallApi() as api:
        api.files["/shop.tgz"] = b"\x1f\x8bchart"
        values = {
            "release": {"name": "shop"},
            "chart": {"url": f"{api.address}/shop.tgz"},
            "signal": {"url": f"{api.address}/signal"},
        }
        pod = Pod(Path(folder), values, api=api.address, shell="dash")
        seconds = median_seconds(pod.run)
    yield Figure("hook Job's start → its signal, without Helm's time", seconds, "s", aim=1)
