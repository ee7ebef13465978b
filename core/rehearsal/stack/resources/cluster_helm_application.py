"""ALIYUN::CS::ClusterHelmApplication: a chart from an address, installed by the Helm engine."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

import httpx

from core.chart.archive import MAX_ARCHIVE, unpack
from core.chart.helm.functions import parse_error
from core.delivery.hook import packaged_hook_chart
from core.delivery.hook_chart import TRAVELLING_CHART, TRAVELLING_VALUES
from core.errors import ChartNestError
from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.helm import Release
from core.rehearsal.stack.resources.namespaces import CREATED, delete_namespace
from core.rehearsal.stack.resources.shape import Made, Property, ResourceType, Site
from core.rehearsal.stack.resources.wait_until import check_conditions, wait_until

if TYPE_CHECKING:
    import ssl
    from collections.abc import Coroutine, Mapping

_DOWNLOAD_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
_POLL: Final = 0.1
# What becomes of a release that is there already, by IgnoreExisting.
_REFUSED: Final = "Disabled"
_TAKEN_OVER: Final = "SkipInstallIfExisting"


class ClusterHelmApplication(ResourceType):
    """Counts as made when Helm says so; workloads are waited for by WaitUntil only."""

    properties: ClassVar[Mapping[str, Property]] = {
        "ChartUrl": Property(required=True, updatable=True, kind=str),
        "ClusterId": Property(required=True, kind=str),
        "Name": Property(required=True, kind=str),
        "ChartValues": Property(updatable=True, kind=dict),
        "Namespace": Property(kind=str),
        "NamespaceDeletion": Property(updatable=True, kind=bool),
        "Credential": Property(kind=dict),
        "IgnoreExisting": Property(
            kind=str,
            allowed=(_REFUSED, _TAKEN_OVER, "SkipAllOperationsIfExisting"),
        ),
        "RolePolicy": Property(
            updatable=True, kind=str, allowed=("EnsureAdminRoleAndBinding", "None")
        ),
        "ValidationMode": Property(kind=str, allowed=("Basic", "Strict")),
        "WaitUntil": Property(updatable=True, kind=list, check=check_conditions),
    }
    attributes = frozenset({"ClusterId", "WaitUntilData"})

    def __init__(self) -> None:
        # Helm at work that nobody waits for, by stack and resource: only a deletion does.
        self._going_on: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def create(self, site: Site) -> Made:
        """Install the release."""
        wanted = site.properties
        archive, trusted = await _fetch(wanted["ChartUrl"], wanted.get("Credential"))
        release, namespace = _release(site, wanted, trusted=trusted), _namespace(wanted)
        if await release.revision():
            if wanted.get("IgnoreExisting", _REFUSED) == _REFUSED:
                raise _helm_failed("cannot re-use a name that is still in use")
            if wanted["IgnoreExisting"] == _TAKEN_OVER:
                site.remember(CREATED, False)
            return await _made(site, "Create")
        kubernetes = site.surroundings.kubernetes
        site.remember(CREATED, await kubernetes.ensure_namespace(namespace))
        installing = release.install(archive, wanted.get("ChartValues") or {})
        await self._until_taken_on(site, release, installing)
        return await _made(site, "Create")

    async def update(self, site: Site) -> Made:
        """Upgrade the release, unless it was to be left as it was found."""
        wanted = site.properties
        if CREATED in site.resource.remembered:
            archive, trusted = await _fetch(wanted["ChartUrl"], wanted.get("Credential"))
            release = _release(site, wanted, trusted=trusted)
            upgrading = release.upgrade(archive, wanted.get("ChartValues") or {})
            await self._until_taken_on(site, release, upgrading)
        return await _made(site, "Update")

    async def delete(self, site: Site) -> None:
        """Uninstall the release, then delete the namespace if that was wanted."""
        had, resource = site.resource.properties, site.resource
        if CREATED not in resource.remembered:  # the release is not ours
            return
        going_on = self._going_on.pop((site.stack.id, resource.logical_id), None)
        if going_on is not None:
            await asyncio.wait([going_on])
        # The hooks come from Helm's records of the release, which a chart could have overwritten.
        trusted = site.surroundings.trusts_release(had["Name"], _namespace(had))
        await _release(site, had, trusted=trusted).uninstall()
        kubernetes = site.surroundings.kubernetes
        await wait_until(kubernetes, had, "Delete", _namespace(had))
        await delete_namespace(
            kubernetes,
            _namespace(had),
            wanted=had.get("NamespaceDeletion"),
            created=resource.remembered[CREATED],
        )

    async def _until_taken_on(
        self, site: Site, release: Release, work: Coroutine[Any, Any, None]
    ) -> None:
        """Wait for Helm, or, when hooks are not waited for, until Helm has a new revision."""
        if site.surroundings.switches.wait_for_hooks:
            await work
            return
        before = await release.revision()
        going_on = asyncio.create_task(work)
        # What becomes of it then is nobody's business: fetch a failure, lest it be complained of.
        going_on.add_done_callback(lambda task: task.cancelled() or task.exception())
        self._going_on[site.stack.id, site.resource.logical_id] = going_on
        while not going_on.done() and await release.revision() == before:
            await asyncio.wait([going_on], timeout=_POLL)
        if going_on.done():
            going_on.result()


def _release(site: Site, properties: Mapping[str, Any], *, trusted: bool) -> Release:
    return Release(
        kubeconfig=site.surroundings.helm_kubeconfig(trusted=trusted),
        name=properties["Name"],
        namespace=_namespace(properties),
        timeout=site.surroundings.switches.helm_timeout,
    )


def _namespace(properties: Mapping[str, Any]) -> str:
    return str(properties.get("Namespace") or "default")


async def _made(site: Site, stage: str) -> Made:
    wanted = site.properties
    found = await wait_until(site.surroundings.kubernetes, wanted, stage, _namespace(wanted))
    attributes = {"ClusterId": wanted["ClusterId"], "WaitUntilData": found}
    return Made(f"{wanted['ClusterId']}/{_namespace(wanted)}/{wanted['Name']}", attributes)


async def _fetch(url: str, credential: Mapping[str, str] | None) -> tuple[bytes, bool]:
    """Return the archive at an address, once Helm 3.0 could read it, and whether it is trusted.

    It is when it is our hook chart; our own copy then takes its place, so that nothing depends on
    how Helm unpacks what somebody else has packed.
    """
    if not url.startswith(("http://", "https://")):
        raise ResourceFailed("ValidationError", f"ChartUrl: {url} is neither http nor https")
    auth = (credential["UserName"], credential["Password"]) if credential else None
    client = httpx.AsyncClient(
        follow_redirects=True, timeout=_DOWNLOAD_TIMEOUT, auth=auth, verify=_tls()
    )
    try:
        async with client:
            answer = await client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _helm_failed(f"failed to fetch {url} : {error}") from error
    if not answer.is_success:
        status = f"{answer.status_code} {answer.reason_phrase}"
        raise _helm_failed(f"failed to fetch {url} : {status}")
    files = _unpacked(answer.content[: MAX_ARCHIVE + 1])
    hook_chart = packaged_hook_chart(_travelling(files))
    if hook_chart.files == files:
        return hook_chart.archive, True
    return answer.content, False


@cache
def _tls() -> ssl.SSLContext:
    """Return what https needs, once: loading the authorities takes 20 ms."""
    return httpx.create_ssl_context()


def _unpacked(untrusted_archive: bytes) -> Mapping[str, bytes]:
    try:
        files = unpack(untrusted_archive)
        complaint = parse_error(files)
    except ChartNestError as error:
        raise _helm_failed(f"chart load failed: {error}") from error
    if complaint:
        raise _helm_failed(complaint)
    return files


def _travelling(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return what travels in the files of a hook chart."""
    names = (TRAVELLING_CHART, TRAVELLING_VALUES)
    return {name: files[f"files/{name}"] for name in names if f"files/{name}" in files}


def _helm_failed(message: str) -> ResourceFailed:
    return ResourceFailed("ResponseException", message)
