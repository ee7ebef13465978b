"""The hook chart: its files, and what a plan tells it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core import __version__
from core.chart.archive import pack
from core.delivery.budget import budget, install_as
from core.delivery.images import image
from core.delivery.model import PackagedChart
from core.delivery.outputs import kind_of
from core.delivery.parameters import CHART_PASSWORD
from core.errors import Problem, Sentence, say
from core.paths import TEMPLATES
from core.plan.model import (
    OciChart,
    PathChart,
    PlaceholderChart,
    RepositoryChart,
    Tls,
    UrlChart,
    ValueType,
    login_of,
    tls_of,
)
from core.yaml.layout import survives_as_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart
    from core.plan.model import ChartSource, Plan

NAME: Final = "chartnest-hook"
_FOLDER: Final = TEMPLATES / "hook-chart"
RUN_SCRIPT: Final = (_FOLDER / "files" / "run.sh").read_text(encoding="utf-8")
# What the two Jobs run; the script is mounted from the ConfigMap.
_SCRIPT_PATH: Final = "/opt/chartnest/run.sh"
INSTALL_COMMAND: Final = ("sh", _SCRIPT_PATH, "install")
UNINSTALL_COMMAND: Final = ("sh", _SCRIPT_PATH, "uninstall")

_VERSION_BLANK: Final = b"[[ version ]]"
# The paths `hook.secretValues` in the chart takes for anything but text.
_NESTED: Final = re.compile(r"[-A-Za-z0-9_/.\\]+")

# Files that may travel inside the hook chart, as `hook_chart(travelling)` takes them.
TRAVELLING_CHART: Final = "chart.tgz"
TRAVELLING_VALUES: Final = "values.yaml"

_ABOUT: Final = {
    "Chart.yaml": say("What this chart is; its version carries the hash of all files."),
    "values.yaml": say("Every setting the chart takes, with its default."),
    "values.schema.json": say("What each setting must look like; Helm refuses anything else."),
    "templates/_names.tpl": say("The names and labels that all objects share."),
    "templates/_job.tpl": say("The pod of both Jobs: unprivileged, with the settings as files."),
    "templates/access.yaml": say("Who the Jobs are, and what they may do in the cluster."),
    "templates/script.yaml": say("The script, as a ConfigMap that both Jobs mount."),
    "templates/settings.yaml": say("A Secret with all the script reads, one setting a file."),
    "templates/chart.yaml": say("The chart itself as a Secret, when it travels in here."),
    "templates/install-job.yaml": say(
        "The Job that installs or upgrades, and signals ROS: a hook if it can end in time for one."
    ),
    "templates/uninstall-job.yaml": say("The Job that uninstalls when the stack is deleted."),
    "templates/NOTES.txt": say("Where to look when something goes wrong."),
    "files/run.sh": say("The script: all that happens inside the cluster, top to bottom."),
    f"files/{TRAVELLING_CHART}": say("The chart that is delivered."),
    f"files/{TRAVELLING_VALUES}": say("Its values, too long for the template."),
}


@dataclass(frozen=True)
class Signal:
    """Where the Job reports: attributes of the WaitConditionHandle, as text or ROS functions."""

    url: object = ""
    headers: object = ""
    curl_cli: object = ""


def hook_chart(travelling: Mapping[str, bytes] | None = None) -> PackagedChart:
    """Return the hook chart, with `travelling` (`chart.tgz`, `values.yaml`) in its `files/`.

    Without anything travelling it is the same for all plans of one ChartNest version.
    """
    files = {
        path.relative_to(_FOLDER).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in sorted(_FOLDER.rglob("*"))
        if path.is_file()
    }
    files |= {f"files/{name}": content for name, content in (travelling or {}).items()}
    version = f"{__version__}-h{_digest(files)}"
    files["Chart.yaml"] = files["Chart.yaml"].replace(_VERSION_BLANK, version.encode())
    return PackagedChart(NAME, version, files, pack(NAME, files))


def describe(path: str) -> Sentence | None:
    """Return what the file at `path` in the hook chart is for."""
    return _ABOUT.get(path)


def check_secret_paths(plan: Plan) -> Iterator[Problem]:
    """Yield the secret values that the script has no way to put where they belong."""
    for index, value in enumerate(plan.secret_values):
        if value.type is not ValueType.STRING and not _NESTED.fullmatch(value.path):
            what = say("{path} is a {type} inside a list.", path=value.path, type=value.type.value)
            remedy = say("Ask for the whole list as one value of type json.")
            yield Problem(f"parameters[{index}].path", what, remedy)


def hook_values(
    plan: Plan,
    chart: Chart,
    *,
    signal: Signal,
    secrets: Mapping[str, object],
    travelling: Mapping[str, bytes] | None = None,
) -> dict[str, object]:
    """Return the values of the hook chart that deliver `chart` as `plan` says.

    `secrets` maps the path of each secret value, and `chart:password` when the source wants a
    login, to its base64: text or a ROS function.
    """
    times = budget(plan)
    delivery = plan.delivery
    return {
        "release": {
            "name": plan.release.name,
            "wait": plan.release.wait,
            "waitForJobs": plan.release.wait_for_jobs,
        },
        "chart": _chart_values(plan, chart, secrets),
        "values": _document_values(plan, travelling or {})
        | {
            "secret": [
                {"path": value.path, "type": value.type.value, "base64": secrets[value.path]}
                for value in plan.secret_values
            ]
        },
        "signal": {"url": signal.url, "headers": signal.headers, "curlCli": signal.curl_cli},
        "output": {"limit": delivery.output_limit, **kind_of(plan.output).settings(plan.output)},
        "readinessCommand": delivery.readiness_command or "",
        "installAs": install_as(plan).value,
        "seconds": {"helm": times.helm, "script": times.script, "pod": times.pod},
        "onDeleteFailure": delivery.on_delete_failure.value,
        "rbac": {
            "scope": delivery.rbac.scope.value,
            "rules": list(delivery.rbac.rules),
            "serviceAccount": delivery.rbac.service_account or "",
        },
        "image": image(plan),
        "pod": delivery.pod.model_dump(by_alias=True, exclude_defaults=True, mode="json"),
    }


def _chart_values(plan: Plan, chart: Chart, secrets: Mapping[str, object]) -> dict[str, object]:
    login, tls = login_of(plan.chart), tls_of(plan.chart)
    if isinstance(plan.chart, PathChart):
        tls = Tls()  # its own is for what was fetched before it travelled
    values = _source_values(plan.chart, chart) | {
        "password": secrets.get(CHART_PASSWORD, ""),
        "existingSecret": login.existing_secret or "",
        "caCertificate": tls.ca or "",
        "plainHttp": tls.plain_http,
    }
    return {key: value for key, value in values.items() if value not in ("", False)}


def _source_values(source: ChartSource, chart: Chart) -> dict[str, object]:
    """Return what the Job fetches: the very address and version that were opened here."""
    sha256 = getattr(source, "sha256", None) or ""
    match source:
        case PathChart():
            return {}
        case UrlChart():
            values: dict[str, object] = {"url": source.url}
        case RepositoryChart() if (chart.address or "").startswith("oci://"):
            # The repository only lists it; its login is not the registry's.
            return {"url": chart.address, "version": chart.pulled_version, "sha256": sha256}
        case RepositoryChart():
            version = chart.pulled_version or chart.metadata.version
            values = {"repo": source.repo, "name": source.name, "version": version}
        case OciChart(oci=oci):
            version = chart.pulled_version or ("" if "@" in oci else chart.metadata.version)
            values = {"url": chart.address or oci, "version": version}
            if "@" in oci and version and not sha256:
                # Helm knows digests from 3.17 on; the tag's archive says the same to all.
                sha256 = hashlib.sha256(chart.archive).hexdigest()
        case PlaceholderChart(placeholder=text) if "computenest::helmpull::" in text:
            return {"pullCommand": text}
        case PlaceholderChart(placeholder=text):
            return {"url": text, "dockerConfigJson": "{{ computenest::helm::dockerconfigjson }}"}
    return values | {"username": source.login.username or "", "sha256": sha256}


def _document_values(plan: Plan, travelling: Mapping[str, bytes]) -> dict[str, object]:
    if TRAVELLING_VALUES in travelling:
        return {}
    if survives_as_block(plan.values):
        return {"text": plan.values}
    return {"base64": base64.b64encode(plan.values.encode()).decode()}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:8]
