"""What the engine needs from the server around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.rehearsal.stack.kubernetes import Kubernetes
    from core.rehearsal.stack.model import Stack
    from core.rehearsal.switches import Switches


class Surroundings(Protocol):
    """The one cluster that every ClusterId means, the address for signals, and the switches."""

    @property
    def switches(self) -> Switches:
        """What the rehearsal was told to do otherwise."""

    @property
    def kubeconfig(self) -> str:
        """Return a person's kubeconfig of the cluster."""

    @property
    def kubernetes(self) -> Kubernetes:
        """Return a trusted client of the cluster."""

    def helm_kubeconfig(self, *, trusted: bool) -> str:
        """Return the kubeconfig for Helm; only where `trusted` may the Jobs it makes run here."""

    def trusts_release(self, name: str, namespace: str) -> bool:
        """Tell whether what Helm recorded of a release comes from trusted Helm alone."""

    def signal_url(self, stack: Stack, logical_id: str) -> str:
        """Return the signed address that signals of a handle are sent to."""
