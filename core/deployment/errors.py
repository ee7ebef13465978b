"""What a launch, an update or a look at a deployment can run into."""

from __future__ import annotations

from core.errors import ChartNestError, ExitCode


class DeploymentUnknown(ChartNestError):
    """The history holds no deployment of this id."""

    code = "deployment-unknown"
    what = "No deployment is called {name}."
    remedy = "See `chartnest list`."
    in_window = "See the deployments on the home page."


class DeploymentAmbiguous(ChartNestError):
    """The beginning of an id fits several deployments."""

    code = "deployment-ambiguous"
    what = "{name} is the beginning of several deployments: {candidates}."
    remedy = "Give more of the one you mean."


class DeployedElsewhere(ChartNestError):
    """The plan that a deployment is brought to names another place."""

    code = "deployed-elsewhere"
    what = "{deployment} is in {there}, and the plan names {named}."
    remedy = "Launch the plan there as a deployment of its own, or name the place it is in."


class NeverCreated(ChartNestError):
    """A deployment was meant, and no stack came of it."""

    code = "never-created"
    what = "The stack of {name} was never created."
    remedy = "Launch the plan again."


class NotInThisState(ChartNestError):
    """What is asked for is impossible while the stack is as it is."""

    code = "not-in-this-state"
    what = "{deployment} is {status}: {refusal}"
    remedy = "{way}"
    exit_code = ExitCode.REFUSED


class HistoryTooNew(ChartNestError):
    """A newer ChartNest wrote the history."""

    code = "history-too-new"
    what = "The history at {path} was written by a newer ChartNest."
    remedy = "Use that version, or set CHARTNEST_HOME to another folder."


class HistoryUnusable(ChartNestError):
    """The history cannot be read or written, so nothing is launched."""

    code = "history-unusable"
    what = "The history at {path} cannot be used: {message}."
    remedy = "Mend what it names, or set CHARTNEST_HOME to another folder."


class ReleaseTaken(ChartNestError):
    """Another deployment of ours delivers the release."""

    code = "release-taken"
    what = "The release {release} of this cluster belongs to {other} ({status})."
    remedy = "{way} Or choose another release name or namespace."


class HostMissing(ChartNestError):
    """The hook chart has to be hosted, and the plan does not say where."""

    code = "host-missing"
    what = "The plan does not say where the cluster can fetch {filename}."
    remedy = "Name an OSS bucket or an address in delivery.hosting."
    in_window = "Say in the step Delivery, under Hosting, where it is."


class HostedDiffers(ChartNestError):
    """What is at the address is not the archive that was made."""

    code = "hosted-differs"
    what = "{url} does not give {filename} as this plan makes it: {message}"
    remedy = "Put the archive that `chartnest render` writes at that address, unchanged."
    in_window = "Put the archive that an export writes at that address, unchanged."


class HostRefused(ChartNestError):
    """The rehearsal did not take the archive."""

    code = "host-refused"
    what = "The rehearsal did not take {filename}: {message}"
    remedy = "See that `chartnest rehearsal serve` is running, then launch again."
    in_window = "Launch again: the rehearsal is started anew."
    exit_code = ExitCode.REFUSED
