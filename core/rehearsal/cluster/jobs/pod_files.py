"""A Pod's volumes as folders on this computer, and its command and environment to match."""

from __future__ import annotations

import base64
import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.jobs.errors import (
    ScriptReplaced,
    SourceMissing,
    SourceNotTrusted,
    VolumeNotRehearsed,
)
from core.rehearsal.cluster.state.objects import Key
from core.rehearsal.cluster.wire.subresources import TOKEN

if TYPE_CHECKING:
    from core.rehearsal.cluster.state.objects import Body, Objects

# What a process cannot do without, or that stands for the network a Pod would have.
_INHERITED: Final = (
    "ALL_PROXY",
    "COMSPEC",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "PATHEXT",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "SYSTEMROOT",
    "https_proxy",
    "http_proxy",
)
_RESOURCES: Final = {"Secret": "secrets", "ConfigMap": "configmaps"}


@dataclass(frozen=True)
class PodFiles:
    """The folder of one Pod: `volumes/`, `service-account/`, its kubeconfig and its log."""

    root: Path
    objects: Objects
    pod: Body

    @property
    def log(self) -> Path:
        """Return where the output of its container goes."""
        return self.root / "log"

    @property
    def termination_log(self) -> Path:
        """Return where the container leaves its last words."""
        return self.root / "termination-log"

    @property
    def namespace(self) -> str:
        """Return the Pod's namespace."""
        return str(self.pod["metadata"]["namespace"])

    @property
    def container(self) -> Body:
        """Return the one container a Job of ours has."""
        container: Body = self.pod["spec"]["containers"][0]
        return container

    def prepare(self, kubeconfig: str) -> None:
        """Make all folders and files; raise SourceMissing when an object is not there yet."""
        for volume in self.pod["spec"].get("volumes") or ():
            self._make_volume(volume)
        account = self.root / "service-account"
        account.mkdir(parents=True, exist_ok=True, mode=0o700)
        files = {"token": TOKEN, "namespace": self.namespace, "ca.crt": ""}
        for name, text in files.items():
            (account / name).write_text(text, encoding="utf-8")
        (self.root / "kubeconfig").write_text(kubeconfig, encoding="utf-8")
        (self.root / "kubeconfig").chmod(0o600)
        self.termination_log.touch()

    def command(self) -> list[str]:
        """Return the container's command with its paths on this computer."""
        words = [*self.container.get("command", ()), *(self.container.get("args") or ())]
        return [self._rewritten(word) for word in words]

    def check_script(self, ours: frozenset[str]) -> None:
        """Raise ScriptReplaced unless the script the command names is of `ours`, byte for byte."""
        if Path(self.command()[1]).read_bytes() not in {script.encode() for script in ours}:
            raise ScriptReplaced

    def environment(self, path: str, api_server: str) -> dict[str, str]:
        """Return the container's variables, and those by which the script finds its way here."""
        inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        own = {
            variable["name"]: self._rewritten(self._value(variable))
            for variable in self.container.get("env") or ()
        }
        return {
            **inherited,
            "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1,localhost"])),
            **own,
            "PATH": path,
            "KUBECONFIG": str(self.root / "kubeconfig"),
            "CHARTNEST_API_SERVER": api_server,
            "CHARTNEST_SERVICE_ACCOUNT": (self.root / "service-account").as_posix(),
            "CHARTNEST_TERMINATION_LOG": self.termination_log.as_posix(),
        }

    def source(self, kind: str, name: str) -> Body:
        """Return the data of a Secret or ConfigMap as bytes by key."""
        stored = self.objects.get(Key(_RESOURCES[kind], self.namespace, name))
        if stored is None:
            raise SourceMissing(kind=kind, name=name)
        if not stored.trusted:
            raise SourceNotTrusted(kind=kind, name=name)
        body = stored.body()
        encoded = body.get("data" if kind == "Secret" else "binaryData") or {}
        plain = {} if kind == "Secret" else body.get("data") or {}
        return {key: base64.b64decode(value or "") for key, value in encoded.items()} | {
            key: (value or "").encode() for key, value in plain.items()
        }

    def _make_volume(self, volume: Body) -> None:
        folder = self._folder(volume["name"])
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if "emptyDir" in volume:
            return
        if "secret" in volume:
            source, kind, name = volume["secret"], "Secret", volume["secret"]["secretName"]
        elif "configMap" in volume:
            source, kind, name = volume["configMap"], "ConfigMap", volume["configMap"]["name"]
        else:
            raise VolumeNotRehearsed(volume=volume["name"])
        try:
            content = self.source(kind, name)
        except SourceMissing:
            if source.get("optional"):
                return
            raise
        items = source.get("items") or [{"key": key, "path": key} for key in content]
        for item in items:
            if item["key"] not in content and not source.get("optional"):
                raise SourceMissing(kind=f"{kind} key", name=f"{name}/{item['key']}")
            mode = item.get("mode", source.get("defaultMode", 0o644))
            _write(folder, item["path"], content.get(item["key"], b""), mode)

    def _folder(self, volume: str) -> Path:
        return self.root / "volumes" / volume

    def _rewritten(self, value: str) -> str:
        """Return `value` with the mount path it begins with made a path on this computer."""
        mounts: list[Body] = self.container.get("volumeMounts") or []
        for mount in sorted(mounts, key=lambda m: len(m["mountPath"]), reverse=True):
            at = mount["mountPath"].rstrip("/")
            if value == at or value.startswith(f"{at}/"):
                real = self._folder(mount["name"]) / mount.get("subPath", "")
                return f"{real.as_posix()}{value.removeprefix(at)}"
        return value

    def _value(self, variable: Body) -> str:
        origin = variable.get("valueFrom")
        if not origin:
            return str(variable.get("value") or "")
        if "fieldRef" in origin:
            return _field(self.pod, origin["fieldRef"]["fieldPath"])
        for field, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
            if field in origin:
                return self._key_value(kind, origin[field])
        return ""

    def _key_value(self, kind: str, reference: Body) -> str:
        try:
            content = self.source(kind, reference["name"])
        except SourceMissing:
            if not reference.get("optional"):
                raise
            content = {}
        if reference["key"] not in content and not reference.get("optional"):
            raise SourceMissing(kind=f"{kind} key", name=f"{reference['name']}/{reference['key']}")
        value: bytes = content.get(reference["key"], b"")
        return value.decode()


def _write(folder: Path, untrusted_path: str, content: bytes, mode: int) -> None:
    path = folder / untrusted_path
    if not Path(os.path.normpath(path)).is_relative_to(os.path.normpath(folder)):
        raise VolumeNotRehearsed(volume=untrusted_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    # The owner must read it, and nobody else on this computer may.
    path.chmod((mode & 0o700) | 0o600)


def _field(pod: Any, path: str) -> str:
    with contextlib.suppress(KeyError, TypeError):
        for step in path.split("."):
            pod = pod[step]
        return str(pod)
    return ""
