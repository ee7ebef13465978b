"""Delivery by ClusterHelmApplication alone: ACK's own Helm installs the chart, without a Job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from core.chart.engine import render
from core.chart.helm.functions import unknown_functions
from core.delivery.lookup import CONDITION_LIMIT, ready_conditions
from core.delivery.method import Method
from core.delivery.model import Bundle, PackagedChart
from core.delivery.outputs import kind_of, lookup_of, output_label
from core.delivery.parameters import (
    CHART_PASSWORD,
    PASSWORD_PARAMETER,
    AddressParameter,
    Label,
    head_blanks,
    launch_parameters,
    secret_parameters,
)
from core.delivery.ros_template import ref, write_template
from core.delivery.values_map import damaged_values, with_secrets
from core.errors import ChartNestError, Problem, ProblemsFound, raise_if_errors, say, warning
from core.plan.methods import DeliveryMethod
from core.plan.model import (
    HostedAt,
    NotesOutput,
    PathChart,
    PlaceholderChart,
    login_of,
)
from core.plan.secrets import set_secrets
from core.yaml.values_document import read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import Chart, Rendering
    from core.chart.surroundings import Surroundings
    from core.plan.model import Plan

_LOOKUP: Final = "Lookup"
_OTHER_METHODS: Final = say("Deliver it by hook or job.")
_CHOOSE_OUTPUT: Final = say("Choose a service, a secret or an object as output, or hook or job.")


def direct_bundle(plan: Plan, chart: Chart, revision: int, surroundings: Surroundings) -> Bundle:
    """Return the bundle that gives the chart itself to ClusterHelmApplication."""
    raise_if_errors(plan.name, _obstacles(plan, chart))
    secrets = secret_parameters(plan, typed=True)
    address = AddressParameter(
        Label(chart.metadata.name, chart.metadata.name), _address(plan, chart)
    )
    rendering, warnings = _rendering(plan, chart, surroundings)
    conditions = ready_conditions(plan, rendering)
    text, template = write_template(
        "direct.yaml",
        **head_blanks(plan, chart, secrets, address),
        release=plan.release.name,
        namespace=plan.release.namespace,
        delete_namespace=plan.delivery.delete_namespace,
        credential=_credential(plan),
        values=with_secrets(
            read_values(plan.values).values,
            {each.secret: ref(each.name) for each in secrets if each.secret != CHART_PASSWORD},
        ),
        conditions=conditions[:CONDITION_LIMIT],
        lookup=lookup_of(plan.output, _LOOKUP),
        output=output_label(plan.output),
    )
    return Bundle(
        plan=plan,
        revision=revision,
        template_text=text,
        template=template,
        parameters=launch_parameters(plan, secrets, address),
        hosted=_packaged(chart) if isinstance(plan.chart, PathChart) else None,
        warnings=(*warnings, *_losses(plan), *_not_waited_for(conditions[CONDITION_LIMIT:])),
    )


def _obstacles(plan: Plan, chart: Chart) -> Iterator[Problem]:
    """Yield why ACK's Helm cannot have the chart."""
    yield from read_values(plan.values).problems
    yield from unknown_functions(chart.files)
    if isinstance(plan.chart, PlaceholderChart):
        what = say("Compute Nest puts an oci:// address there, which ROS refuses.")
        yield Problem("chart", what, _OTHER_METHODS)
    elif (chart.address or "").startswith("oci://"):
        what = say("ROS fetches charts over http and https, not from OCI registries.")
        yield Problem("chart", what, _OTHER_METHODS)
    elif login_of(plan.chart).username and not _is_acr(chart.address or ""):
        what = say("ROS logs in to chart repositories of ACR only.")
        yield Problem("chart.login.username", what, _OTHER_METHODS)
    output = plan.output
    if kind_of(output).lookup is None and not isinstance(output, NotesOutput):
        what = say("There is no Job that could run an output command.")
        yield Problem("outputs", what, _CHOOSE_OUTPUT)
    if isinstance(output, NotesOutput) and plan.outputs:
        what = say("ROS cannot read the notes of a release.")
        yield Problem("outputs", what, _CHOOSE_OUTPUT)


def _losses(plan: Plan) -> Iterator[Problem]:
    """Yield what is lost compared with the other methods."""
    yield from damaged_values(plan.values)
    if isinstance(plan.output, NotesOutput):
        what = say("There will be no output: ROS cannot read the notes of a release.")
        yield warning("outputs", what, _CHOOSE_OUTPUT)
    if getattr(plan.chart, "sha256", None):
        what = say("ROS does not check the sum of what it fetches.")
        yield warning("chart.sha256", what, _OTHER_METHODS)


def _not_waited_for(conditions: Iterable[Mapping[str, object]]) -> Iterator[Problem]:
    names = ", ".join(f"{each['Kind']} {each['Name']}" for each in conditions)
    if names:
        what = say(
            "ROS waits for {limit} objects at most, not for {names}.",
            limit=CONDITION_LIMIT,
            names=names,
        )
        yield warning("release.wait", what, _OTHER_METHODS)


def _rendering(
    plan: Plan, chart: Chart, surroundings: Surroundings
) -> tuple[Rendering | None, tuple[Problem, ...]]:
    """Return what the chart renders, to know its workloads; a warning where it does not."""
    if not plan.release.wait:
        return None, ()
    values = set_secrets(read_values(plan.values).values, plan.secret_values, {})
    try:
        text = json.dumps(values, ensure_ascii=False)
        return render(chart, text, plan.release, surroundings), ()
    except ChartNestError as error:
        first = error.problems[0] if isinstance(error, ProblemsFound) else None
        reason = f"{first.place}: {first.what}" if first else error.sentence
        what = say("ROS waits for no workload, for none is rendered here: {reason}", reason=reason)
        return None, (warning("release.wait", what, first.remedy if first else error.advice),)


def _address(plan: Plan, chart: Chart) -> str | None:
    hosting = plan.delivery.hosting
    if isinstance(plan.chart, PathChart):
        return hosting.url if isinstance(hosting, HostedAt) else None
    return chart.address


def _packaged(chart: Chart) -> PackagedChart:
    return PackagedChart(chart.metadata.name, chart.metadata.version, chart.files, chart.archive)


def _credential(plan: Plan) -> Mapping[str, object] | None:
    username = login_of(plan.chart).username
    if username is None:
        return None
    return {"UserName": username, "Password": ref(PASSWORD_PARAMETER)}


def _is_acr(address: str) -> bool:
    return (urlsplit(address).hostname or "").endswith(".aliyuncs.com")


DIRECT: Final = Method(
    DeliveryMethod.DIRECT,
    icon="launch",
    title=say("ROS alone"),
    about=say("ROS installs your chart itself, with the Helm of the 3.0 line it has."),
    able=say("No image to pull in the cluster"),
    limit=say("No output command, no waiting beyond Helm's"),
    make=direct_bundle,
    check=lambda _bundle: (),
)
