"""One Pod of ours from Pending to its end: its process, its status, its last words."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.jobs.process_group import ProcessGroup
from core.rehearsal.cluster.kinds.workloads import condition
from core.rehearsal.cluster.state.clock import now

if TYPE_CHECKING:
    from core.rehearsal.cluster.jobs.pod_files import PodFiles
    from core.rehearsal.cluster.state.cluster import Cluster
    from core.rehearsal.cluster.state.objects import Body, Key

_POD_DELETED: Final = "The Pod was deleted before it could start."
_LONGEST_MESSAGE: Final = 4096
_LONGEST_FALLBACK: Final = 2048


def has_ended(pod: Body) -> bool:
    """Tell whether a Pod has come to its end."""
    return pod.get("status", {}).get("phase") in ("Succeeded", "Failed")


class PodRun:
    """Runs the container of one Pod and writes the Pod's status as a kubelet would.

    It belongs to the task that makes it: stopping a Pod that has not started cancels that task.
    """

    def __init__(self, cluster: Cluster, key: Key, files: PodFiles) -> None:
        self._cluster = cluster
        self._key = key
        self._files = files
        self._started = now()
        self._task = asyncio.current_task()
        self._group: ProcessGroup | None = None
        self._stopping: asyncio.Task[None] | None = None
        self.grace = float(files.pod["spec"].get("terminationGracePeriodSeconds", 30))

    def wait_for(self, message: str) -> None:
        """Report that the container cannot be created yet."""
        state = {"waiting": {"reason": "ContainerCreating", "message": message}}
        self._report("Pending", state)

    async def to_end(self, command: list[str], environment: dict[str, str]) -> int:
        """Run the container and return its exit code; cancelling stops it first."""
        files = self._files
        group = await ProcessGroup.start(command, environment, files.root, files.log)
        self._group = group
        (files.root / "pid").write_text(str(group.pid), encoding="utf-8")
        self._started = now()
        self._report("Running", {"running": {"startedAt": self._started}})
        try:
            code = await group.wait()
        except asyncio.CancelledError:
            await group.stop(self.grace)
            self._end(await group.wait())
            raise
        finally:
            group.kill()
        self._end(code)
        return code

    def stop(self) -> None:
        """Ask the process to end, and end it when its grace is over; or give up waiting for it."""
        if self._group and not self._stopping:
            self._stopping = asyncio.create_task(self._group.stop(self.grace))
        elif self._task and not self._group:
            self._task.cancel(_POD_DELETED)

    def fail(self, message: str) -> None:
        """Report that the container could not be run."""
        self._report_end(128, "ContainerCannotRun", message)

    def _end(self, code: int) -> None:
        self._report_end(code, "Completed" if code == 0 else "Error", self._last_words(code))

    def _report_end(self, code: int, reason: str, message: str) -> None:
        terminated: Body = {
            "exitCode": code,
            "reason": reason,
            "startedAt": self._started,
            "finishedAt": now(),
        }
        if message:
            terminated["message"] = message
        self._report("Failed" if code else "Succeeded", {"terminated": terminated})
        for name in ("volumes", "service-account"):
            shutil.rmtree(self._files.root / name, ignore_errors=True)

    def _last_words(self, code: int) -> str:
        text = self._files.termination_log.read_bytes()[:_LONGEST_MESSAGE]
        falls_back = self._files.container["terminationMessagePolicy"] == "FallbackToLogsOnError"
        if not text and code and falls_back:
            text = self._files.log.read_bytes()[-_LONGEST_FALLBACK:]
        return text.decode(errors="replace")

    def _report(self, phase: str, state: Body) -> None:
        stored = self._cluster.objects.get(self._key)
        if stored is None:
            return
        body = stored.body()
        running = phase == "Running"
        container = self._files.container
        status: dict[str, Any] = {
            "phase": phase,
            "hostIP": "127.0.0.1",
            "startTime": self._started,
            "conditions": [condition(body, "PodScheduled"), condition(body, "Initialized")],
            "containerStatuses": [
                {
                    "name": container["name"],
                    "image": container["image"],
                    "imageID": "",
                    "ready": running,
                    "started": running,
                    "restartCount": 0,
                    "state": state,
                }
            ],
        }
        if running:
            status["conditions"].append(condition(body, "Ready"))
        self._cluster.write_status(stored, status)
