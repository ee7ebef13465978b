"""No Job runs but one that trusted hands alone have written, with all that it reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio

from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.cluster.jobs.trust import script_source
from core.rehearsal.cluster.state.record import SqliteRecord
from core.rehearsal.job_helm import JobHelm
from tests.support.cluster_api import CONFIG_MAPS, PODS, Api
from tests.support.hook_jobs import (
    FAILS,
    JOBS,
    SECRETS,
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
    from pathlib import Path


class Addresses:
    """One cluster, asked at its plain and at its trusted address."""

    def __init__(self, folder: Path) -> None:
        place_helm(folder, FAILS)
        self._folder = folder

    async def start(self) -> None:
        state, helm = self._folder / "state", JobHelm(self._folder / "helm", "3.17.3")
        self.cluster = BuiltInCluster(state=state, helm=helm)
        await self.cluster.start()
        self.plain = Api(httpx.AsyncClient(base_url=self.cluster.url))
        self.trusted = Api(httpx.AsyncClient(base_url=self.cluster.trusted_url))

    async def stop(self) -> None:
        await self.plain.client.aclose()
        await self.trusted.client.aclose()
        await self.cluster.stop()


@pytest_asyncio.fixture
async def addresses(tmp_path: Path) -> AsyncIterator[Addresses]:
    addresses = Addresses(tmp_path)
    await addresses.start()
    yield addresses
    await addresses.stop()


async def end(api: Api) -> dict[str, Any]:
    """Return the condition with which the Job ended."""
    condition: dict[str, Any] = condition_of(await until(api, JOBS, finished))
    return condition


async def last_words(api: Api) -> str:
    (pod,) = (await api.get(PODS))["items"]
    return str(pod["status"]["containerStatuses"][0]["state"]["terminated"]["message"])


def hook_pod(mount: dict[str, Any] | None = None, **spec: Any) -> dict[str, Any]:
    """The hook chart's pod, its script's mount or the whole of it changed."""
    pod: dict[str, Any] = hook_job()["spec"]["template"]["spec"]
    container = pod["containers"][0]
    container["volumeMounts"][0] |= mount or {}
    return pod | spec


def container(**fields: Any) -> dict[str, Any]:
    own: dict[str, Any] = hook_pod()["containers"][0]
    return own | fields


def test_the_hook_charts_own_pod_names_where_its_script_comes_from() -> None:
    assert script_source(hook_pod()) == "hook"


SCRIPT_VOLUME = {"name": "script", "configMap": {"name": "hook"}}


@pytest.mark.parametrize(
    "pod",
    [
        hook_pod(initContainers=[{"name": "first", "command": ["sh", "-c", "id"]}]),
        hook_pod(containers=[container(), container(name="second")]),
        hook_pod(containers=[container(args=["-c", "id"])]),
        hook_pod(containers=[container(command=["sh", "-c", "id"])]),
        hook_pod({"subPath": "elsewhere"}),
        hook_pod({"subPathExpr": "$(TMPDIR)"}),
        hook_pod({"mountPath": "/opt/chartnest/run.sh"}),
        hook_pod({"mountPath": "/opt"}),
        hook_pod(volumes=[{"name": "script", "secret": {"secretName": "hook"}}]),
        hook_pod(volumes=[{"name": "script", "emptyDir": {}}]),
        hook_pod(
            volumes=[
                {
                    "name": "script",
                    "configMap": {"name": "hook", "items": [{"key": "x", "path": "run.sh"}]},
                }
            ]
        ),
        hook_pod(
            volumes=[SCRIPT_VOLUME, {"name": "over", "configMap": {"name": "other"}}],
            containers=[
                container(
                    volumeMounts=[
                        {"name": "script", "mountPath": "/opt/chartnest"},
                        {"name": "over", "mountPath": "/opt/chartnest/run.sh"},
                    ]
                )
            ],
        ),
    ],
)
def test_any_other_pod_runs_no_script(pod: dict[str, Any]) -> None:
    assert script_source(pod) is None


async def test_a_job_written_at_the_plain_address_is_not_run(addresses: Addresses) -> None:
    await addresses.trusted.create(CONFIG_MAPS, script())
    await addresses.trusted.create(SECRETS, settings())
    await addresses.plain.create(JOBS, hook_job())
    assert (await end(addresses.plain))["type"] == "Complete"
    assert await addresses.plain.names(PODS) == []
    (event,) = (await addresses.plain.get("/api/v1/namespaces/default/events"))["items"]
    assert event["reason"] == "NotRun"


@pytest.mark.parametrize("stranger", ["configmaps", "secrets"])
async def test_what_a_stranger_has_written_is_not_read(addresses: Addresses, stranger: str) -> None:
    by = {"configmaps": addresses.trusted, "secrets": addresses.trusted, stranger: addresses.plain}
    await by["configmaps"].create(CONFIG_MAPS, script())
    await by["secrets"].create(SECRETS, settings())
    await addresses.trusted.create(JOBS, hook_job())
    assert (await end(addresses.plain))["type"] == "Failed"
    assert '"hook" was written by a chart or by hand' in await last_words(addresses.plain)


@pytest.mark.parametrize("overwritten", [True, False])
async def test_one_strange_change_is_never_made_good(
    addresses: Addresses, *, overwritten: bool
) -> None:
    await addresses.trusted.create(CONFIG_MAPS, script())
    await addresses.trusted.create(SECRETS, settings())
    patch = {"stringData": {"output-command": "touch /tmp/owned"}}
    await addresses.plain.patch(f"{SECRETS}/hook", patch, "merge")
    if overwritten:
        await addresses.trusted.ask("PUT", f"{SECRETS}/hook", settings())
    await addresses.trusted.create(JOBS, hook_job())
    assert (await end(addresses.plain))["type"] == "Failed"
    assert 'Secret "hook" was written' in await last_words(addresses.plain)


async def test_what_is_deleted_and_written_anew_is_as_trusted_as_its_new_writer(
    addresses: Addresses,
) -> None:
    await addresses.trusted.create(CONFIG_MAPS, script())
    await addresses.plain.create(SECRETS, settings())
    await addresses.plain.delete(f"{SECRETS}/hook")
    await addresses.trusted.create(SECRETS, settings())
    await addresses.trusted.create(JOBS, hook_job())
    await end(addresses.plain)
    assert "broken on purpose" in await last_words(addresses.plain)


async def test_who_is_trusted_is_known_again_after_a_restart(addresses: Addresses) -> None:
    await addresses.trusted.create(CONFIG_MAPS, script())
    await addresses.plain.create(SECRETS, settings())
    await addresses.stop()
    await addresses.start()
    await addresses.trusted.create(JOBS, hook_job())
    assert (await end(addresses.plain))["type"] == "Failed"
    assert 'Secret "hook" was written' in await last_words(addresses.plain)


async def test_an_earlier_chartnests_script_runs_where_it_has_served(
    addresses: Addresses, tmp_path: Path
) -> None:
    earlier = "echo an earlier one >&2\nexit 3\n"
    await addresses.stop()
    record = SqliteRecord(tmp_path / "state")
    record.scripts(earlier)
    record.close()
    await addresses.start()
    await addresses.trusted.create(CONFIG_MAPS, script(earlier))
    await addresses.trusted.create(SECRETS, settings())
    await addresses.trusted.create(JOBS, hook_job())
    assert (await end(addresses.plain))["type"] == "Failed"
    assert "an earlier one" in await last_words(addresses.plain)


async def test_helms_records_are_trusted_when_trusted_helm_alone_wrote_them(
    addresses: Addresses,
) -> None:
    def record(revision: int) -> dict[str, Any]:
        labels = {"owner": "helm", "name": "shop"}
        return {"metadata": {"name": f"sh.helm.release.v1.shop.v{revision}", "labels": labels}}

    await addresses.trusted.create(SECRETS, record(1))
    assert addresses.cluster.trusts_release("shop", "default")
    await addresses.plain.create(SECRETS, record(2))
    assert not addresses.cluster.trusts_release("shop", "default")


async def test_a_persons_kubeconfig_begins_at_the_plain_address(cluster: BuiltInCluster) -> None:
    config = json.loads(cluster.kubeconfig_text)
    servers = {each["name"]: each["cluster"]["server"] for each in config["clusters"]}
    assert config["current-context"] == "chartnest-rehearsal"
    assert servers == {
        "chartnest-rehearsal": cluster.url,
        "chartnest-rehearsal-trusted": cluster.trusted_url,
    }
