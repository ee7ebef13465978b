"""The one rule by which a Job of the built-in cluster may run on the person's computer.

A Job runs when all of this holds; any other is only reported:

1. It has one container with the hook chart's own command, and nothing but the ConfigMap that holds
   ChartNest's `run.sh`, byte for byte, is mounted where the command's script lies: that of this
   ChartNest, or of an earlier one that served the same state, lest nobody uninstalls what it did.
2. The Job, and every ConfigMap and Secret its Pod reads, were written at the cluster's trusted
   address alone. One change that came to the plain address, and the object is a stranger's until it
   is deleted: the settings say which commands the script runs, so they count as much as the script.

The cluster answers at two addresses that differ in nothing else. The trusted one has a secret in
its path (clients send no tokens over plain http). Who has which:

- A Job's own Helm has the plain one: what a chart brings never runs, whatever it looks like.
- The stack engine takes the trusted one for a ClusterHelmApplication only when the archive is the
  hook chart of this ChartNest, file by file but for what travels in it, and then installs its own
  copy; at an uninstall only when Helm's records of the release are trusted themselves. A chart
  from elsewhere gets the plain one.
- What a ClusterApplication writes out is in the template, and the template, like the values it
  gives the hook chart, is the word of the person who launches it: trusted.
- A person's kubeconfig begins in the plain context, so that neither `helm install` of somebody
  else's chart nor `helm uninstall` of one runs anything. Its second context is the trusted one,
  for whoever wants to try the hook chart, or give it a Secret, by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.delivery.hook_chart import INSTALL_COMMAND, UNINSTALL_COMMAND

if TYPE_CHECKING:
    from core.rehearsal.cluster.state.objects import Body

SCRIPT: Final = "run.sh"
_PARTS: Final = {"subPath", "subPathExpr"}  # with these, it is not the whole ConfigMap


def script_source(pod: Body) -> str | None:
    """Return the ConfigMap whose script the Pod's one container runs as the hook chart's does.

    None when the container is any other, or when anything else lies where the script should.
    """
    containers = pod["containers"]
    container = containers[0]
    if len(containers) > 1 or pod.get("initContainers") or container.get("args"):
        return None
    if tuple(container.get("command") or ()) not in (INSTALL_COMMAND, UNINSTALL_COMMAND):
        return None
    folder = INSTALL_COMMAND[1].removesuffix(f"/{SCRIPT}")
    mounts = [
        mount
        for mount in container.get("volumeMounts") or ()
        if f"{mount['mountPath']}/".startswith(f"{folder}/")
    ]
    if len(mounts) != 1 or mounts[0]["mountPath"] != folder or _PARTS & mounts[0].keys():
        return None
    volume = next(v for v in pod["volumes"] if v["name"] == mounts[0]["name"])
    source: Body = volume.get("configMap") or {}
    return None if "items" in source else source.get("name")
