"""A chart that lies unpacked on this computer: its files, less what .helmignore names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.archive import MAX_FILE, Budget
from core.chart.errors import NotAChart, UnsafeFolder
from core.chart.helmignore import HelmIgnore
from core.errors import say
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_folder(
    folder: Path, progress: Progress = silent, cancellation: Cancellation | None = None
) -> dict[str, bytes]:
    """Return the chart's files by POSIX path, sorted, as `helm package` would choose them.

    Links are followed inside the folder; one that leads outside is refused, lest a chart from a
    stranger's repository carries off a file of this computer.
    """
    if not (folder / "Chart.yaml").is_file():
        raise NotAChart(place=folder, reason=say("it holds no Chart.yaml"))
    ignore_file = folder / ".helmignore"
    text = ignore_file.read_text("utf-8", errors="replace") if ignore_file.is_file() else ""
    root = folder.resolve()
    budget = Budget()
    files: dict[str, bytes] = {}
    done = 0
    for path, real in _chosen_files(folder, root, HelmIgnore.parse(text)):
        if cancellation:
            cancellation.check()
        size = real.stat().st_size
        if size > MAX_FILE:
            raise UnsafeFolder(
                reason=say("{path} is larger than {limit} MiB", path=path, limit=MAX_FILE >> 20)
            )
        budget.take(size)
        files[path] = real.read_bytes()
        done += len(files[path])
        progress(say("Reading the chart"), done, None)
    return dict(sorted(files.items()))


def _chosen_files(
    folder: Path, root: Path, ignore: HelmIgnore, prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, Path]]:
    if depth > 64:
        raise UnsafeFolder(
            reason=say("{prefix} nests too deep; a link may lead back into itself", prefix=prefix)
        )
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = prefix + entry.name
            is_folder = entry.is_dir()
            if ignore.ignores(path, is_folder=is_folder):
                continue
            real = _inside(Path(entry.path), root, path) if entry.is_symlink() else Path(entry.path)
            if is_folder:
                yield from _chosen_files(real, root, ignore, f"{path}/", depth + 1)
            elif real.is_file():
                yield path, real
            else:
                raise UnsafeFolder(reason=say("{path} is not an ordinary file", path=path))


def _inside(link: Path, root: Path, path: str) -> Path:
    target = link.resolve()
    if not target.is_relative_to(root):
        raise UnsafeFolder(reason=say("{path} is a link that leads out of the folder", path=path))
    return target
