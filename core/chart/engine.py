"""Rendering a chart with the Helm engine, in this process or by a `helm` on the PATH.

Nothing that a chart names is fetched or read for it: schemas that lead outside are replaced before
Helm sees them, and DNS is off (a command before 3.11.1 looks names up all the same).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.apart import Apart, TookTooLong, WorkEnded
from core.chart import prepared
from core.chart.archive import pack, unpack
from core.chart.complaints import complaints
from core.chart.dependencies import remedy_for
from core.chart.errors import NoHelmEngine
from core.chart.helm.adapting import adapted
from core.chart.helm.constraints import check_kube_version
from core.chart.manifests import split_manifests
from core.chart.model import Rendering
from core.chart.not_utf8 import NO_UTF8, not_utf8
from core.chart.semver import Version
from core.chart.served_kinds import defined_api_versions, served_api_versions
from core.chart.stderr import go_log_aside
from core.chart.subcharts import crd_files
from core.chart.surroundings import ANYWHERE, Surroundings
from core.errors import Problem, ProblemsFound, raise_if_errors, say, warning
from core.kubernetes.errors import BadKubernetesVersion
from core.kubernetes.schemas import is_built_in_group
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.chart.model import Chart
    from core.plan.model import Release

_NOTES: Final = "templates/NOTES.txt"
# `helm template` leaves the notes out; as a manifest it prints them.
_NOTES_TEMPLATE: Final = "templates/chartnest-notes.yaml"
_NOTES_MANIFEST: Final = """\
apiVersion: chartnest/v1
kind: ChartNestNotes
notes: {{{{ include "{chart}/templates/NOTES.txt" . | toJson }}}}
"""
_BEFORE_ERROR: Final = re.compile(r"^Error: ", re.MULTILINE)
# Go writes bytes that are no UTF-8 as this escape, and a real U+FFFD as it is.
_NO_UTF8_IN_JSON: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\ufffd")
_NO_UTF8: Final = re.compile("[\udc80-\udcff]")
# Go fills a stack of 1 GB before it gives up, and its process with it; nobody waits for that.
_PATIENCE: Final = 20.0  # seconds
_APART: Final = Apart(_PATIENCE, again=False)
_COMMAND_SECONDS: Final = 120
_SOURCE: Final = re.compile(r"^---\n# Source: (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class _Request:
    """What Helm is asked to render; `offered` is None where no template asks."""

    chart: Chart
    values_text: str
    release: Release
    kubernetes_version: str
    upgrade: bool
    offered: tuple[str, ...] | None
    command: Path | None = None

    @property
    def prepared(self) -> prepared.Prepared:
        """Return what stands in for the chart."""
        names = len(self.offered or ())
        return prepared.prepared(
            self.chart.metadata.name,
            self.chart.archive,
            self.values_text,
            self.kubernetes_version,
            names,
        )


@dataclass(frozen=True)
class _Rendered:
    """What Helm answers: CRD files and rendered templates by Helm's path, `CHART/templates/…`."""

    crds: tuple[tuple[str, str], ...]
    templates: Mapping[str, str]
    notes: str


class _Complaint(Exception):
    """Helm refuses to render; the argument is its own error text."""


def render(  # noqa: PLR0913 - what is rarely asked for is asked by name
    chart: Chart,
    values_text: str,
    release: Release,
    surroundings: Surroundings = ANYWHERE,
    *,
    upgrade: bool = False,
    command: Path | None = None,
) -> Rendering:
    """Return what `helm template --include-crds` shows, as objects, and the chart's notes.

    `values_text` is the values document, empty for the defaults. A `command` is a `helm` to
    render with, by its own rules, in place of the one inside. Raises `ProblemsFound` with the
    template and line of what is wrong. Safe to call from several threads.
    """
    found = (*obstacles(chart, surroundings), refusal(values_text))
    raise_if_errors(chart.metadata.name, filter(None, found))
    form = adapted(chart.archive, values_text, None if command else surroundings.helm)
    version = _offered_version(surroundings.kubernetes_version)
    stand_in = replace(chart, archive=form.archive)
    request = _Request(stand_in, form.values_text, release, version, upgrade, None, command)
    try:
        rendered = _render_with_offers(request, surroundings)
    except _Complaint as complaint:
        raise ProblemsFound(chart.metadata.name, complaints(chart, str(complaint))) from None
    problems = list(not_utf8(chart, (*rendered.crds, *rendered.templates.items())))
    raise_if_errors(chart.metadata.name, problems)
    objects = split_manifests(rendered.crds, rendered.templates, problems)
    raise_if_errors(chart.metadata.name, problems)
    return Rendering(objects, rendered.notes.replace(NO_UTF8, "\ufffd"))


def _render_with_offers(request: _Request, surroundings: Surroundings) -> _Rendered:
    """Offer the cluster's API versions to a chart that asks, and those of the CRDs it brings.

    Helm installs the CRDs in `crds/` before it asks the cluster what it serves (Install.
    RunWithContext); whose CRDs those are is known when the chart has been rendered.
    """
    chart, version = request.chart, request.kubernetes_version
    if not prepared.asks_for_capabilities(chart.archive, request.values_text, version):
        return _render(request)
    served = surroundings.api_versions
    if served is None:
        served = served_api_versions(surroundings.kubernetes_version)
    offered = served | _defined(crd_files(chart.files))
    rendered = _render(replace(request, offered=tuple(sorted(offered))))
    brought = served | _defined(rendered.crds)
    if brought == offered:
        return rendered
    return _render(replace(request, offered=tuple(sorted(brought))))


def _defined(crds: Iterable[tuple[str, str]]) -> frozenset[str]:
    found = split_manifests(crds, {}, [])
    return frozenset(name for each in found for name in defined_api_versions(each.body))


def doubts(chart: Chart, values_text: str, surroundings: Surroundings) -> tuple[Problem, ...]:
    """Return what of a rendering may differ in the cluster, for reasons that are in the chart."""
    problems = []
    version = _offered_version(surroundings.kubernetes_version)
    given = (chart.archive, values_text, version)
    asks = prepared.asks_for_capabilities(*given)
    if asks and prepared.prepared(chart.metadata.name, *given, names=1).uncertain:
        what = say("What the chart writes of .Capabilities.KubeVersion may look otherwise there.")
        remedy = say("Look at the objects of the release once it is installed.")
        problems.append(warning("templates", what, remedy))
    if unknown := _unknown_to_any_version(chart, surroundings):
        what = say(
            "The chart asks whether the cluster serves {names}; shown is what it renders if not.",
            names=", ".join(unknown),
        )
        remedy = say("See with `kubectl api-versions` whether it does.")
        problems.append(warning("templates", what, remedy))
    return tuple(problems)


def _unknown_to_any_version(chart: Chart, surroundings: Surroundings) -> list[str]:
    """Return the API versions the chart asks for that a CRD or another server might bring."""
    if surroundings.api_versions is not None:
        return []
    asked = prepared.asked_api_versions(chart.archive) - _defined(crd_files(chart.files))
    version = surroundings.kubernetes_version
    return sorted(
        name
        for name in asked
        if "/" in name and not is_built_in_group("/".join(name.split("/")[:2]), version)
    )


def obstacles(chart: Chart, surroundings: Surroundings) -> tuple[Problem, ...]:
    """Return what `helm install` refuses before it renders; the engine itself does not ask."""
    metadata = chart.metadata
    version = _kubernetes_version(surroundings.kubernetes_version)
    problems = []
    if metadata.type == "library":
        what = say("It is a library chart, which cannot be installed.")
        problems.append(Problem("Chart.yaml", what, say("Choose the chart that uses it.")))
    if missing := ", ".join(each.name for each in metadata.dependencies if not each.present):
        what = say(
            "The chart depends on {missing}, which is not in its charts folder.", missing=missing
        )
        problems.append(Problem("Chart.yaml", what, remedy_for(chart.source)))
    if metadata.kube_version:
        problems += check_kube_version(metadata.kube_version, version, surroundings.helm)
    return tuple(problems)


def _kubernetes_version(text: str) -> Version:
    version = Version.parse(text)
    if version is None:
        raise BadKubernetesVersion(version=text)
    return version


def _offered_version(text: str) -> str:
    """Return the version as the cluster says it: a vendor's suffix reaches the templates."""
    version = _kubernetes_version(text)
    whole = text.removeprefix("v")
    return f"v{whole}" if whole.count(".") > 1 else f"v{version}"


def _render(request: _Request) -> _Rendered:
    if request.command is not None or not _engine_loads():
        rendered = _render_with_command(request)
    elif prepared.may_never_end(request.chart.archive, request.values_text):
        rendered = _render_apart(request)
    else:
        rendered = _render_in_process(request)
    own = {
        path: request.prepared.restored(text)
        for path, text in rendered.templates.items()
        if not prepared.is_prepared(path)
    }
    return replace(rendered, templates=own, notes=request.prepared.restored(rendered.notes))


def _render_apart(request: _Request) -> _Rendered:
    try:
        return _APART.call(_render_in_process, request)
    except TookTooLong:
        raise _Complaint(
            f"rendering takes longer than {_PATIENCE:.0f} s: tpl may call itself without end"
        ) from None
    except WorkEnded:
        raise _Complaint(
            "goroutine stack exceeds its limit: tpl calls itself without end"
        ) from None


def _engine_loads() -> bool:
    try:
        with go_log_aside:
            import helm_python  # noqa: F401 - loads Go's runtime: 60 MB, only when needed
    except (ImportError, OSError):
        return False
    return True


def _render_in_process(request: _Request) -> _Rendered:
    with go_log_aside:
        return _rendered_by_engine(request)


def _rendered_by_engine(request: _Request) -> _Rendered:
    from helm_python import Chart as EngineChart
    from helm_python import HelmError, _native

    options = {
        "name": request.release.name,
        "namespace": request.release.namespace,
        "kube_version": request.kubernetes_version,
        "is_install": not request.upgrade,
        "is_upgrade": request.upgrade,
        "api_versions": list(request.offered or ()),
    }
    try:
        # The engine drops switched-off subcharts from the chart it renders, so that a loaded
        # chart serves one rendering only, and afterwards knows just the CRDs that count.
        with EngineChart.load_archive(request.prepared.archive) as chart:
            values = _native.call_string("helm_values_from_yaml", request.values_text or "{}")
            # Chart.render() knows no Kubernetes version and would take the values through
            # Python's numbers; the call under it does neither.
            handle = chart._raw()  # noqa: SLF001
            answer = _native.call_string("helm_render", handle, values, json.dumps(options))
            crds = _read_answer(_native.call_string("helm_chart_crds", handle))
    except HelmError as error:
        raise _Complaint(request.prepared.restored(error.detail)) from None
    templates = _read_answer(answer)
    notes = templates.get(f"{request.chart.metadata.name}/{_NOTES}", "")
    manifests = {p: text for p, text in templates.items() if not p.endswith("NOTES.txt")}
    return _Rendered(tuple((crd["filename"], crd["data"]) for crd in crds), manifests, notes)


def _read_answer(answer: str) -> Any:
    """Return an answer of the engine, which holds what is no UTF-8 as Go's JSON writes it."""
    return json.loads(_NO_UTF8_IN_JSON.sub(rf"\1\\u{ord(NO_UTF8):04x}", answer))


def _render_with_command(request: _Request) -> _Rendered:
    helm = request.command or shutil.which("helm")
    if helm is None:
        raise NoHelmEngine
    name = request.chart.metadata.name
    with tempfile.TemporaryDirectory(prefix="chartnest-") as folder:
        archive = Path(folder, "chart.tgz")
        archive.write_bytes(_with_notes_as_manifest(name, request.prepared.archive))
        command = [
            *(str(helm), "template", "--include-crds", "--values", "-"),  # secrets touch no disk
            *("--namespace", request.release.namespace),
            *("--kube-version", request.kubernetes_version),
            *(f"--api-versions={each}" for each in request.offered or ()),
            *(["--is-upgrade"] if request.upgrade else []),
            *("--", request.release.name, str(archive)),
        ]
        answer = _answer_of(command, request.values_text)
    if answer.returncode:
        # The command's warnings come before its error; the engine gives the error alone.
        said = answer.stderr.decode("utf-8", errors="replace")
        error = _BEFORE_ERROR.split(said, maxsplit=1)[-1]
        raise _Complaint(request.prepared.restored(error))
    output = answer.stdout.decode("utf-8", errors="surrogateescape")
    return _sorted_output(name, _NO_UTF8.sub(NO_UTF8, output))


def _answer_of(command: list[str], values_text: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            command,
            input=values_text.encode(),
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _Complaint(f"no answer within {_COMMAND_SECONDS} s") from None


def _with_notes_as_manifest(name: str, archive: bytes) -> bytes:
    files = unpack(archive)
    if _NOTES not in files:
        return archive
    manifest = _NOTES_MANIFEST.format(chart=name)
    return pack(name, {**files, _NOTES_TEMPLATE: manifest.encode()})


def _sorted_output(chart_name: str, output: str) -> _Rendered:
    """Take apart what `helm template` prints: a `# Source:` line, then an object, many times."""
    _, *pieces = _SOURCE.split(output)
    crds: list[tuple[str, str]] = []
    templates: dict[str, str] = {}
    for path, text in zip(pieces[::2], pieces[1::2], strict=True):
        if "/templates/" not in path:
            # Helm 3.8 leaves the chart's name out here.
            inside = path.removeprefix(f"{chart_name}/")
            crds.append((f"{chart_name}/{inside}", text))
        else:
            templates[path] = f"{templates[path]}\n---\n{text}" if path in templates else text
    manifest = templates.pop(f"{chart_name}/{_NOTES_TEMPLATE}", "")
    notes = json.loads(manifest.partition("\nnotes: ")[2]) if manifest else ""
    return _Rendered(tuple(crds), templates, notes)
