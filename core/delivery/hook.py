"""Delivery by a hook chart: ROS installs it, its Jobs install and uninstall the real chart."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.delivery.budget import budget, install_as
from core.delivery.hook_chart import (
    TRAVELLING_CHART,
    TRAVELLING_VALUES,
    Signal,
    hook_chart,
    hook_values,
)
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
from core.plan.model import HostedAt, InstallAs, PathChart
from core.yaml.layout import survives_as_block

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart
    from core.plan.model import Plan

# The rest of a template, own RBAC rules and a private CA included, has this much room.
_ROOM_FOR_THE_REST: Final = 128 * 1024
# Spaces that each line of the values is indented by.
_VALUES_MARGIN: Final = 12


def hook_bundle(plan: Plan, chart: Chart, revision: int) -> Bundle:
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
