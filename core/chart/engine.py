"""Rendering a chart with the Helm engine, in this process or by a `helm` on the PATH."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.chart.archive import pack
from core.chart.complaints import complaints
from core.chart.dependencies import remedy_for
from core.chart.errors import BadKubernetesVersion, BadVersionRange, NoHelmEngine
from core.chart.manifests import split_manifests
from core.chart.model import Rendering
from core.chart.semver import Version, VersionRange
from core.chart.surroundings import ANYWHERE, Surroundings
from core.errors import Problem, ProblemsFound, raise_if_errors, say
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_SOURCE: Final = re.compile(r"^---\n# Source: (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class _Request:
    """What Helm is asked to render."""

    chart: Chart
    values_text: str
    release: Release
    surroundings: Surroundings
    upgrade: bool

    @property
    def kubernetes_version(self) -> str:
        return str(_kubernetes_version(self.surroundings.kubernetes_version))


@dataclass(frozen=True)
class _Rendered:
    """What Helm answers: CRD files and rendered templates by Helm's path, `CHART/templates/…`."""

    crds: tuple[tuple[str, str], ...]
    templates: Mapping[str, str]
    notes: str


class _Complaint(Exception):
    """Helm refuses to render; the argument is its own error text."""


def render(
    chart: Chart,
    values_text: str,
    release: Release,
    surroundings: Surroundings = ANYWHERE,
    *,
    upgrade: bool = False,
) -> Rendering:
    """Return what `helm template --include-crds` shows, as objects, and the chart's notes.

    `values_text` is the values document, empty for the defaults. Raises `ProblemsFound` with
    the template and line of what is wrong. Safe to call from several threads.
    """
    found = (*obstacles(chart, surroundings), refusal(values_text))
    raise_if_errors(chart.metadata.name, filter(None, found))
    request = _Request(chart, values_text, release, surroundings, upgrade)
    try:
        rendered = _render(request)
    except _Complaint as complaint:
        refused = complaints(chart.metadata.name, str(complaint))
        raise ProblemsFound(chart.metadata.name, refused) from None
    problems: list[Problem] = []
    objects = split_manifests(rendered.crds, rendered.templates, problems)
    raise_if_errors(chart.metadata.name, problems)
    return Rendering(objects, rendered.notes)


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
    if metadata.kube_version and not _is_compatible(metadata.kube_version, version):
        what = say(
            "The chart requires Kubernetes {required}, not {version}.",
            required=metadata.kube_version,
            version=version,
        )
        remedy = say("Choose a cluster of that version, or another version of the chart.")
        problems.append(Problem("Chart.yaml", what, remedy))
    return tuple(problems)


def _kubernetes_version(text: str) -> Version:
    version = Version.parse(text)
    if version is None:
        raise BadKubernetesVersion(version=text)
    # Helm 4 drops a vendor's suffix (v1.30.1-aliyun.1) before it compares; 3.x is made to.
    return Version(version.major, version.minor, version.patch)


def _is_compatible(kube_version: str, version: Version) -> bool:
    try:
        return VersionRange.parse(kube_version).allows(version)
    except BadVersionRange:
        return False


def _render(request: _Request) -> _Rendered:
    try:
        import helm_python  # noqa: F401 - loads Go's runtime: 60 MB, only when needed
    except (ImportError, OSError):
        return _render_with_command(request)
    return _render_in_process(request)


def _render_in_process(request: _Request) -> _Rendered:
    from helm_python import Chart as EngineChart
    from helm_python import HelmError, _native

    options = {
        "name": request.release.name,
        "namespace": request.release.namespace,
        "kube_version": f"v{request.kubernetes_version}",
        "is_install": not request.upgrade,
        "is_upgrade": request.upgrade,
    }
    try:
        # The engine drops switched-off subcharts from the chart it renders, so that a loaded
        # chart serves one rendering only, and afterwards knows just the CRDs that count.
        with EngineChart.load_archive(request.chart.archive) as chart:
            values = _native.call_string("helm_values_from_yaml", request.values_text or "{}")
            # Chart.render() knows no Kubernetes version and would take the values through
            # Python's numbers; the call under it does neither.
            handle = chart._raw()  # noqa: SLF001
            answer = _native.call_string("helm_render", handle, values, json.dumps(options))
            crds = tuple((crd["filename"], crd["data"]) for crd in chart.crds)
    except HelmError as error:
        raise _Complaint(error.detail) from None
    templates = json.loads(answer)
    notes = templates.get(f"{request.chart.metadata.name}/{_NOTES}", "")
    manifests = {p: text for p, text in templates.items() if not p.endswith("NOTES.txt")}
    return _Rendered(crds, manifests, notes)


def _render_with_command(request: _Request) -> _Rendered:
    helm = shutil.which("helm")
    if helm is None:
        raise NoHelmEngine
    chart = request.chart
    with tempfile.TemporaryDirectory(prefix="chartnest-") as folder:
        archive = Path(folder, "chart.tgz")
        archive.write_bytes(_with_notes_as_manifest(chart))
        values = Path(folder, "values.yaml")
        values.write_text(request.values_text, "utf-8", newline="")
        command = [
            *(helm, "template", "--include-crds", "--values", str(values)),
            *("--namespace", request.release.namespace),
            *("--kube-version", request.kubernetes_version),
            *(["--is-upgrade"] if request.upgrade else []),
            *("--", request.release.name, str(archive)),
        ]
        answer = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    if answer.returncode:
        raise _Complaint(answer.stderr)
    return _sorted_output(chart.metadata.name, answer.stdout)


def _with_notes_as_manifest(chart: Chart) -> bytes:
    if _NOTES not in chart.files:
        return chart.archive
    manifest = _NOTES_MANIFEST.format(chart=chart.metadata.name)
    return pack(chart.metadata.name, {**chart.files, _NOTES_TEMPLATE: manifest.encode()})


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
