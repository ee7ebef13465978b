"""How a rehearsal serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.paths import data_directory
from core.rehearsal.switches import Switches

if TYPE_CHECKING:
    from pathlib import Path

    from core.cloud.kubeconfig import KubeconfigCluster

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """How to serve; `state` None keeps everything in memory, `given_cluster` None builds one.

    `port` 0 takes the port of the last time again, or any free one. `callback_host` is an address
    that the pods of a cluster elsewhere can reach; `helm` is what Jobs run in the built-in one,
    None for this computer's.
    """

    port: int = 0
    state: Path | None = None
    given_cluster: KubeconfigCluster | None = None
    callback_host: str | None = None
    kubernetes_version: str = DEFAULT_KUBERNETES_VERSION
    helm: Path | None = None
    switches: Switches = field(default_factory=Switches)


def default_state() -> Path:
    """Return the state file of the rehearsal that is found again."""
    return data_directory() / "rehearsal.sqlite"
