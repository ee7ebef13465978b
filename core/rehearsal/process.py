"""Finds the rehearsal server of this computer, or starts one that outlives whoever started it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from core import children
from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.errors import ChartNestError, ExitCode
from core.paths import data_directory, write_whole
from core.rehearsal.options import LOOPBACK, Options
from core.rehearsal.rehearsal import PRESENCE, Rehearsal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.cloud.kubeconfig import KubeconfigCluster

START_TIMEOUT: Final = 60.0
_POLL: Final = 0.05
# Servers started by this process: nobody waits for them, and Python would complain of that.
_started: Final[list[subprocess.Popen[bytes]]] = []


class RehearsalNotStarted(ChartNestError):
    """The server ended, or did not get ready in time."""

    code = "rehearsal-not-started"
    what = "The rehearsal server did not start: {reason}"
    remedy = "Its log is {log}."
    exit_code = ExitCode.DEPLOYMENT_FAILED


class RehearsalDiffers(ChartNestError):
    """A server runs, but not the one that was asked for."""

    code = "rehearsal-differs"
    what = "A rehearsal is running with {running}, not with {wanted}."
    remedy = "Ask for the same, or `chartnest rehearsal stop` first, or add --ephemeral."
    in_window = "Choose the same in the step Account, or end the one that runs."
    exit_code = ExitCode.BAD_INPUT


def find_or_start(
    given_cluster: KubeconfigCluster | None = None,
    callback_host: str | None = None,
    kubernetes_version: str | None = None,
    helm: Path | None = None,
) -> Rehearsal:
    """Return the running server, started now when there was none.

    Two callers at once get the same one. Raises `RehearsalDiffers` when one runs with another
    cluster, Kubernetes version, callback host or Helm: nobody means the built-in cluster and gets
    a real one. None of a version or a Helm takes any.
    """
    with _one_at_a_time():
        found = find()
        if found is None:
            version = kubernetes_version or DEFAULT_KUBERNETES_VERSION
            return _start(Options(0, None, given_cluster, callback_host, version, helm))
        _check_same(found, given_cluster, callback_host, kubernetes_version)
        if helm is not None and helm.absolute() != found.helm:
            running = f"Helm {found.helm}" if found.helm else "this computer's Helm"
            raise RehearsalDiffers(running=running, wanted=f"Helm {helm}")
        return _of_this_build(found)


def find_again() -> Rehearsal:
    """Return the running server, whatever it was asked for, started now when there was none."""
    with _one_at_a_time():
        found = find()
        return _of_this_build(found) if found else _start(Options())


def find() -> Rehearsal | None:
    """Return the running server, of whatever build; None when there is none."""
    try:
        document = json.loads(record_path().read_text(encoding="utf-8"))
        rehearsal = Rehearsal.load(document)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rehearsal if _answers(rehearsal) else None


def record_path() -> Path:
    """Return the file that says where the server is; only its owner reads it."""
    return data_directory() / "rehearsal.json"


def log_path() -> Path:
    """Return the file that a server started by us writes its complaints to."""
    return data_directory() / "rehearsal.log"


async def serve_found(options: Options, announce: Callable[[Rehearsal], None]) -> None:
    """Serve until the process is told to end, so that `find` finds it; `announce` it when ready."""
    from core.rehearsal.server import serve  # noqa: PLC0415 - 0.2 s that finding it does not need

    served: list[Rehearsal] = []

    def ready(rehearsal: Rehearsal) -> None:
        write_whole(record_path(), json.dumps(rehearsal.document()))
        served.append(rehearsal)
        announce(rehearsal)

    try:
        await serve(options, ready)
    finally:
        for rehearsal in served:
            _forget(rehearsal)


def _forget(rehearsal: Rehearsal) -> None:
    """Remove the record, unless another server has written its own since."""
    with suppress(OSError, ValueError, KeyError):
        if json.loads(record_path().read_text(encoding="utf-8"))["pid"] == rehearsal.pid:
            record_path().unlink()


@contextmanager
def ephemeral(options: Options) -> Iterator[Rehearsal]:
    """Serve from a thread of this process, everything in memory, for as long as the block lasts."""
    import asyncio  # noqa: PLC0415 - as above

    from core.rehearsal.server import Server  # noqa: PLC0415 - as above

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="rehearsal", daemon=True)
    thread.start()
    server = Server(options)
    try:
        yield asyncio.run_coroutine_threadsafe(server.start(), loop).result(START_TIMEOUT)
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(START_TIMEOUT)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold a lock that the operating system takes back when its holder dies."""
    with closing(
        sqlite3.connect(data_directory() / "rehearsal.lock", timeout=START_TIMEOUT)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _start(options: Options) -> Rehearsal:
    record_path().unlink(missing_ok=True)
    with log_path().open("wb") as log:
        child = children.start_detached("core.rehearsal", *_words(options), log=log)
    _started.append(child)
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        found = find()
        if found is not None:
            return found
        if child.poll() is not None:
            raise RehearsalNotStarted(reason=_last_words(), log=log_path())
        time.sleep(_POLL)
    child.kill()
    raise RehearsalNotStarted(reason=f"not ready after {START_TIMEOUT:.0f} s.", log=log_path())


def _of_this_build(found: Rehearsal) -> Rehearsal:
    """Return the server, or this build's in its place and on its state when another serves."""
    from core.rehearsal.server import this_build  # noqa: PLC0415 - as above

    if found.build == this_build():
        return found
    with suppress(ProcessLookupError):
        os.kill(found.pid, signal.SIGTERM)
    deadline = time.monotonic() + START_TIMEOUT
    while record_path().exists() and _is_alive(found):  # the record goes last
        if time.monotonic() > deadline:
            reason = f"process {found.pid}, of another version, does not end."
            raise RehearsalNotStarted(reason=reason, log=log_path())
        time.sleep(_POLL)
    return _start(
        Options(
            state=found.state,
            given_cluster=found.given_cluster,
            callback_host=found.callback_host,
            kubernetes_version=found.kubernetes_version,
            helm=found.helm,
        )
    )


def _words(options: Options) -> list[str]:
    words: list[str] = []
    if options.state is not None:
        words += ["--state", str(options.state.absolute())]
    if given := options.given_cluster:
        words += ["--kubeconfig", str(given.absolute().file), "--context", given.context]
    if options.callback_host is not None:
        words += ["--callback-host", options.callback_host]
    if options.given_cluster is None:
        words += ["--kubernetes-version", options.kubernetes_version]
    if options.helm is not None:
        words += ["--helm", str(options.helm.absolute())]
    return words


def _last_words() -> str:
    with suppress(OSError):
        lines = log_path().read_text(encoding="utf-8", errors="replace").strip().splitlines()
        if lines:
            return lines[-1]
    return "it ended without a word."


def _answers(rehearsal: Rehearsal) -> bool:
    """Ask the server for its own id, so that a stranger on the port is not taken for it."""
    import httpx

    try:
        answer = httpx.get(f"{rehearsal.endpoint}{PRESENCE}", timeout=5.0, trust_env=False)
        return answer.is_success and answer.json() == {"pid": rehearsal.pid}
    except (httpx.HTTPError, ValueError):
        return False


def _is_alive(rehearsal: Rehearsal) -> bool:
    if sys.platform == "win32":  # where signal 0 would end it, and SIGTERM did so at once
        return _answers(rehearsal)
    try:
        os.kill(rehearsal.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _check_same(
    found: Rehearsal,
    given_cluster: KubeconfigCluster | None,
    callback_host: str | None,
    kubernetes_version: str | None,
) -> None:
    wanted = given_cluster and given_cluster.absolute()
    if found.given_cluster != wanted:
        raise RehearsalDiffers(running=_cluster_of(found.given_cluster), wanted=_cluster_of(wanted))
    if kubernetes_version and given_cluster is None and not found.serves(kubernetes_version):
        raise RehearsalDiffers(
            running=f"Kubernetes {found.kubernetes_version}",
            wanted=f"Kubernetes {kubernetes_version}",
        )
    if callback_host not in {None, found.callback_host}:
        raise RehearsalDiffers(
            running=f"the callback host {found.callback_host or LOOPBACK}", wanted=callback_host
        )


def _cluster_of(given: KubeconfigCluster | None) -> str:
    return f"the cluster of {given}" if given else "its built-in cluster"
