"""Versions of Helm: which installs, which is inside ChartNest, which came first."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from core.chart.semver import Version

ENGINE: Final = "4.2.3"
"""The Helm inside ChartNest, which makes every preview."""

OLDEST: Final = "3.8.0"
"""The oldest Helm that an image for the Job may hold."""

BEHIND_ROS: Final = "3.0"
"""The Helm of ACK behind ROS's ClusterHelmApplication; nobody says which 3.0 it is."""


@lru_cache(maxsize=256)
def release(helm: str) -> tuple[int, int, int]:
    """Return the three numbers of a version such as `3.0` or `v4.1.4`."""
    version = Version.parse(helm)
    return (version.major, version.minor, version.patch) if version else release(ENGINE)


def since(helm: str, *firsts: str) -> bool:
    """Tell whether `helm` has what came in the first of `firsts`, and on each later branch.

    `since("4.0.2", "3.20.1", "4.1.3")` is false: what 3.20.1 brought came to 4.x in 4.1.3 only.
    """
    mine = release(helm)
    reached = [release(first) for first in firsts if release(first)[0] <= mine[0]]
    return bool(reached) and mine >= max(reached)
