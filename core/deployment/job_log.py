"""What the Jobs of a deployment have said, read from their pods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.delivery.names import hook_name, hook_release
from core.deployment.cluster import cluster_view
from core.errors import printable

if TYPE_CHECKING:
    from core.deployment.model import Deployment, Target

_RUN: Final = "chartnest.io/run"
_LIMIT: Final = 1024 * 1024  # bytes of one log


_AT_MOST: Final = {"limitBytes": str(_LIMIT)}


@dataclass(frozen=True)
class JobLog:
    """The log of one pod; `run` is `install` or `uninstall`, `phase` that of the pod.

    `started` is in UTC as Kubernetes writes it, empty before it started.
    """

    pod: str
    run: str
    phase: str
    started: str
    text: str


def job_logs(deployment: Deployment, target: Target) -> tuple[JobLog, ...]:
    """Return the logs of all the deployment's Jobs, the newest first.

    Pods go a day after they end, and with their stack. Raises `ClusterUnreachable`, or what ACK
    refuses.
    """
    name = hook_name(deployment.namespace, hook_release(deployment.release))
    pods = f"/api/v1/namespaces/{deployment.namespace}/pods"
    with cluster_view(deployment, target) as cluster:
        found = cluster.get(pods, {"labelSelector": f"app.kubernetes.io/instance={name}"})
        logs = [
            _log(pod, cluster.text(f"{pods}/{pod['metadata']['name']}/log", _AT_MOST))
            for pod in (found or {"items": []})["items"]
        ]
    return tuple(sorted(logs, key=lambda log: log.started, reverse=True))


def _log(untrusted_pod: dict[str, Any], untrusted_text: str | None) -> JobLog:
    metadata, status = untrusted_pod["metadata"], untrusted_pod.get("status", {})
    text = printable((untrusted_text or "").replace("\t", "    ").rstrip("\n"))
    if len((untrusted_text or "").encode()) >= _LIMIT:
        command = f"kubectl logs {metadata['name']} -n {metadata['namespace']}"
        text += f"\n[... cut here; all of it: {command} ...]"
    return JobLog(
        pod=metadata["name"],
        run=metadata.get("labels", {}).get(_RUN, ""),
        phase=str(status.get("phase", "")),
        started=str(status.get("startTime") or metadata.get("creationTimestamp") or ""),
        text=text,
    )
