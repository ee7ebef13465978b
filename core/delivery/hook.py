"""Delivery by a hook chart: ROS installs it, its Jobs install and uninstall the real chart."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.chart.record import RECORD_LIMIT, SURELY_SMALL, record_size, too_long
from core.delivery.budget import budget, install_as
from core.delivery.hook_chart import (
    RUN_SCRIPT,
    TRAVELLING_CHART,
    TRAVELLING_VALUES,
    Signal,
    check_secret_paths,
    hook_chart,
    hook_values,
)
from core.delivery.method import Method
from core.delivery.model import Bundle, PackagedChart
from core.delivery.names import hook_release
from core.delivery.outputs import output_label
from core.delivery.parameters import (
    AddressParameter,
    Label,
    head_blanks,
    launch_parameters,
    secret_parameters,
)
from core.delivery.ros_template import (
    TEMPLATE_LIMIT,
    attribute,
    base64_of,
    ref,
    write_template,
)
from core.errors import Problem, say, warning
from core.plan.methods import DeliveryMethod
from core.plan.model import HostedAt, InstallAs, PathChart
from core.yaml.layout import survives_as_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.plan.model import Plan

# The rest of a template, own RBAC rules and a private CA included, has this much room.
_ROOM_FOR_THE_REST: Final = 128 * 1024
# Spaces that each line of the values is indented by.
_VALUES_MARGIN: Final = 12
_SHORTEN: Final = {
    "chart.path": say("Publish the chart, and name its address instead of a path."),
    "values": say("Keep what differs from the chart's defaults only."),
}


def hook_bundle(plan: Plan, chart: Chart, revision: int, _surroundings: Surroundings) -> Bundle:
    """Return the bundle that delivers `chart` by the hook chart."""
    secrets = secret_parameters(plan)
    address = AddressParameter(Label("Hook chart", "钩子 Chart"), _hosted_at(plan))
    travelling = travelling_files(plan, chart)
    signal, wait = f"Signal{revision}", f"Wait{revision}"
    text, template = write_template(
        "hook.yaml",
        **head_blanks(plan, chart, secrets, address),
        signal=signal,
        wait=wait,
        wait_timeout=budget(plan).wait_condition,
        outer_release=hook_release(plan.release.name),
        as_hook=install_as(plan) is InstallAs.HOOK,
        namespace=plan.release.namespace,
        delete_namespace=plan.delivery.delete_namespace,
        values=hook_values(
            plan,
            chart,
            signal=Signal(attribute(signal, "URL"), attribute(signal, "Headers")),
            secrets={each.secret: base64_of(ref(each.name)) for each in secrets},
            travelling=travelling,
        ),
        output=output_label(plan.output),
        signalled=attribute(wait, "Data"),
    )
    return Bundle(
        plan=plan,
        revision=revision,
        template_text=text,
        template=template,
        parameters=launch_parameters(plan, secrets, address),
        hosted=packaged_hook_chart(travelling),
    )


def packaged_hook_chart(travelling: Mapping[str, bytes]) -> PackagedChart:
    """Return the hook chart; the last ones are kept, as a plan is made a bundle many times."""
    return _packaged(tuple(travelling.items()))


@lru_cache(maxsize=2)
def _packaged(travelling: tuple[tuple[str, bytes], ...]) -> PackagedChart:
    return hook_chart(dict(travelling))


def travelling_files(plan: Plan, chart: Chart) -> Mapping[str, bytes]:
    """Return what must travel inside the hook chart: a chart of this computer, long values."""
    files: dict[str, bytes] = {}
    if isinstance(plan.chart, PathChart):
        files[TRAVELLING_CHART] = chart.archive
    if _length_in_template(plan.values) > TEMPLATE_LIMIT - _ROOM_FOR_THE_REST:
        files[TRAVELLING_VALUES] = plan.values.encode()
    return files


def _length_in_template(values: str) -> int:
    length = len(values.encode())
    if survives_as_block(values):
        return length + (values.count("\n") + 1) * _VALUES_MARGIN
    return length * 4 // 3


def _hosted_at(plan: Plan) -> str | None:
    hosting = plan.delivery.hosting
    return hosting.url if isinstance(hosting, HostedAt) else None


def _check(bundle: Bundle) -> Iterator[Problem]:
    yield from _check_record(bundle)
    yield from check_secret_paths(bundle.plan)
    yield from _check_times(bundle.plan)


def _check_record(bundle: Bundle) -> Iterator[Problem]:
    """Yield the part that makes Helm's record of the hook chart's release too big for a Secret.

    What is mounted into the Job stands in it twice: as a file or value, and in its Secret.
    """
    plan, hosted = bundle.plan, bundle.hosted
    if hosted is None:
        return
    mounted = {
        "chart.path": hosted.files.get(f"files/{TRAVELLING_CHART}", b""),
        "values": plan.values.encode(),
    }
    if sum(map(len, mounted.values())) < SURELY_SMALL:
        return
    kept = (*mounted.values(), *mounted.values(), RUN_SCRIPT.encode())
    size = record_size(map(base64.b64encode, kept))
    if size > RECORD_LIMIT:
        largest = max(mounted, key=lambda place: len(mounted[place]))
        yield too_long(largest, size, _SHORTEN[largest])


def _check_times(plan: Plan) -> Iterator[Problem]:
    if install_as(plan) is InstallAs.HOOK and not budget(plan).fits_a_hook:
        what = say(
            "As a hook the Job may need {pod} s; Helm gives hooks 300 s, old ones less.",
            pod=budget(plan).pod,
        )
        remedy = say(
            "Leave installAs at auto, or shorten release.timeout.",
            in_window="Let the time it may take decide what the Job is, or shorten the time limit.",
        )
        yield warning("delivery.installAs", what, remedy)


HOOK: Final = Method(
    DeliveryMethod.HOOK,
    icon="delivery",
    title=say("Hook chart"),
    about=say("ROS installs a tiny chart whose Job runs a current Helm."),
    able=say("Install, upgrade, uninstall"),
    limit=say("Pulls an image with helm"),
    make=hook_bundle,
    check=_check,
)
