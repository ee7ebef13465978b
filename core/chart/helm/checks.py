"""What a plan's Helm refuses in its chart, and what is not certain where nobody knows that Helm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.chart.helm.adapting import (
    OWN_SCHEMAS_SINCE,
    adapted,
    differ,
    may_differ,
    reads_schemas_the_old_way,
)
from core.chart.helm.coalescing import NotATable
from core.chart.helm.constraints import check_kube_version
from core.chart.helm.functions import findings_in
from core.chart.helm.old_schemas import OldSchema, Unusable, not_allowed
from core.chart.helm.pulling import check_pulling
from core.chart.helm.run_time import reached_at_run_time
from core.chart.helm.settled import settled
from core.chart.helm.versions import BEHIND_ROS, ENGINE, OLDEST
from core.chart.helm.versions import release as numbers
from core.chart.schema_complaints import schema_unusable, subchart_problem
from core.chart.semver import Version
from core.errors import Problem, Sentence, Severity, say, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.chart.helm.charts import LoadedChart, Values
    from core.chart.helm.functions import Finding
    from core.chart.helm.old_schemas import Fault
    from core.chart.helm.settled import Settled
    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.plan.model import Release

# Where values merge differently: each of these follows other rules than the one before.
_ERAS: Final = (OLDEST, "3.12.1", "3.17.3", "3.20.0", "3.21.0", "4.0.1", "4.1.4", ENGINE)
_NAME_THE_HELM: Final = say("Say which Helm the image holds.")
_OTHER_METHOD: Final = say("Deliver it by the method hook or job, which bring a current Helm.")


def check_for_helm(
    chart: Chart, values_text: str, release: Release, surroundings: Surroundings
) -> tuple[Problem, ...]:
    """Return what the installing Helm makes of the chart with these values, beyond its preview."""
    helm = surroundings.helm
    if helm is None:
        found = _costs(chart, surroundings, values_text)
    else:
        found = _refusals(chart, values_text, release, helm)
    # Behind ROS there is no Job.
    pulling = check_pulling(chart, helm) if helm != BEHIND_ROS else ()
    return (*pulling, *found)


def _refusals(chart: Chart, values_text: str, release: Release, helm: str) -> Iterator[Problem]:
    try:
        wanted = settled(chart.archive, values_text, helm)
    except NotATable as subchart:
        what = say(
            "Helm {helm} refuses the values of {subchart}, which are no mapping.",
            helm=helm,
            subchart=subchart,
        )
        yield Problem(f"values.{subchart}", what, say("Give it a mapping, or leave it out."))
        return
    if helm != BEHIND_ROS:
        # The delivery itself refuses them, with other remedies.
        found = _that_count(findings_in(chart.archive, helm), wanted)
        yield from (_unreadable(each, helm) for each in found)
    for each in reached_at_run_time(chart, values_text, helm, release):
        yield _unreadable(each, helm)
    if wanted is None:
        return
    if reads_schemas_the_old_way(helm):
        for below in wanted.chart.subcharts:
            yield from _schema_problems(below, wanted.values[below.name], f"values.{below.name}")
    if not adapted(chart.archive, values_text, helm).exact:
        what = say(
            "Helm {helm} merges the nulls among these values in a way that cannot be previewed.",
            helm=helm,
        )
        yield warning("values", what, say("Look at the release after the launch."))


def _costs(chart: Chart, surroundings: Surroundings, values_text: str) -> Iterator[Problem]:
    """Yield what is not certain for want of the image's Helm."""
    version = Version.parse(surroundings.kubernetes_version)
    if chart.metadata.kube_version and version:
        problems = check_kube_version(chart.metadata.kube_version, version, None)
        yield from (each for each in problems if each.severity is Severity.WARNING)
    for each in _that_count(findings_in(chart.archive, OLDEST), None):
        what = say(
            "The image's Helm is not known; one before {first} cannot read this: {complaint}.",
            first=each.first,
            complaint=each.complaint,
        )
        yield replace(warning(each.path, what, _NAME_THE_HELM), line=each.line)
    if _parted(chart, values_text):
        what = say(
            "The image's Helm is not known, and versions of Helm merge the nulls among these "
            "values differently: what is installed may differ from the preview."
        )
        yield warning("values", what, _NAME_THE_HELM)
    if _refused_by_old_schemas(chart, values_text):
        what = say(
            "The image's Helm is not known; one before {first} refuses these values by a schema.",
            first=OWN_SCHEMAS_SINCE,
        )
        yield warning("values", what, _NAME_THE_HELM)


def _refused_by_old_schemas(chart: Chart, values_text: str) -> bool:
    try:
        seen = settled(chart.archive, values_text, ENGINE)
    except NotATable:
        return False
    return seen is not None and any(_schema_problems(seen.chart, seen.values, "values"))


def _parted(chart: Chart, values_text: str) -> bool:
    if not may_differ(chart.archive, values_text):
        return False
    try:
        all_settled = [settled(chart.archive, values_text, helm) for helm in _ERAS]
    except NotATable:
        return True
    last = all_settled[-1]
    return any(each and last and differ(each, last) for each in all_settled)


def _that_count(found: tuple[Finding, ...], wanted: Settled | None) -> Iterator[Finding]:
    """Yield what newer Helms know, in the subcharts that are on; the preview tells the rest."""
    for each in found:
        if each.first is not None and (wanted is None or each.folder in wanted.folders):
            yield each


def _unreadable(finding: Finding, helm: str) -> Problem:
    what = say(
        "The Helm that installs, {helm}, cannot read it: {complaint}.",
        helm=helm,
        complaint=finding.complaint,
    )
    return Problem(finding.path, what, _remedy(finding, helm), line=finding.line)


def _remedy(finding: Finding, helm: str) -> Sentence:
    if numbers(helm) < numbers(OLDEST):
        return _OTHER_METHOD
    return say(
        "Choose an image whose Helm is {first} or newer, or another version of the chart.",
        first=finding.first,
    )


def _schema_problems(chart: LoadedChart, values: Values, place: str) -> Iterator[Problem]:
    if chart.has_schema:
        yield from _problems_of_schema(chart, values, place)
    for below in chart.subcharts:
        yield from _schema_problems(below, values[below.name], f"{place}.{below.name}")


def _problems_of_schema(chart: LoadedChart, values: Values, place: str) -> Iterator[Problem]:
    try:
        faults = OldSchema(chart.schema).faults(values)
    except Unusable as reason:
        yield schema_unusable(str(reason), f"{chart.folder}values.schema.json")
        return
    for fault in faults:
        where = ".".join((place, *map(str, fault.absolute_path)))
        schema = f"{chart.folder}values.schema.json"
        yield subchart_problem(where, chart.name, schema, _reason(fault))


def _reason(fault: Fault) -> str:
    """Return what a schema has against a value, in few words of its own."""
    match fault.validator:
        case "additionalProperties":
            names = ", ".join(f"'{name}'" for name in not_allowed(fault.schema, fault.instance))
            return f"additional properties {names} not allowed"
        case "required":
            missing = [name for name in fault.validator_value if name not in fault.instance]
            return f"missing properties {', '.join(missing)}"
    return f"{fault.validator}: {str(fault.validator_value)[:200]}"
