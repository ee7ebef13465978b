"""Our own hook Jobs run as processes; nobody else's do."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest_asyncio

from core.delivery.hook_chart import RUN_SCRIPT
from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.job_helm import JobHelm
from tests.support.cluster_api import CONFIG_MAPS, PODS, Api
from tests.support.hook_jobs import (
    FAILS,
    JOBS,
    SECRETS,
    WAITS,
    condition_of,
    finished,
    hook_job,
    place_helm,
    script,
    settings,
    until,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest


@pytest_asyncio.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    """A cluster whose Jobs' helm fails at once."""
    async with serving(tmp_path, FAILS) as api:
        yield api


class serving:  # noqa: N801  reads as a verb
    """A cluster whose Jobs' helm is the given script; its state stays in `folder`."""

    def __init__(self, folder: Path, helm: str) -> None:
        place_helm(folder, helm)
        self.cluster = BuiltInCluster(
            state=folder / "state", helm=JobHelm(folder / "helm", "3.17.3")
        )

    async def __aenter__(self) -> Api:
        await self.cluster.start()
        self._client = httpx.AsyncClient(base_url=self.cluster.trusted_url)
        return Api(self._client)

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()
        await self.cluster.stop()


async def delete_job(api: Api) -> None:
    """Delete the Job and wait until its Pod is gone."""
    version = (await api.get(PODS))["metadata"]["resourceVersion"]
    await api.delete(f"{JOBS}/install")
    path = f"{PODS}?watch=true&resourceVersion={version}"
    async with api.client.stream("GET", path, timeout=30) as answer:
        async for line in answer.aiter_lines():
            if httpx.Response(200, text=line).json()["type"] == "DELETED":
                return


async def created(api: Api, job: dict[str, Any]) -> None:
    await api.create(CONFIG_MAPS, script())
    await api.create(SECRETS, settings())
    await api.create(JOBS, job)


async def test_a_hook_job_runs_its_script_and_its_end_is_told(api: Api) -> None:
    await created(api, hook_job())
    job = await until(api, JOBS, finished)
    assert condition_of(job)["reason"] == "BackoffLimitExceeded"
    assert job["status"]["failed"] == 1
    (pod,) = (await api.get(PODS))["items"]
    assert pod["status"]["phase"] == "Failed"
    terminated = pod["status"]["containerStatuses"][0]["state"]["terminated"]
    assert terminated["exitCode"] == 1
    assert "broken on purpose" in terminated["message"]
    log = await api.client.get(f"{PODS}/{pod['metadata']['name']}/log")
    told, rest = log.text.split("\n", 1)
    assert "runs with Helm 3.17.3" in told
    assert rest.startswith("Checking the image\n")
    last = await api.client.get(f"{PODS}/{pod['metadata']['name']}/log?tailLines=1")
    assert last.text.startswith("FAILURE")


async def test_a_pod_can_be_found_through_its_job(api: Api) -> None:
    await created(api, hook_job())
    await until(api, JOBS, finished)
    assert len(await api.names(f"{PODS}?labelSelector=job-name%3Dinstall")) == 1


async def test_secrets_are_off_the_disk_when_the_job_has_ended(api: Api, tmp_path: Path) -> None:
    await created(api, hook_job())
    await until(api, JOBS, finished)
    left = [path.name for path in (tmp_path / "state.jobs" / "pods").glob("*/*")]
    assert sorted(left) == ["kubeconfig", "log", "pid", "termination-log"]


async def test_a_job_waits_for_what_it_mounts(api: Api) -> None:
    await api.create(JOBS, hook_job())
    await api.create(CONFIG_MAPS, script())
    pod = await until(api, PODS, lambda pod: "containerStatuses" in pod["status"])
    waiting = pod["status"]["containerStatuses"][0]["state"]["waiting"]
    assert waiting["reason"] == "ContainerCreating"
    assert 'Secret "hook" not found' in waiting["message"]
    await api.create(SECRETS, settings())
    assert condition_of(await until(api, JOBS, finished))["type"] == "Failed"


async def test_another_script_is_not_ours_whatever_the_command(api: Api) -> None:
    await api.create(CONFIG_MAPS, script(f"{RUN_SCRIPT}touch /tmp/owned\n"))
    await api.create(SECRETS, settings())
    await api.create(JOBS, hook_job())
    job = await until(api, JOBS, finished)
    assert condition_of(job)["type"] == "Complete"
    assert await api.names(PODS) == []
    (event,) = (await api.get("/api/v1/namespaces/default/events"))["items"]
    assert event["involvedObject"]["uid"] == job["metadata"]["uid"]
    assert event["reason"] == "NotRun"


async def test_another_script_mounted_in_its_place_is_not_ours(api: Api) -> None:
    evil = {"evil": "touch /tmp/owned"}
    await api.create(CONFIG_MAPS, {"metadata": {"name": "hook"}, "data": script()["data"] | evil})
    await api.create(SECRETS, settings())
    renamed, over = hook_job(), hook_job()
    pod = renamed["spec"]["template"]["spec"]
    pod["volumes"][0]["configMap"]["items"] = [{"key": "evil", "path": "run.sh"}]
    pod = over["spec"]["template"]["spec"]
    mount = {"name": "script", "mountPath": "/opt/chartnest/run.sh", "subPath": "evil"}
    pod["containers"][0]["volumeMounts"].append(mount)
    for job in (renamed, over):
        await api.create(JOBS, job)
        assert condition_of(await until(api, JOBS, finished))["type"] == "Complete"
        await api.delete(f"{JOBS}/install")
    assert await api.names(PODS) == []


async def test_a_job_deleted_while_it_waits_for_its_mounts_is_gone(api: Api) -> None:
    await api.create(CONFIG_MAPS, script())
    await api.create(JOBS, hook_job())
    await until(api, PODS, lambda pod: "containerStatuses" in pod["status"])
    await delete_job(api)
    assert await api.names(PODS) == []


async def test_neither_more_containers_nor_arguments_are_ours(api: Api) -> None:
    await api.create(CONFIG_MAPS, script())
    for number, change in enumerate(({"args": ["x"]}, {"command": ["sh", "-c", "id"]}, None)):
        job = hook_job()
        job["metadata"]["name"] = f"stranger-{number}"
        containers = job["spec"]["template"]["spec"]["containers"]
        if change:
            containers[0] |= change
        else:
            containers.append({"name": "more", "image": "x"})
        await api.create(JOBS, job)
        await until(api, f"{JOBS}", lambda job, n=number: finished(job) and f"-{n}" in str(job))
    assert await api.names(PODS) == []


async def test_a_deadline_stops_the_process_first_with_a_plea(tmp_path: Path) -> None:
    async with serving(tmp_path, WAITS) as api:
        await created(api, hook_job(activeDeadlineSeconds=1))
        job = await until(api, JOBS, finished)
        assert condition_of(job)["reason"] == "DeadlineExceeded"
        (pod,) = (await api.get(PODS))["items"]
    message = pod["status"]["containerStatuses"][0]["state"]["terminated"]["message"]
    assert "stopped" in message


async def test_a_deleted_job_stays_as_a_pod_until_its_process_has_ended(tmp_path: Path) -> None:
    async with serving(tmp_path, WAITS) as api:
        await created(api, hook_job())
        pod = await until(api, PODS, lambda pod: pod["status"]["phase"] == "Running")
        await delete_job(api)
        assert await api.names(PODS) == await api.names(JOBS) == []
        await api.get(f"{PODS}/{pod['metadata']['name']}", expect=404)


async def test_a_job_cut_off_with_its_server_is_failed_at_the_next_start(tmp_path: Path) -> None:
    async with serving(tmp_path, WAITS) as api:
        await created(api, hook_job())
        await until(api, PODS, lambda pod: pod["status"]["phase"] == "Running")
    async with serving(tmp_path, WAITS) as api:
        (job,) = (await api.get(JOBS))["items"]
        (pod,) = (await api.get(PODS))["items"]
    assert "server was stopped" in condition_of(job)["message"]
    assert pod["status"]["phase"] == "Failed"


_SERVE = """
import asyncio, pathlib, sys
from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.job_helm import JobHelm

async def serve():
    folder = pathlib.Path(sys.argv[1])
    cluster = BuiltInCluster(state=folder / "state", helm=JobHelm(folder / "helm", "3.17.3"))
    await cluster.start()
    print(cluster.trusted_url, flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
"""


async def test_a_killed_servers_processes_end_when_it_starts_again(tmp_path: Path) -> None:
    place_helm(tmp_path, WAITS)
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SERVE, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout
    url = (await server.stdout.readline()).decode().strip()
    async with httpx.AsyncClient(base_url=url) as client:
        api = Api(client)
        await created(api, hook_job())
        await until(api, PODS, lambda pod: pod["status"]["phase"] == "Running")
    server.kill()
    await server.wait()
    (pid,) = (tmp_path / "state.jobs" / "pods").glob("*/pid")
    leader = int(pid.read_text())
    assert os.getsid(leader) == leader
    async with serving(tmp_path, WAITS) as api:
        (job,) = (await api.get(JOBS))["items"]
        assert "server was stopped" in condition_of(job)["message"]
        left = [path.name for path in pid.parent.iterdir()]
        assert "volumes" not in left
    while is_running(leader):  # noqa: ASYNC110  a killed process takes a moment to go
        await asyncio.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        return os.getsid(pid) == pid and ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


async def test_what_this_computer_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path, FAILS) as api:
        monkeypatch.setenv("PATH", str(tmp_path))
        await created(api, hook_job())
        await until(api, JOBS, finished)
        (pod,) = (await api.get(PODS))["items"]
    terminated = pod["status"]["containerStatuses"][0]["state"]["terminated"]
    assert terminated["reason"] == "ContainerCannotRun"
    assert "has no sh, curl, timeout" in terminated["message"]
    assert "Git for Windows" in terminated["message"]


async def test_a_log_can_be_followed_to_its_end(tmp_path: Path) -> None:
    async with serving(tmp_path, WAITS) as api:
        await created(api, hook_job(activeDeadlineSeconds=1))
        pod = await until(api, PODS, lambda pod: pod["status"]["phase"] == "Running")
        path = f"{PODS}/{pod['metadata']['name']}/log?follow=true"
        text = (await api.client.get(path, timeout=30)).text
    assert "\nChecking the image\n" in text
    assert "FAILURE" in text
