"""What a rehearsal says it does not do."""

from __future__ import annotations

from typing import Final

from core.rehearsal.cluster.wire.kubeconfig import TRUSTED_CONTEXT

LIMITATIONS: Final = (
    (
        "Resource types: WaitCondition and its handle, Sleep, ClusterHelmApplication,"
        " ClusterApplication, ClusterUserKubeconfig, ClusterApplicationResources; any other is"
        " refused by name."
    ),
    (
        "Functions: all but Fn::ResourceFacade, Fn::MarketplaceImage, Fn::TransformNamespace and"
        " Fn::Indent; Fn::Jq reads no modules and is ended after a few seconds. Count, Transform,"
        " modules and nested stacks are refused."
    ),
    (
        "Accounts: signatures are checked, but there is one account and it may do everything: no"
        " RAM, no quotas but the documented sizes, no prices."
    ),
    "Clusters: there is one, and every ClusterId means it.",
    (
        "The built-in cluster: no container starts and no image is pulled; workloads are reported"
        " ready at once, and Jobs complete, with an event that says so. Only the Jobs of our hook"
        " chart run, as processes of yours, when a launch brings them or you apply them with the"
        f" context {TRUSTED_CONTEXT}."
    ),
    (
        "The cluster's API: no exec, attach, port-forward, admission webhooks or policies; roles,"
        " quotas and network policies are kept and have no effect."
    ),
    (
        "Helm: ClusterHelmApplications are checked for functions that Helm 3.0 lacks and then"
        " installed by a current Helm; other differences between the two do not show. Jobs run with"
        " this computer's helm, with that of --helm, or with one of our own: their log says which."
    ),
    (
        "Secrets: the state file holds parameters and the cluster's Secrets, readable by you"
        " alone: rehearse with secrets made for it."
    ),
    (
        "Network: it listens on this computer only; with --callback-host, signals and chart files"
        " alone are served on that address."
    ),
)
