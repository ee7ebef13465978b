"""What to do about the causes of failure that are known."""

from __future__ import annotations

import re
from typing import Final

from core.errors import Sentence, say

_NO_SIGNAL: Final = say(
    "No signal came, so most likely the Job's pod never started: first see whether the cluster "
    "can pull the image of the Job, then look at the pod's events. In a rehearsal, an event NotRun "
    "of the Job says when it was not run, and why."
)
_IMAGE: Final = say(
    "The cluster cannot pull an image: copy it to a registry it reaches, and name that."
)
_OLD_HELM: Final = say(
    "The Helm behind ROS is of the 3.0 line: deliver the chart by the method `hook`."
)
_NAME_TAKEN: Final = say(
    "A release or an object of this name is there already: choose another release name or "
    "namespace, or remove the old one."
)
_CLUSTER_RIGHT: Final = say("The Job lacks a right in the cluster: widen delivery.rbac.")
_ACCOUNT_RIGHT: Final = say(
    "Give the RAM user the right cs:DescribeUserPermission, then try again."
)
_CERTIFICATE: Final = say("Give the certificate of the source's CA in chart.tls.ca.")
_LOGIN: Final = say("Check the user name and the password of the chart's source.")
_SOURCE: Final = say(
    "Check the address and the version of the chart, and that the cluster reaches it."
)
_TIME: Final = say("See which pods are not ready and why, or allow more time in release.timeout.")
_VALUES: Final = say("Mend the values, then update or launch again.")
_STRANGER: Final = say("Check the chart's address, and chart.sha256 in the plan.")
_TOOLS: Final = say(
    "Name an image with sh, curl and Helm 3.8 or newer in delivery.image.reference."
)
_OUTPUT: Final = say("The release may be fine: mend the command in outputs, then update.")
_SERVER_ENDED: Final = say("The plan is not at fault: `chartnest continue` goes on from there.")
_CANCELLED: Final = say("It was cancelled: continue or update it to go on, or delete it.")
_OTHERWISE: Final = say("Look at the events and the Job's log; mend the plan, then update.")

# The first that is found in the text of a failure counts.
_KNOWN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), remedy)
    for pattern, remedy in (
        (r"rehearsal server was stopped", _SERVER_ENDED),
        (r"^(?:CREATE|UPDATE|DELETE) aborted", _CANCELLED),
        (r"\b0 of \d+ received", _NO_SIGNAL),
        (r"ImagePullBackOff|ErrImagePull|pull access denied|failed to pull image", _IMAGE),
        (r'function ".*" not defined', _OLD_HELM),
        (r"DescribeUserPermission", _ACCOUNT_RIGHT),
        (r"cannot re-use a name|already exists|is not ours", _NAME_TAKEN),
        (r"the output (?:failed|took)", _OUTPUT),
        (r"the image has no|the image's helm", _TOOLS),
        (r"sha256 is not|is not a chart", _STRANGER),
        (r"schema\(s\)|is required|invalid value|nil pointer|is invalid:", _VALUES),
        (r"the secret value \S+ is not a", _VALUES),
        (r"x509|certificate", _CERTIFICATE),
        (r"\b401\b|unauthorized|authentication required", _LOGIN),
        (r"forbidden|is not allowed|cannot \w+ resource", _CLUSTER_RIGHT),
        (r"\b404\b|no such host|could not resolve|failed to fetch|no chart version", _SOURCE),
        (r"fetching the chart|connection refused", _SOURCE),
        (r"timed out|deadline exceeded|not ready in time|the pod was stopped", _TIME),
    )
)


def remedy_of(failure: str) -> Sentence:
    """Return what to do about a failure, given the whole text about it."""
    for pattern, remedy in _KNOWN:
        if pattern.search(failure):
            return remedy
    return _OTHERWISE
