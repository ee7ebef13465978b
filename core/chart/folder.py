"""A chart that lies unpacked on this computer: its files, less what .helmignore names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.chart.archive import MAX_FILE, Budget
from core.chart.errors import (
    ChartHidden,
    LinkLeavesFolder,
    NotAChart,
    UnsafeArchive,
    UnsafeFolder,
)
from core.chart.helmignore import HelmIgnore
from core.chart.members import inside_chart
from core.errors import say
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_DEPTH: Final = 64


def read_folder(
    folder: Path,
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
    *,
    follow_links: bool = False,
) -> dict[str, bytes]:
    """Return the chart's files by POSIX path, sorted, as `helm package` would choose them.

    Links are followed inside the folder. Helm follows those that lead out of it as well; here
    somebody has to allow it (`follow_links`), lest a chart from a stranger's repository carries
    off a file of this computer.
    """
    if not (folder / "Chart.yaml").is_file():
        raise NotAChart(place=folder, reason=say("it holds no Chart.yaml"))
    ignore = _rules(folder)
    hiding = ignore.hiding("Chart.yaml", is_folder=False)
    if hiding is not None:
        raise ChartHidden(folder=folder, line=hiding)
    walk = _Walk(folder.resolve(), ignore, follow_links=follow_links)
    files: dict[str, bytes] = {}
    done = 0
    for path, real in walk.files(folder, (walk.root,)):
        if cancellation:
            cancellation.check()
        size = real.stat().st_size
        if size > MAX_FILE:
            raise UnsafeFolder(
                reason=say("{path} is larger than {limit} MiB", path=path, limit=MAX_FILE >> 20)
            )
        walk.budget.take(size)
        files[path] = real.read_bytes()
        done += len(files[path])
        progress(say("Reading the chart"), done, None)
    return dict(sorted(files.items()))


def _rules(folder: Path) -> HelmIgnore:
    file = folder / ".helmignore"
    if not file.is_file():
        return HelmIgnore.parse("")
    if file.stat().st_size > MAX_FILE:
        raise UnsafeFolder(
            reason=say("{path} is larger than {limit} MiB", path=file.name, limit=MAX_FILE >> 20)
        )
    return HelmIgnore.parse(file.read_text("utf-8", errors="replace"))


@dataclass
class _Walk:
    """The way through one chart folder; `root` is the folder itself, without links."""

    root: Path
    ignore: HelmIgnore
    follow_links: bool
    budget: Budget = field(default_factory=Budget)

    def files(
        self, folder: Path, above: tuple[Path, ...], prefix: str = ""
    ) -> Iterator[tuple[str, Path]]:
        """Yield files by their path in the chart; `above` are the folders that led here."""
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = prefix + entry.name
                is_folder = entry.is_dir()
                if self.ignore.ignores(path, is_folder=is_folder):
                    continue
                real = Path(entry.path)
                if entry.is_symlink():
                    real = self._target(real, path)
                _refuse_unless_packable(path)
                if is_folder:
                    yield from self._folder(real, above, path)
                elif real.is_file():
                    yield path, real
                else:
                    raise UnsafeFolder(reason=say("{path} is not an ordinary file", path=path))

    def _folder(
        self, folder: Path, above: tuple[Path, ...], path: str
    ) -> Iterator[tuple[str, Path]]:
        self.budget.take(0)
        real = folder.resolve()
        if real in above or len(above) > _MAX_DEPTH:
            raise UnsafeFolder(
                reason=say("{prefix} nests too deep; a link may lead back into itself", prefix=path)
            )
        yield from self.files(folder, (*above, real), f"{path}/")

    def _target(self, link: Path, path: str) -> Path:
        target = link.resolve()
        if not target.exists():
            raise UnsafeFolder(reason=say("{path} is a link that leads nowhere", path=path))
        if not self.follow_links and not target.is_relative_to(self.root):
            raise LinkLeavesFolder(path=path, target=target)
        return target


def _refuse_unless_packable(path: str) -> None:
    """Refuse a name that Helm would read as another one once it is packed."""
    try:
        packed = inside_chart(f"chart/{path}")
    except UnsafeArchive as refusal:
        raise UnsafeFolder(reason=refusal.arguments["reason"]) from None
    if packed != path:
        raise UnsafeFolder(
            reason=say(
                "the file name {path} holds a backslash; Helm takes it for a folder's end",
                path=path,
            )
        )
