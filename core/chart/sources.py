"""Opening a chart, wherever it comes from, and the versions there are of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.chart.archive import MAX_ARCHIVE, pack, unpack
from core.chart.errors import ChartNotFound, HtmlInsteadOfChart, UnsafeArchive
from core.chart.folder import read_folder
from core.chart.html import html_title
from core.chart.reading import read_chart
from core.plan.model import PathChart, PlaceholderChart
from core.progress import Cancellation, Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from core.chart.model import Chart, Login
    from core.plan.model import ChartSource


def open_chart(
    source: ChartSource,
    *,
    base: Path,
    login: Login | None = None,  # noqa: ARG001 - for the remote sources, which follow
    progress: Progress = silent,
    cancellation: Cancellation | None = None,
) -> Chart:
    """Return the chart `source` names; a relative path starts at `base`, the plan's folder.

    Raises a `ChartNestError` that says what is wrong with the place or with what lies there.
    """
    cancellation = cancellation or Cancellation()
    match source:
        case PathChart(path=path):
            return _open_path(source, base / path, progress, cancellation)
        case PlaceholderChart(preview=path):
            return _open_path(source, base / path, progress, cancellation)
        case _:
            raise NotImplementedError


def _read_file(path: Path) -> bytes:
    if path.stat().st_size > MAX_ARCHIVE:
        raise UnsafeArchive(reason=f"{path} is larger than {MAX_ARCHIVE >> 20} MiB")
    archive = path.read_bytes()
    if (title := html_title(archive)) is not None:
        raise HtmlInsteadOfChart(place=path, title=title, wanted="chart archive")
    return archive


def _open_path(
    source: ChartSource, path: Path, progress: Progress, cancellation: Cancellation
) -> Chart:
    if path.is_dir():
        files = read_folder(path, progress, cancellation)
        chart = read_chart(source, path, files, archive=b"")
        return replace(chart, archive=pack(chart.metadata.name, files))
    if not path.is_file():
        raise ChartNotFound(place=path, reason="there is no such file or folder")
    archive = _read_file(path)
    progress("Reading the chart", len(archive), len(archive))
    return read_chart(source, path, unpack(archive), archive)
