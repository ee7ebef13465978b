"""The Kubernetes versions a chart says it needs, as the installing Helm compares them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.chart.errors import BadVersionRange
from core.chart.helm.versions import ENGINE, OLDEST, since
from core.chart.semver import VersionRange
from core.errors import Problem, Sentence, Severity, say

if TYPE_CHECKING:
    from core.chart.semver import Version

_VENDORS: Final = say(
    "Helm takes the vendor's suffix for a pre-release, which only a range such as >=1.20.0-0 "
    "allows. Ask the chart's author for one, or choose another version of the chart."
)
_OTHER: Final = say("Choose a cluster of that version, or another version of the chart.")
_WILDCARD: Final = re.compile(r"(?<![\w.])([xX*])-[\w.-]+")
_MALFORMED: Final = say("Choose another version of the chart, or tell its author.")


def check_kube_version(required: str, version: Version, helm: str | None) -> tuple[Problem, ...]:
    """Return what is wrong when a cluster of `version` is given a chart that asks for `required`.

    An install asks the cluster, and compares the version whole in every Helm: `>=1.20.0` refuses
    v1.30.1-aliyun.1, which only `helm template --kube-version` of 4.x shortens. Where nobody knows
    the Helm, one that refuses is worth a warning.
    """
    if helm is not None:
        return () if _takes(required, version, helm) else (_refused(required, version),)
    verdicts = [_takes(required, version, each) for each in (OLDEST, "3.11.0", ENGINE)]
    if all(verdicts):
        return ()
    if not any(verdicts):
        return (_refused(required, version),)
    what = say(
        "Not every Helm takes Kubernetes {version} for the {required} that the chart requires.",
        required=required,
        version=version,
    )
    remedy = say("Say which Helm the image holds.")
    return (Problem("Chart.yaml", what, remedy, severity=Severity.WARNING),)


def _takes(required: str, version: Version, helm: str) -> bool:
    as_spelled_now = since(helm, "3.11.0")
    if not as_spelled_now:
        # The pre-release of a bare wildcard was dropped.
        required = _WILDCARD.sub(r"\1", required)
    try:
        wanted = VersionRange.parse(required, spaced=as_spelled_now)
    except BadVersionRange:
        return False
    return wanted.allows(version, together=since(helm, "3.19.0"))


def _refused(required: str, version: Version) -> Problem:
    what = say(
        "The chart requires Kubernetes {required}, not {version}.",
        required=required,
        version=version,
    )
    return Problem("Chart.yaml", what, _remedy(required, version))


def _remedy(required: str, version: Version) -> Sentence:
    try:
        wanted = VersionRange.parse(required)
    except BadVersionRange:
        return _MALFORMED
    return _VENDORS if version.prerelease and wanted.allows(version.without_suffix) else _OTHER
