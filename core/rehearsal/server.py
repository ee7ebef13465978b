"""The rehearsal server: one port for the cloud's services, another for the cluster."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import tempfile
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from aiohttp import web

from core.delivery.hook import packaged_hook_chart
from core.errors import ChartNestError
from core.rehearsal import credentials as kept
from core.rehearsal.cloud.application import MAX_LINE, Api
from core.rehearsal.cloud.charts import Charts
from core.rehearsal.cloud.cs import AckCluster
from core.rehearsal.cloud.signals import Signals, signal_url
from core.rehearsal.cluster import BuiltInCluster
from core.rehearsal.cluster.wire.kubeconfig import kubeconfig_text
from core.rehearsal.job_helm import JobHelm, job_helm
from core.rehearsal.options import LOOPBACK, Options
from core.rehearsal.rehearsal import REGION, Rehearsal
from core.rehearsal.stack.engine import Engine
from core.rehearsal.stack.kubernetes import Kubernetes
from core.rehearsal.stack.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.stack.model import Stack
    from core.rehearsal.switches import Switches


class ClusterSilent(ChartNestError):
    """The cluster of the given kubeconfig does not answer."""

    code = "rehearsal-cluster-silent"
    what = "The cluster of {cluster} does not answer: {message}."
    remedy = "See that `kubectl version` with this kubeconfig does, then try again."


class PortUnusable(ChartNestError):
    """The address the server was told to listen on is taken, or none of this computer."""

    code = "rehearsal-port-unusable"
    what = "Nothing can listen on {host}:{port}: {message}."
    remedy = "Choose another --port or --callback-host."
    in_window = "Choose another address for the pods to reach this computer at."


def this_build() -> str:
    """Return what tells this ChartNest from others: its hook chart, whose version has a hash.

    A server runs the Jobs of its own hook chart only, and so is of no use to another build.
    """
    return packaged_hook_chart({}).version


class Server:
    """The process: its parts, started in order and stopped in reverse."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._build = this_build()  # what is served, whatever becomes of the files on the disk
        self._parts = AsyncExitStack()
        self._callback = ""
        self._kubeconfig = ""
        self._built_in: BuiltInCluster | None = None
        self._kubernetes: Kubernetes | None = None
        self._helm: JobHelm | None = None
        self._signal_key = ""

    async def start(self) -> Rehearsal:
        """Begin to serve; raise `StateInUse` when another server has the state."""
        try:
            return await self._start()
        except BaseException:
            await self._parts.aclose()
            raise

    async def stop(self) -> None:
        """Stop serving; what was going on is found interrupted at the next start."""
        await self._parts.aclose()

    async def _start(self) -> Rehearsal:
        store = Store(self.options.state)
        self._parts.callback(store.close)
        self._signal_key = kept.signal_key(store)
        version = await self._start_cluster(store)
        engine = Engine(store, self)
        cluster = AckCluster(kept.cluster_id(store), "rehearsal", REGION, version, self._kubeconfig)
        account, temporary = kept.credentials(store), kept.temporary_credentials(store)
        api = Api(
            engine,
            cluster,
            [account, temporary],
            Signals(engine, self._signal_key),
            Charts(store, account.access_key_secret, lambda: self._callback),
            rate_limit=self.switches.rate_limit,
        )
        endpoint = await self._serve(store, "port", api.application(), LOOPBACK)
        self._callback = endpoint
        if self.options.callback_host:
            self._callback = await self._serve(
                store, "callback_port", api.callback(), self.options.callback_host
            )
        self._parts.push_async_callback(engine.stop)
        engine.load()
        return Rehearsal(
            pid=os.getpid(),
            endpoint=endpoint,
            callback=self._callback,
            credentials=account,
            temporary=temporary,
            cluster_id=cluster.id,
            kubeconfig=self._write_kubeconfig(),
            kubernetes_version=version,
            build=self._build,
            state=self.options.state and self.options.state.absolute(),
            given_cluster=self.options.given_cluster and self.options.given_cluster.absolute(),
            callback_host=self.options.callback_host,
            helm=self.options.helm and self.options.helm.absolute(),
            helm_version=self._helm.version if self._helm else "",
        )

    async def _start_cluster(self, store: Store) -> str:
        if self.options.given_cluster is not None:
            self._kubeconfig = self.options.given_cluster.kubeconfig()
        else:
            self._built_in = await self._start_built_in_cluster(store)
            self._kubeconfig = self._built_in.kubeconfig_text
        self._kubernetes = Kubernetes(self.helm_kubeconfig(trusted=True))
        self._parts.push_async_callback(self._kubernetes.close)
        try:
            return await self._kubernetes.version()
        except httpx.HTTPError as failure:
            raise ClusterSilent(cluster=self.options.given_cluster, message=failure) from None

    async def _start_built_in_cluster(self, store: Store) -> BuiltInCluster:
        state = self.options.state
        self._helm = await asyncio.to_thread(job_helm, self.options.helm)
        cluster = BuiltInCluster(
            self.options.kubernetes_version,
            state.with_name(f"{state.stem}-cluster{state.suffix}") if state else None,
            port=_port(store.fact("cluster_port"), LOOPBACK),
            helm=self._helm,
            secret=kept.cluster_secret(store),
        )
        await cluster.start()
        self._parts.push_async_callback(cluster.stop)
        store.set_fact("cluster_port", str(cluster.port))
        return cluster

    async def _serve(self, store: Store, fact: str, application: web.Application, host: str) -> str:
        wanted = self.options.port if fact == "port" else 0
        port = wanted or _port(store.fact(fact), host)
        runner = web.AppRunner(
            application,
            access_log=None,
            max_line_size=MAX_LINE,
            max_field_size=MAX_LINE,
            shutdown_timeout=1.0,
        )
        await runner.setup()
        self._parts.push_async_callback(runner.cleanup)
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, OverflowError) as error:
            message = os.strerror(getattr(error, "errno", None) or errno.EADDRNOTAVAIL)
            raise PortUnusable(host=host, port=port, message=message) from None
        port = runner.addresses[0][1]
        store.set_fact(fact, str(port))
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def _write_kubeconfig(self) -> Path:
        if self.options.given_cluster is not None:
            return self.options.given_cluster.absolute().file
        if self.options.state is not None:
            path = self.options.state.with_suffix(".kubeconfig")
        else:
            folder = self._parts.enter_context(tempfile.TemporaryDirectory(prefix="chartnest-"))
            path = Path(folder) / "kubeconfig"
        path.touch(mode=0o600)
        path.write_text(self._kubeconfig, encoding="utf-8")
        return path

    # What the engine needs from its surroundings

    @property
    def switches(self) -> Switches:
        """What the rehearsal was told to do otherwise."""
        return self.options.switches

    @property
    def kubeconfig(self) -> str:
        """Return the kubeconfig of the cluster."""
        return self._kubeconfig

    @property
    def kubernetes(self) -> Kubernetes:
        """Return the client of the cluster."""
        if self._kubernetes is None:
            raise RuntimeError("the server has not been started")
        return self._kubernetes

    def helm_kubeconfig(self, *, trusted: bool) -> str:
        """Return the kubeconfig for Helm; on a cluster elsewhere all Jobs run, as Pods there."""
        if self._built_in is None:
            return self._kubeconfig
        return kubeconfig_text(self._built_in.trusted_url if trusted else self._built_in.url)

    def trusts_release(self, name: str, namespace: str) -> bool:
        """Tell whether Helm's records of a release were written by trusted Helm alone."""
        return self._built_in is not None and self._built_in.trusts_release(name, namespace)

    def signal_url(self, stack: Stack, logical_id: str) -> str:
        """Return the signed address that signals of a handle are sent to."""
        return signal_url(self._callback, stack, logical_id, self._signal_key)


async def serve(options: Options, announce: Callable[[Rehearsal], None]) -> None:
    """Serve until the process is told to end; `announce` what to connect to once it is ready."""
    server = Server(options)
    announce(await server.start())
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers on its loop: there Ctrl-C ends asyncio.run itself.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    try:
        await ended.wait()
    finally:
        await server.stop()


def _port(wanted: str | None, host: str) -> int:
    """Return the port of the last time when it is still free, so that old addresses hold."""
    if wanted is None:
        return 0
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(wanted)))
        except OSError:
            return 0
    return int(wanted)
