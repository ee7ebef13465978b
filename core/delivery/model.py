"""The bundle: all that previews, exports, launches and rehearsals read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import FetchedDependency
    from core.errors import Problem
    from core.plan.model import Plan


@dataclass(frozen=True)
class PackagedChart:
    """A chart made or packed by us: files by POSIX path, and the same as a .tgz.

    Equal inputs give equal bytes; `version` of a hook chart carries the hash of its files.
    """

    name: str
    version: str
    files: Mapping[str, bytes]
    archive: bytes

    @property
    def filename(self) -> str:
        """Return the archive's file name, `NAME-VERSION.tgz`."""
        return f"{self.name}-{self.version}.tgz"


@dataclass(frozen=True)
class Parameter:
    """A parameter of the ROS template; `value` is None while only the launch knows it.

    `secret` names the plan's secret it carries: a value path, or `chart:password`.
    """

    name: str
    value: str | None
    no_echo: bool = False
    secret: str | None = None


CLUSTER_ID: Final = "ClusterId"
CHART_URL: Final = "ChartUrl"


@dataclass(frozen=True)
class Bundle:
    """What a plan comes to: made once, read by everything after.

    `hosted` is the archive that must be reachable over http(s) before the launch (the hook
    chart, or the chart itself when `direct` delivers one from this computer); its address is
    given as the parameter `ChartUrl`. None when nothing needs hosting.
    `revision` counts the deployments of one stack from 1 and names Signal and Wait.
    `fetched` are the dependencies that the chart got here; the template, which goes to
    customers, does not tell where from.
    """

    plan: Plan
    revision: int
    template_text: str
    template: Mapping[str, object]
    parameters: tuple[Parameter, ...]
    hosted: PackagedChart | None = None
    warnings: tuple[Problem, ...] = ()
    fetched: tuple[FetchedDependency, ...] = ()
