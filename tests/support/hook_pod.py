"""The pod of a hook Job, run as a process of this computer: what the chart renders becomes files,
variables and a command; `helm` is a recording one.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.chart.engine import render
from core.chart.reading import read_chart
from core.delivery.hook_chart import hook_chart
from core.plan.model import PathChart, Release

if TYPE_CHECKING:
    from core.chart.model import Chart

SHELLS = {"ash": ("busybox", "ash"), "dash": ("dash",), "bash": ("bash",)}
# With ash the tools are busybox's, too, as in the images on Alpine.
_APPLETS = """
    awk base64 cat cp cut date grep head mkdir mv od paste rm sed sha256sum sleep tail timeout tr
"""
NAMESPACE = "prod"
MARKER = f"/api/v1/namespaces/{NAMESPACE}/configmaps/chartnest-shop"
_FAKE_HELM = Path(__file__).with_name("fake_helm.sh")


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    log: str
    termination: str


class Pod:
    """A pod of the hook chart rendered with `values`; its folder is `folder`.

    `variables` are set besides the Job's; `work` replaces its work directory.
    `helm(verb, text)` makes the recording helm run `text` (shell) first when it is asked for
    `verb`; `release(*statuses)` is the history it starts from.
    """

    def __init__(
        self,
        folder: Path,
        values: dict[str, Any],
        *,
        api: str,
        shell: str = "dash",
        travelling: dict[str, bytes] | None = None,
    ) -> None:
        self.folder = folder
        self.api = api
        self.shell = shell
        self.objects = rendered(
            json.dumps(values, ensure_ascii=False), tuple((travelling or {}).items())
        )
        self.variables: dict[str, str] = {}
        self.work: Path | None = None
        for name in ("bin", "helm", "account"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(_FAKE_HELM, folder / "bin" / "helm")
        (folder / "bin" / "helm").chmod(0o755)
        if shell == "ash":
            busybox = shutil.which("busybox") or "busybox"
            for name in ("sh", *_APPLETS.split()):
                (folder / "bin" / name).symlink_to(busybox)
        (folder / "account" / "token").write_text("token-of-the-account")
        (folder / "account" / "ca.crt").write_text("")
        self._pods: dict[subprocess.Popen[str], str] = {}

    def helm(self, verb: str, text: str) -> None:
        (self.folder / "helm" / f"on-{verb}").write_text(text)

    def release(self, *statuses: str) -> None:
        lines = [f"{number} {status}\n" for number, status in enumerate(statuses, 1)]
        (self.folder / "helm" / "history").write_text("".join(lines))

    @property
    def statuses(self) -> list[str]:
        """The release's revisions, oldest first."""
        history = self.folder / "helm" / "history"
        if not history.exists():
            return []
        return [line.split(" ")[1] for line in history.read_text().splitlines()]

    @property
    def calls(self) -> list[list[str]]:
        """What helm was called with, without its own folder's name."""
        log = self.folder / "helm" / "calls"
        text = log.read_text() if log.exists() else ""
        return [call.split("\x1f")[:-1] for call in text.split("\x1e")[:-1]]

    @property
    def verbs(self) -> list[str]:
        """The first word of each call that changes or asks for the release."""
        return [call[0] for call in self.calls if call[0] != "version"]

    def run(self, job: str = "install", pod: str = "pod-1") -> Outcome:
        return self.ended(self.start(job, pod))

    def start(self, job: str = "install", pod: str = "pod-1") -> subprocess.Popen[str]:
        container, volumes = self._container(job)
        folders = self._mount(container, volumes, pod)
        command = [_inside(word, folders) for word in container["command"]]
        assert command[0] == "sh"
        environment = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "CHARTNEST_API_SERVER": self.api,
            "CHARTNEST_SERVICE_ACCOUNT": str(self.folder / "account"),
            "CHARTNEST_TERMINATION_LOG": str(self.folder / f"{pod}-termination"),
            "CHARTNEST_POD": pod,
            "CHARTNEST_PAUSE": "0",
            "CHARTNEST_PATIENCE": "3",
            "CHARTNEST_GRACE": "2",
            "FAKE_HELM": str(self.folder / "helm"),
        }
        for each in container["env"]:
            if "value" in each:
                environment[each["name"]] = _inside(each["value"], folders)
        if self.work:
            environment["CHARTNEST_WORK"] = str(self.work)
        with (self.folder / f"{pod}-log").open("w") as log:
            process = subprocess.Popen(
                [*SHELLS[self.shell], *command[1:]],
                env=environment | self.variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                cwd=self.folder,
            )
        self._pods[process] = pod
        return process

    def ended(self, process: subprocess.Popen[str]) -> Outcome:
        code = process.wait(30)
        pod = self._pods[process]
        termination = self.folder / f"{pod}-termination"
        return Outcome(
            code,
            (self.folder / f"{pod}-log").read_text(errors="replace"),
            termination.read_text() if termination.exists() else "",
        )

    def wait_for(self, name: str) -> None:
        """Return once the recording helm has made the file `name`."""
        until = time.monotonic() + 20
        while not (self.folder / "helm" / name).exists():
            assert time.monotonic() < until, f"{name} never came"
            time.sleep(0.01)

    def close(self) -> None:
        """End what still runs, each in its own session."""
        for process in self._pods:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait(10)

    def _container(self, job: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        for body in self.objects:
            if body["kind"] == "Job" and body["metadata"]["labels"]["chartnest.io/run"] == job:
                spec = body["spec"]["template"]["spec"]
                return spec["containers"][0], spec["volumes"]
        raise LookupError(job)

    def _mount(
        self, container: dict[str, Any], volumes: list[dict[str, Any]], pod: str
    ) -> dict[str, Path]:
        folders = {}
        for volume in volumes:
            folder = self.folder / f"{pod}-{volume['name']}"
            folder.mkdir(exist_ok=True)
            for name, content in self._contents(volume).items():
                (folder / name).write_bytes(content)
            folders[volume["name"]] = folder
        return {mount["mountPath"]: folders[mount["name"]] for mount in container["volumeMounts"]}

    def _contents(self, volume: dict[str, Any]) -> dict[str, bytes]:
        kind, name = "", ""
        if "configMap" in volume:
            kind, name = "ConfigMap", volume["configMap"]["name"]
        elif "secret" in volume:
            kind, name = "Secret", volume["secret"]["secretName"]
        for body in self.objects:
            if (body["kind"], body["metadata"]["name"]) == (kind, name):
                if kind == "ConfigMap":
                    return {key: text.encode() for key, text in body["data"].items()}
                return {key: base64.b64decode(text or "") for key, text in body["data"].items()}
        return {}


def _inside(word: str, folders: dict[str, Path]) -> str:
    for mount, folder in folders.items():
        if word == mount or word.startswith(f"{mount}/"):
            return f"{folder}{word.removeprefix(mount)}"
    return word


@cache
def rendered(
    values: str, travelling: tuple[tuple[str, bytes], ...] = ()
) -> tuple[dict[str, Any], ...]:
    """Return the hook chart's objects, its outer release `shop-hook` in the namespace `prod`."""
    release = Release(name="shop-hook", namespace=NAMESPACE)
    objects = render(hook_as_chart(travelling), values, release).objects
    return tuple(dict(each.body) for each in objects)


@cache
def hook_as_chart(travelling: tuple[tuple[str, bytes], ...] = ()) -> Chart:
    """Return the hook chart, opened."""
    made = hook_chart(dict(travelling))
    return read_chart(PathChart(path=made.filename), made.filename, made.files, made.archive)


def base64_text(text: str | bytes) -> str:
    """Return `text` in base64, as ROS hands over a NoEcho parameter: wrapped at 76."""
    content = text.encode() if isinstance(text, str) else text
    return base64.encodebytes(content).decode()
