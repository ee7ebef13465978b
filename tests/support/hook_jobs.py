"""Jobs as the hook chart makes them, written to the API by hand, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from core.delivery.hook_chart import INSTALL_COMMAND, RUN_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.cluster_api import Api

JOBS = "/apis/batch/v1/namespaces/default/jobs"
SECRETS = "/api/v1/namespaces/default/secrets"
# The script asks for Helm's version first: what this helm does then, the Job does.
FAILS = "#!/bin/sh\necho 'broken on purpose' >&2\nexit 1\n"
WAITS = "#!/bin/sh\ntrap 'exit 1' TERM\nsleep 60 &\nwait\n"


def place_helm(folder: Path, text: str) -> None:
    (folder / "helm").write_text(text)
    (folder / "helm").chmod(0o755)


def hook_job(**spec: Any) -> dict[str, Any]:
    """A Job as the hook chart makes it, cut to what the script cannot do without."""
    mounts = {"script": "/opt/chartnest", "settings": "/etc/chartnest"}
    mounts |= {"work": "/work", "tmp": "/tmp"}
    container = {
        "name": "helm",
        "image": "alpine/helm",
        "command": list(INSTALL_COMMAND),
        "env": [
            {"name": "CHARTNEST_CONFIG", "value": "/etc/chartnest"},
            {"name": "CHARTNEST_WORK", "value": "/work"},
            {"name": "TMPDIR", "value": "/tmp"},
            {"name": "CHARTNEST_GRACE", "value": "1"},
        ],
        "terminationMessagePolicy": "FallbackToLogsOnError",
        "volumeMounts": [{"name": name, "mountPath": path} for name, path in mounts.items()],
    }
    volumes = [
        {"name": "script", "configMap": {"name": "hook"}},
        {"name": "settings", "secret": {"secretName": "hook"}},
        {"name": "work", "emptyDir": {}},
        {"name": "tmp", "emptyDir": {}},
    ]
    pod = {"restartPolicy": "Never", "containers": [container], "volumes": volumes}
    spec = {"backoffLimit": 0, "template": {"spec": pod}} | spec
    return {"metadata": {"name": "install"}, "spec": spec}


def script(text: str = RUN_SCRIPT) -> dict[str, Any]:
    return {"metadata": {"name": "hook"}, "data": {"run.sh": text}}


def settings(**data: str) -> dict[str, Any]:
    known = {"release": "shop", "namespace": "default", "seconds-script": "60"}
    return {"metadata": {"name": "hook"}, "stringData": known | data}


async def until(api: Api, path: str, met: Callable[[Any], bool]) -> Any:
    """Watch the one object below `path` until the condition is met, and return it."""
    async with api.client.stream("GET", f"{path}?watch=true", timeout=30) as answer:
        async for line in answer.aiter_lines():
            event = httpx.Response(200, text=line).json()
            if event["type"] != "DELETED" and met(event["object"]):
                return event["object"]
    raise AssertionError("the watch ended before")


def finished(job: Any) -> bool:
    return any(c["type"] in ("Complete", "Failed") for c in job["status"].get("conditions", ()))


def condition_of(job: Any) -> Any:
    return next(c for c in job["status"]["conditions"] if c["type"] in ("Complete", "Failed"))
