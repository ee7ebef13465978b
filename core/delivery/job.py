"""Delivery by plain Jobs: what the hook chart renders, applied by ROS without a Helm in between.

The hook chart is rendered with a mark wherever only ROS knows the text; in the template each mark
is a blank that `Fn::Sub` fills in.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from core.chart.engine import render
from core.chart.reading import read_chart
from core.delivery.budget import budget
from core.delivery.hook import packaged_hook_chart
from core.delivery.hook_chart import TRAVELLING_CHART, Signal, check_secret_paths, hook_values
from core.delivery.method import Method
from core.delivery.model import Bundle
from core.delivery.names import hook_name, hook_release
from core.delivery.outputs import output_label
from core.delivery.parameters import head_blanks, launch_parameters, secret_parameters
from core.delivery.ros_template import attribute, base64_of, ref, write_template
from core.errors import Problem, raise_if_errors, say
from core.plan.methods import DeliveryMethod
from core.plan.model import InstallAs, PathChart, PlaceholderChart, Release
from core.yaml.layout import lay_out, survives_as_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import Chart, RenderedObject
    from core.chart.surroundings import Surroundings
    from core.delivery.parameters import SecretParameter
    from core.plan.model import Plan

_SIGNAL: Final = "SignalCommand"
_VALUES: Final = "Values"
_STACK_ID: Final = "ALIYUN::StackId"
_OWNER_UID: Final = "Owner.Response"
# Templates of the hook chart whose objects do not go with the rest.
_SETTINGS: Final = "templates/settings.yaml"
_INSTALL_JOB: Final = "templates/install-job.yaml"
_UNINSTALL_JOB: Final = "templates/uninstall-job.yaml"
_ALONE: Final = (_SETTINGS, _INSTALL_JOB, _UNINSTALL_JOB)
# Seconds for the uninstall's pod to be scheduled and stopped, around its own deadline.
_POD_MARGIN: Final = 60


@dataclass(frozen=True)
class _Objects:
    """The hook chart's objects as YAML, by the resource of the template that applies them.

    `uninstall_seconds` is how long the uninstall Job lives at most.
    """

    access: str
    settings: str
    uninstall: str
    uninstall_seconds: int
    install: str


def job_bundle(plan: Plan, chart: Chart, revision: int, _surroundings: Surroundings) -> Bundle:
    """Return the bundle that delivers `chart` by Jobs that ROS applies itself."""
    raise_if_errors(plan.name, _obstacles(plan))
    secrets = secret_parameters(plan)
    signal, wait = f"Signal{revision}", f"Wait{revision}"
    blanks = _blanks(plan, secrets, signal)
    objects = _objects(plan, chart, blanks, revision)
    text, template = write_template(
        "job.yaml",
        **head_blanks(plan, chart, secrets, None),
        signal=signal,
        wait=wait,
        wait_timeout=budget(plan).wait_condition,
        namespace=plan.release.namespace,
        delete_namespace=plan.delivery.delete_namespace,
        objects=objects,
        blanks=blanks,
        owner=hook_name(plan.release.namespace, hook_release(plan.release.name)),
        uninstall_name=_substituted(_uninstall_name(), (_STACK_ID,)),
        uninstall_timeout=objects.uninstall_seconds + _POD_MARGIN,
        output=output_label(plan.output),
        signalled=attribute(wait, "Data"),
    )
    parameters = launch_parameters(plan, secrets, None)
    return Bundle(plan, revision, text, template, parameters)


def _obstacles(plan: Plan) -> Iterator[Problem]:
    if isinstance(plan.chart, PlaceholderChart):
        # The settings hold it in base64, and nobody looks for it there.
        what = say("By this method Compute Nest would not find the placeholder.")
        yield Problem("chart.placeholder", what, say("Deliver it by hook."))


def _blanks(plan: Plan, secrets: Iterable[SecretParameter], signal: str) -> Mapping[str, object]:
    """Return what ROS fills into the settings, each in base64 as a Secret wants it."""
    # The handle's Headers may be a map or text, which only a Helm chart can tell apart.
    blanks: dict[str, object] = {_SIGNAL: base64_of(attribute(signal, "CurlCli"))}
    if plan.values and survives_as_block(plan.values):
        blanks[_VALUES] = base64_of(plan.values)
    return blanks | {each.name: base64_of(ref(each.name)) for each in secrets}


def _objects(plan: Plan, chart: Chart, blanks: Mapping[str, object], revision: int) -> _Objects:
    name = hook_name(plan.release.namespace, hook_release(plan.release.name))
    rendered = _rendered(plan, chart, blanks)
    alone = {each.source: each.body for each in rendered}
    access = [each.body for each in rendered if each.source not in _ALONE]
    uninstall = _job(alone[_UNINSTALL_JOB], name=_uninstall_name(), ownerReferences=[_owner(name)])
    install = _job(alone[_INSTALL_JOB], name=f"{name}-install-{revision}")
    return _Objects(
        access="\n---\n".join(map(lay_out, access)),
        settings=_substituted(lay_out(alone[_SETTINGS]), blanks),
        uninstall=_substituted(lay_out(uninstall), (_STACK_ID, _OWNER_UID)),
        uninstall_seconds=uninstall["spec"]["activeDeadlineSeconds"],
        install=lay_out(install),
    )


def _rendered(plan: Plan, chart: Chart, blanks: Mapping[str, object]) -> tuple[RenderedObject, ...]:
    travelling = {TRAVELLING_CHART: chart.archive} if isinstance(plan.chart, PathChart) else {}
    packaged = packaged_hook_chart(travelling)
    values = hook_values(
        plan,
        chart,
        signal=Signal(headers={}, curl_cli=_unencoded_mark(_SIGNAL)),
        secrets={each.secret: _mark(each.name) for each in secret_parameters(plan)},
        travelling=travelling,
    )
    values["installAs"] = InstallAs.OBJECT.value
    if _VALUES in blanks:
        document = cast("dict[str, object]", values["values"])
        values["values"] = {**document, "text": "", "base64": _mark(_VALUES)}
    release = Release(name=hook_release(plan.release.name), namespace=plan.release.namespace)
    source = PathChart(path=packaged.name)
    hook_chart = read_chart(source, packaged.name, packaged.files, packaged.archive)
    return render(hook_chart, json.dumps(values, ensure_ascii=False), release).objects


def _job(body: Mapping[str, Any], **metadata: object) -> Mapping[str, Any]:
    """Return the Job with other metadata, and without what only Helm reads."""
    kept = {key: value for key, value in body["metadata"].items() if key != "annotations"}
    return {**body, "metadata": kept | metadata}


def _owner(name: str) -> Mapping[str, str]:
    """Return the reference by which the uninstall Job goes when Access goes, after its work."""
    uid = _mark(_OWNER_UID)
    return {"apiVersion": "v1", "kind": "ConfigMap", "name": name, "uid": uid}


def _uninstall_name() -> str:
    """Return a name no other stack uses: a finished Job of that name would pass for ours."""
    return f"uninstall-{_mark(_STACK_ID)}"


def _mark(blank: str) -> str:
    """Return what stands for a blank in the rendered objects.

    It ends in =, so that it is written in quotes: what takes its place may look like a number.
    """
    return base64.b64encode(_unencoded_mark(blank).encode()).decode()


def _unencoded_mark(blank: str) -> str:
    mark = f"blank {blank}"
    return mark + "." * ((1 - len(mark)) % 3)


def _substituted(text: str, blanks: Iterable[str]) -> str:
    """Return `text` for `Fn::Sub`: marks become blanks, and what looks like one stays text."""
    text = text.replace("${", "${!")
    for blank in blanks:
        text = text.replace(_mark(blank), f"${{{blank}}}")
    return text


JOB: Final = Method(
    DeliveryMethod.JOB,
    icon="terminal",
    title=say("Jobs alone"),
    about=say("The same Job without a hook chart: nothing has to be hosted."),
    able=say("Install, upgrade, uninstall"),
    limit=say("More resources in the template"),
    make=job_bundle,
    check=lambda bundle: check_secret_paths(bundle.plan),
)
