"""The causes of failure that are known, by the words of Helm, Kubernetes and ROS: what mends each.

The first whose pattern is found in the text of a failure, and whose circumstances fit, counts.
Named groups of a pattern fill the blanks of the advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from core.errors import Sentence, say
from core.plan.methods import DeliveryMethod


class Mends(Enum):
    """What has to change: the plan, something around it, or one of the two."""

    PLAN = auto()
    OUTSIDE = auto()
    EITHER = auto()


@dataclass(frozen=True)
class Cause:
    """A cause by its words; `methods` and `rehearsed` say where it is one, empty for everywhere."""

    pattern: str
    advice: Sentence
    mends: Mends
    methods: tuple[DeliveryMethod, ...] = ()
    rehearsed: bool | None = None


_DIRECT: Final = (DeliveryMethod.DIRECT,)

_HERE: Final = (
    Cause(
        r"rehearsal server was stopped",
        say("The plan is not at fault."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"^(?:CREATE|UPDATE|DELETE) aborted",
        say("It was cancelled."),
        Mends.EITHER,
    ),
)

_POD: Final = (
    Cause(
        r"\b0 of \d+ received",
        say(
            "No signal came, so the Job's pod never ran: an event NotRun of the Job says when it "
            "was not run, and why."
        ),
        Mends.EITHER,
        rehearsed=True,
    ),
    Cause(
        r"\b0 of \d+ received",
        say(
            "No signal came, so most likely the Job's pod never started: first see whether the "
            "cluster can pull the image of the Job, then look at the pod's events."
        ),
        Mends.EITHER,
        rehearsed=False,
    ),
    Cause(
        r"exceeded quota|quota exceeded|QuotaExceed",
        say("A quota is used up: ask for less in the values, or have it raised."),
        Mends.EITHER,
    ),
    Cause(
        r"violates PodSecurity",
        say(
            "The namespace admits no such pods: set the security contexts that it asks for in the "
            "values, or choose another namespace."
        ),
        Mends.PLAN,
    ),
    Cause(
        r"exec format error",
        say("An image is made for another kind of processor: choose one that fits the nodes."),
        Mends.PLAN,
    ),
    Cause(
        r"^(?!.*fetching the chart).*(?:ImagePullBackOff|ErrImage\w+|InvalidImageName"
        r"|pull access denied|failed to pull|back-off pulling|pulling image)",
        say(
            "The cluster cannot pull an image: copy it to a registry it reaches, and name that; or "
            "give the namespace the registry's login."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"Insufficient (?:cpu|memory|ephemeral)|nodes are available|FailedScheduling"
        r"|unbound immediate PersistentVolumeClaims",
        say("No node has room for a pod, or no volume fits it: ask for less, or add some."),
        Mends.EITHER,
    ),
    Cause(
        r"CrashLoopBackOff|OOMKilled",
        say("A container ends again and again: its log says why."),
        Mends.EITHER,
    ),
)

_HELM: Final = (
    Cause(
        r'function "(?P<name>[^"]*)" not defined',
        say(
            "The Helm behind ROS is of the 3.0 line: deliver the chart by the method `hook`, or "
            "choose a version of it that does without {name}.",
            in_window="The Helm behind ROS is of the 3.0 line: choose Hook chart in the step "
            "Delivery, or a version of the chart that does without {name}.",
        ),
        Mends.PLAN,
        methods=_DIRECT,
    ),
    Cause(
        r'function "(?P<name>[^"]*)" not defined',
        say(
            "The Helm that ran is too old for this chart. In a rehearsal that is this computer's: "
            "name another with --helm; for the cluster name an image with a newer Helm in "
            "delivery.image.reference. Or choose a version of the chart that does without {name}.",
            in_window="The Helm that ran is too old for this chart. In a rehearsal that is this "
            "computer's, not that of the Job's image. Choose an image with a newer Helm, or a "
            "version of the chart that does without {name}.",
        ),
        Mends.PLAN,
        rehearsed=True,
    ),
    Cause(
        r'function "(?P<name>[^"]*)" not defined',
        say(
            "The Helm of the Job's image is too old for this chart: name an image with a newer one "
            "in delivery.image.reference, or choose a version of the chart that does without "
            "{name}.",
            in_window="The Helm of the Job's image is too old for this chart: choose an image with "
            "a newer one in the step Delivery, or a version of the chart that does without {name}.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r'(?P<kind>\w+) "(?P<name>[^"]+)" in namespace "" exists and cannot be imported',
        say(
            "{kind} {name} of the whole cluster belongs to somebody else: remove it, give yours "
            "another name in the values, or hand it over to this release by the annotations that "
            "the message names."
        ),
        Mends.EITHER,
    ),
    Cause(
        r'(?P<kind>\w+) "(?P<name>[^"]+)" in namespace "(?P<namespace>[^"]+)" exists and cannot be '
        r"imported",
        say(
            "{kind} {name} in the namespace {namespace} belongs to somebody else: choose another "
            "namespace, or another release name if the object is named after it; remove the "
            "object; or hand it over to this release by the annotations that the message names."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"invalid ownership metadata|cannot be imported into the current release",
        say(
            "An object of the chart is there and belongs to somebody else: choose another "
            "namespace, remove the object, or hand it over to this release by the annotations "
            "that the message names."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"another operation \(install/upgrade/rollback\) is in progress",
        say(
            "A Helm that was cut off has left the release as it was: `helm history` says since "
            "when. Let `helm rollback` bring back the last good revision, or `helm uninstall` "
            "clear it away."
        ),
        Mends.OUTSIDE,
        methods=_DIRECT,
    ),
    Cause(
        r"another operation \(install/upgrade/rollback\) is in progress|still at work on release",
        say("Another Helm is at work on this release: wait until it has ended."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"has no deployed releases",
        say(
            "The release was never installed whole, so that there is nothing to upgrade: `helm "
            "uninstall` clears away what is there."
        ),
        Mends.OUTSIDE,
    ),
    Cause(
        r"cannot re-?use a name|release: already exists|is not ours",
        say(
            "A release of this name is there already: delete the deployment it belongs to, or "
            "`helm uninstall` it; or choose another release name or namespace."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"being terminated",
        say("The namespace is being deleted: wait until it is gone, or choose another."),
        Mends.EITHER,
    ),
    Cause(
        r'no matches for kind "(?P<kind>[^"]+)" in version "(?P<version>[^"]+)"',
        say(
            "The cluster knows no kind {kind} of {version}: install what brings it first, switch "
            "off the part of the chart that needs it, or choose a chart version for this "
            "Kubernetes."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"no matches for kind|ensure CRDs are installed|could not find the requested resource",
        say(
            "The cluster does not know a kind of object: install what brings it first, switch off "
            "the part of the chart that needs it, or choose a chart version for this Kubernetes."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"failed calling webhook|no endpoints available for service",
        say(
            "A webhook of the cluster is asked about every object and does not answer: see that "
            "its pods run."
        ),
        Mends.OUTSIDE,
    ),
    Cause(
        r"admission webhook|ValidatingAdmissionPolicy|denied the request|denied by",
        say(
            "A rule of the cluster forbids an object: keep to it in the values, or ask those who "
            "made the rule."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"immutable|updates to statefulset spec|cannot change roleRef|can not be decreased"
        r"|may not be changed|spec is forbidden: updates",
        say(
            "Kubernetes lets nobody change this part of an object that is there: leave it as it "
            "was, or delete the object, and it is made anew."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"conflicts? with \"|Apply failed with \d+ conflict",
        say(
            "Somebody else in the cluster sets the same field: leave it out of the values, or have "
            "the other leave it alone."
        ),
        Mends.EITHER,
    ),
    Cause(
        r"object has been modified",
        say("Somebody else changed an object at the same moment."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"port is already allocated",
        say("Another Service has this node port: choose another, or none, in the values."),
        Mends.PLAN,
    ),
    Cause(
        r"sh\.helm\.release.*Too long: (?:must have|may not be)"
        r"|request (?:entity )?(?:is )?too large",
        say(
            "What Helm has to keep of the release is too large for a Secret: take large files out "
            "of the chart, or long texts out of the values."
        ),
        Mends.PLAN,
    ),
    Cause(
        r"requires kubeVersion|incompatible with Kubernetes",
        say("The chart is made for other versions of Kubernetes: choose another of its versions."),
        Mends.PLAN,
    ),
    Cause(
        r"found in Chart.yaml, but missing in charts|missing dependencies",
        say("A chart that this one needs is not in it: take one that holds its dependencies."),
        Mends.PLAN,
    ),
    Cause(
        r"unknown flag",
        say(
            "The Helm of the Job's image does not know this flag: name an image with a newer one "
            "in delivery.image.reference.",
            in_window="The Helm of the Job's image does not know this flag: choose an image with a "
            "newer one in the step Delivery.",
        ),
        Mends.PLAN,
    ),
)

_JOB: Final = (
    Cause(
        r"DescribeUserPermission",
        say("Give the RAM user the right cs:DescribeUserPermission."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"\bNoPermission\b|Forbidden\.RAM|not authorized to operate|EntityNotExist\.Role",
        say("The account lacks a right on Alibaba Cloud: give the RAM user what is named."),
        Mends.OUTSIDE,
        rehearsed=False,
    ),
    Cause(
        r"the output (?:failed|took)",
        say(
            "The release may be fine: mend `outputs` in the plan.",
            in_window="The release may be fine: mend the output in the step Delivery.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r"the image has no (?P<tool>\S+)",
        say("Install {tool} on this computer: in a rehearsal the Job runs here."),
        Mends.OUTSIDE,
        rehearsed=True,
    ),
    Cause(
        r"the image has no|the image's helm",
        say(
            "Name an image with sh, curl and Helm 3.8 or newer in delivery.image.reference.",
            in_window="Choose an image with sh, curl and Helm 3.8 or newer in the step Delivery.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r"sha256 is not|is not a chart",
        say(
            "Check the chart's address, and chart.sha256 in the plan.",
            in_window="Check the chart's address, and open the chart again.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r"the secret value \S+ is not a",
        say("Give the secret again, as what the plan says it is."),
        Mends.PLAN,
    ),
    Cause(
        r"schema\(s\)|is required|required value|invalid value|nil pointer|is invalid:"
        r"|execution error at|can't evaluate field|error calling|error converting YAML"
        r"|YAML parse error|unknown field|: Too long: ",
        say("Mend the values."),
        Mends.PLAN,
    ),
    Cause(
        r"(?:pre|post)-(?:install|upgrade|rollback) hooks? failed|failed (?:pre|post)-\w+:",
        say("A hook of the chart failed: the log of its Job says why."),
        Mends.EITHER,
    ),
    Cause(
        r"failed (?:pre|post)-delete|deleting hook",
        say("A hook of the chart keeps it from being uninstalled: remove what the hook waits for."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"x509:|certificate (?:signed by|has expired|is not (?:trusted|valid))"
        r"|unable to get local issuer|SSL certificate problem",
        say(
            "Give the certificate of the source's CA in chart.tls.ca.",
            in_window="Give the certificate of the source's CA with the chart's source.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r"\b401\b|unauthorized|authentication required|no basic auth|\b403\b.*fetching"
        r"|fetching the chart.*(?:\b403\b|denied)",
        say("Check the user name and the password of the chart's source."),
        Mends.PLAN,
    ),
    Cause(
        r"forbidden|is not allowed|cannot \w+ resource",
        say("ROS acts by the rights of your account in the cluster: have them widened."),
        Mends.OUTSIDE,
        methods=_DIRECT,
    ),
    Cause(
        r"forbidden|is not allowed|cannot \w+ resource",
        say(
            "The Job lacks a right in the cluster: widen delivery.rbac.",
            in_window="The Job lacks a right in the cluster: widen the rights of the Job in the "
            "step Delivery.",
        ),
        Mends.PLAN,
    ),
    Cause(
        r"fetching the chart|failed to fetch|no chart version|no such host|could not resolve"
        r"|\b404\b|manifest unknown",
        say("Check the address and the version of the chart, and that the cluster reaches it."),
        Mends.EITHER,
    ),
    Cause(
        r"Kubernetes API answered (?:000|5\d\d)|Unable to connect to the server"
        r"|currently unable to handle the request|etcdserver|connection refused|i/o timeout"
        r"|no route to host",
        say("The cluster's API does not answer: see that the cluster runs."),
        Mends.OUTSIDE,
    ),
    Cause(
        r"timed out|deadline exceeded|not ready in time|the pod was stopped|took longer than"
        r"|would exceed context deadline|progress deadline",
        say(
            "See which pods are not ready and why, or allow more time in release.timeout.",
            in_window="See which pods are not ready and why, or allow more time in the step "
            "Delivery.",
        ),
        Mends.EITHER,
    ),
)

CAUSES: Final = (*_HERE, *_POD, *_HELM, *_JOB)
OTHERWISE: Final = say(
    "Look at the events and at the Job's log: `chartnest logs`.",
    in_window="Look at the events and at the Job's log.",
)
