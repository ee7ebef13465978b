"""The built-in cluster as a server on loopback, started and stopped in a running event loop."""

from __future__ import annotations

import logging
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

from core.delivery.hook_chart import RUN_SCRIPT
from core.rehearsal.cluster.jobs.controller import JobController
from core.rehearsal.cluster.kinds.schemas import Schemas
from core.rehearsal.cluster.kinds.served import Kinds, built_in_kinds
from core.rehearsal.cluster.state.beginnings import begin
from core.rehearsal.cluster.state.cluster import Cluster
from core.rehearsal.cluster.state.objects import Objects
from core.rehearsal.cluster.state.record import SqliteRecord
from core.rehearsal.cluster.state.refusals import Refusal
from core.rehearsal.cluster.wire.documents import Documents
from core.rehearsal.cluster.wire.kubeconfig import persons_kubeconfig_text
from core.rehearsal.cluster.wire.messages import refusal_response
from core.rehearsal.cluster.wire.resources import Resources
from core.rehearsal.cluster.wire.watches import Watches

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from core.rehearsal.job_helm import JobHelm

# What a real server accepts at most in one body.
_LARGEST_BODY: Final = 3 * 1024 * 1024
_LOOPBACK: Final = "127.0.0.1"
_LOG: Final = logging.getLogger(__name__)


class BuiltInCluster:
    """A cluster of Kubernetes `version` that lives in this event loop.

    With `state` its objects are kept in that SQLite file and found again at the next start, and
    the logs of its Jobs in a folder beside it. `port` 0 takes a free one. `helm` is what its Jobs
    run; without it the one on PATH, or else our own. `secret` is what makes an address the trusted
    one; without it the address changes at each start.
    """

    def __init__(
        self,
        version: str = "1.33",
        state: Path | None = None,
        *,
        port: int = 0,
        helm: JobHelm | None = None,
        secret: str = "",
    ) -> None:
        self.version = version.removeprefix("v")
        self.port = port
        self._secret = secret or secrets.token_urlsafe()
        self._record = SqliteRecord(state) if state else None
        self._folder = _Folder(state)
        objects = Objects(self._record)
        kinds = Kinds(built_in_kinds(self.version))
        self.cluster = Cluster(objects, kinds, Schemas(self.version, objects), self.version)
        scripts = self._record.scripts(RUN_SCRIPT) if self._record else frozenset({RUN_SCRIPT})
        self._jobs = JobController(self.cluster, self._folder.path, helm, scripts)
        self._watches = Watches(self.cluster)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Return where the server answers anybody."""
        return f"http://{_LOOPBACK}:{self.port}"

    @property
    def trusted_url(self) -> str:
        """Return where the server answers those whose Jobs may run, see `trust`."""
        return f"{self.url}/{self._secret}"

    @property
    def kubeconfig_text(self) -> str:
        """Return the kubeconfig for a person."""
        return persons_kubeconfig_text(self.url, self.trusted_url)

    def trusts_release(self, name: str, namespace: str) -> bool:
        """Tell whether Helm's records of a release were written at the trusted address alone."""
        return all(
            secret.trusted
            for secret in self.cluster.objects.select("secrets", namespace)
            if secret.labels.get("owner") == "helm" and secret.labels.get("name") == name
        )

    async def start(self) -> None:
        """Begin to answer."""
        begin(self.cluster)
        app = self._application(trusted=False)
        app.add_subapp(f"/{self._secret}", self._application(trusted=True))
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, _LOOPBACK, self.port).start()
        self.port = self._runner.addresses[0][1]
        self._jobs.start(self.url)

    def _application(self, *, trusted: bool) -> web.Application:
        resources = Resources(self.cluster, self._watches, self._jobs, trusted=trusted)
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_refusals_told])
        app.add_routes(Documents(self.version, self.cluster.kinds).routes())
        app.router.add_route("*", "/{path:.*}", resources.answer)
        return app

    async def stop(self) -> None:
        """End running Jobs, then watches and the server; objects stay in the state file."""
        await self._jobs.stop()
        self._watches.close()
        if self._runner:
            await self._runner.cleanup()
        if self._record:
            self._record.close()
        self._folder.close()


class _Folder:
    """Where Jobs keep their files: beside the state, or for as long as the server runs."""

    def __init__(self, state: Path | None) -> None:
        self._temporary = None if state else tempfile.TemporaryDirectory(prefix="chartnest-")
        self.path = Path(self._temporary.name if self._temporary else f"{state}.jobs").absolute()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def close(self) -> None:
        if self._temporary:
            self._temporary.cleanup()


@web.middleware
async def _refusals_told(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return refusal_response(refusal)
    except web.HTTPRequestEntityTooLarge:
        message = f"Request entity too large: limit is {_LARGEST_BODY}"
        return refusal_response(Refusal(413, "RequestEntityTooLarge", message))
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
        _LOG.exception("the built-in cluster failed")
        message = f"Internal error occurred: the built-in cluster made a mistake: {error!r}"
        return refusal_response(Refusal(500, "InternalError", message))
