"""What keeps the Job controller from running a Job on this computer."""

from __future__ import annotations

from core.errors import ChartNestError
from core.rehearsal.cluster.wire.kubeconfig import TRUSTED_CONTEXT


class ToolsMissing(ChartNestError):
    """The hook script needs commands this computer does not have."""

    code = "rehearsal-tools-missing"
    what = "This computer has no {tools}, which the hook Job needs."
    remedy = (
        "Install them (Windows: Git for Windows; macOS: brew install coreutils; Linux: the"
        " packages coreutils and curl), or rehearse on a cluster with --kubeconfig."
    )
    in_window = (
        "Install them (Windows: Git for Windows; macOS: brew install coreutils; Linux: the"
        " packages coreutils and curl), or rehearse on a cluster of your own."
    )


class VolumeNotRehearsed(ChartNestError):
    """A volume of a kind that has no folder here."""

    code = "rehearsal-volume"
    what = "The volume {volume} is neither a ConfigMap, a Secret nor an emptyDir."
    remedy = "Rehearse on a cluster with --kubeconfig."


class SourceMissing(ChartNestError):
    """A Job refers to an object or a key that is not there; a kubelet would wait for it."""

    code = "rehearsal-source-missing"
    what = '{kind} "{name}" not found'
    remedy = "Create it; the Job starts as soon as it is there."


class SourceNotTrusted(ChartNestError):
    """What the script would read was written by somebody else than who launched it."""

    code = "rehearsal-source-not-trusted"
    what = (
        '{kind} "{name}" was written by a chart or by hand, and could make the script run anything.'
    )
    remedy = f"Delete it, and write it with `kubectl --context {TRUSTED_CONTEXT}`."


class ScriptReplaced(ChartNestError):
    """Between the check of a Job and its start, what it runs became another script."""

    code = "rehearsal-script-replaced"
    what = "The mounted script is no longer ChartNest's."
    remedy = "Rehearse on a cluster with --kubeconfig to run other scripts."
