"""Runs our own hook Jobs as processes of this computer, and reports any other as complete.

Which are ours says `trust`. `ttlSecondsAfterFinished`, `suspend` and parallelism are not rehearsed.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
from typing import TYPE_CHECKING, Any, Final

from core.errors import ChartNestError
from core.rehearsal.cluster.jobs.errors import SourceMissing
from core.rehearsal.cluster.jobs.pod_files import PodFiles
from core.rehearsal.cluster.jobs.pod_run import PodRun, has_ended
from core.rehearsal.cluster.jobs.process_group import end_leftover
from core.rehearsal.cluster.jobs.tools import place_helm, search_path, shell
from core.rehearsal.cluster.jobs.trust import SCRIPT, script_source
from core.rehearsal.cluster.kinds.workloads import NODE, condition, owned_by
from core.rehearsal.cluster.state.clock import now
from core.rehearsal.cluster.state.objects import Key
from core.rehearsal.cluster.wire.kubeconfig import TRUSTED_CONTEXT, kubeconfig_text
from core.rehearsal.job_helm import helm_line, job_helm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from core.rehearsal.cluster.state.cluster import Cluster
    from core.rehearsal.cluster.state.objects import Body, Change, Stored
    from core.rehearsal.job_helm import JobHelm

_JOBS: Final = "jobs.batch"
_PODS: Final = "pods"
_SOURCES: Final = frozenset({"configmaps", "secrets"})
_TRACKING: Final = "batch.kubernetes.io/job-tracking"
_NOT_RUN: Final = (
    "ChartNest's rehearsal runs only the Jobs of its own hook chart, when a launch brings them or"
    f" somebody applies them with the context {TRUSTED_CONTEXT}: this one was reported complete,"
    " not run."
)
_NEVER_STARTED: Final = b"Nothing runs in a rehearsal: this container was never started.\n"
_SERVER_STOPPED: Final = "The rehearsal server was stopped while this ran."
_FIRST_BACKOFF: Final = 10.0
_LONGEST_BACKOFF: Final = 360.0
# How long a Job may take to end when the whole server is stopped.
_LAST_GRACE: Final = 5.0


class JobController:
    """Watches the Jobs of a cluster; `folder` holds what their Pods read, write and log.

    `scripts` are the texts of `run.sh` that count as ours.
    """

    def __init__(
        self, cluster: Cluster, folder: Path, helm: JobHelm | None, scripts: frozenset[str]
    ) -> None:
        self._cluster = cluster
        self._scripts = scripts
        self._folder = folder
        self._helm = helm or job_helm(None)
        self._url = ""
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._runs: dict[str, PodRun] = {}
        self._news = asyncio.Event()
        self._stop_listening = cluster.objects.listen(self._notice)

    def start(self, url: str) -> None:
        """Begin to run Jobs, which reach the cluster at `url`; fail those cut off before."""
        self._url = url
        place_helm(self._folder / "bin", self._helm.path)
        for pid_file in self._folder.glob("pods/*/pid"):
            end_leftover(int(pid_file.read_text(encoding="utf-8")), pid_file.parent)
            _forget_secrets(pid_file.parent)
        for job in list(self._cluster.objects.select(_JOBS)):
            if not _is_finished(job.body()):
                self._abandon(job)

    async def stop(self) -> None:
        """End all running Jobs; they are Failed, as their Pods are."""
        self._stop_listening()
        for run in self._runs.values():
            run.grace = min(run.grace, _LAST_GRACE)
        for task in (tasks := list(self._tasks.values())):
            task.cancel(_SERVER_STOPPED)
        await asyncio.gather(*tasks, return_exceptions=True)

    async def lines(self, pod: Stored, *, follow: bool) -> AsyncIterator[bytes]:
        """Yield the log of a Pod piece by piece; with `follow` until the Pod ends."""
        log = self._pod_folder(pod) / "log"
        if not log.exists():
            yield _NEVER_STARTED
            return
        with log.open("rb") as text:
            while True:
                current = self._cluster.objects.get(pod.key)
                over = not follow or current is None or has_ended(current.body())
                while part := text.read(65536):
                    yield part
                if over:
                    return
                await asyncio.sleep(0.1)

    def _notice(self, change: Change) -> None:
        """Schedule what a change asks for; the change itself is still being made."""
        key = change.after.key
        if key.resource in _SOURCES:
            self._news.set()
            self._news = asyncio.Event()
        elif key.resource == _JOBS and change.type == "ADDED":
            self._tasks[change.after.uid] = asyncio.create_task(self._carry_out(change.after))
        elif key.resource == _PODS and change.type == "DELETED":
            shutil.rmtree(self._pod_folder(change.after), ignore_errors=True)
        elif b'"deletionTimestamp"' in change.after.text and change.after.uid in self._runs:
            self._runs[change.after.uid].stop()

    async def _carry_out(self, job: Stored) -> None:
        """See a Job through, whoever's it is."""
        try:
            async with asyncio.timeout(job.body()["spec"].get("activeDeadlineSeconds")):
                if await self._is_ours(job):
                    await self._try_until_done(job)
                else:
                    self._report_unrun(job)
        except TimeoutError:
            self._fail(job, "DeadlineExceeded", "Job was active longer than specified deadline")
        except asyncio.CancelledError as cancelled:
            self._fail(job, "BackoffLimitExceeded", str(cancelled))
            raise
        finally:
            self._tasks.pop(job.uid, None)

    async def _is_ours(self, job: Stored) -> bool:
        """Tell whether a Job may run, once its script is there; see `trust`."""
        name = script_source(job.body()["spec"]["template"]["spec"])
        while job.trusted and name:
            stored = self._cluster.objects.get(Key("configmaps", job.key.namespace, name))
            if stored:
                script: object = (stored.body().get("data") or {}).get(SCRIPT)
                return script in self._scripts
            await self._news.wait()
        return False

    async def _try_until_done(self, job: Stored) -> None:
        limit = job.body()["spec"]["backoffLimit"]
        for failed in range(limit + 1):
            if await self._run_pod(job) == 0:
                self._complete(job)
                return
            if failed < limit:
                await asyncio.sleep(min(_FIRST_BACKOFF * 2**failed, _LONGEST_BACKOFF))
        message = "Job has reached the specified backoff limit"
        self._fail(job, "BackoffLimitExceeded", message)

    async def _run_pod(self, job: Stored) -> int:
        """Run the Job's Pod once and return its exit code."""
        self._write_job(job, {"active": 1})
        if (pod := self._create_pod(job)) is None:
            return 1
        files = PodFiles(self._pod_folder(pod), self._cluster.objects, pod.body())
        run = self._runs[pod.uid] = PodRun(self._cluster, pod.key, files)
        try:
            await self._prepare(files, run)
            line = helm_line(self._helm, files.container["image"])
            files.log.write_text(f"{line}\n", encoding="utf-8")
            path = search_path(self._folder / "bin")
            command = [shell(path), *files.command()[1:]]
            files.check_script(self._scripts)
            return await run.to_end(command, files.environment(path, self._url))
        except ChartNestError as error:
            run.fail(f"{error.sentence} {error.advice}")
        except OSError as error:
            run.fail(f"The process could not be started: {error}")
        finally:
            del self._runs[pod.uid]
            self._release(pod)
        return 1

    async def _prepare(self, files: PodFiles, run: PodRun) -> None:
        """Make the Pod's files as soon as all they come from is there."""
        while True:
            try:
                files.prepare(kubeconfig_text(self._url, files.namespace))
            except SourceMissing as missing:
                run.wait_for(str(missing))
                await self._news.wait()
            else:
                return

    def _create_pod(self, job: Stored) -> Stored | None:
        current = self._current(job)
        if current is None:
            return None
        owner = current.body()
        template = job.body()["spec"]["template"]  # as it was when it was found to be ours
        body = {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": f"{job.key.name[:57]}-{secrets.token_hex(3)[:5]}",
                "namespace": job.key.namespace,
                "labels": template["metadata"].get("labels") or {},
                "annotations": template["metadata"].get("annotations") or {},
                "ownerReferences": [owned_by(owner)],
                "finalizers": [_TRACKING],
            },
            "spec": template["spec"] | {"nodeName": NODE},
        }
        kind = self._cluster.kind_of(body)
        return self._cluster.create(kind, job.key.namespace, body).stored

    def _release(self, pod: Stored) -> None:
        """Take the finalizer off a Pod that ended: it may go when it was, or will be, deleted."""
        stored = self._cluster.objects.get(pod.key)
        if stored is None or stored.uid != pod.uid:
            return
        body = stored.body()
        body["metadata"]["finalizers"] = []
        self._cluster.update(self._cluster.kind_of(body), stored.key, body)

    def _report_unrun(self, job: Stored) -> None:
        self._complete(job)
        current = self._current(job)
        if current is None:
            return
        moment = now()
        event: dict[str, Any] = {
            "apiVersion": "v1",
            "kind": "Event",
            "metadata": {"generateName": f"{job.key.name}.", "namespace": job.key.namespace},
            "involvedObject": {
                "apiVersion": "batch/v1",
                "kind": "Job",
                "name": job.key.name,
                "namespace": job.key.namespace,
                "uid": job.uid,
                "resourceVersion": str(current.resource_version),
            },
            "reason": "NotRun",
            "message": _NOT_RUN,
            "type": "Warning",
            "source": {"component": "chartnest-rehearsal"},
            "firstTimestamp": moment,
            "lastTimestamp": moment,
            "count": 1,
        }
        self._cluster.create(self._cluster.kind_of(event), job.key.namespace, event)

    def _complete(self, job: Stored) -> None:
        message = "Reached expected number of succeeded pods"
        conditions = [
            condition({}, type_, "CompletionsReached", message)
            for type_ in ("SuccessCriteriaMet", "Complete")
        ]
        self._write_job(job, {"succeeded": 1, "completionTime": now(), "conditions": conditions})

    def _fail(self, job: Stored, reason: str, message: str) -> None:
        conditions = [
            condition({}, type_, reason, message) for type_ in ("FailureTarget", "Failed")
        ]
        self._write_job(job, {"failed": 1, "conditions": conditions})

    def _abandon(self, job: Stored) -> None:
        for pod in self._cluster.objects.owned_by(job.uid):
            if not has_ended(pod.body()):
                files = PodFiles(self._pod_folder(pod), self._cluster.objects, pod.body())
                PodRun(self._cluster, pod.key, files).fail(_SERVER_STOPPED)
            self._release(pod)
        self._fail(job, "BackoffLimitExceeded", _SERVER_STOPPED)

    def _write_job(self, job: Stored, status: Body) -> None:
        current = self._current(job)
        if current:
            started = current.body().get("status", {}).get("startTime") or now()
            self._cluster.write_status(current, {"startTime": started, **status})

    def _current(self, job: Stored) -> Stored | None:
        """Return the Job as it is now, None when it was deleted."""
        stored = self._cluster.objects.get(job.key)
        return stored if stored and stored.uid == job.uid else None

    def _pod_folder(self, pod: Stored) -> Path:
        return self._folder / "pods" / pod.uid


def _is_finished(job: Body) -> bool:
    conditions = job.get("status", {}).get("conditions") or ()
    return any(c["type"] in ("Complete", "Failed") for c in conditions)


def _forget_secrets(folder: Path) -> None:
    for name in ("volumes", "service-account"):
        with contextlib.suppress(OSError):
            shutil.rmtree(folder / name)
