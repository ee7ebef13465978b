"""A release, and what the Helm engine does to it in threads of its own."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from helm_python import Config, HelmContext

_NO_LIMIT: Final = 24 * 3600


@dataclass(frozen=True)
class Release:
    """A release by name and namespace; `timeout` in seconds, None for no limit."""

    name: str
    namespace: str
    timeout: int | None
    kubeconfig: str = field(repr=False)

    async def revision(self) -> int:
        """Return the newest revision that Helm knows, in whatever state; 0 for none."""
        return await in_thread(self._revision)

    async def install(self, archive: bytes, values: Mapping[str, Any]) -> None:
        """Install a chart; hooks are waited for, workloads are not."""
        await self._deploy("install", archive, values)

    async def upgrade(self, archive: bytes, values: Mapping[str, Any]) -> None:
        """Upgrade to a chart and exactly these values."""
        await self._deploy("upgrade", archive, values, reset_values=True)

    async def uninstall(self) -> None:
        """Uninstall; a release that is not there is fine."""
        from helm_python import HelmNotFoundError

        def run() -> None:
            with self._config() as config, suppress(HelmNotFoundError):
                config.uninstall(self.name, timeout=self._seconds, wait="hookOnly")

        await self._told(run)

    async def _deploy(
        self, verb: str, archive: bytes, values: Mapping[str, Any], **more: bool
    ) -> None:
        from helm_python import Chart, HelmContext

        context = HelmContext()

        def run() -> None:
            with Chart.load_archive(archive) as chart, self._config() as config:
                getattr(config, verb)(
                    chart,
                    self.name,
                    dict(values),
                    context=context,
                    namespace=self.namespace,
                    timeout=self._seconds,
                    wait="hookOnly",
                    **more,
                )

        await _cancellable(self._told(run), context)

    @property
    def _seconds(self) -> int:
        return self.timeout or _NO_LIMIT

    def _config(self) -> Config:
        from helm_python import Config

        return Config(kubeconfig_content=self.kubeconfig, namespace=self.namespace)

    def _revision(self) -> int:
        from helm_python import HelmNotFoundError

        with self._config() as config:
            try:
                return max(int(each["revision"]) for each in config.history(self.name))
            except HelmNotFoundError:
                return 0

    async def _told(self, run: Any) -> None:
        """Run in a thread; say what Helm says when it fails."""
        from helm_python import HelmError

        try:
            await in_thread(run)
        except HelmError as error:
            raise ResourceFailed("ResponseException", error.detail) from error


async def _cancellable(work: Awaitable[None], context: HelmContext) -> None:
    """Await; when cancelled, tell Helm, which then marks the release failed, and wait for that."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        context.cancel()
        with suppress(ResourceFailed):
            await task
        raise
    finally:
        context.close()
