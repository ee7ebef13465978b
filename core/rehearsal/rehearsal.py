"""A running rehearsal, as its clients know it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.cloud.connection import Connection, Credentials, Endpoints
from core.cloud.kubeconfig import KubeconfigCluster

REGION: Final = "cn-hangzhou"
PRESENCE: Final = "/-/rehearsal"
"""Where a server says which process it is; no bucket of OSS can be called so."""


@dataclass(frozen=True)
class Rehearsal:
    """Where the server is and how to speak to it.

    `callback` is the address that signals and chart files are served on; `temporary` is a second
    key pair, with an STS token. `build` is the ChartNest that serves. `state`, `given_cluster`,
    `callback_host` and `helm` are what it was asked for; `helm_version` is that of the Helm that
    runs the Jobs in the built-in cluster, empty where none does.
    """

    pid: int
    endpoint: str
    callback: str
    credentials: Credentials
    temporary: Credentials
    cluster_id: str
    kubeconfig: Path
    kubernetes_version: str
    build: str
    state: Path | None = None
    given_cluster: KubeconfigCluster | None = None
    callback_host: str | None = None
    helm: Path | None = None
    helm_version: str = ""

    def serves(self, kubernetes_version: str) -> bool:
        """Tell whether its cluster is of this version, `1.33` or `1.33.0`."""
        return self.kubernetes_version.split(".")[:2] == kubernetes_version.split(".")[:2]

    def connection(self, region: str = REGION) -> Connection:
        """Return what the cloud clients are made from, every service at this server."""
        return Connection(self.credentials, region, Endpoints.all_at(self.endpoint))

    def document(self) -> dict[str, Any]:
        """Return it for a file that only its owner reads: the secrets are in it."""
        return {
            "pid": self.pid,
            "endpoint": self.endpoint,
            "callback": self.callback,
            "credentials": _document(self.credentials),
            "temporary": _document(self.temporary),
            "clusterId": self.cluster_id,
            "kubeconfig": str(self.kubeconfig),
            "kubernetesVersion": self.kubernetes_version,
            "build": self.build,
            "state": str(self.state) if self.state else None,
            "givenKubeconfig": str(self.given_cluster.file) if self.given_cluster else None,
            "givenContext": self.given_cluster.context if self.given_cluster else "",
            "callbackHost": self.callback_host,
            "helm": str(self.helm) if self.helm else None,
            "helmVersion": self.helm_version,
        }

    @classmethod
    def load(cls, document: dict[str, Any]) -> Rehearsal:
        """Return what `document` has written, also that of a build from before it named itself."""
        given, state = document["givenKubeconfig"], document.get("state")
        context = document.get("givenContext", "")
        return cls(
            pid=document["pid"],
            endpoint=document["endpoint"],
            callback=document["callback"],
            credentials=Credentials(*document["credentials"]),
            temporary=Credentials(*document["temporary"]),
            cluster_id=document["clusterId"],
            kubeconfig=Path(document["kubeconfig"]),
            kubernetes_version=document["kubernetesVersion"],
            build=document.get("build", ""),
            state=Path(state) if state else None,
            given_cluster=KubeconfigCluster(Path(given), context) if given else None,
            callback_host=document["callbackHost"],
            helm=Path(document["helm"]) if document.get("helm") else None,
            helm_version=document.get("helmVersion", ""),
        )


def _document(credentials: Credentials) -> list[str | None]:
    return [
        credentials.access_key_id,
        credentials.access_key_secret,
        credentials.security_token,
    ]
