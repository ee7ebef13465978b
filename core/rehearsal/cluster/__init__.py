"""A Kubernetes API server for rehearsals: enough of one for Helm, kubectl and our own hook Jobs.

What it does not do: it starts no container and pulls no image. Workloads become objects that are
reported ready at once; Jobs other than ChartNest's own are reported complete with an event that
says so, and which those are is the rule of `trust`; `exec`, `attach`, `port-forward` and admission
webhooks are refused or ignored. Roles and bindings are kept but not enforced, tokens are not
checked, quotas and network policies have no effect. It binds loopback only, speaks plain http, and
must never serve anything real.
"""

from core.rehearsal.cluster.wire.server import BuiltInCluster

__all__ = ["BuiltInCluster"]
