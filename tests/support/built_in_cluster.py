"""A built-in cluster in a thread of its own, for tests that drive it with real command lines."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import threading
import urllib.request
from typing import TYPE_CHECKING, Any, Self

from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.cluster.wire.kubeconfig import kubeconfig_text
from tests.support import tools

if TYPE_CHECKING:
    from pathlib import Path

    from core.rehearsal.cluster.state.objects import Change


class RunningCluster:
    """Runs from `with` to its end; commands find it through `kubeconfig`, and are trusted."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder = folder
        self.kubeconfig = folder / "kubeconfig"
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        self.server = self._run(self._started())
        self.kubeconfig.touch(mode=0o600)
        self.kubeconfig.write_text(kubeconfig_text(self.server.trusted_url))
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self.server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def helm(self, version: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a real Helm against the cluster."""
        return self.run(tools.helm(version), *arguments)

    def kubectl(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a real kubectl against the cluster."""
        return self.run(tools.kubectl(), *arguments, stdin=stdin)

    def run(self, *command: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command that finds the cluster."""
        return subprocess.run(
            [str(word) for word in command],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"KUBECONFIG": str(self.kubeconfig), "HOME": str(self.folder)},
        )

    def get(self, path: str) -> Any:
        """Return what the API answers at `path`."""
        with urllib.request.urlopen(f"{self.server.url}{path}") as answer:
            return json.load(answer)

    def names(self, path: str) -> list[str]:
        """Return the names of the objects listed at `path`."""
        return [item["metadata"]["name"] for item in self.get(path)["items"]]

    def created(self, resource: str) -> threading.Event:
        """Return what is set when an object of the resource is created."""
        event = threading.Event()

        def notice(change: Change) -> None:
            if change.type == "ADDED" and change.after.key.resource == resource:
                event.set()

        self.server.cluster.objects.listen(notice)
        return event

    async def _started(self) -> BuiltInCluster:
        server = BuiltInCluster(**self._options)
        await server.start()
        return server

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()
